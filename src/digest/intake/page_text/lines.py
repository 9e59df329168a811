"""A document as lines: what every reader hands to the recogniser."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.model import Kind, Role

if TYPE_CHECKING:
    from collections.abc import Iterator

_PADDING = " \t\u00a0\u3000"
_BULLET = re.compile(r"(?:[•◦▪‣●○■∙·➤►✓✔–*-]|\d{1,3}[.)])[ \t\u00a0]+(?=\S)")
_LINE = re.compile(r"[^\n]*")


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank.

    ``number`` counts from 1 in the original file; ``gap`` says that a blank line (or the start of the text) stands
    before it. ``role`` is what the document's own markup says, None where it is silent; ``outside`` says that the
    markup sets the line outside the article.
    """

    text: str
    number: int
    gap: bool = True
    kind: Kind = Kind.PARAGRAPH
    role: Role | None = None
    url: str = ""
    outside: bool = False


def text_lines(text: str, first: int = 1) -> Iterator[Line]:
    """The lines of plain text, bullets taken off items.

    Args:
        text: Text whose lines end in newlines.
        first: The number of its first line in the original file.
    """
    gap, start, number = True, 0, first
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line = text[start:end].strip(_PADDING)
        if line:
            bullet = _BULLET.match(line)
            # A dash glued to words is a sign-off or a quotation, a dash with a space opens an item.
            kind = Kind.ITEM if bullet else Kind.PARAGRAPH
            yield Line(line[bullet.end() :] if bullet and not line[0].isdigit() else line, number, gap, kind)
        gap = not line
        start, number = end + 1, number + 1
