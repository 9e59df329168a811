"""Marks on letters, which are part of a word although regular expressions do not count them so."""

from __future__ import annotations

import unicodedata
from itertools import groupby

# Scripts and signs of the basic plane that have combining marks: Latin to Arabic, of India and south-east Asia, kana.
_BLOCKS = ((0x300, 0x1100), (0x1700, 0x1D00), (0x1DC0, 0x1E00), (0x302A, 0x309B), (0xA802, 0xAC00), (0xFB1E, 0xFE30))


def _ranges() -> str:
    """A character class compiles the sooner the fewer parts it has."""
    codes = [code for first, end in _BLOCKS for code in range(first, end)]
    marks = [code for code in codes if unicodedata.category(chr(code)) in {"Mn", "Mc"}]
    found = []
    for _, run in groupby(enumerate(marks), key=lambda pair: pair[1] - pair[0]):
        own = [code for _, code in run]
        found.append(f"{chr(own[0])}-{chr(own[-1])}")
    return "".join(found)


MARKS = _ranges() + "\u200c\u200d"
"""Vowel signs and other marks, and the joiners between letters, to stand in a character class beside ``\\w``."""
