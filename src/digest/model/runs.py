"""Runs of words, by which a text is found again in another, whatever stands between the words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

RUN = 8
"""Words of a run."""
LEAST = 4
"""Words of the shortest text that is looked for as a whole."""

# Scripts without blanks between words: Thai, Lao, Burmese, Khmer, kana, bopomofo, Han; a character is half a word.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3100-\u312f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")
_ASCII_WORD = re.compile(r"[a-z0-9]+")
_HALF = re.compile(rf"[{_UNSPACED}]")

Index = dict[tuple[str, str], dict[int, set[tuple[str, ...]]]]
"""Runs by their first two words and their length."""


def words_of(text: str) -> list[str]:
    """The words of a text as they are compared: small letters and digits, compatibility characters resolved (NFKC).

    Accents and other marks do not count, nor does what nobody sees, such as soft hyphens and joiners.
    """
    if text.isascii():
        return _ASCII_WORD.findall(text.lower())
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    unseen = {ord(char): None for char in set(folded) if _is_unseen(char)}
    return _WORD.findall(folded.translate(unseen) if unseen else folded)


@lru_cache(maxsize=4096)
def _is_unseen(char: str) -> bool:
    return unicodedata.category(char) in {"Mn", "Me", "Mc", "Cf"} or char in "\u115f\u1160\u3164\uffa0"


def runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Every run of eight words, two characters of a script without blanks for a word.

    A text with fewer is one run as a whole; one with fewer than four has none. Time grows with the words.
    """
    weights = [1 if len(word) == 1 and _HALF.match(word) else 2 for word in words]
    end, weight = 0, 0
    for start, own in enumerate(weights):
        while end < len(words) and weight < 2 * RUN:
            weight += weights[end]
            end += 1
        if weight < 2 * RUN:
            if not start and weight >= 2 * LEAST:
                yield tuple(words)
            return
        yield tuple(words[start:end])
        weight -= own


def indexed(many: Iterable[tuple[str, ...]]) -> Index:
    """Runs sorted so that they are found quickly."""
    index: Index = {}
    for run in many:
        index.setdefault((run[0], run[1]), {}).setdefault(len(run), set()).add(run)
    return index


def found(
    index: Mapping[tuple[str, str], Mapping[int, set[tuple[str, ...]]]], words: Sequence[str]
) -> Iterator[tuple[str, ...]]:
    """The runs of the index that stand among the words, in their order."""
    if index.keys().isdisjoint(pairwise(words)):
        return
    for start, pair in enumerate(pairwise(words)):
        for length, known in index.get(pair, {}).items():
            run = tuple(words[start : start + length])
            if run in known:
                yield run
