"""What came twice: by its address, or by its title and every word of its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.intake.sources import Gathered
from digest.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.model import Article


def joined(first: Gathered, second: Gathered) -> Gathered:
    """Both together, without the articles of the second that came before."""
    names: dict[str, str] = {}
    for article in first.articles:
        for key in _keys(article):
            names.setdefault(key, article.source)
    kept: list[Article] = []
    problems: list[Problem] = []
    for article in second.articles:
        twin = next((names[key] for key in _keys(article) if key in names), None)
        if twin is None:
            kept.append(article)
        else:
            problems.append(_twice(article.source, twin))
        for key in _keys(article):
            names.setdefault(key, article.source)
    return Gathered(
        (*first.articles, *kept),
        (*first.problems, *second.problems, *problems),
        (*first.inputs, *second.inputs),
    )


def _keys(article: Article) -> Iterator[str]:
    yield "\0".join([article.title, *(block.text for block in article.body)])
    if article.url:
        yield article.url.partition("#")[0].rstrip("/")


def _twice(name: str, twin: str) -> Problem:
    return Problem("this story came twice; the second is left out", name, f"same as {twin}")
