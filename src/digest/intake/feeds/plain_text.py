"""Titles, names and categories as a reader should see them; plain text as HTML."""

from __future__ import annotations

import html
import re

from digest.intake.encodings import clean

_SCRIPT = re.compile(r"<(script|style)\b(?:.*?</\1\s*>|.*)", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[/!?]?[a-zA-Z][^<>]*>|<!--.*?-->", re.DOTALL)
_BREAK = re.compile(r"</?(?:br|p|div|li|h[1-6]|td|tr)\b[^<>]*>", re.IGNORECASE)
_ONLY_BREAKS = re.compile(r"<(?:br|wbr)\s*/?>|<img\s[^<>]*>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_SOURCE = 20_000  # characters of a title that are looked at; markup may be longer than its words
LONGEST_CONTENT = 500_000  # characters of HTML


def one_line(value: object, most: int, *, markup: bool = False, entities: bool = False) -> str:
    """A short text on one line, without markup, without what no reader can see, cut between two words.

    Args:
        value: What the feed has there; anything but text gives an empty line.
        most: Characters that it may have.
        markup: Whether it is HTML, whose tags are left out and whose entities are read.
        entities: Whether the entities of a plain text are read, as they stand in many a title that was escaped twice.
    """
    if not isinstance(value, str):
        return ""
    text = value[:_SOURCE]
    if markup and ("<" in text or "&" in text):
        text = _without_tags(text)
    elif entities:
        if "<" in text:
            text = _ONLY_BREAKS.sub(" ", text)
        if "&" in text:
            text = _ENTITY.sub(lambda match: html.unescape(match[0]), text)
    line = " ".join(clean(text).split())
    return line if len(line) <= most else f"{_cut(line, most - 1)}…"


def _without_tags(text: str) -> str:
    if "<" in text:
        text = _TAG.sub("", _BREAK.sub(" ", _SCRIPT.sub(" ", text)))
    return html.unescape(text)


def _cut(line: str, most: int) -> str:
    head, space, _ = line[: most + 1].rpartition(" ")
    return head if space and len(head) > most // 2 else line[:most]


def as_html(text: str) -> str:
    """Plain text as HTML: escaped, its paragraphs and lines kept."""
    return paragraphs(html.escape(text, quote=False))


def paragraphs(text: str) -> str:
    """HTML without any tag as paragraphs, where its line ends say that there are some."""
    stripped = text.strip()
    if "\n" not in stripped:
        return stripped
    parts = (part.strip().replace("\n", "<br>\n") for part in _PARAGRAPHS.split(stripped))
    return "\n".join(f"<p>{part}</p>" for part in parts if part)


def bounded(content: str) -> str:
    """HTML of bearable length that can be stored; a tag is not cut in two."""
    if len(content) > LONGEST_CONTENT:
        head = content[:LONGEST_CONTENT]
        content = head[: head.rfind("<")] if head.rfind("<") > head.rfind(">") else head
    if "\0" in content:
        content = content.replace("\0", "")
    return content if content.isascii() else _storable(content)


def _storable(text: str) -> str:
    """The text without halves of characters, which no encoding can write."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATES.sub("\ufffd", text)
    return text
