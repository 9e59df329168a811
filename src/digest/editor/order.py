"""Which story is the best, which one leads, and how the others stand."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from digest.model import Reason

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from digest.model import Article, Story

_PICTURE = 0.5
_CAPTION = 0.25
_THIS_WEEK = 0.5


def weighed(story: Story, since: date, until: date) -> Story:
    """The story with its score in the issue of these days, the sum of its reasons."""
    article = story.article
    reasons = list(story.reasons)
    if article.picture:
        reasons.append(Reason("has a picture", _PICTURE))
    elif article.caption:
        reasons.append(Reason("names a picture", _CAPTION))
    if article.published and since <= article.published <= until:
        reasons.append(Reason("published this week", _THIS_WEEK))
    return replace(story, reasons=tuple(reasons), score=round(sum(r.points for r in reasons), 3))


def ranked(stories: Iterable[Story]) -> tuple[Story, ...]:
    """Best first. Of equal ones the newest; then publications take turns; then by source."""
    turns: Counter[tuple[float, int, str]] = Counter()
    placed = []
    for story in sorted(stories, key=identity):
        peers = (-story.score, -_day(story.article), publisher(story.article))
        placed.append((*peers[:2], turns[peers], story))
        turns[peers] += 1
    return tuple(story for *_, story in sorted(placed, key=lambda place: place[:3]))


def identity(story: Story) -> tuple[str, ...]:
    """What tells one story from every other, so that the order in which they came never matters."""
    article = story.article
    return (article.source, article.feed, article.title, article.url, *(block.text for block in article.body))


def publisher(article: Article) -> str:
    """The publication as it is counted: its name in small letters, else the feed."""
    return article.publication.name.casefold() or article.feed


def because(story: Story, *why: str) -> Story:
    """The story with one more reason for where it stands, which counts nothing."""
    return replace(story, reasons=(*story.reasons, *(Reason(each, 0.0) for each in why)))


def _day(article: Article) -> int:
    return article.published.toordinal() if article.published else 0
