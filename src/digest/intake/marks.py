"""What was meant to keep words for one audience and stands where it keeps nothing: never read past in silence."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from digest.errors import UnreadableDocument
from digest.intake.enclosed import marks_something, names_readers
from digest.intake.fences import LIKE_FENCE
from digest.intake.web_page.nesting import TAG
from digest.model import Kind
from digest.model.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from digest.intake.page_text.lines import Line

_NAMED = re.compile(r"[:：]{3,}[^\S\n]*+[{.#=\"'*_|]*+[^\S\n]*+[^\W\d_]")  # colons, and on their line a word
_ELEMENTS_OF_CODE = re.compile(r"<(pre|code|kbd|samp|tt)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_QUOTED = 60  # characters of what a problem shows


def stray_mark(text: str) -> str:
    """The first mark in a text in which none means anything, as it stands there; empty where there is none."""
    for tag in TAG.finditer(text) if marks_something(text) else ():
        if names_readers(tag):
            return " ".join(tag[0].split())[:_QUOTED]
    return stray_fence(text)


def stray_fence(text: str) -> str:
    """The first line on which colons name an audience, or seem to; empty where none does."""
    if not LIKE_FENCE.search(text):
        return ""
    lines = (visible(line.replace("\u00ad", "")) for line in text.splitlines())
    return next((line[:_QUOTED] for line in lines if _NAMED.search(line)), "")


def refuse_in_text(text: str, where: str, first: int) -> None:
    """Refuse a plain text with HTML's marks, or with colons within its lines.

    Args:
        text: What is left of it for its readers.
        where: The document's name.
        first: The number of its first line.

    Raises:
        UnreadableDocument: It has some.
    """
    for tag in TAG.finditer(text) if marks_something(text) else ():
        if names_readers(tag):
            what, hint = "left out: HTML's marks mean nothing in text", "write ::: member, or save it as .html or .md"
            raise _refused(what, f"{where}:{first + text.count(chr(10), 0, tag.start())}", tag[0], hint)
    for number, line in enumerate(text.split("\n")) if LIKE_FENCE.search(text) else ():
        if found := stray_fence(line):
            raise _within_a_line(f"{where}:{first + number}", found)


def refuse_in_markdown(text: str, where: str, first: int) -> None:
    """Refuse Markdown in which, outside of code, a mark is left: what it was to keep cannot be told.

    Args:
        text: What is left of it for its readers.
        where: The document's name.
        first: The number of its first line.

    Raises:
        UnreadableDocument: One is left.
    """
    plain = unescape(text) if "&" in text else text
    if not (marks_something(text) or LIKE_FENCE.search(plain)):
        return
    for number, markup, words in _shown(text):
        place = f"{where}:{first + number}"
        if markup and (marks_something(markup) or any(map(names_readers, TAG.finditer(markup)))):
            what, hint = "left out: it is not clear what this keeps for whom", "write its tags on lines of their own"
            raise _refused(what, place, markup, hint)
        if found := stray_fence(words):
            raise _within_a_line(place, found)


def refuse_in_page(html: str, where: str) -> None:
    """Refuse a page in which a mark is left, or nearly one: markup so broken says nothing for certain.

    Raises:
        UnreadableDocument: One is left.
    """
    from digest.intake.web_page.walk import parsed

    if not marks_something(html):
        return
    if tag := next(filter(names_readers, TAG.finditer(html)), None):
        what, hint = (
            "left out: this keeps nothing from anybody",
            'write data-audience="member", or <!--members-only-->',
        )
        raise _refused(what, f"{where}:{1 + html.count(chr(10), 0, tag.start())}", tag[0], hint)
    if parsed(html).css_first("[data-audience]") is not None:
        what, hint = "left out: it is not clear where data-audience ends", "mend the markup around it"
        raise UnreadableDocument(what, where=where, hint=hint)


def refuse_fences(lines: Iterable[Line], where: str, html: str = "") -> None:
    """Refuse a page in which ::: was meant to keep something for some: in HTML it keeps nothing.

    Args:
        lines: The page's.
        where: Its name.
        html: Its source, where code within lines can be told from words.

    Raises:
        UnreadableDocument: It has one.
    """
    from digest.intake.fences import fence

    what, hint = "left out: ::: means nothing in HTML", 'write <div data-audience="member"> in its place'
    words = ""
    for line in lines:
        if line.kind is Kind.CODE:
            continue
        if fence(line.text) is not None:
            raise _refused(what, f"{where}:{line.number}", line.text, hint)
        if stray_fence(line.text):
            words = words or " ".join(unescape(TAG.sub("", _ELEMENTS_OF_CODE.sub(" ", html))).split())
            if stray_fence(words):
                raise _refused(what, f"{where}:{line.number}", stray_fence(line.text), hint)


def refuse_in_header(key: str, value: str, place: str) -> None:
    """Refuse a document whose header was to keep a part of a value for some.

    Raises:
        UnreadableDocument: The value has a mark.
    """
    if found := stray_mark(value):
        what = f"left out: a mark means nothing in the header's {key}"
        hint = "put the words between ::: member and ::: in the text, or take the mark out"
        raise _refused(what, place, found, hint)


def _shown(text: str) -> Iterator[tuple[int, str, str]]:
    """What of Markdown is no code: the number of its line, from 0, its markup, and its words."""
    from markdown_it import MarkdownIt

    for token in MarkdownIt("commonmark", {"html": True}).parse(text):
        number = token.map[0] if token.map else 0
        if token.type == "html_block":
            yield number, token.content, unescape(TAG.sub(" ", token.content))
        elif token.type == "code_block":  # indents protect nothing
            yield number, "", token.content
        elif token.type == "inline":
            children = token.children or []
            yield from ((number, child.content, "") for child in children if child.type == "html_inline")
            words = ("\n" if child.type in {"softbreak", "hardbreak"} else child.content for child in children
                     if child.type not in {"code_inline", "html_inline"})  # fmt: skip
            yield number, "", "".join(words)


def _within_a_line(place: str, found: str) -> UnreadableDocument:
    what, hint = "left out: ::: within a line keeps nothing from anybody", "write ::: member on a line of its own"
    return _refused(what, place, found, hint)


def _refused(what: str, place: str, found: str, hint: str) -> UnreadableDocument:
    return UnreadableDocument(what, where=place, found=" ".join(found.split())[:_QUOTED], hint=hint)
