"""The editor's note: Markdown (CommonMark) → blocks of spans. Markup in it stays text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from digest.intake.shapes import is_web_address
from digest.model import Kind, NoteBlock, Span
from digest.model.visible import code, inert

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from markdown_it.token import Token

_AROUND = {"list_item_open": Kind.ITEM, "blockquote_open": Kind.QUOTE}
_CLOSING = {"list_item_close", "blockquote_close"}
_TEXTS = {"inline", "fence", "code_block"}
_BREAKS = {"softbreak": " ", "hardbreak": "\n"}
_MARKS = {"strong": "strong", "em": "emphasis"}
_MAIL = re.compile(r"mailto:[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@([A-Za-z0-9-]+\.)+[A-Za-z0-9-]+(\?\S*)?", re.IGNORECASE)
_LONGEST = 2000  # characters of an address


_TABLE = re.compile(r"\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*")  # the line below the head of one
_MARKUP = re.compile(r"</?[A-Za-z][\w-]*(\s[^<>]*)?/?>|<!--")
_TORN = 64  # characters: no merge tag's name is longer


@dataclass(frozen=True, slots=True)
class Note:
    """The note, and what of it a letter cannot show.

    ``refused`` are the addresses of links that lead neither to the web nor to a mailbox; their words stay.
    ``lost`` are pairs: what a letter's note has no place for (``a picture``, ``a table``, ``program text``,
    ``markup``), and how it begins; its words stay, too.
    """

    blocks: tuple[NoteBlock, ...]
    refused: tuple[str, ...] = ()
    lost: tuple[tuple[str, str], ...] = ()


def read_note(text: str) -> Note:
    """The paragraphs, headings, list items and quotations of a note; lists inside lists become flat.

    Args:
        text: Markdown.
    """
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False})
    # Which links are good is decided here, so that the others can be named.
    parser.validateLink = _any  # type: ignore[method-assign, assignment]
    tokens = parser.parse("\n".join(map(_line, text.splitlines())))
    links = [
        str(child.attrs["href"]) for token in tokens for child in token.children or [] if child.type == "link_open"
    ]
    refused = tuple(dict.fromkeys(link for link in links if not _leads_somewhere(link)))
    lost = tuple(dict.fromkeys(each for token in tokens for each in _lost(token)))
    return Note(tuple(block for block in _blocks(tokens) if block.text.strip()), refused, lost)


def _lost(token: Token) -> Iterator[tuple[str, str]]:
    """What is no paragraph, heading, item or quotation, and becomes one."""
    if token.type in {"fence", "code_block"}:
        yield "program text", " ".join(token.content.split())
    lines = token.content.split("\n") if token.type == "inline" else []
    if any("|" in above and "|" in line and _TABLE.fullmatch(line) for above, line in pairwise(lines)):
        yield "a table", lines[0].strip()
    for child in token.children or []:
        if child.type == "image":
            yield "a picture", str(child.attrs["src"])
        elif child.type == "text" and (markup := _MARKUP.search(child.content)):
            yield "markup", markup[0]


def _line(line: str) -> str:
    """The line as harmless characters, and with the two blanks that end a line in Markdown."""
    return code(line) + "  " * line.endswith("  ")


def _any(_: str) -> bool:
    return True


def _leads_somewhere(address: str) -> bool:
    return len(address) <= _LONGEST and (is_web_address(address) or bool(_MAIL.fullmatch(address)))


def _blocks(tokens: Sequence[Token]) -> Iterator[NoteBlock]:
    """The blocks; what goes on inside an item of a list belongs to it, after a line break."""
    kinds, item = [Kind.PARAGRAPH], NoteBlock(())
    for token in tokens:
        if token.type in _TEXTS:
            spans = _spans(token.children or []) if token.children else [Span(" ".join(token.content.split()))]
            if kinds[-1] is Kind.ITEM:
                item = replace(item, spans=(*item.spans, *([Span("\n")] if item.spans else []), *spans))
            else:
                yield NoteBlock(_tidied(spans), kinds[-1])
            continue
        if item.spans and (token.type in _AROUND or token.type in _CLOSING or token.type == "heading_open"):
            yield replace(item, spans=_tidied(item.spans))
            item = NoteBlock((), Kind.ITEM)
        if token.type == "list_item_open":
            item = NoteBlock((), Kind.ITEM, int(token.info) if token.info else None)
        if token.type in _AROUND or token.type == "heading_open":
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
            yield replace(look, text=_BREAKS.get(child.type, child.content))


def _tidied(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans of one look joined, single spaces, none at the ends, no merge tag in them or from one to the next."""
    tidy: list[Span] = []
    before = "\n"
    for look, run in groupby(spans, key=lambda span: replace(span, text="")):
        text = inert(_folded("".join(span.text for span in run)))
        text = text.lstrip() if before.endswith("\n") else text.lstrip(" ") if before.endswith(" ") else text
        if not text:
            continue
        if inert(before + text) != before + text:
            text = " " + text
        tidy.append(replace(look, text=text))
        before = (before + text)[-_TORN:]
    if tidy:
        tidy[-1] = replace(tidy[-1], text=tidy[-1].text.rstrip())
    return tuple(span for span in tidy if span.text)


def _folded(text: str) -> str:
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"[^\S\n]+", " ", text))
