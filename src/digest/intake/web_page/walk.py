"""The walk over the elements of a page: words become lines, pictures are noted, everything active is dropped."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from digest.intake.encodings import clean
from digest.intake.page_text.lines import Line
from digest.intake.web_page.elements import DROPPED, INLINE, Context, https, inside, is_hidden, picture, spoken
from digest.model import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from digest.intake.pictures import Named

_DEEP = re.compile(
    r"(?:<[a-zA-Z]+[^<>]*+>\s*+){400,}+"
)  # no page nests so deep; a parser's time grows with the square
_NESTED = 400
_SPACES = re.compile(r"[ \t\n\r\f]{2,}|[\t\n\r\f]")
_CELL = " · "
_LINKED = 300  # characters of a line that can be a link's title


@dataclass(slots=True)
class Gathered:
    """Lines and pictures while the elements are visited.

    ``number_of`` tells on which line some words stand. ``loose`` says that each line break and each cell of a table
    opens a line of its own, as pages need that are built of them; else a row is one line, and a line behind a single
    break is glued to the one above.
    """

    number_of: Callable[[str], int]
    loose: bool = True
    lines: list[Line] = field(default_factory=list)
    pictures: list[Named] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    href: str = ""
    gap: bool = True
    broken: bool = False

    def flush(self, context: Context) -> None:
        """End the line whose words were gathered."""
        if self.words:
            text = self._text(context)
            if text.strip():
                first = next(word for word in self.words if word.strip())
                url = https(self.href) if self.href and len(text) <= _LINKED else ""
                self.lines.append(Line(text, self.number_of(first), self.gap, context.kind, context.role, url))
            self.words.clear()
        self.href = ""
        self.gap, self.broken = True, False

    def line_break(self, context: Context) -> None:
        """A break ends the line; a second one ends the paragraph."""
        if context.kind is Kind.CODE:
            self.words.append("\n")
        elif self.broken or context.kind is Kind.PARAGRAPH:
            glued = not self.broken and any(map(str.strip, self.words))
            self.flush(context)
            self.gap, self.broken = not glued, True
        else:
            self.words.append(" ")
            self.broken = True

    def cell(self) -> None:
        """A cell of a table's row, behind another."""
        if any(map(str.strip, self.words)):
            self.words.append(_CELL)

    def _text(self, context: Context) -> str:
        raw = "".join(self.words)
        if context.kind is Kind.CODE:
            return clean(raw).strip("\n")
        text = _spaced(raw)
        if not (text.isascii() and text.isprintable()):
            text = _spaced(clean(text))
        return text.strip(" \u00a0" if self.loose else " \u00a0·")


def _spaced(text: str) -> str:
    """The text with one space for any number of them and for line ends."""
    return _SPACES.sub(" ", text) if any(space in text for space in ("  ", "\n", "\t", "\r", "\f")) else text


def parsed(text: str) -> LexborHTMLParser:
    """The parser that has read a page or a part of one."""
    from selectolax.lexbor import LexborHTMLParser

    return LexborHTMLParser(flat(text))


def flat(text: str) -> str:
    """The page without the nesting that only stops a parser."""
    return _DEEP.sub("<div>", text) if text.count("<") >= _NESTED else text


def walk(root: LexborNode, found: Gathered) -> None:
    """Visit every node once, without recursion: hostile pages nest deeper than Python may call."""
    contexts = [Context()]
    pending: list[LexborNode | None] = [root]
    while pending:
        node = pending.pop()
        if node is None:  # an element ends here
            found.flush(contexts.pop())
            continue
        tag = node.tag or ""
        if tag == "-text":
            word = node.text(deep=False) or ""
            found.words.append(word)
            found.broken = found.broken and not word.strip()
        elif tag not in DROPPED and tag[:1] not in "-!" and not is_hidden(attributes := node.attributes):
            if tag not in INLINE and not _stays(tag, found, contexts[-1]):
                found.flush(contexts[-1])
                contexts.append(inside(tag, attributes, contexts[-1]))
                pending.append(None)
            elif tag == "img":
                _picture(attributes, found)
            elif tag == "a" and not found.href.lstrip().startswith("https:"):
                found.href = attributes.get("href") or ""
            _descend(node, pending)
    found.flush(contexts[0])


def _descend(node: LexborNode, pending: list[LexborNode | None]) -> None:
    """Put the children on the stack, the first on top."""
    child = node.last_child
    while child is not None:
        pending.append(child)
        child = child.prev


def _stays(tag: str, found: Gathered, context: Context) -> bool:
    """Whether an element of blocks ends no line here."""
    if found.loose or tag not in {"br", "td", "th"}:
        return False
    if tag == "br":
        found.line_break(context)
    else:
        found.cell()
    return True


def _picture(attributes: dict[str, str | None], found: Gathered) -> None:
    if character := spoken(attributes):
        found.words.append(character)
    else:
        found.pictures.append(picture(attributes))
