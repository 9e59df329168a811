"""Which way a text runs, and what keeps texts of two directions apart."""

from __future__ import annotations

import unicodedata

MARKS = {"ltr": "\u200e", "rtl": "\u200f"}
_FOLLOWING = {"EN", "AN", "NSM"}  # numbers and accents run with the letters before them (Annex 9, W1 to W7)


def direction_of(text: str) -> str:
    """``ltr`` or ``rtl`` by its first letter that has a direction (Unicode Standard Annex 9, P2 and P3), or empty."""
    kinds = map(unicodedata.bidirectional, text)
    first = next((kind for kind in kinds if kind in {"L", "R", "AL"}), "")
    return {"": "", "L": "ltr"}.get(first, "rtl")


def other_way(text: str, around: str) -> str:
    """The text's direction where that is not the one ``around`` it, else empty."""
    own = direction_of(text)
    return own if own != around else ""


def words_other_way(text: str, around: str) -> str:
    """The same for words inside a line; numbers alone, such as a telephone's, run from left to right."""
    own = direction_of(text) or ("ltr" if any(map(str.isdigit, text)) else "")
    return own if own != around else ""


def guarded(text: str, own: str) -> str:
    """The text with a mark at an end such as ``?``, which has no direction of its own and could be misplaced."""
    strong = {"ltr": {"L"}, "rtl": {"R", "AL"}}[own]
    before = unicodedata.bidirectional(text[0]) not in strong
    after = unicodedata.bidirectional(text[-1]) not in strong | _FOLLOWING
    return MARKS[own] * before + text + MARKS[own] * after
