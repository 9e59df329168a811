"""Which deals and catalogue items stand in an issue: what has rested and fits the week, everything in its turn."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from digest.model import folded

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

    from digest.model import CatalogueItem, Week

_WORD = re.compile(r"\w{4,}")
_SHORTEST = 4  # letters of a stem that can match
_TITLE = 2  # what a stem in the title counts; one in the blurb counts 1
_BEST_FIT = 3  # beyond it items fit alike, so that a long blurb does not win by its length


def offered(
    items: Sequence[CatalogueItem],
    most: int,
    week: Week,
    day: date,
    *,
    terms: Collection[str] = (),
    shown: Sequence[Collection[str]] = (),
) -> tuple[CatalogueItem, ...]:
    """The items of one issue, in the order of their rotation.

    An item that stood in none of the latest issues comes before one that did: as many issues as it takes to show all
    of them once. So none starves, however well others fit. Among these, first what fits the week's stories, then what
    was not shown for the longest time, then an even turn by week.

    Args:
        items: All there are; of two with one title for one audience the first counts.
        most: The most that an issue shows to all who see offers, and the most that it shows to one audience alone.
        week: The issue's week, which moves the turn on.
        day: The issue's day; what ended before or begins after it is not offered.
        terms: Stems of this week's stories; those with fewer than four letters do not count.
        shown: For each earlier issue, newest first, the folded titles of what it showed.
    """
    live = [item for item in items if _is_live(item, day)]
    groups: dict[str, dict[str, CatalogueItem]] = {}
    for item in live:
        groups.setdefault(item.audience, {}).setdefault(folded(item.title), item)
    stems = tuple(sorted({stem.casefold() for stem in terms if len(stem) >= _SHORTEST}))
    chosen = {
        id(item): place
        for group in groups.values()
        for place, item in enumerate(_turn(tuple(group.values()), most, week, stems, shown))
    }
    return tuple(sorted((item for item in live if id(item) in chosen), key=lambda item: chosen[id(item)]))


def _is_live(item: CatalogueItem, day: date) -> bool:
    return (item.since is None or item.since <= day) and (item.until is None or day <= item.until)


def _turn(
    items: Sequence[CatalogueItem], most: int, week: Week, stems: Sequence[str], shown: Sequence[Collection[str]]
) -> list[CatalogueItem]:
    """The share of one week among items that the same readers see."""
    if most < 1:
        return []
    round_length = -(-len(items) // most)  # issues in which all of them have their turn
    start = week.ordinal * most

    def rank(numbered: tuple[int, CatalogueItem]) -> tuple[bool, int, int, int]:
        number, item = numbered
        age = _age(item, shown)
        rested = age >= min(round_length - 1, len(shown))
        return not rested, -_fit(item, stems), -age, (number - start) % len(items)

    return [item for _, item in sorted(enumerate(items), key=rank)[:most]]


def _age(item: CatalogueItem, shown: Sequence[Collection[str]]) -> int:
    """How many issues ago it was last shown, 0 for the latest; one that never was is the oldest."""
    title = folded(item.title)
    return next((age for age, titles in enumerate(shown) if title in titles), len(shown))


def _fit(item: CatalogueItem, stems: Iterable[str]) -> int:
    """How well an item fits stories with these stems: its words that begin with one of them."""
    title, blurb = _words(item.title), _words(item.blurb)
    points = 0
    for stem in stems:
        if any(word.startswith(stem) for word in title):
            points += _TITLE
        elif any(word.startswith(stem) for word in blurb):
            points += 1
        if points >= _BEST_FIT:
            return _BEST_FIT
    return points


def _words(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_WORD.findall(text.casefold())))
