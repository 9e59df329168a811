"""Text in columns: by display width, in which CJK characters count two."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_JOINERS = "\u200c\u200d"  # emoji and several scripts are written with them; they move no cursor


def width(text: str) -> int:
    """Columns that a terminal gives the text."""
    return sum(map(_columns, text))


def _columns(char: str) -> int:
    if unicodedata.combining(char) or char in _JOINERS:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def fitted(text: str, columns: int) -> str:
    """The text on one line in exactly that many columns: cut with an ellipsis, or filled with spaces."""
    text = printable(" ".join(text.split()))
    if width(text) > columns:
        while text and width(text) > columns - 1:
            text = text[: -max(1, (width(text) - columns) // 2)]
        text += "…"
    return text + " " * (columns - width(text))


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows of equal length as lines with aligned columns."""
    if not rows:
        return []
    widths = [max(width(row[column]) for row in rows) for column in range(len(rows[0]))]
    return ["  ".join(text + " " * (widths[c] - width(text)) for c, text in enumerate(row)).rstrip() for row in rows]


def printable(text: str) -> str:
    """The text without what could move a terminal's cursor or change its colours: file names may hold anything."""
    return "".join(char if char.isprintable() or char in _JOINERS else "\N{REPLACEMENT CHARACTER}" for char in text)
