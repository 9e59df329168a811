"""A light stemmer for Ukrainian, for which Snowball has none.

It takes off one ending of case, number or person, then what verbs put before it, and makes the vowels of closed and
open syllables alike; every form of a word goes the same way, so that what it takes off too much it takes off all of
them. Consonants that change (книга, книзі) stay apart.
"""

from __future__ import annotations

import re

_VOWELS = "аеєиіїоуюя"
_REFLEXIVE = re.compile(r"(?:(?<=ть|ти|мо|те|ла|ло|ли)|(?<=[вйуюає]))с[яь]$")
_ENDING = re.compile(
    r"(?:ують|юють|ають|яють|ього|ьому|ьою|ьої|ами|ями|ими|іми|їми|ові|еві|єві|ого|ому|ють|уть|ать|ять|еть|єть|ить|їть|ете|єте"
    r"|ите|емо|ємо|имо|ої|ою|ею|єю|ий|ій|їй|их|іх|їх|им|ім|їм|ах|ях|ам|ям|ом|ем|єм|ів|їв|ей|еш|єш|иш|їш"
    r"|а|я|о|е|є|и|і|ї|у|ю|ь|й)$"
)
_THEMATIC = re.compile(r"(?:[ую]ва[твл]|[аяиу][твл]|[оеєїі]в|[аяиіуюеєої])$")
_CLOSED = re.compile(rf"і(?=[^{_VOWELS}]{{1,2}}$)|ї(?=в$)")
_OPENED = {"і": "о", "ї": "є"}
_DOUBLE = re.compile(r"(.)\1$")
_LEAST = 3  # letters of a stem


def stem(word: str) -> str:
    """A word without its ending.

    Args:
        word: A word in small letters; an apostrophe inside it is ignored.
    """
    plain = word.replace("'", "").replace("ґ", "г")
    bare = _without(_ENDING, _without(_REFLEXIVE, plain))
    soft = _DOUBLE.sub(r"\1", bare.rstrip("ь") or bare)
    opened = _CLOSED.sub(lambda vowel: _OPENED[vowel[0]], soft)
    return _without(_THEMATIC, opened)


def _without(ending: re.Pattern[str], word: str) -> str:
    """The word without this ending, where enough of it would be left to be a stem."""
    rest = ending.sub("", word)
    return rest if len(rest) >= _LEAST and any(letter in _VOWELS for letter in rest) else word
