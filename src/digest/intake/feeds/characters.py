"""A feed's bytes as text: the encoding that its letters speak for, whatever three places say of it."""

from __future__ import annotations

import codecs
import re

from digest.errors import UnreadableDocument
from digest.intake.encodings import BYTE_ORDER_MARKS, decode

_CONTROLS = bytes([*range(9), 11, 12, *range(14, 32), 127])  # none is allowed in XML, all are one byte in UTF-8
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_CHARSET = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)
_BEGINNINGS = (
    *BYTE_ORDER_MARKS,
    (b"<\0\0\0", "utf-32-le"),  # without a mark, told by the first bracket (XML 1.0, appendix F)
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
    (b"{\0", "utf-16-le"),
    (b"\0{", "utf-16-be"),
)
_WESTERN = frozenset({"ascii", "utf-8", "iso8859-1", "cp1252"})  # said of anything, by servers and templates
_CYRILLIC = frozenset({"cp1251", "koi8-r", "koi8-u"})  # mistaken for each other
_NO_ENCODINGS = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"})


def as_utf8(body: bytes, content_type: str) -> bytes:
    """The document in UTF-8, without mark and control characters.

    A byte order mark counts most, then whether the bytes are valid UTF-8, as those of no other encoding are by
    chance. Else what the document and the server declare counts where the bytes agree, and the document's own word
    more than the server's; what is said without thought (Latin-1, UTF-8) counts less than what the letters say.

    Args:
        body: The document.
        content_type: The header's value, as ``text/xml; charset=utf-8``.
    """
    text = _wide(body)
    if text is not None:
        return text.encode("utf-8", "replace").translate(None, _CONTROLS)
    declared = _known(_DECLARED.search(body[:1000])), _known(_CHARSET.search(content_type[:500]))
    if b"\x1b" in body and (stateful := next((name for name in declared if name.startswith("iso2022")), "")):
        body = body.decode(stateful, "replace").encode()
    body = body.translate(None, _CONTROLS)
    try:
        body.decode()
    except UnicodeDecodeError:
        return _declared(body, declared).encode("utf-8", "replace")
    return body


def _wide(body: bytes) -> str | None:
    """The text of a document that starts with a mark, or with a bracket in two or four bytes."""
    for mark, name in _BEGINNINGS:
        if body.startswith(mark):
            return body.decode(name, "replace").removeprefix("\ufeff")
    return None


def _known(match: re.Match[bytes] | re.Match[str] | None) -> str:
    """Python's name of a declared encoding of text, as ``iso8859-2``; empty for one that is not known."""
    if match is None:
        return ""
    found = match[1]
    try:
        codec = codecs.lookup(found.decode() if isinstance(found, bytes) else found)
        "".encode(codec.name)
    except (LookupError, UnicodeError, ValueError):
        return ""
    if codec.name in _NO_ENCODINGS or codec.name.startswith(("utf-16", "utf-32", "utf-7")):
        return ""  # the wide ones were told by their first bytes
    return "gb18030" if codec.name in {"gb2312", "gbk"} else codec.name


def _declared(body: bytes, declared: tuple[str, ...]) -> str:
    """The text in the first declared encoding that says something of its own and fits, else by its letters."""
    if text := _nearly_utf8(body):
        return text
    for name in declared:
        if not name or name in _WESTERN or name in _CYRILLIC:
            continue
        try:
            return body.decode(name)
        except UnicodeError:
            continue
    return _by_letters(body, next((name for name in declared if name in _CYRILLIC), ""))


def _nearly_utf8(body: bytes) -> str:
    """The text where only a few letters are broken, as by a cut; empty where it is another encoding."""
    text = body.decode("utf-8", "replace")
    foreign = len(text) - len(text.encode("ascii", "ignore"))
    return text if text.count("\ufffd") * 4 <= foreign else ""


def _by_letters(body: bytes, cyrillic: str) -> str:
    try:
        text = decode(body)
    except UnreadableDocument:
        return body.decode("utf-8", "replace")
    western = text == decode(body, declared="cp1252")
    return decode(body, declared=cyrillic) if cyrillic and western else text
