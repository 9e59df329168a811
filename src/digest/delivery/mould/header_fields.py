"""The header fields that are a reader's own, as bytes: folded by hand, with nothing in them that starts another."""

from __future__ import annotations

import re
from base64 import b64encode
from typing import Final

from digest.errors import DeliveryError

_LINE: Final = 78  # RFC 5322, 2.1.1
_LONGEST: Final = 900  # signs of an address in the web: a line ends at 998
_WORD: Final = 48  # signs in an encoded-word; with its frame and the field's name it fits a line (RFC 2047, 2)
_BYTES: Final = _WORD * 3 // 4  # the same in base64
_FOLD: Final = "\r\n "
_ATEXT: Final = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_ATOMS: Final = re.compile(rf"{_ATEXT}(?: {_ATEXT})*")
_PLACE: Final = re.compile(rf"{_ATEXT}(?:\.{_ATEXT})*@(?:[A-Za-z0-9.-]+|\[[0-9A-Za-z:.]+\])")
_URI: Final = re.compile(r"[!#-;=?-~]+")  # printable ASCII but quotation marks and angle brackets
_UNSEEN: Final = re.compile(r"[\x00-\x20\x7f-\xa0\u2028-\u202e\u2066-\u2069\ud800-\udfff]+")
_FREE: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!*+-/"
_QUOTED: Final = tuple("_" if chr(n) == " " else chr(n) if chr(n) in _FREE else f"={n:02X}" for n in range(256))


def to(name: str, address: str) -> bytes:
    """The field To (RFC 5322, 3.4): control characters of the name become spaces.

    Raises:
        DeliveryError: The address cannot stand in a header.
    """
    if not _PLACE.fullmatch(address):
        hint = "correct it in the file of readers"
        raise DeliveryError("an address that cannot stand in a header", found=repr(address[:80]), hint=hint)
    if not name:
        return f"To: {address}\r\n".encode("ascii")
    line = f"To: {name} <{address}>\r\n"
    if len(line) <= _LINE + 2 and "=?" not in name and _ATOMS.fullmatch(name):
        return line.encode("ascii")
    return _to_with_care(_UNSEEN.sub(" ", name).strip(), address)


def _to_with_care(name: str, address: str) -> bytes:
    if not name:
        return f"To: {address}\r\n".encode("ascii")
    words = name
    if not _ATOMS.fullmatch(name):
        words = '"' + name.replace("\\", r"\\").replace('"', r"\"") + '"'
    if not words.isascii() or "=?" in words or len(words) + len("To: ") > _LINE:
        words = encoded(name)
    last = len(words.rpartition(_FOLD)[2]) + (1 if _FOLD in words else len("To: "))
    gap = " " if last + len(address) + 3 <= _LINE else _FOLD
    return f"To: {words}{gap}<{address}>\r\n".encode("ascii")


def message_id(told: str) -> bytes:
    """The field Message-ID.

    Raises:
        DeliveryError: It is none.
    """
    if not _PLACE.fullmatch(told):
        raise DeliveryError("not a Message-ID", found=repr(told[:80]), hint="check sender.address in digest.toml")
    return f"Message-ID: <{told}>\r\n".encode("ascii")


def uri(text: str) -> str:
    """An address in the web or of a mailbox as printable ASCII, nothing in it that ends it (RFC 3986).

    Raises:
        DeliveryError: It is too long for a line of a header.
    """
    if not _URI.fullmatch(text):
        from urllib.parse import quote

        text = quote(
            text.strip(), safe="".join(map(chr, range(0x21, 0x7F))).translate({34: None, 60: None, 62: None})
        )
    if len(text) > _LONGEST:
        hint = "choose a shorter one in [delivery]"
        raise DeliveryError("a reader's own address is too long", found=f"{text[:80]}…", hint=hint)
    return text


def list_unsubscribe(own: str, others: str) -> bytes:
    """The fields List-Unsubscribe (RFC 2369, 3.2) and, for an https address, List-Unsubscribe-Post (RFC 8058, 3.1).

    Args:
        own: The reader's own address, as `uri` gives it.
        others: What stands behind it: a comma and each other way, with folds; or nothing.
    """
    fold = "" if len(own) + len("List-Unsubscribe: <>,") <= _LINE else "\r\n"
    post = "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" if own[:8].lower() == "https://" else ""
    return f"List-Unsubscribe:{fold} <{own}>{others}\r\n{post}".encode("ascii")


def subject(text: str) -> bytes:
    """The field Subject."""
    text = _UNSEEN.sub(" ", text).strip()
    plain = text.isascii() and "=?" not in text and len(text) + len("Subject: ") <= _LINE
    return f"Subject: {text if plain else encoded(text)}\r\n".encode("ascii")


def read_words(raw: str) -> str | None:
    """What an unfolded field says once its encoded-words are read; None where they cannot be."""
    from email.errors import HeaderParseError
    from email.header import decode_header, make_header

    try:
        return str(make_header(decode_header(raw)))
    except (HeaderParseError, LookupError, ValueError):
        return None


def encoded(text: str) -> str:
    """Encoded-words (RFC 2047), quoted or in base64, whichever is shorter; none splits a character."""
    written = text.encode()
    quoted = _in_quoted(text)
    short = len(quoted) <= len(written) * 4 / 3
    if len(quoted if short else written) <= (_WORD if short else _BYTES):
        return f"=?utf-8?q?{quoted}?=" if short else f"=?utf-8?b?{_in_base64(text)}?="
    kind, write = ("q", _in_quoted) if short else ("b", _in_base64)
    return _FOLD.join(f"=?utf-8?{kind}?{write(piece)}?=" for piece in _pieces(text, quoted=short))


def _pieces(text: str, *, quoted: bool) -> list[str]:
    """The text in pieces that each fit one encoded-word."""
    room = _WORD if quoted else _BYTES
    pieces, current, size = [], "", 0
    for char in text:
        more = len(_in_quoted(char)) if quoted else len(char.encode())
        if size + more > room:
            pieces.append(current)
            current, size = "", 0
        current, size = current + char, size + more
    return [*pieces, current]


def _in_base64(text: str) -> str:
    return b64encode(text.encode()).decode("ascii")


def _in_quoted(text: str) -> str:
    return "".join(map(_QUOTED.__getitem__, text.encode()))
