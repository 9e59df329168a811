"""Marks on letters, which are part of a word although regular expressions do not count them so."""

from __future__ import annotations

import unicodedata

# Scripts and signs of the basic plane that have combining marks: Latin to Arabic, of India and south-east Asia, kana.
_BLOCKS = ((0x300, 0x1100), (0x1700, 0x1D00), (0x1DC0, 0x1E00), (0x302A, 0x309B), (0xA802, 0xAC00), (0xFB1E, 0xFE30))
_CHARACTERS = [chr(code) for first, end in _BLOCKS for code in range(first, end)]

MARKS = "".join(char for char in _CHARACTERS if unicodedata.category(char) in {"Mn", "Mc"}) + "\u200c\u200d"
"""Vowel signs and other marks, and the joiners between letters, to stand in a character class beside ``\\w``."""
