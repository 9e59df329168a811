"""How long a text is, in words, also where its script sets no spaces between them."""

from __future__ import annotations

import re

_IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LETTER = re.compile(  # Thai, Lao, Tibetan, Burmese, Khmer
    r"[\u0e01-\u0e4e\u0e81-\u0ece\u0f40-\u0fbc\u1000-\u103f\u1780-\u17d3]"
)
_IDEOGRAPHS, _LETTERS = 2, 4  # of one word, on an average


def words_in(text: str) -> int:
    """How many words a text has; two ideographs, or four letters and vowel signs of a script without spaces, are one.

    Args:
        text: A text in any language.
    """
    spaced = len(text.split())
    if text.isascii():
        return spaced
    return max(spaced, len(_IDEOGRAPH.findall(text)) // _IDEOGRAPHS + len(_LETTER.findall(text)) // _LETTERS)
