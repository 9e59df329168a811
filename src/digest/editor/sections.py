"""What stands after the stories: the archive and the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from digest.model import CatalogueItem, RelatedItem, Story, Week

T = TypeVar("T")


def from_the_archive(stories: Iterable[Story], most: int) -> tuple[RelatedItem, ...]:
    """Related items of the stories, each title once, none that is a story of this issue, newest first.

    Undated items come last, in the order of their stories.
    """
    stories = tuple(stories)
    here = {_folded(story.article.title) for story in stories}
    items: dict[str, RelatedItem] = {}
    for item in _open_to_all(stories, lambda story: story.article.related):
        if _folded(item.title) not in here:
            items.setdefault(_folded(item.title), item)
    newest = sorted(items.values(), key=lambda item: -item.published.toordinal() if item.published else 0)
    return tuple(newest[:most])


def rotated(stories: Iterable[Story], most: int, week: Week) -> tuple[CatalogueItem, ...]:
    """The week's share of all catalogue items: it moves on by ``most`` every week and starts again at the end."""
    items = tuple(
        {_folded(i.title): i for i in _open_to_all(stories, lambda story: story.article.catalogue)}.values()
    )
    if not items:
        return ()
    start = week.ordinal * most % len(items)
    return (items[start:] + items[:start])[:most]


def _open_to_all(stories: Iterable[Story], part: Callable[[Story], Sequence[T]]) -> list[T]:
    return [item for story in stories if not story.article.audience for item in part(story)]


def _folded(title: str) -> str:
    return " ".join(title.casefold().split())
