"""What came twice: by its address, or by its title and every word of its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.intake.sources import Gathered
from digest.intake.tracking import untracked
from digest.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.model import Article


def joined(first: Gathered, second: Gathered) -> Gathered:
    """Both together, each story once: the one that came first, unless only a later one is for everybody."""
    kept = list(first.articles)
    places: dict[str, int] = {}
    for place, article in enumerate(kept):
        for key in _keys(article):
            places.setdefault(key, place)
    problems: list[Problem] = []
    for article in second.articles:
        place = next((places[key] for key in _keys(article) if key in places), len(kept))
        if place == len(kept):
            kept.append(article)
        elif kept[place].audience and not article.audience:
            problems.append(_twice(kept[place], article, "first"))
            kept[place] = article
        else:
            problems.append(_twice(article, kept[place], "second"))
        for key in _keys(article):
            places.setdefault(key, place)
    return Gathered(
        tuple(kept),
        (*first.problems, *second.problems, *problems),
        (*first.inputs, *second.inputs),
    )


def _keys(article: Article) -> Iterator[str]:
    yield "\0".join([article.title, *(block.text for block in article.body)])
    if article.url:
        yield untracked(article.url).partition("#")[0].rstrip("/")


def _twice(dropped: Article, twin: Article, which: str) -> Problem:
    what, same = f"this story came twice; the {which} is left out", f"same as {twin.source}"
    if dropped.audience == twin.audience:
        return Problem(what, dropped.source, same)
    readers, others = (article.audience or "everybody" for article in (dropped, twin))
    return Problem(what, dropped.source, same, f"it was for {readers}, the one kept is for {others}")
