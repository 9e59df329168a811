"""Text in columns: by display width, in which CJK characters count two."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def width(text: str) -> int:
    """Columns that a terminal gives the text."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def fitted(text: str, columns: int) -> str:
    """The text on one line in exactly that many columns: cut with an ellipsis, or filled with spaces."""
    text = " ".join(text.split())
    if width(text) > columns:
        while text and width(text) > columns - 1:
            text = text[: -max(1, (width(text) - columns) // 2)]
        text += "…"
    return text + " " * (columns - width(text))


def table(rows: Sequence[Sequence[str]], *, right: frozenset[int] = frozenset(), gap: str = "  ") -> list[str]:
    """Rows of equal length as aligned lines; the columns in ``right`` are aligned to the right."""
    if not rows:
        return []
    widths = [max(width(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [gap.join(_padded(row[c], widths[c], right=c in right) for c in range(len(row))).rstrip() for row in rows]


def _padded(text: str, columns: int, *, right: bool) -> str:
    fill = " " * (columns - width(text))
    return fill + text if right else text + fill
