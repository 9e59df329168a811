"""The table of the rules that weigh a paragraph: one idea each.

Every rule maps a paragraph to a number, 0 where it has nothing to say and usually at most 1; a paragraph's score is
the sum of weight times number. The rules of ``RULES`` look at the article alone; those of ``TURNS`` at what is kept
already as well, and are asked when a paragraph's turn comes (``picking.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import fields
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from digest.model import Reason
from digest.summariser import position, shape, voice, wording
from digest.summariser.fitness import SAYINGS
from digest.summariser.profile import Paragraph, Profile
from digest.summariser.weights import Weights

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["RULES", "TURNS", "Rule", "Turn", "Weights", "sayings", "turn", "weigh"]

Rule: TypeAlias = Callable[[Paragraph, Profile], float]
Turn: TypeAlias = Callable[[Paragraph, Profile, Collection[int]], float]

RULES: tuple[Rule, ...] = (
    position.opening,
    position.lead,
    position.early,
    wording.title,
    wording.standfirst,
    wording.recurring,
    wording.named,
    wording.figures,
    voice.announcing,
    voice.about_itself,
    voice.concluding,
    shape.full_sentences,
    shape.filling,
    voice.timely,
    shape.long,
    shape.terse,
    shape.listed,
    shape.links,
    shape.dangling,
    voice.reporting,
    voice.aside,
    shape.quoted,
    shape.asking,
    voice.addressing,
    voice.author,
    voice.us,
    voice.housekeeping,
)
TURNS: tuple[Turn, ...] = (position.leading_up, position.pointing_back)

_BESIDES = {
    "no_room": "Longer than the room left in the story.",
    "repeated": "Its words stand in another paragraph, or those of a kept one stand in it.",
    "far_down": "It stands so far down in a long text that it was not looked at.",
    "key_paragraphs": 'The mean score of the key paragraphs, without their points for "lead" and "leading_up".',
    "substance": "A body long enough to say something: 1 for 400 words and more.",
}


def weigh(paragraph: Paragraph, profile: Profile, weights: Weights) -> tuple[Reason, ...]:
    """The rules that fire, with their points, rounded to 3 decimals."""
    return _fired((name, weight * rule(paragraph, profile)) for name, weight, rule in _weighed(weights))


@lru_cache(maxsize=8)
def _weighed(weights: Weights) -> tuple[tuple[str, float, Rule], ...]:
    told = ((rule.__name__, getattr(weights, rule.__name__), rule) for rule in RULES)
    return tuple((name, weight, rule) for name, weight, rule in told if weight)


def turn(
    paragraph: Paragraph, profile: Profile, weights: Weights, covered: Collection[str], kept: Collection[int]
) -> tuple[Reason, ...]:
    """Points that a paragraph has from the company it would join.

    Args:
        paragraph: The paragraph.
        profile: Its article.
        weights: How much each rule counts.
        covered: The stems of the paragraphs kept so far.
        kept: Their indices.
    """
    points = [("new_words", weights.new_words * wording.new_words(paragraph, profile, covered))]
    points += [(rule.__name__, getattr(weights, rule.__name__) * rule(paragraph, profile, kept)) for rule in TURNS]
    return _fired(points)


def _fired(points: Iterable[tuple[str, float]]) -> tuple[Reason, ...]:
    return tuple(Reason(name, rounded) for name, value in points if value and (rounded := round(value, 3)))


def sayings() -> Mapping[str, str]:
    """Every name that can stand among the reasons of a verdict or of a story, with its sentence, for a legend."""
    return {weight.name: str(weight.metadata["doc"]) for weight in fields(Weights)} | SAYINGS | _BESIDES
