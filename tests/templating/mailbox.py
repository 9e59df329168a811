"""A real mail server on loopback that keeps what it is given, without 8BITMIME and without SMTPUTF8."""

from __future__ import annotations

import smtplib
from asyncio import Server
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiosmtpd.controller import Controller

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(slots=True)
class Mailbox:
    """What arrived, each message as the bytes between DATA and its closing dot."""

    messages: list[bytes] = field(default_factory=list)
    options: list[str] = field(default_factory=list)

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 (aiosmtpd's name)
        self.messages.append(envelope.original_content)
        self.options += envelope.mail_options
        return "250 OK"


class _AtAnyPort(Controller):
    """A server at a port that is free; aiosmtpd looks whether it answers, and would ask port 0."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]  # aiosmtpd's own


@contextmanager
def mailbox() -> Iterator[tuple[Mailbox, int]]:
    """The mailbox and the port on which it is served."""
    kept = Mailbox()
    controller = _AtAnyPort(kept, hostname="127.0.0.1", port=0, decode_data=True, enable_SMTPUTF8=False)
    controller.start()
    try:
        yield kept, controller.port
    finally:
        controller.stop()


def sent(eml: bytes) -> bytes:
    """The message as it arrives when it is sent as it is."""
    with mailbox() as (kept, port), smtplib.SMTP("127.0.0.1", port) as client:
        client.ehlo()
        assert not client.has_extn("8bitmime")
        assert not client.has_extn("smtputf8")
        assert client.sendmail("post@letter.test", ["reader@letter.test"], eml) == {}
    assert not kept.options or all("8BITMIME" not in option for option in kept.options)
    return kept.messages[0]
