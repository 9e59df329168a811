"""Who publishes the stories: what the settings say, completed by what the documents say."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from digest.model import Publication

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from digest.model import Article, Story


def attributed(stories: Iterable[Story], known: Sequence[Publication], language: str = "") -> tuple[Story, ...]:
    """Each story with its publication as the settings and all documents of the week together describe it.

    Documents in the newsletter's language are heard first; what a document for one audience says of a publication is
    not added to what is told to all.
    """
    stories = sorted(stories, key=lambda story: _foreign(story.article, language))
    told_to_all = _described([story for story in stories if not story.article.audience], known)
    told = told_to_all | {key: value for key, value in _described(stories, known).items() if key not in told_to_all}
    return tuple(_with(story, told[_known(story.article, known).name.casefold()]) for story in stories)


def _described(stories: Iterable[Story], known: Sequence[Publication]) -> dict[str, Publication]:
    described: dict[str, Publication] = {}
    for story in stories:
        found = _known(story.article, known)
        key = found.name.casefold()
        described[key] = _completed(described.get(key, found), story.article.publication)
    return described


def credited(stories: Iterable[Story]) -> tuple[Publication, ...]:
    """The publications of the stories, each once, in the order in which they appear."""
    named = (story.article.publication for story in stories)
    return tuple({publication.name.casefold(): publication for publication in named if publication.name}.values())


def _foreign(article: Article, language: str) -> bool:
    return article.language.partition("-")[0] not in ("", language.partition("-")[0])


def _known(article: Article, known: Sequence[Publication]) -> Publication:
    """The settings' entry by name, else by home page; else what the document says."""
    own = article.publication
    for publication in known:
        if own.name and publication.name.casefold() == own.name.casefold():
            return publication
    for publication in known:
        if article.url and publication.home_page and _host(publication.home_page) == _host(article.url):
            return publication
    return own


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _completed(publication: Publication, other: Publication) -> Publication:
    """Empty fields filled from another description of it."""
    gaps = [f.name for f in fields(Publication) if not getattr(publication, f.name)]
    return replace(publication, **{name: getattr(other, name) for name in gaps})


def _with(story: Story, publication: Publication) -> Story:
    article = story.article
    related = tuple(replace(item, publication=item.publication or publication.name) for item in article.related)
    catalogue = tuple(replace(item, publication=item.publication or publication.name) for item in article.catalogue)
    return replace(story, article=replace(article, publication=publication, related=related, catalogue=catalogue))
