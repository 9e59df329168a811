"""Feeds: what the settings name, what is remembered of each, and what they publish."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Feed:
    """A source of entries as the settings name it.

    ``url`` is what the editor wrote (an http, https or file address, or a path) and the feed's name everywhere;
    ``file`` is the absolute path where it is a local file, else None. ``include`` and ``exclude`` are regular
    expressions; ``max_items`` is 0 for no limit; ``conditional`` is False for servers whose validators lie.
    """

    url: str
    file: Path | None = None
    publication: str = ""
    section: str = ""
    audience: str = ""
    max_items: int = 0
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    full_text: bool = False
    conditional: bool = True


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is remembered of a feed between two fetches; times are aware and in UTC, None where it never happened.

    ``address`` is where the feed is found now, when a permanent redirect or its home page said so, else empty;
    ``sha256`` is the hex hash of the body that was read last. ``failures`` counts those in a row since
    ``failing_since``; ``trouble`` says what the last failure was, ``hint`` what can be done about it; both stay for a
    week after it.
    It is not asked before ``due``; a feed that is ``gone`` (410) is not asked at all. ``newest`` is the moment of its
    newest entry.
    """

    url: str
    address: str = ""
    title: str = ""
    home_page: str = ""
    language: str = ""
    etag: str = ""
    last_modified: str = ""
    sha256: str = ""
    checked: datetime | None = None
    succeeded: datetime | None = None
    failed: datetime | None = None
    failing_since: datetime | None = None
    failures: int = 0
    trouble: str = ""
    hint: str = ""
    due: datetime | None = None
    newest: datetime | None = None
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed as it was sent: ``content`` is hostile HTML and never shown as it is.

    ``feed`` is the feed's url, ``identity`` its guid, else its link, else a hash of its words. ``title``, ``author``
    and ``categories`` are plain text. ``published`` is what the feed states where that makes sense, else None;
    ``seen`` is when it was seen first; both aware and in UTC. ``base`` is the address that relative ones in
    ``content`` start from; ``picture`` is an address, ``picture_alt`` its words, ``picture_width`` and
    ``picture_height`` pixels as the feed states them, both 0 where it does not. ``video`` marks what the feed says is
    watched. ``page`` is the HTML of the whole text taken from the entry's page, empty when that was not asked for or
    not found. ``place`` is its place in the feed when it was seen first, 0 for the first.
    """

    feed: str
    identity: str
    link: str
    title: str
    content: str
    seen: datetime
    author: str = ""
    published: datetime | None = None
    language: str = ""
    categories: tuple[str, ...] = ()
    base: str = ""
    picture: str = ""
    picture_alt: str = ""
    picture_width: int = 0
    picture_height: int = 0
    video: bool = False
    page: str = ""
    place: int = 0

    @property
    def moment(self) -> datetime:
        """When it counts as published: as it states itself, else when it was seen first."""
        return self.published or self.seen
