"""Rules about who speaks in a paragraph, to whom, and with what words of the trade.

Cue words follow H. P. Edmundson, "New Methods in Automatic Extracting" (J. ACM 16:2, 1969).
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from digest.summariser.cues import ADDRESS, ANNOUNCING, AUTHOR, CONCLUDING, REPORTING, TEXT, THIS, TIMELY, US
from digest.summariser.notices import ASIDE, HOUSEKEEPING, TAKEN_OVER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.summariser.profile import Paragraph, Profile

_CROWDED = 0.1  # share of a paragraph's words at which cue words are everywhere
_TWICE = 2
_OFTEN = 3  # cue words of a paragraph that cannot say it more clearly


def timely(paragraph: Paragraph, profile: Profile) -> float:
    """How often it says that something is new, now, first, last, most or only: 1 for three times.

    Counts only where a story may have few paragraphs, which then must say it: in a longer extract the cue misleads.
    """
    if not profile.scarce:
        return 0.0
    cues = TIMELY.get(profile.language, frozenset())
    return min(1.0, _number(cues, paragraph.words) / _OFTEN)


def announcing(paragraph: Paragraph, profile: Profile) -> float:
    """How much it tells of something begun, proposed or made public: 1 for two such verbs."""
    cues = ANNOUNCING.get(profile.language, frozenset())
    return min(1.0, _number(cues, paragraph.words) / _TWICE)


def about_itself(paragraph: Paragraph, profile: Profile) -> float:
    """Whether it says what the text is about: "this article", "our study"."""
    texts = TEXT.get(profile.language, frozenset())
    if texts.isdisjoint(paragraph.words):
        return 0.0
    these = THIS.get(profile.language, frozenset())
    return float(any(one in these and other in texts for one, other in pairwise(paragraph.words)))


def reporting(paragraph: Paragraph, profile: Profile) -> float:
    """Whether it reports what somebody said."""
    return float(not REPORTING.get(profile.language, frozenset()).isdisjoint(paragraph.words))


def aside(paragraph: Paragraph, _: Profile) -> float:
    """Whether it is a note beside the text: "Update:", a line in brackets, the name under a motto."""
    text = paragraph.text.casefold()
    return float(bool(ASIDE.match(text) or any(phrase in text for phrase in TAKEN_OVER)))


def concluding(paragraph: Paragraph, profile: Profile) -> float:
    """Whether it draws a conclusion: "therefore", "in short", "this shows"."""
    phrases = CONCLUDING.get(profile.language, {})
    words = paragraph.words
    return float(
        not phrases.keys().isdisjoint(words)
        and any(
            words[at : at + len(rest) + 1][1:] == rest
            for at, word in enumerate(words)
            for rest in phrases.get(word, ())
        )
    )


def addressing(paragraph: Paragraph, profile: Profile) -> float:
    """How much it speaks to "you": 1 where every tenth word does."""
    return _crowd(paragraph, ADDRESS.get(profile.language, frozenset()))


def author(paragraph: Paragraph, profile: Profile) -> float:
    """How much it speaks of "me": 1 where every tenth word does."""
    return _crowd(paragraph, AUTHOR.get(profile.language, frozenset()))


def us(paragraph: Paragraph, profile: Profile) -> float:
    """How much it speaks of "us": 1 where every tenth word does."""
    return _crowd(paragraph, US.get(profile.language, frozenset()))


def housekeeping(paragraph: Paragraph, profile: Profile) -> float:
    """Whether it asks to subscribe, follow or share: 1 where it speaks to "you" or of "me" as well, else a half."""
    if not _asks(paragraph.text):
        return 0.0
    return 1.0 if addressing(paragraph, profile) or author(paragraph, profile) else 0.5


@lru_cache(maxsize=1 << 10)
def _asks(text: str) -> bool:
    return HOUSEKEEPING.search(text.casefold()) is not None


def _crowd(paragraph: Paragraph, cues: frozenset[str]) -> float:
    found = _number(cues, paragraph.words)
    return min(1.0, found / len(paragraph.words) / _CROWDED) if found else 0.0


def _number(cues: frozenset[str], words: Sequence[str]) -> int:
    return 0 if cues.isdisjoint(words) else sum(word in cues for word in words)
