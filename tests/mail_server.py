"""A real mail server on loopback that fails where a test says, and keeps what it has taken."""

from __future__ import annotations

import asyncio
import socket
import ssl
import subprocess
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult

CLOSE = "close"
Fault = Callable[[str, str], str]
"""What goes wrong at a stage (connect, EHLO, MAIL, RCPT, DATA, body, dot, taken) for a reader: a reply, `CLOSE`, or
nothing."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A message that the server has taken: its envelope and its bytes."""

    sender: str
    reader: str
    message: bytes

    @property
    def id(self) -> str:
        return str(message_from_bytes(self.message)["Message-ID"])

    @property
    def subject(self) -> str:
        return str(message_from_bytes(self.message, policy=default)["Subject"])


@dataclass(slots=True)
class MailServer:
    """Its port, what it has taken, how often each stage came, and what clients called themselves."""

    port: int = 0
    taken: list[Taken] = field(default_factory=list)
    stages: Counter[str] = field(default_factory=Counter)
    names: list[str] = field(default_factory=list)
    most: int = 0
    now: int = 0

    def readers(self) -> Counter[str]:
        return Counter(one.reader for one in self.taken)


def no_fault(_stage: str, _who: str) -> str:
    return ""


class _Session(SMTP):
    """One client; every stage asks first what is to go wrong."""

    kept: MailServer
    faults: Fault
    delay: float

    async def _wrong(self, stage: str, who: str = "") -> bool:
        """Whether something went wrong, which was said or done."""
        self.kept.stages[stage] += 1
        if self.delay:
            await asyncio.sleep(self.delay)
        reply = self.faults(stage, who)
        if reply and reply != CLOSE:
            await self.push(reply)
        if reply == CLOSE or reply.startswith("421"):
            self._gone()
        return bool(reply)

    def _gone(self) -> None:
        if self.transport is not None:
            self.transport.close()

    async def _handle_client(self) -> None:
        self.kept.now += 1
        self.kept.most = max(self.kept.most, self.kept.now)
        try:
            if not await self._wrong("connect"):
                await super()._handle_client()
            else:
                self._gone()
        finally:
            self.kept.now -= 1

    async def smtp_EHLO(self, hostname: str) -> None:  # noqa: N802 (aiosmtpd)
        self.kept.names.append(hostname)
        if not await self._wrong("EHLO"):
            await super().smtp_EHLO(hostname)

    async def smtp_MAIL(self, arg: str | None) -> None:  # noqa: N802 (aiosmtpd)
        if not await self._wrong("MAIL"):
            await super().smtp_MAIL(arg)

    async def smtp_RCPT(self, arg: str | None) -> None:  # noqa: N802 (aiosmtpd)
        if not await self._wrong("RCPT", (arg or "").partition("<")[2].partition(">")[0]):
            await super().smtp_RCPT(arg)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 (aiosmtpd)
        reader = self.envelope.rcpt_tos[0] if self.envelope and self.envelope.rcpt_tos else ""
        if await self._wrong("DATA", reader):
            return
        if self.faults("body", reader):
            await self.push("354 go on")
            await self._reader.readuntil(b"\r\n")
            self._gone()
            return
        await super().smtp_DATA(arg)


class _Keeper:
    """Takes messages; a fault at "dot" comes before that, one at "taken" after it."""

    def __init__(self, kept: MailServer, faults: Fault) -> None:
        self.kept, self.faults = kept, faults

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 (aiosmtpd's name)
        reader = envelope.rcpt_tos[0]
        if reply := self.faults("dot", reader):
            if reply == CLOSE:
                server.transport.abort()
            return reply
        self.kept.taken.append(Taken(envelope.mail_from, reader, envelope.original_content))
        if self.faults("taken", reader):
            server.transport.abort()
        return "250-taken\r\n250 and kept"


@contextmanager
def mail_server(
    faults: Fault = no_fault,
    *,
    delay: float = 0,
    starttls: ssl.SSLContext | None = None,
    tls: ssl.SSLContext | None = None,
    users: dict[str, str] | None = None,
) -> Iterator[MailServer]:
    """A server that is told what to do wrong.

    Args:
        faults: Asked at each stage.
        delay: Seconds before each answer.
        starttls: Offers STARTTLS with this certificate.
        tls: Secret from the first byte with this certificate.
        users: Passwords by user; with them nobody may send who has not signed in.
    """
    kept = MailServer()

    def let_in(_server: Any, _session: Any, _envelope: Any, _how: str, data: Any) -> AuthResult:
        known = (users or {}).get(data.login.decode()) == data.password.decode()
        return AuthResult(success=known, handled=False)

    def made() -> SMTP:
        session = _Session(
            _Keeper(kept, faults),
            tls_context=starttls,
            auth_required=bool(users),
            auth_require_tls=False,
            authenticator=let_in,
            hostname="mail.example.org",
            loop=asyncio.get_running_loop(),
        )
        session.kept, session.faults, session.delay = kept, faults, delay
        return session

    with _served(made, kept, tls):
        yield kept


@contextmanager
def _served(made: Callable[[], SMTP], kept: MailServer, tls: ssl.SSLContext | None) -> Iterator[None]:
    """The server in a thread of its own, up to where every client is gone."""
    loop = asyncio.new_event_loop()
    loop.set_exception_handler(lambda *_: None)  # clients that are cut off are what tests are about
    server = loop.run_until_complete(loop.create_server(made, "127.0.0.1", 0, ssl=tls))
    kept.port = server.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield
    finally:
        asyncio.run_coroutine_threadsafe(_ended(server), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _ended(server: asyncio.Server) -> None:
    server.close()
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    await asyncio.sleep(0.01)


@contextmanager
def saying(*lines: bytes, then_wait: bool = False) -> Iterator[int]:
    """A server that says one line for each thing it is told, whatever that is; its port."""
    over = threading.Event()

    def serve() -> None:
        while True:
            client, _ = listening.accept()
            with client, suppress(OSError):
                if over.is_set():
                    return
                client.settimeout(5)
                for line in lines:
                    client.sendall(line)
                    if line:
                        client.recv(4096)
                if then_wait:
                    over.wait(10)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            over.set()
            socket.create_connection(listening.getsockname()).close()
            thread.join()


def certificate(folder: Path, name: str = "localhost") -> tuple[Path, ssl.SSLContext]:
    """A self-made certificate: its file, and what a server needs."""
    key, own = folder / "key.pem", folder / "own.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={name}"]
    command += ["-addext", f"subjectAltName=DNS:{name}", "-keyout", str(key), "-out", str(own)]
    subprocess.run(command, check=True, capture_output=True)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(own, key)
    return own, context
