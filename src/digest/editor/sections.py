"""What stands after the stories: the archive, and what documents offer."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from digest.editor.themes import ALIKE, likeness
from digest.model import RelatedItem, folded

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from digest.model import CatalogueItem, SentIssue, Story

T = TypeVar("T")


def from_the_archive(
    stories: Sequence[Story], most: int, remembered: Iterable[RelatedItem] = (), shown: Collection[str] = ()
) -> tuple[RelatedItem, ...]:
    """Related items of the stories, each title once, none that is a story of this issue, newest first.

    Undated items come behind dated ones, in the order of their stories, and last those that were shown lately.

    Args:
        stories: The issue's, headlines too.
        most: Most items.
        remembered: Items that come behind where there are too few.
        shown: Titles, folded, that recent issues showed.
    """
    here = {folded(story.article.title) for story in stories}
    related = _each_once(_open_to_all(stories, lambda story: story.article.related))
    newest = sorted(related, key=lambda item: -item.published.toordinal() if item.published else 0)
    items = [item for item in _each_once((*newest, *remembered)) if folded(item.title) not in here]
    return tuple(sorted(items, key=lambda item: folded(item.title) in shown))[:most]


def more_from_the_archive(
    usual: Sequence[RelatedItem], every: Iterable[RelatedItem], most: int, shown: Collection[str]
) -> tuple[RelatedItem, ...]:
    """What fills a thin week beyond its usual items: so many more at the most, none that was shown lately."""
    new = (item for item in every if item not in usual and folded(item.title) not in shown)
    return tuple(islice(new, most))


def offered_by(stories: Iterable[Story]) -> tuple[CatalogueItem, ...]:
    """Catalogue items of the documents that are open to all."""
    return tuple(_open_to_all(stories, lambda story: story.article.catalogue))


def remembered(
    stories: Sequence[Story], told: Iterable[Story], issues: Sequence[SentIssue], weights: Mapping[str, float]
) -> tuple[RelatedItem, ...]:
    """What earlier issues told on a theme of this week's, the most like first, of equal ones the latest.

    Args:
        stories: The issue's.
        told: Stories that earlier issues told and that are still at hand: they know when they were published.
        issues: Earlier ones, oldest first.
        weights: What each stem counts.
    """
    published = {story.article.source: story.article.published for story in told}
    public = [story for story in stories if not story.article.audience]
    found = []
    for issue in reversed(issues):
        for used in issue.stories:
            like = max((likeness(story.terms, used.terms, weights) for story in public), default=0.0)
            if like >= ALIKE and used.url and not used.audience:
                day = published.get(used.source)
                found.append((like, RelatedItem(used.title, "", day, used.url, used.publication)))
    return tuple(item for _, item in sorted(found, key=lambda pair: -pair[0]))


def _each_once(items: Iterable[RelatedItem]) -> list[RelatedItem]:
    found: dict[str, RelatedItem] = {}
    for item in items:
        found.setdefault(folded(item.title), item)
    return list(found.values())


def _open_to_all(stories: Iterable[Story], part: Callable[[Story], Sequence[T]]) -> list[T]:
    return [item for story in stories if not story.article.audience for item in part(story)]
