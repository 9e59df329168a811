"""The rules that weigh a paragraph: one idea each, and the table of them with their weights.

Every rule maps a paragraph to a number, 0 where it has nothing to say and usually at most 1; a paragraph's score is
the sum of weight times number. Position, title words and cue words follow H. P. Edmundson, "New Methods in Automatic
Extracting" (J. ACM 16:2, 1969); recurring words H. P. Luhn, "The Automatic Creation of Literature Abstracts" (IBM
Journal 2:2, 1958); new words H. Lin and J. Bilmes, "A Class of Submodular Functions for Document Summarization"
(ACL 2011).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from digest.model import Kind, Reason
from digest.summariser.cues import ADDRESS, AUTHOR, HOUSEKEEPING, TIMELY, US
from digest.summariser.profile import Paragraph, Profile

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

Rule: TypeAlias = Callable[[Paragraph, Profile], float]

_HALF_LIFE = 100  # words after which half of an opening is spent
_COMFORTABLE = 40  # words that a key paragraph may have before it counts as long
_TERSE = 10  # words below which a paragraph says too little
_FULL = 40  # words of a sentence that could not say more
_CROWDED = 0.1  # share of a paragraph's words at which cue words are everywhere
_OFTEN = 3  # cue words of a paragraph that cannot say it more clearly
_QUOTED = re.compile(r'"[^"]{3,}"|“[^“”]{3,}”|„[^“”„]{3,}[“”]|«[^«»]{3,}»')
_LIST_MARK = re.compile(r"\s*(?:[-*•–]|\d+[.)])\s")
_INNER_MARK = re.compile(r"\s[*•]\s")
_DASHES = 3  # a pair of them may be brackets


def _weight_of(default: float, doc: str) -> float:
    weight: float = field(default=default, metadata={"doc": doc})
    return weight


def opening(paragraph: Paragraph, _: Profile) -> float:
    """How near the top it stands: 1 for the first, a half after 100 words."""
    return _HALF_LIFE / (_HALF_LIFE + paragraph.words_before)


def early(paragraph: Paragraph, profile: Profile) -> float:
    """What part of the article lies at and below it: 1 for the first, near 0 for the last."""
    return 1 - paragraph.index / len(profile.paragraphs)


def title(paragraph: Paragraph, profile: Profile) -> float:
    """The share of the title's words that it takes up."""
    return _share(profile.title, paragraph.stems)


def standfirst(paragraph: Paragraph, profile: Profile) -> float:
    """The share of the standfirst's words that it takes up."""
    return _share(profile.standfirst, paragraph.stems)


def recurring(paragraph: Paragraph, profile: Profile) -> float:
    """How widely its words are spread over the article: their mean weight, over the heaviest."""
    if not profile.heaviest or not paragraph.stems:
        return 0.0
    return _weight(paragraph.stems, profile) / len(paragraph.stems) / profile.heaviest


def full_sentences(paragraph: Paragraph, _: Profile) -> float:
    """How long its sentences are on average: 1 for 40 words and more."""
    return min(1.0, paragraph.length / (len(paragraph.sentences) or 1) / _FULL)


def long(paragraph: Paragraph, _: Profile) -> float:
    """How far it runs beyond 40 words, in units of 40."""
    return max(0, paragraph.length - _COMFORTABLE) / _COMFORTABLE


def terse(paragraph: Paragraph, _: Profile) -> float:
    """Whether it has fewer than 10 words."""
    return float(paragraph.length < _TERSE)


def filling(paragraph: Paragraph, profile: Profile) -> float:
    """How much of its share of the story it fills: 1 for all of it.

    Where a story may have few paragraphs, a small one wastes its place; where only words are counted the share, and
    with it this rule, is nothing.
    """
    return min(1.0, paragraph.length / profile.share) if profile.share > _TERSE else 0.0


def timely(paragraph: Paragraph, profile: Profile) -> float:
    """How often it says that something is new, now, first, last, most or only: 1 for three times.

    Counts only where a story may have few paragraphs, which then must say it: in a longer extract the cue misleads.
    """
    if profile.share <= _TERSE:
        return 0.0
    cues = TIMELY.get(profile.language, frozenset())
    return min(1.0, sum(word in cues for word in paragraph.words) / _OFTEN)


def listed(paragraph: Paragraph, _: Profile) -> float:
    """Whether it is an item, looks like a list, or follows a line that ends in a colon."""
    text = paragraph.text
    marked = _LIST_MARK.match(text) or _INNER_MARK.search(text) or text.count(" - ") >= _DASHES
    return float(paragraph.kind is Kind.ITEM or paragraph.after_lead_in or bool(marked))


