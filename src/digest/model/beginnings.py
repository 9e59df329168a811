"""How paragraphs begin, by which an editor names them."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from typing import TYPE_CHECKING

from digest.model.visible import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

_LEAST = 28  # columns of a beginning, where the paragraph has as many


def bare(text: str) -> str:
    """Words as they are compared: small letters, single spaces, no ellipsis at the end."""
    return visible(text).casefold().rstrip(" …")


def beginnings(texts: Sequence[str]) -> tuple[str, ...]:
    """For each paragraph the first words that no other begins with; all of it where others begin so, too."""
    every = sorted(set(map(bare, texts)))
    return tuple(_beginning(visible(text), every) for text in texts)


def clipped(text: str, columns: int) -> str:
    """The text's beginning in at most so many columns, of which a Chinese or Japanese character takes two.

    It ends with a word, and in the midst of one only where that is longer than a third of the beginning.
    """
    end, room = 0, columns
    while end < len(text) and (room := room - _columns(text[end])) >= 0:
        end += 1
    if end == len(text) or text[end].isspace():
        return text[:end].rstrip()
    space = text.rfind(" ", 0, end)
    return text[: space if space > end * 2 // 3 else end].rstrip()


def _beginning(text: str, every: Sequence[str]) -> str:
    """Out of all the sorted beginnings, one that is this text's alone."""
    for columns in (_LEAST, 2 * _LEAST, 4 * _LEAST):
        first = clipped(text, columns)
        place = bisect_left(every, bare(first))
        if not any(other.startswith(bare(first)) and other != bare(text) for other in every[place : place + 2]):
            return first
    return text


def _columns(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
