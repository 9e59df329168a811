"""Themes: which stories of a week are about the same thing, by the stems that carry them."""

from __future__ import annotations

from collections import Counter
from math import log, sqrt
from typing import TYPE_CHECKING

from digest.editor.order import because

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from digest.model import Story

ALIKE = 0.17  # two reports of one event have 0.21; of articles on one field 1 pair in 50 has as much
_FEWEST = 3  # stems that a theme has in common
_FADING = 16  # places down the list of a story's stems at which one would count nothing
_SMALL = 20  # stories; fewer do not tell which stems are rare


def rarity(stories: Iterable[Story]) -> dict[str, float]:
    """What each stem counts: the logarithm of how many times more stories there are than stories that it carries."""
    stories = tuple(stories)
    carried = Counter(stem for story in stories for stem in set(story.terms))
    return {stem: log(1 + max(_SMALL, len(stories)) / times) for stem, times in carried.items()}


def likeness(one: Sequence[str], other: Sequence[str], weights: Mapping[str, float]) -> float:
    """How much two stories are about the same, 0 to 1: the cosine of the weights of their stems.

    G. Salton's vector model (1975): a stem weighs more the rarer it is, and the more it carries its story. Fewer than
    three common stems are chance.

    Args:
        one: The stems that carry a story, the heaviest first.
        other: Those of another.
        weights: What each stem counts; one that has none counts as much as the rarest.
    """
    if len(set(one) & set(other)) < _FEWEST:
        return 0.0
    first, second = _vector(one, weights), _vector(other, weights)
    product = sum(weight * second[stem] for stem, weight in first.items() if stem in second)
    return product / sqrt(_square(first) * _square(second))


def _vector(stems: Sequence[str], weights: Mapping[str, float]) -> dict[str, float]:
    rarest = log(1 + _SMALL)
    return {stem: weights.get(stem, rarest) * max(1, _FADING - at) for at, stem in enumerate(stems)}


def _square(vector: Mapping[str, float]) -> float:
    return sum(weight * weight for weight in vector.values())


def together(
    stories: Sequence[Story], weights: Mapping[str, float], opened: Sequence[Story] = ()
) -> tuple[Story, ...]:
    """The stories with those on one theme side by side: each stands behind the first that it is like.

    Args:
        stories: Best first.
        weights: What each stem counts.
        opened: What stands before them; stories like it come first.
    """
    themes: list[list[Story]] = [[story] for story in opened]
    for story in stories:
        theme = next((theme for theme in themes if likeness(theme[0].terms, story.terms, weights) >= ALIKE), None)
        if theme is None:
            themes.append([because(story, "stands by its score")])
        else:
            theme.append(because(story, f"stands with “{theme[0].article.title}”"))
    return tuple(story for at, theme in enumerate(themes) for story in theme[at < len(opened) :])
