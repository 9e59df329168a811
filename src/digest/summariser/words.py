"""Words of a text: how many, which, and which of them say something."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from itertools import islice, repeat
from typing import TYPE_CHECKING

from digest.model.marks import MARKS
from digest.summariser import ukrainian
from digest.summariser.stopwords import STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_WORD = rf"\w[\w{MARKS}]*"
_TOKEN = re.compile(rf"{_WORD}(?:'{_WORD})*")
_UNSPACED = (("\u3040", "\u30ff"), ("\u3400", "\u4dbf"), ("\u4e00", "\u9fff"), ("\uf900", "\ufaff"))
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "`": "'"})
_SNOWBALL = """
    ar=arabic ca=catalan cs=czech da=danish de=german el=greek en=english eo=esperanto es=spanish et=estonian
    eu=basque fa=persian fi=finnish fr=french ga=irish hi=hindi hu=hungarian hy=armenian id=indonesian it=italian
    lt=lithuanian nb=norwegian ne=nepali nl=dutch nn=norwegian no=norwegian pl=polish pt=portuguese ro=romanian
    ru=russian sr=serbian st=sesotho sv=swedish ta=tamil tr=turkish yi=yiddish"""
_STEMMERS = dict(pair.split("=") for pair in _SNOWBALL.split())
_VOTERS = 400  # opening words that are enough to tell a language
_QUORUM = 0.1  # the least share of them that are its stop words


def count(text: str) -> int:
    """How many words a reader would count: runs between spaces, and one for two characters of Chinese or Japanese."""
    spaced = len(text.split())
    if text.isascii() or max(text) < _UNSPACED[0][0]:
        return spaced
    return spaced + sum(first <= char <= last for char in text for first, last in _UNSPACED) // 2


def tokens(text: str) -> list[str]:
    """The words of a text, case and apostrophes folded (NFKC)."""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text).translate(_APOSTROPHES)
    return _TOKEN.findall(plain.casefold())


def language_of(declared: str, words: Iterable[str]) -> str:
    """The language of a text as a two-letter code.

    Args:
        declared: A language tag such as ``en-GB``; where there is one, it decides.
        words: Tokens that vote where there is none, each for the languages whose stop word it is.

    Returns:
        The code, or an empty string where the vote is too weak to tell, or the declared language has neither a
        stemmer nor a list of stop words.
    """
    primary = declared.partition("-")[0].partition("_")[0].casefold()
    if primary:
        return primary if primary in STOP_WORDS or primary in _STEMMERS else ""
    voters = Counter(islice(words, _VOTERS))
    votes = {code: sum(voters[word] for word in listed & voters.keys()) for code, listed in STOP_WORDS.items()}
    best = max(votes, key=lambda code: votes[code])
    return best if votes[best] > _QUORUM * voters.total() else ""


def content_stems(words: Iterable[str], language: str) -> tuple[str, ...]:
    """The stems of the words that say something: no stop words, single letters or bare figures."""
    return tuple(filter(None, map(_content_stem, words, repeat(language))))


@lru_cache(maxsize=1 << 16)
def _content_stem(word: str, language: str) -> str:
    if word in STOP_WORDS.get(language, ()) or len(word) <= 1 or word.isdigit():
        return ""
    return stem(word, language)


def stem(word: str, language: str) -> str:
    """The word without its ending (Snowball, and our own for Ukrainian), or as it is where there is no stemmer."""
    return _stemmer(language)(_bare(word, language))


def _bare(word: str, language: str) -> str:
    """Without what an apostrophe ties to it: the English genitive, a French or Italian article."""
    if language == "en":
        return word.partition("'")[0]
    return word.rpartition("'")[2] if language in {"ca", "fr", "it"} else word


@lru_cache
def _stemmer(language: str) -> Callable[[str], str]:
    if language == "uk":
        return ukrainian.stem
    from Stemmer import Stemmer, algorithms

    name = _STEMMERS.get(language, "")
    if name not in algorithms():  # an older package has fewer
        return str
    found: Callable[[str], str] = Stemmer(name).stemWord
    return found
