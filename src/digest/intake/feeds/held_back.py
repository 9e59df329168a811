"""Long texts of entries are held back while the rest of a feed is read, and put into their places afterwards.

feedparser looks at every character of a text in turn, for mistakes of old feeds; that is half of all its time, and
more than half where letters beyond ASCII stand in it. What is in a CDATA section has no part in a feed's structure.
"""

from __future__ import annotations

import re
from html import escape

_OPEN, _CLOSE = b"<![CDATA[", b"]]>"
_LONG = 600  # bytes; a shorter one costs less than what is done here
_NAME = b"held-back"
_HOLDER = re.compile(rb"<(?:content:encoded|description|content|summary)(?:\s[^<>]*)?>\s*")
_PLACE = re.compile(r"(<|&lt;)held-back-(\d{1,7})(?:>|&gt;)")
_MUDDLED = (  # what feedparser mends: Windows-1252 taken for Latin-1, and UTF-8 that was encoded twice
    re.compile(rb"\xc2[\x80-\x9f]"),
    re.compile(rb"\xc3[\x82-\xb4]\xc2[\x80-\xbf]"),
)

Held = dict[str, bytes]
"""The texts by the numbers of their places."""


def hold_back(body: bytes) -> tuple[bytes, Held]:
    """The document with a mark in the place of each long text, and those texts; unchanged where that is not safe.

    Args:
        body: The document in UTF-8.
    """
    if _NAME in body or any(muddled.search(body) for muddled in _MUDDLED):
        return body, {}
    held: Held = {}
    parts: list[bytes] = []
    done = place = 0
    while (start := body.find(_OPEN, place)) >= 0 and (end := body.find(_CLOSE, start)) >= 0:
        if body.rfind(b"<!--", place, start) > body.rfind(b"-->", place, start):
            return body, {}  # it stands in a comment
        if end - start > _LONG and _holds_text(body, place, start):
            text = start + len(_OPEN)
            number = str(len(held))
            held[number] = body[text:end]
            parts += (body[done:text], b"<%b-%b>" % (_NAME, number.encode()))
            done = end
        place = end + len(_CLOSE)
    return (b"".join((*parts, body[done:])), held) if held else (body, held)


def _holds_text(body: bytes, first: int, start: int) -> bool:
    """Whether the tag just before a section is that of an element whose text is shown as HTML."""
    tag = body[max(body.rfind(b"<", first, start), first) : start]
    return bool(_HOLDER.fullmatch(tag)) and b"base64" not in tag


def put_back(value: str, held: Held) -> str:
    """A text with what was held back of it, escaped where its place was; each is put back once."""
    if not held or "held-back-" not in value:
        return value

    def found(match: re.Match[str]) -> str:
        text = held.pop(match[2], b"").decode("utf-8", "replace")
        return text if match[1] == "<" else escape(text, quote=False)

    return _PLACE.sub(found, value).strip()
