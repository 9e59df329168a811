"""The texts in finished letters and pages in which words could stand that are not for their readers."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from html import unescape
from itertools import chain
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.model import LaidLetter

_COMMENT = re.compile(r"<!--(.*?)(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(r"""</?([a-zA-Z!?][^\s/<>]*+)((?:[^<>"']++|"[^"]*+"|'[^']*+')*+)>""")
_VALUE = re.compile(r"""([\w:-]*+)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""")
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")
# Elements inside a word or a line: what they enclose goes on without a blank.
_INLINE_TAGS = """
a abbr b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strike strong sub sup
time tt u var wbr
"""
_INLINE = frozenset(_INLINE_TAGS.split())
_SHAPES = "style class width height align valign bgcolor border cellpadding cellspacing"  # no words stand there
_WORDLESS = frozenset(_SHAPES.split())
_NUMBER = re.compile(r"\s*\[\d{1,3}\]")  # of a link in a text part
_ID = re.compile(r"<id>([^<]*)</id>")
_TOLD = frozenset({"subject", "preheader", "headers", "files"})  # what a manifest says that stands elsewhere, too
_ONCE_MORE = 3  # times that markup may be escaped in markup


def pieces_of_letter(letter: LaidLetter) -> Iterator[tuple[str, str]]:
    """Every text of a letter with the name of its place: parts, headers, and what the message really holds."""
    yield "subject", letter.subject
    yield "preheader", letter.preheader
    yield from (("HTML part", piece) for piece in pieces_of_markup(letter.html))
    yield from (("text part", piece) for piece in pieces_of_text(letter.text))
    yield from (("MJML", piece) for piece in pieces_of_markup(letter.mjml))
    yield (
        "manifest.json",
        "\n".join(_strings({key: letter.manifest[key] for key in letter.manifest if key not in _TOLD})),
    )
    yield from _pieces_of_message(letter)


def pieces_of_text(text: str) -> Iterator[str]:
    """A plain text, the same without the numbers of its links, and without the escapes of its addresses."""
    yield text
    if (bare := _NUMBER.sub(" ", text)) != text:
        yield bare
    if "%" in text:
        yield unquote(text)


def pieces_of_markup(markup: str) -> Iterator[str]:
    """The texts of markup: what its elements hold, its attributes' values, its comments; also where it is escaped."""
    text = _CDATA.sub(" ", markup)
    for _ in range(_ONCE_MORE):
        yield from _pieces(text)
        once = unescape(text)
        if once == text or "<" not in once or "&lt;" not in text:
            return
        text = once


def _pieces(text: str) -> Iterator[str]:
    comments = " ".join(_COMMENT.findall(text))
    bare = _COMMENT.sub("", text) if comments else text
    yield unescape(_TAG.sub(" ", bare))
    yield unescape(_TAG.sub(_spaced, bare))
    values = unescape(_values(f"{bare} {comments}"))
    yield values
    if "%" in values:
        yield unquote(values)
    if comments:
        yield unescape(_TAG.sub(" ", comments))
        yield unescape(_TAG.sub(_spaced, comments))


def _values(markup: str) -> str:
    """The values of all attributes that can hold words."""
    found = (
        "".join(values)
        for tag in _TAG.finditer(markup)
        for name, *values in _VALUE.findall(tag[2])
        if name.casefold() not in _WORDLESS
    )
    return "\n".join(found)


def _spaced(tag: re.Match[str]) -> str:
    return "" if tag[1].casefold() in _INLINE else " "


def _pieces_of_message(letter: LaidLetter) -> Iterator[tuple[str, str]]:
    """What a mail program reads: every header, decoded, and every part that is text."""
    message = message_from_bytes(letter.eml, policy=policy.default)
    known = {_spaceless(letter.html), _spaceless(letter.text)}
    for part in message.walk():
        for name, value in part.items():
            yield f"header {name}", str(value)
            if "%" in value:
                yield f"header {name}", unquote(str(value))
        for text in (part.preamble, part.epilogue):
            if text:
                yield "message between its parts", text
        if part.get_content_maintype() in {"text", "application"}:
            payload = part.get_payload(decode=True)
            content = _decoded(payload, part.get_content_charset("utf-8")) if isinstance(payload, bytes) else ""
            if _spaceless(content) not in known:  # as the message has it, not as the files beside it have it
                pieces = (
                    pieces_of_markup(content) if part.get_content_subtype() == "html" else pieces_of_text(content)
                )
                yield from (("message", piece) for piece in pieces)


def _decoded(payload: bytes, charset: str) -> str:
    try:
        return payload.decode(charset, "replace")
    except LookupError:  # a charset that is none
        return payload.decode("utf-8", "replace")


def _strings(value: object) -> Iterator[str]:
    """Every text among JSON values."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from chain.from_iterable(map(_strings, value.values()))
    elif isinstance(value, list | tuple):
        yield from chain.from_iterable(map(_strings, value))


def entries_of(feed: str, week: str) -> str:
    """The entries of a feed that are the week's issue, and all that is no entry."""
    head, *entries = re.split(r"(?=<entry[\s>])", feed)
    ours = (entry for entry in entries if not (told := _ID.search(entry)) or f"/{week}/" in told[1])
    return "".join((head, *ours))


def _spaceless(text: str) -> str:
    return "".join(text.split())
