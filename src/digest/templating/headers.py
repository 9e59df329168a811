"""The headers of a letter, folded by hand.

``email`` folds differently from one Python to the next, and turns a long List-Unsubscribe into encoded-words, which
no mail service reads (RFC 8058 needs the address as it is). Here the same letter has the same bytes everywhere.
"""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, time
from email.utils import format_datetime
from typing import TYPE_CHECKING

from digest.errors import SettingsError
from digest.templating.addresses import ascii_host
from digest.templating.columns import clusters

if TYPE_CHECKING:
    from digest.model import Mailbox
    from digest.templating.contents import Contents

HOUR = time(7, tzinfo=UTC)  # of the day, in the Date header
_LINE = 76
_LONGEST = 900  # characters of an address: RFC 5322 ends a line at 998
_WORD = 52  # characters in one encoded-word; its frame and a header name beside it fit one line (RFC 2047, 2)
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?: [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_FREE = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!*+-/")
_TOKEN = re.compile(r"[^A-Za-z0-9.-]+")
_FOLD = "\r\n "


@dataclass(frozen=True, slots=True)
class Header:
    """One header: its value as it reads, and as it is written, folded and encoded."""

    name: str
    value: str
    written: str


def headers(shown: Contents, readers: str = "") -> tuple[Header, ...]:
    """All headers of a letter but those that depend on its bytes (Message-ID) or its parts.

    The letter is addressed to its ``readers``, in the newsletter's language; by default to its name.

    Sources: RFC 5322, RFC 2047, RFC 2369 (List-*), RFC 2919 (List-Id), RFC 8058 (one-click), RFC 5064 (Archived-At),
    RFC 3282 (Content-Language), RFC 3834 (Auto-Submitted), and Google's Feedback-ID.

    Raises:
        SettingsError: When an address of the newsletter cannot stand in a header.
    """
    news, domain = shown.newsletter, sender_domain(shown.newsletter.sender)
    reader = _TOKEN.sub("-", shown.audience.name)
    found = [
        mailbox("From", news.sender.name or news.name, news.sender),
        mailbox("To", readers or news.name, news.sender),
        mailbox("Reply-To", news.reply_to.name, news.reply_to) if news.reply_to else None,
        Header("Subject", shown.subject, unstructured("Subject", shown.subject)),
        _plain("Date", format_datetime(datetime.combine(shown.day, HOUR))),
        _uris("List-Unsubscribe", news.unsubscribe_url, _mailto(news.unsubscribe_mail, "unsubscribe")),
        _plain("List-Unsubscribe-Post", "List-Unsubscribe=One-Click") if news.unsubscribe_url else None,
        _phrased("List-Id", news.name, news.list_id) if news.list_id else None,
        _uris("List-Archive", news.web_url),
        _uris("Archived-At", shown.web_address),
        _uris("List-Help", news.manage_url or _mailto((news.reply_to or news.sender).address, "help")),
        _plain("Feedback-ID", f"{shown.week}:{reader}:digest:{domain}"),
        _plain("Precedence", "bulk"),
        _plain("Auto-Submitted", "auto-generated"),
        _plain("X-Entity-Ref-ID", f"{shown.week}.{reader}.{domain}"),
        _plain("Content-Language", shown.newsletter.language),
    ]
    given = tuple(header for header in found if header and header.value)
    for header in given:
        if not header.written.isascii():
            raise SettingsError(f"the header {header.name} can carry ASCII only", found=header.value)
    return given


def sender_domain(sender: Mailbox) -> str:
    """The domain of the sender's address, in ASCII."""
    return ascii_host(sender.address.rpartition("@")[2])


def _plain(name: str, value: str) -> Header:
    return Header(name, value, value)


def _uris(name: str, *uris: str) -> Header:
    """Addresses in angle brackets, one a line (RFC 2369, 2)."""
    given = [f"<{uri}>" for uri in uris if uri]
    for uri in given:
        if len(uri) > _LONGEST or not uri.isascii():
            raise SettingsError(f"an address is too long for the header {name}", found=uri[:80] + "…")
    first = _FOLD if given and len(name) + len(given[0]) + 3 > _LINE else ""
    return Header(name, ", ".join(given), first + f",{_FOLD}".join(given))


def _mailto(mailbox: str, subject: str) -> str:
    if not mailbox or mailbox.startswith("mailto:"):
        return mailbox
    return f"mailto:{mailbox}?subject={subject}"


def mailbox(name: str, phrase: str, box: Mailbox) -> Header:
    """A name and an address as a header has them.

    Raises:
        SettingsError: When the address cannot stand in a header.
    """
    local, domain = box.address.rpartition("@")[0], sender_domain(box)
    if not (local and domain and local.isascii() and " " not in local):
        raise SettingsError("an e-mail address cannot stand in a header", where=name, found=box.address)
    return _phrased(name, phrase, f"{local}@{domain}")


def _phrased(name: str, phrase: str, inside: str) -> Header:
    """A display name before an address or a list's id (RFC 5322, 3.4; RFC 2919, 2)."""
    room = _LINE - len(name) - 2
    words = phrase
    if not _ATOMS.fullmatch(phrase) or "=?" in phrase:
        words = '"' + phrase.replace("\\", r"\\").replace('"', r"\"") + '"' if phrase else ""
    if not words.isascii() or len(words) > room or "=?" in words:
        words = _encoded(phrase)
    if not words:
        return Header(name, f"<{inside}>", f"<{inside}>")
    last = words.rpartition(_FOLD)[2]
    gap = " " if len(name) + 2 + len(last) + len(inside) + 3 <= _LINE else _FOLD
    return Header(name, f"{phrase} <{inside}>", f"{words}{gap}<{inside}>")


def unstructured(name: str, text: str) -> str:
    """The value of a header that is plain words, such as the subject, as it is written: encoded where it must be."""
    if text.isascii() and len(text) <= _LINE - len(name) - 2 and "=?" not in text:
        return text
    return _encoded(text)


def _encoded(text: str) -> str:
    """Encoded-words (RFC 2047), quoted or in base64, whichever is shorter; none splits what is read as one sign."""
    quoted = "".join(map(_quoted, text))
    if len(quoted) <= len(text.encode()) * 4 / 3:
        return _FOLD.join(f"=?utf-8?q?{''.join(map(_quoted, piece))}?=" for piece in _pieces(text, quoted=True))
    return _FOLD.join(f"=?utf-8?b?{b64encode(piece.encode()).decode()}?=" for piece in _pieces(text, quoted=False))


def _quoted(char: str) -> str:
    if char == " ":
        return "_"
    return "".join(chr(byte) if byte in _FREE else f"={byte:02X}" for byte in char.encode())


def _pieces(text: str, *, quoted: bool) -> list[str]:
    """The text in pieces that each fit one encoded-word."""
    room = _WORD if quoted else _WORD * 3 // 4

    def size(part: str) -> int:
        return sum(map(len, map(_quoted, part))) if quoted else len(part.encode())

    pieces, current = [], ""
    for cluster in clusters(text):
        for part in [cluster] if size(cluster) <= room else cluster:
            if size(current) + size(part) > room:
                pieces.append(current)
                current = ""
            current += part
    return [*pieces, current]
