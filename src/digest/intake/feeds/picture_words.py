"""The words of a picture, brought where they can be read (Media RSS 1.5.1, media:content).

feedparser takes the description inside a ``media:content`` for a text of the entry itself, and its title for the
entry's, and keeps neither with the picture.
"""

from __future__ import annotations

import re
from html import escape

_CONTENT = re.compile(rb"<media:content\b([^<>]*[^<>/])>((?:[^<]++|<(?!/?media:content\b))*+)</media:content\s*>")
_WORDS = re.compile(
    rb"<media:(description|title)\b[^<>]*(?<!/)>\s*(?:<!\[CDATA\[(.{0,2000}?)\]\]>|([^<]*))\s*</media:\1\s*>",
    re.DOTALL,
)
WORDS = "described"
"""The attribute in which they stand."""

_NAME = WORDS.encode()
_LONGEST = 2_000  # bytes, as above; no reader wants more


def with_picture_words(body: bytes) -> bytes:
    """The document with the description, else the title, of each ``media:content`` as an attribute of it.

    What stands in a ``media:group`` or in the entry itself is left: there it is the entry's own.

    Args:
        body: The document in UTF-8.
    """
    return _CONTENT.sub(_with_words, body) if b"</media:content" in body else body


def _with_words(match: re.Match[bytes]) -> bytes:
    found = {words[1]: _attribute(words) for words in _WORDS.finditer(match[2])}
    if not found or _NAME in match[1]:
        return match[0]
    said = found.get(b"description") or found.get(b"title", b"")
    return b'<media:content%b %b="%b">%b</media:content>' % (match[1], _NAME, said, _WORDS.sub(b"", match[2]))


def _attribute(words: re.Match[bytes]) -> bytes:
    """Words as the value of an attribute; those in a CDATA section were not escaped yet."""
    if words[2] is not None:
        text = escape(words[2].decode("utf-8", "replace"), quote=False).encode()
    else:
        text = words[3].strip()
    return text.replace(b'"', b"&quot;") if len(text) <= _LONGEST else b""