def dangling(paragraph: Paragraph, _: Profile) -> float:
    """Whether it ends in a colon, so that what it announces would be missing."""
    return float(ends_in_colon(paragraph.text))


def quoted(paragraph: Paragraph, _: Profile) -> float:
    """The share of it that stands in quotation marks; all of a quotation."""
    if paragraph.kind is Kind.QUOTE:
        return 1.0
    return sum(len(quote) for quote in _QUOTED.findall(paragraph.text)) / (len(paragraph.text) or 1)


def asking(paragraph: Paragraph, _: Profile) -> float:
    """The share of its sentences that are questions."""
    return sum(is_question(sentence) for sentence in paragraph.sentences) / (len(paragraph.sentences) or 1)


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
    if not HOUSEKEEPING.search(paragraph.text.casefold()):
        return 0.0
    return 1.0 if addressing(paragraph, profile) or author(paragraph, profile) else 0.5


def new_words(paragraph: Paragraph, profile: Profile, kept: Collection[str]) -> float:
    """The share of the article's recurring words, by weight, that it would add to those of the paragraphs kept."""
    if not profile.total_weight:
        return 0.0
    return _weight((stem for stem in paragraph.stems if stem not in kept), profile) / profile.total_weight


def leading_up(paragraph: Paragraph, profile: Profile, kept: Collection[int]) -> float:
    """Whether the paragraph right below it is kept, which goes on from it.

    Counts only where a story may have few paragraphs, which shall read as one piece.
    """
    return float(profile.share > _TERSE and paragraph.index + 1 in kept)


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each rule counts; below zero it speaks against a paragraph."""

    opening: float = _weight_of(0.9, "Standing near the top, counted in words.")
    early: float = _weight_of(0.54, "Standing in an early part of the article.")
    title: float = _weight_of(0.77, "Taking up the words of the title.")
    standfirst: float = _weight_of(0.3, "Taking up the words of the standfirst.")
    recurring: float = _weight_of(1.8, "Words that recur in many paragraphs.")
    leading_up: float = _weight_of(0.3, "Standing right above a paragraph that is kept.")
    new_words: float = _weight_of(1.0, "Recurring words that no kept paragraph has yet.")
    full_sentences: float = _weight_of(0.19, "Long sentences rather than fragments.")
    filling: float = _weight_of(0.75, "Filling its share of a story of few paragraphs.")
    timely: float = _weight_of(0.8, 'Words such as "now", "first" and "only".')
    long: float = _weight_of(-0.26, "Every 40 words beyond the first 40.")
    terse: float = _weight_of(-0.11, "Fewer than 10 words.")
    listed: float = _weight_of(-0.17, "An item of a list.")
    dangling: float = _weight_of(-0.05, "A colon at the end.")
    quoted: float = _weight_of(-0.15, "Standing in quotation marks.")
    asking: float = _weight_of(-0.15, "Questions.")
    addressing: float = _weight_of(-0.1, 'Speaking to "you".')
    author: float = _weight_of(-0.23, 'Speaking of "me".')
    us: float = _weight_of(0.2, 'Speaking of "us".')
    housekeeping: float = _weight_of(-0.5, "Asking to subscribe, follow or share.")


RULES: tuple[Rule, ...] = (
    opening,
    early,
    title,
    standfirst,
    recurring,
    full_sentences,
    filling,
    timely,
    long,
    terse,
    listed,
    dangling,
    quoted,
    asking,
    addressing,
    author,
    us,
    housekeeping,
)


def weigh(paragraph: Paragraph, profile: Profile, weights: Weights) -> tuple[Reason, ...]:
    """The rules that fire, with their points, rounded to 3 decimals."""
    points = ((rule.__name__, getattr(weights, rule.__name__) * rule(paragraph, profile)) for rule in RULES)
    return tuple(reason for name, value in points if (reason := Reason(name, round(value, 3))).points)


def is_question(sentence: str) -> bool:
    """Whether a sentence ends in a question mark, inside or outside quotes."""
    return sentence.rstrip("\"'”’»“)] ").endswith(("?", "？"))


def ends_in_colon(text: str) -> bool:
    """Whether a text announces something that stands below it."""
    return text.rstrip().endswith((":", "："))


def _share(wanted: Collection[str], stems: Iterable[str]) -> float:
    return sum(stem in wanted for stem in stems) / len(wanted) if wanted else 0.0


def _crowd(paragraph: Paragraph, cues: Collection[str]) -> float:
    found = sum(word in cues for word in paragraph.words)
    return min(1.0, found / len(paragraph.words) / _CROWDED) if found else 0.0


def _weight(stems: Iterable[str], profile: Profile) -> float:
    return sum(profile.weight.get(stem, 0.0) for stem in stems)
