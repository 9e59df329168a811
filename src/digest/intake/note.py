"""The editor's note: Markdown (CommonMark) → blocks of spans. Markup in it stays text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from digest.intake.shapes import is_web_address
from digest.model import Kind, NoteBlock, Span
from digest.model.visible import code, inert

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

_AROUND = {"list_item_open": Kind.ITEM, "blockquote_open": Kind.QUOTE}
_CLOSING = {"list_item_close", "blockquote_close"}
_MARKS = {"strong": "strong", "em": "emphasis"}
_MAIL = re.compile(r"mailto:[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@([A-Za-z0-9-]+\.)+[A-Za-z0-9-]+(\?\S*)?", re.IGNORECASE)
_LONGEST = 2000  # characters of an address


@dataclass(frozen=True, slots=True)
class Note:
    """The note, and the addresses of links that lead neither to the web nor to a mailbox; their words stay."""

    blocks: tuple[NoteBlock, ...]
    refused: tuple[str, ...] = ()


def read_note(text: str) -> Note:
    """The paragraphs, headings, list items and quotations of a note.

    A picture becomes the words that stand for it, program text a paragraph.

    Args:
        text: Markdown.
    """
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False})
    # Which links are good is decided here, so that the others can be named.
    parser.validateLink = _any  # type: ignore[method-assign, assignment]
    tokens = parser.parse(code(text))
    links = [
        str(child.attrs["href"]) for token in tokens for child in token.children or [] if child.type == "link_open"
    ]
    refused = tuple(dict.fromkeys(link for link in links if not _leads_somewhere(link)))
    return Note(tuple(block for block in _blocks(tokens) if block.text.strip()), refused)


def _any(_: str) -> bool:
    return True


def _leads_somewhere(address: str) -> bool:
    return len(address) <= _LONGEST and (is_web_address(address) or bool(_MAIL.fullmatch(address)))


def _blocks(tokens: Sequence[Token]) -> Iterator[NoteBlock]:
    kinds = [Kind.PARAGRAPH]
    for token in tokens:
        if token.type == "inline":
            yield NoteBlock(_tidied(_spans(token.children or [])), kinds[-1])
        elif token.type in {"fence", "code_block"}:
            yield NoteBlock(_tidied([Span(" ".join(token.content.split()))]), kinds[-1])
        elif token.type in _AROUND or token.type == "heading_open":
            kinds.append(_AROUND.get(token.type, Kind.HEADING))
        elif token.type in _CLOSING or token.type == "heading_close":
            kinds.pop()


def _spans(children: Sequence[Token]) -> Iterator[Span]:
    look = Span("")
    depth = {"strong": 0, "emphasis": 0}
    for child in children:
        mark = _MARKS.get(child.tag)
        if mark:
            depth[mark] += child.nesting
            look = replace(look, strong=depth["strong"] > 0, emphasis=depth["emphasis"] > 0)
        elif child.type == "link_open":
            address = str(child.attrs["href"])
            look = replace(look, url=address if _leads_somewhere(address) else "")
        elif child.type == "link_close":
            look = replace(look, url="")
        else:
            yield replace(look, text=" " if child.type in {"softbreak", "hardbreak"} else child.content)


def _tidied(spans: Sequence[Span] | Iterator[Span]) -> tuple[Span, ...]:
    """Spans of one look joined, single spaces, none at the ends, no merge tag in them or from one to the next."""
    joined: list[Span] = []
    for span in spans:
        text = re.sub(r"\s+", " ", span.text)
        before = joined[-1].text if joined else " "
        text = text.lstrip() if before.endswith(" ") else text
        if not text:
            continue
        if joined and replace(joined[-1], text="") == replace(span, text=""):
            joined[-1] = replace(span, text=inert(before + text))
        else:
            torn = inert(before[-1] + text[0]) != before[-1] + text[0]
            joined.append(replace(span, text=(" " if torn else "") + inert(text)))
    if joined:
        joined[-1] = replace(joined[-1], text=joined[-1].text.rstrip())
    return tuple(span for span in joined if span.text)
