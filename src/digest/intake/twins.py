"""What came twice: by its address; or, for other readers, by its title and every word of its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.intake.sources import Gathered, words_of
from digest.intake.tracking import untracked
from digest.intake.withheld import withheld
from digest.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.model import Article


def joined(first: Gathered, second: Gathered) -> Gathered:
    """Both together, each once: the one that came first, unless only a later one is for everybody.

    The same text at two addresses for the same readers stays twice: where else a story stands is worth saying. What a
    document marks for some is public in no entry that is a copy of it.
    """
    kept = list(first.articles)
    places: dict[str, int] = {}
    for place, article in enumerate(kept):
        for key in _keys(article):
            places.setdefault(key, place)
    problems: list[Problem] = []
    for article in second.articles:
        same = (places[key] for key in _keys(article) if key in places)
        place = next((at for at in same if not _stands_elsewhere(article, kept[at])), len(kept))
        if place == len(kept):
            kept.append(article)
        elif kept[place].audience and not article.audience:
            problems.append(_twice(kept[place], article, "first"))
            kept[place] = article
        else:
            problems.append(_twice(article, kept[place], "second"))
        for key in _keys(article):
            places.setdefault(key, place)
    articles, strange = withheld(kept)
    return Gathered(
        articles,
        (*first.problems, *second.problems, *problems, *strange),
        (*first.inputs, *second.inputs),
        (*first.names, *second.names),
    )


def _keys(article: Article) -> Iterator[str]:
    if address := _address(article):
        yield address
    yield "\0".join(words_of(article))


def _address(article: Article) -> str:
    return untracked(article.url).partition("#")[0].rstrip("/") if article.url else ""


def _stands_elsewhere(article: Article, other: Article) -> bool:
    """Whether it has an address of its own, for the same readers as the other."""
    return article.audience == other.audience and _address(article) != _address(other)


def _twice(dropped: Article, twin: Article, which: str) -> Problem:
    what, same = f"this story came twice; the {which} is left out", f"same as {twin.source}"
    if dropped.audience == twin.audience:
        return Problem(what, dropped.source, same)
    readers, others = (article.audience or "everybody" for article in (dropped, twin))
    return Problem(what, dropped.source, same, f"it was for {readers}, the one kept is for {others}")
