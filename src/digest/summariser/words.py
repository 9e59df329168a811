"""Words of a text: how many, which, and which of them say something."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from digest.summariser.stopwords import STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_TOKEN = re.compile(r"\w+(?:'\w+)*")
_UNSPACED = (("\u3040", "\u30ff"), ("\u3400", "\u4dbf"), ("\u4e00", "\u9fff"), ("\uf900", "\ufaff"))
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "`": "'"})
_STEMMERS = {
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "it": "italian",
    "nl": "dutch",
    "pl": "polish",
    "pt": "portuguese",
    "ru": "russian",
}
_VOTERS = 400  # opening words that are enough to tell a language
_QUORUM = 0.1  # the least share of them that are its stop words


def count(text: str) -> int:
    """How many words a reader would count: runs between spaces, and one for two characters of Chinese or Japanese."""
    spaced = len(text.split())
    if max(text, default="") < _UNSPACED[0][0]:
        return spaced
    return spaced + sum(first <= char <= last for char in text for first, last in _UNSPACED) // 2


def tokens(text: str) -> list[str]:
    """The words of a text, case and apostrophes folded (NFKC)."""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text).translate(_APOSTROPHES)
    return _TOKEN.findall(plain.casefold())


def language_of(declared: str, words: Iterable[str]) -> str:
    """The language of a text as a two-letter code.

    Args:
        declared: A language tag such as ``en-GB``; it decides where its language has a list of stop words.
        words: Tokens that vote where it does not, each for the languages whose stop word it is.

    Returns:
        The code, or an empty string where the vote is too weak to tell.
    """
    primary = declared.partition("-")[0].partition("_")[0].casefold()
    if primary:
        return primary if primary in STOP_WORDS else ""
    voters = [word for word, _ in zip(words, range(_VOTERS), strict=False)]
    votes = {code: sum(word in listed for word in voters) for code, listed in STOP_WORDS.items()}
    best = max(votes, key=lambda code: votes[code])
    return best if votes[best] > _QUORUM * len(voters) else ""


def content_stems(words: Iterable[str], language: str) -> tuple[str, ...]:
    """The stems of the words that say something: no stop words, single letters or bare figures."""
    stops = STOP_WORDS.get(language, frozenset())
    return tuple(stem(word, language) for word in words if word not in stops and len(word) > 1 and not word.isdigit())


@lru_cache(maxsize=1 << 16)
def stem(word: str, language: str) -> str:
    """The word without its ending (Snowball), or the word itself where the language has no stemmer."""
    name = _STEMMERS.get(language)
    return _stemmer(name)(_bare(word, language)) if name else word


def _bare(word: str, language: str) -> str:
    """Without what an apostrophe ties to it: the English genitive, a French or Italian article."""
    if language == "en":
        return word.partition("'")[0]
    return word.rpartition("'")[2] if language in {"fr", "it"} else word


@lru_cache(maxsize=len(_STEMMERS))
def _stemmer(name: str) -> Callable[[str], str]:
    from Stemmer import Stemmer

    found: Callable[[str], str] = Stemmer(name).stemWord
    return found
