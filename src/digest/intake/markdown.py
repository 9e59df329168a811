"""Markdown (CommonMark with tables) to lines."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from digest.intake.page_text.lines import Line
from digest.intake.pictures import Named
from digest.intake.reading import Reading
from digest.model import Kind, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

_KINDS = {"list_item_open": Kind.ITEM, "blockquote_open": Kind.QUOTE}
_CLOSING = {"list_item_close", "blockquote_close"}


def read_markdown(text: str, first: int = 1) -> Reading:
    """The lines and pictures of a Markdown document.

    Args:
        text: The document without its header.
        first: The number of its first line in the file.
    """
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(text)
    lines = tuple(_lines(tokens, first))
    headline = next((i for i, line in enumerate(lines) if line.role is Role.TITLE), None)
    titled = tuple(
        replace(line, role=None) if line.role is Role.TITLE and i != headline else line
        for i, line in enumerate(lines)
    )
    return Reading(titled, bounded=True, pictures=tuple(_pictures(tokens)))


def _lines(tokens: Sequence[Token], first: int) -> Iterator[Line]:
    kinds: list[Kind] = []
    heading, number, pictured = "", first, False
    for token in tokens:
        number = token.map[0] + first if token.map else number
        if token.type == "inline":
            line = _inline(token, number, kinds[-1] if kinds else Kind.PARAGRAPH, heading)
            emphasised = pictured and _only(token, "em")
            pictured = _only_picture(token)
            if line.text:
                yield replace(line, role=Role.PICTURE if pictured else Role.CAPTION if emphasised else line.role)
        elif token.type in {"heading_open", "heading_close"}:
            heading = token.tag if token.nesting > 0 else ""
        elif token.type in _KINDS:
            kinds.append(_KINDS[token.type])
        elif token.type in _CLOSING:
            kinds.pop()
        else:
            yield from _whole(token, number)


def _whole(token: Token, number: int) -> Iterator[Line]:
    """The lines of a token that holds a whole block."""
    if token.type in {"fence", "code_block"} and token.content.strip():
        yield Line(token.content.rstrip("\n"), number, kind=Kind.CODE)
    elif token.type == "html_block":
        yield from _html_lines(token.content, number)


def _inline(token: Token, number: int, kind: Kind, heading: str) -> Line:
    text = " ".join("".join(_words(token.children or [])).split(" ")).strip()
    role = Role.TITLE if heading == "h1" else None
    return Line(text, number, kind=Kind.HEADING if heading else kind, role=role)


def _words(children: Sequence[Token]) -> Iterator[str]:
    for child in children:
        if child.type in {"text", "code_inline"}:
            yield child.content
        elif child.type in {"softbreak", "hardbreak"}:
            yield " "
        elif child.type == "image":
            yield child.content


def _only_picture(token: Token) -> bool:
    children = [
        child
        for child in token.children or []
        if child.type != "softbreak" and (child.content.strip() or child.type != "text")
    ]
    return len(children) == 1 and children[0].type == "image"


def _only(token: Token, mark: str) -> bool:
    children = token.children or []
    kept = [child for child in children if child.content.strip() or child.type != "text"]
    closings = sum(child.type == f"{mark}_close" for child in kept)
    return len(kept) > 2 and kept[0].type == f"{mark}_open" and kept[-1].type == f"{mark}_close" and closings == 1


def _pictures(tokens: Sequence[Token]) -> Iterator[Named]:
    for token in tokens:
        for child in token.children or []:
            if child.type == "image":
                yield Named(str(child.attrs.get("src", "")), child.content)


def _html_lines(html: str, number: int) -> Iterator[Line]:
    from digest.intake.web_page import read_web_page

    for line in read_web_page(html, number).lines:
        yield replace(line, role=line.role if line.role is not Role.TITLE else None)
