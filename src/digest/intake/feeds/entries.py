"""What was read from a feed to entries: dates that make sense, an identity for each."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from digest.intake.feeds.sense import sensible
from digest.model.feeds import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from digest.intake.feeds.raw import RawEntry
    from digest.model.feeds import Feed


_MOST_UNDATED = 10
_LONG_AGO = timedelta(days=400)


def entries_of(feed: Feed, raw: Iterable[RawEntry], now: datetime, *, first_time: bool = False) -> tuple[Entry, ...]:
    """The entries of a feed as they were sent, each identity once, in the feed's order.

    A date more than two days ahead, or older than the web's publications, is none: when the entry was seen counts.

    Args:
        feed: The feed that they came from.
        raw: What was read from it, of bounded size.
        now: When it was read; aware.
        first_time: Whether the feed was never read before. Then of the entries without a date only the first few are
            new, and the rest, which may go back for years, count as seen long ago.
    """
    found: dict[str, Entry] = {}
    undated = 0
    for place, entry in enumerate(raw):
        if entry[0] not in found:
            one = _entry(feed, entry, now, place)
            undated += one.published is None
            old = first_time and one.published is None and undated > _MOST_UNDATED
            found[entry[0]] = replace(one, seen=now - _LONG_AGO) if old else one
    return tuple(found.values())


def _entry(feed: Feed, raw: RawEntry, now: datetime, place: int) -> Entry:
    identity, link, title, author, published, language, categories, content, base, *_ = raw
    picture, alt, width, height, video = raw[9:]
    return Entry(
        feed=feed.url,
        identity=identity,
        link=link,
        title=title,
        content=content,
        seen=now,
        author=author,
        published=sensible(published, now),
        language=language,
        categories=categories,
        base=base,
        picture=picture,
        picture_alt=alt,
        picture_width=width,
        picture_height=height,
        video=video,
        place=place,
    )
