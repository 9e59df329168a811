"""What a mail server says, and what it means (RFC 5321, 4.2)."""

from __future__ import annotations

import smtplib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

NONE = 0
"""The code where there was no answer that can be understood."""

_BYE = 421
_LONGEST = 300  # characters of a reply that are kept
_CLASSES = range(200, 600)

State = Literal["sent", "refused", "later", "doubt", "back"]
Stage = Literal["sender", "reader", "message"]


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply: its code, `NONE` where there is none, and its words on one line."""

    code: int
    words: str

    @property
    def yes(self) -> bool:
        """Whether the server does what it was asked, or goes on."""
        return self.code // 100 in (2, 3)

    @property
    def no(self) -> bool:
        """Whether asking again would be in vain (5yz)."""
        return self.code // 100 == 5  # noqa: PLR2004 (the class of the reply)

    @property
    def bye(self) -> bool:
        """Whether the server closes for now, whatever it was asked (RFC 5321, 3.8)."""
        return self.code == _BYE

    @property
    def over(self) -> bool:
        """Whether nothing more can be said on this connection."""
        return self.code == NONE or self.bye

    def __str__(self) -> str:
        return f"{self.code} {self.words}".strip() if self.code else self.words


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a message.

    ``back`` is one that says nothing of its reader: it was the connection's or the sender's trouble, and it is to be
    handed over again; the server does not have it. ``stage`` is whom or what the reply is about. ``claimed`` is
    whether it was entered as in doubt before, ``alive`` whether the connection can be used on.
    """

    state: State
    reply: str = ""
    stage: Stage = "message"
    claimed: bool = False
    alive: bool = True


def reply_of(ask: Callable[[], tuple[int, bytes]]) -> Reply:
    """The reply to what is asked; silence, a connection that ends and noise are replies, too.

    Args:
        ask: Asks with smtplib and gives its answer.
    """
    try:
        code, words = ask()
    except smtplib.SMTPResponseException as error:
        return Reply(NONE, f"an answer that is none: {plain(error.smtp_error)}")
    except (smtplib.SMTPException, OSError) as error:
        return Reply(NONE, broken(error))
    if code not in _CLASSES:
        return Reply(NONE, f"an answer that is none: {plain(words)}")
    return Reply(code, plain(words))


def plain(words: bytes | str) -> str:
    """What a server says on one line, without signs that would do something to a terminal, and not too long."""
    said = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    line = " ".join("".join(char if char.isprintable() else " " for char in said).split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def broken(error: Exception) -> str:
    """What became of the connection, in a few words."""
    if isinstance(error, TimeoutError) or "timed out" in str(error):
        return "no answer in time"
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return "the connection broke"
    return plain(getattr(error, "strerror", None) or str(error) or type(error).__name__)
