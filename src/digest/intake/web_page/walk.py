"""The walk over the elements of a page: words become lines, pictures are noted, everything active is dropped."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from digest.intake.encodings import clean
from digest.intake.page_text.lines import Line
from digest.intake.web_page.elements import DROPPED, INLINE, Context, https, inside, is_hidden, picture, spoken
from digest.intake.web_page.footnotes import is_footnote_mark, leads_back
from digest.intake.web_page.nesting import flat
from digest.model import Kind, Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from digest.intake.pictures import Named

_SPACES = re.compile(r"[ \t\n\r\f]{2,}|[\t\n\r\f]")
_CELL = " · "
_LINKED = 300  # characters of a line that can be a link's title
_CAPTION = 300  # characters of words under a picture
_SLANTED = frozenset({"em", "i", "small", "cite"})
MOST_LINES = 5_000
"""Lines that are read of one document; what is longer is no article."""


@dataclass(slots=True)
class Gathered:
    """Lines and pictures while the elements are visited.

    ``number_of`` tells on which line some words stand. ``loose`` says that each line break and each cell of a table
    opens a line of its own, as pages need that are built of them; else a row is one line. A line behind a single
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
    under: bool = False  # a picture stands just above
    note: bool = False  # the line is a footnote
    slanted: bool = True  # so far every word of the line is set apart from the text

    def flush(self, context: Context) -> None:
        """End the line whose words were gathered."""
        if self.words:
            text = self._text(context)
            if text.strip():
                first = next(word for word in self.words if word.strip())
                url = https(self.href) if self.href and len(text) <= _LINKED else ""
                self.lines.append(
                    Line(text, self.number_of(first), self.gap, context.kind, self._role(text, context), url)
                )
                self.under = False
            self.words.clear()
        self.href = ""
        self.gap, self.broken, self.slanted, self.note = True, False, True, False

    def line_break(self, context: Context) -> None:
        """A break ends the line; a second one ends the paragraph."""
        if context.kind is Kind.CODE and not self.loose:
            self.words.append("\n")
        elif self.loose or self.broken or context.kind is Kind.PARAGRAPH:
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

    def text(self, node: LexborNode) -> None:
        """The words of a text node, behind those that were gathered."""
        word = node.text(deep=False) or ""
        self.words.append(word)
        if word.strip():
            self.broken = False
            if self.under and self.slanted:
                self.slanted = node.parent is not None and node.parent.tag in _SLANTED

    def picture(self, attributes: dict[str, str | None]) -> None:
        """A picture, or the character that it stands for."""
        if character := spoken(attributes):
            self.words.append(character)
        else:
            self.pictures.append(picture(attributes))
            self.under = not any(map(str.strip, self.words))

    def _role(self, text: str, context: Context) -> Role | None:
        """What the markup says of a line; one in italics just under a picture is its caption."""
        if self.note:
            return Role.FURNITURE
        caption = self.under and self.slanted and not self.loose and len(text) <= _CAPTION
        return Role.CAPTION if caption and context.role is None and context.kind is Kind.PARAGRAPH else context.role

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


def walk(root: LexborNode, found: Gathered) -> None:
    """Visit every node once, without recursion: hostile pages nest deeper than Python may call.

    No more is visited behind ``MOST_LINES`` lines.
    """
    contexts = [Context()]
    pending: list[LexborNode | None] = [root]
    while pending and len(found.lines) < MOST_LINES:
        node = pending.pop()
        if node is None:  # an element ends here
            found.flush(contexts.pop())
            continue
        tag = node.tag or ""
        if tag == "-text":
            found.text(node)
        elif tag not in DROPPED and tag[:1] not in "-!" and not is_hidden(attributes := node.attributes):
            if tag not in INLINE and not _stays(tag, found, contexts[-1]):
                found.flush(contexts[-1])
                contexts.append(inside(tag, attributes, contexts[-1]))
                pending.append(None)
            elif tag == "img":
                found.picture(attributes)
            elif tag in {"a", "sup"} and is_footnote_mark(node, attributes, found.words):
                found.note = found.note or leads_back(node)
                continue
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
    if tag == "br":
        found.line_break(context)
    elif found.loose or tag not in {"td", "th"}:
        return False
    else:
        found.cell()
    return True
