"""Where "read on" leads, and what a story's files are called."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from digest.editor.slugs import slug, unlike

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.model import Picture, Story, Week


def linked(stories: Sequence[Story], week: Week, web_url: str) -> tuple[Story, ...]:
    """Each story with its slug, its page in the web edition where it has no address of its own, and its link.

    Args:
        stories: In the order of the issue; one that has a slug keeps it where no other has the same.
        week: The issue's week, the name of its folder.
        web_url: Absolute address under which the outbox can be read, without a slash at its end; may be empty.
    """
    names = unlike(story.slug or slug(story.article.title) for story in stories)
    return tuple(_linked(story, name, week, web_url) for story, name in zip(stories, names, strict=True))


def _linked(story: Story, slug: str, week: Week, web_url: str) -> Story:
    article = story.article
    # A story for one audience has no page and lays no picture: the web edition is open to everybody.
    if article.picture and article.picture.file:
        article = replace(article, picture=None if article.audience else _laid(article.picture, slug))
    page = "" if article.url or article.audience else f"articles/{slug}.html"
    url = article.url or (f"{web_url}/{week}/{page}" if web_url and page else "")
    return replace(story, article=article, slug=slug, page=page, url=url)


def _laid(picture: Picture, slug: str) -> Picture:
    suffix = PurePosixPath(picture.src).suffix.lower()
    return replace(picture, src=f"images/{slug}{suffix}")
