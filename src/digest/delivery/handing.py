"""One message handed over to a mail server, and what becomes of it (RFC 5321, 4.2 and 4.5)."""

from __future__ import annotations

import select
from typing import TYPE_CHECKING

from digest.delivery.replies import Outcome, Reply, Stage, State, reply_of
from digest.errors import DeliveryError

if TYPE_CHECKING:
    import smtplib
    from collections.abc import Callable

_DOT = b".\r\n"
_GO_ON = 354
_NOT_SIGNED_IN = 530


def handed_over(
    smtp: smtplib.SMTP, sender: str, reader: str, message: bytes, permit: Callable[[], bool], *, where: str = ""
) -> Outcome:
    """Hand one message over to one reader's address.

    The server is given the whole message before ``permit`` is asked, and the last dot, with which it becomes
    answerable for it, right after that. So little time passes in which nobody can know whether it took the message
    (RFC 1047). Without the dot it must forget it.

    Args:
        smtp: An open connection that is at the beginning of a transaction.
        sender: The envelope's sender.
        reader: The envelope's recipient.
        message: ASCII with CRLF line ends.
        permit: Whether the last dot may be sent; it keeps that the message is in doubt from now on.
        where: The server, for errors.

    Raises:
        DeliveryError: The server refuses the sender.
    """
    size = f" size={len(message)}" if smtp.has_extn("size") else ""
    reply = _asked(smtp, f"mail FROM:<{sender}>{size}")
    if not reply.yes:
        if reply.no:
            raise _sender_refused(sender, reply, where)
        return _not_taken(smtp, reply, "sender")
    if not reader.isascii():
        return _not_taken(smtp, Reply(553, "the address is not ASCII, which few servers take (RFC 6531)"), "reader")
    reply = _asked(smtp, f"rcpt TO:<{reader}>")
    if not reply.yes:
        return _not_taken(smtp, reply, "reader")
    reply = _asked(smtp, "data")
    if reply.code != _GO_ON:
        return _not_taken(smtp, Reply(0, str(reply)) if reply.yes else reply, "message")
    return _message_taken(smtp, message, permit)


def _message_taken(smtp: smtplib.SMTP, message: bytes, permit: Callable[[], bool]) -> Outcome:
    reply = reply_of(lambda: _told(smtp, dotted(message)))
    if not reply.yes:
        return Outcome("later", str(reply), alive=False)
    if not permit():
        return Outcome("back", "stopped", alive=False)
    if _has_spoken(smtp):  # before its turn: to say goodbye, or that it will not take it
        reply = reply_of(smtp.getreply)
        return Outcome(_state(reply), str(reply), claimed=True, alive=False)
    reply = reply_of(lambda: _ended(smtp))
    if reply.code // 100 == 2:  # noqa: PLR2004 (the class of the reply)
        return Outcome("sent", str(reply), claimed=True)
    if not reply.code or reply.yes:  # nobody knows, and RFC 1047 says why
        return Outcome("doubt", str(reply), claimed=True, alive=False)
    return Outcome(_state(reply), str(reply), claimed=True, alive=not reply.over)


def dotted(message: bytes) -> bytes:
    """The message as it travels: no line of it can be taken for the end (RFC 5321, 4.5.2)."""
    stuffed = message.replace(b"\r\n.", b"\r\n..")
    stuffed = b"." + stuffed if stuffed.startswith(b".") else stuffed
    return stuffed if stuffed.endswith(b"\r\n") else stuffed + b"\r\n"


def _asked(smtp: smtplib.SMTP, command: str) -> Reply:
    return reply_of(lambda: smtp.docmd(command))


def _told(smtp: smtplib.SMTP, what: bytes) -> tuple[int, bytes]:
    smtp.send(what)
    return 250, b""


def _has_spoken(smtp: smtplib.SMTP) -> bool:
    """Whether the server says something, or has hung up, while it is our turn."""
    if smtp.sock is None:
        return True
    watch = select.poll()
    watch.register(smtp.sock, select.POLLIN)
    return bool(watch.poll(0))


def _ended(smtp: smtplib.SMTP) -> tuple[int, bytes]:
    smtp.send(_DOT)
    return smtp.getreply()


def _not_taken(smtp: smtplib.SMTP, reply: Reply, stage: Stage) -> Outcome:
    """Nothing of this message is left at the server, which forgets it at RSET or with the connection."""
    alive = not reply.over and reply_of(smtp.rset).yes
    return Outcome("back" if stage == "sender" else _state(reply), str(reply), stage, alive=alive)


def _state(reply: Reply) -> State:
    """What a reply that is no yes makes of a message."""
    if reply.bye:
        return "back"
    return "refused" if reply.no else "later"


def _sender_refused(sender: str, reply: Reply, where: str) -> DeliveryError:
    hint = "check sender.address and smtp.bounces: the server must know the sender as yours"
    if reply.code == _NOT_SIGNED_IN:
        hint = "the server wants a user: set smtp.user and DIGEST_SMTP_PASSWORD"
    return DeliveryError("the mail server refuses the sender", where=where or sender, found=str(reply), hint=hint)
