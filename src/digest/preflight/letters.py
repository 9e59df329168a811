"""Texts as they are compared, measured and named in findings."""

from __future__ import annotations

import re
import unicodedata

_SIGNS = re.compile("[\\W_\u115f\u1160\u3164\uffa0]+")  # the last four are letters to Unicode, blanks to the eye
_UNSEEN = {"Mn", "Me", "Cf"}


def letters_of(text: str) -> str:
    """Letters and digits alone: what is left the same by line breaks, accents spelt in two ways and hidden signs."""
    return _SIGNS.sub("", unicodedata.normalize("NFD", text))


def columns(text: str) -> int:
    """How much room an inbox needs for it, in Latin letters: Chinese and the like take two (UAX 11), accents none."""
    return sum(
        2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
        if unicodedata.category(char) not in _UNSEEN
    )


def listed(titles: list[str]) -> str:
    """The first three, and how many more."""
    shown = ", ".join(f"“{title}”" for title in titles[:3])
    return shown if len(titles) <= 3 else f"{shown} and {len(titles) - 3} more"  # noqa: PLR2004 - three are enough
