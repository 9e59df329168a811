"""Rules about what a paragraph speaks of.

Title words follow H. P. Edmundson, "New Methods in Automatic Extracting" (J. ACM 16:2, 1969); recurring words H. P.
Luhn, "The Automatic Creation of Literature Abstracts" (IBM Journal 2:2, 1958); new words H. Lin and J. Bilmes, "A
Class of Submodular Functions for Document Summarization" (ACL 2011).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from digest.summariser.profile import Paragraph, Profile

_NAMES = 5  # words that begin with a capital in a paragraph that is full of names
_FIGURES = 3  # figures in a paragraph that is full of them
_INSIDE = re.compile(r" (?<=[\w,;:] )([^\W\d_a-z]\w)")  # the beginning of a word that opens no sentence
_FIGURE = re.compile(r"\d(?<!\w\d)[\d.,:/–-]*")
_CAPITALISING = frozenset({"de"})  # languages that write every noun with a capital


def title(paragraph: Paragraph, profile: Profile) -> float:
    """The share of the title's words that it takes up, in any form and with or without quotes."""
    return share(profile.title, paragraph.stems)


def standfirst(paragraph: Paragraph, profile: Profile) -> float:
    """The share of the standfirst's words that it takes up."""
    return share(profile.standfirst, paragraph.stems)


def recurring(paragraph: Paragraph, profile: Profile) -> float:
    """How widely its words are spread over the article: their mean weight, over the heaviest."""
    if not profile.heaviest or not paragraph.stems:
        return 0.0
    return sum(profile.carried[paragraph.index].values()) / len(paragraph.stems) / profile.heaviest


def named(paragraph: Paragraph, profile: Profile) -> float:
    """How much it names people, places and things: 1 for five words with a capital that open no sentence."""
    if profile.language in _CAPITALISING:
        return 0.0
    words: list[str] = _INSIDE.findall(paragraph.text)
    capitals = sum(word[0].isupper() and word[1].islower() for word in words)
    return min(1.0, capitals / _NAMES)


def figures(paragraph: Paragraph, _: Profile) -> float:
    """How much it gives in figures: 1 for three of them."""
    return min(1.0, len(_FIGURE.findall(paragraph.text)) / _FIGURES)


def new_words(paragraph: Paragraph, profile: Profile, kept: Collection[str]) -> float:
    """The share of the article's recurring words, by weight, that it would add to those of the paragraphs kept."""
    if not profile.total_weight:
        return 0.0
    carried = profile.carried[paragraph.index]
    return sum(weight for stem, weight in carried.items() if stem not in kept) / profile.total_weight


def share(wanted: frozenset[str], stems: Iterable[str]) -> float:
    """The share of the wanted stems that stand among these."""
    return len(wanted.intersection(stems)) / len(wanted) if wanted else 0.0


def weight_of(stems: Iterable[str], profile: Profile) -> float:
    """How much these stems weigh together in the article."""
    return sum(profile.weight.get(stem, 0.0) for stem in stems)
