"""What a reader takes for one character, and how many columns it covers."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_JOINER, _PICTURED, _KEY = "\u200d", "\ufe0f", "\u20e3"
# Most of what is written: characters of one column, then those that stand alone, whatever their width.
_NARROW = r"\x20-\x7e\xa1-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf"
_PLAIN = re.compile(f"[{_NARROW}]*")
_ALONE = re.compile(
    rf"[{_NARROW}\u05d0-\u05ea\u0621-\u064a\u3000-\u3029\u3041-\u3096\u30a1-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    r"\uac00-\ud7a3\uff01-\uff60]*"
)
_VIRAMA = 9  # canonical combining class
_FLAGS = range(0x1F1E6, 0x1F200)
_SKINS = range(0x1F3FB, 0x1F400)
_JAMO = range(0x1160, 0x1200)  # vowels and finals, drawn into the syllable before them


def display_width(text: str) -> int:
    """Columns on a screen of fixed pitch.

    Wide characters (Unicode Standard Annex 11) and emoji count two, however many are joined or modified into one;
    combining marks and characters without a width count nothing.
    """
    if _PLAIN.fullmatch(text):
        return len(text)
    return columns_apart(text) if _ALONE.fullmatch(text) else sum(map(_width, clusters(text)))


def columns_apart(text: str) -> int:
    """The same where a program draws every character by itself, joined emoji and combining marks too."""
    if _PLAIN.fullmatch(text):
        return len(text)
    return sum(map(_columns, text))


def clusters(text: str) -> Iterator[str]:
    """The text in pieces that no line break may cut: nearly the grapheme clusters of Unicode Standard Annex 29."""
    if _ALONE.fullmatch(text):
        yield from text
        return
    start = 0
    for at in range(1, len(text)):
        if not _goes_on(text, start, at):
            yield text[start:at]
            start = at
    if text:
        yield text[start:]


def _goes_on(text: str, start: int, at: int) -> bool:
    """Whether the character belongs to the cluster that began at ``start``."""
    char, before = text[at], text[at - 1]
    if _is_extending(char):
        return True
    if before == _JOINER:
        return unicodedata.category(char) == "So"
    if ord(char) in _FLAGS:
        return at - start == 1 and ord(before) in _FLAGS
    return unicodedata.combining(before) == _VIRAMA and unicodedata.category(char) == "Lo"


@lru_cache(maxsize=2048)
def _width(cluster: str) -> int:
    if _PICTURED in cluster or cluster.endswith(_KEY) or ord(cluster[0]) in _FLAGS:
        return 2
    if _JOINER in cluster and _is_wide(cluster[0]):
        return 2
    return sum(map(_own_columns, cluster[:1] if _is_wide(cluster[0]) else cluster))


def _own_columns(char: str) -> int:
    return 0 if _is_extending(char) and unicodedata.category(char) != "Mc" else _columns(char)


@lru_cache(maxsize=2048)
def _is_extending(char: str) -> bool:
    return unicodedata.category(char) in {"Mn", "Me", "Mc", "Cf"} or ord(char) in _SKINS or ord(char) in _JAMO


def _is_wide(char: str) -> bool:
    return _columns(char) == 2  # noqa: PLR2004 (the most there is)


@lru_cache(maxsize=4096)
def _columns(char: str) -> int:
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
