"""The parts of an issue as a template is given them: harmless text, safe addresses, pictures in whole pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from digest.model import Kind, Span


@dataclass(frozen=True, slots=True)
class Image:
    """A picture as it is shown; ``file`` is set where the letter has to carry it."""

    src: str
    alt: str
    width: int
    height: int
    file: Path | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of an article's text: one paragraph, heading, quote or piece of code, or all items of one list."""

    kind: Kind
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """A stretch of the editor's note: a paragraph, heading or quote, or all items of one list, each as its spans.

    ``start`` is the number of a numbered list's first item, else None.
    """

    kind: Kind
    items: tuple[tuple[Span, ...], ...]
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where else a story stands: the publication's name, and the address or nothing."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A story as it is shown.

    ``url`` is where all of it stands, at ``place``; ``page`` its file in the web edition; ``published`` None where
    unknown; ``also`` is where else it stands. ``minutes`` is how long all of it takes to read, 0 where that is not
    worth saying; ``video`` marks what is watched; ``thumbnail`` is its small picture; ``whole`` says that
    everything of it stands at ``url``; ``locked`` that there is
    more of it for readers whom this one could join.
    """

    title: str
    label: str
    standfirst: str
    byline: str
    published: date | None
    publication: str
    language: str
    paragraphs: tuple[str, ...]
    url: str
    place: str
    page: str
    image: Image | None
    caption: str
    credit: str
    also: tuple[Place, ...] = ()
    minutes: int = 0
    video: bool = False
    thumbnail: Image | None = None
    locked: bool = False
    whole: bool = True
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Stories under one heading; ``title`` is the section's, empty for those of no section."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """A book or another thing on offer, until the day ``until`` where that is known."""

    title: str
    blurb: str
    url: str
    price: str
    code: str
    publication: str
    until: date | None
    image: Image | None
