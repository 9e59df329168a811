"""Rules about where a paragraph stands, and what is kept beside it.

Position follows H. P. Edmundson, "New Methods in Automatic Extracting" (J. ACM 16:2, 1969).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.summariser.cues import POINTING_BACK

if TYPE_CHECKING:
    from collections.abc import Collection

    from digest.summariser.profile import Paragraph, Profile

_HALF_LIFE = 100  # words after which half of an opening is spent


def opening(paragraph: Paragraph, _: Profile) -> float:
    """How near the top it stands: 1 for the first, a half after 100 words."""
    return _HALF_LIFE / (_HALF_LIFE + paragraph.words_before)


def lead(paragraph: Paragraph, profile: Profile) -> float:
    """How near the top of a lively article it stands: its opening, as far as the article talks.

    What speaks to "you", of "me" or tells what people said is news or a column, and says at the top what it is about;
    a specification or a paper begins with preliminaries.
    """
    return profile.lively * opening(paragraph, profile)


def early(paragraph: Paragraph, profile: Profile) -> float:
    """What part of the article lies at and below it: 1 for the first, near 0 for the last."""
    return 1 - paragraph.index / len(profile.paragraphs)


def leading_up(paragraph: Paragraph, profile: Profile, kept: Collection[int]) -> float:
    """Whether the paragraph right below it is kept, which goes on from it.

    Counts only where a story may have few paragraphs, which shall read as one piece.
    """
    return float(profile.scarce and paragraph.index + 1 in kept)


def pointing_back(paragraph: Paragraph, profile: Profile, kept: Collection[int]) -> float:
    """Whether it begins with a pronoun ("He", "This") while the paragraph right above it is not kept."""
    if not paragraph.index or paragraph.index - 1 in kept:
        return 0.0
    return float(begins_with_pronoun(paragraph.words, profile.language))


def begins_with_pronoun(words: tuple[str, ...], language: str) -> bool:
    """Whether the first of these folded words stands for something said before."""
    return bool(words) and words[0] in POINTING_BACK.get(language, frozenset())
