"""What was read from a feed to entries: dates that make sense, an identity for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.intake.feeds.sense import sensible
from digest.model.feeds import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from digest.intake.feeds.raw import RawEntry
    from digest.model.feeds import Feed


def entries_of(feed: Feed, raw: Iterable[RawEntry], now: datetime) -> tuple[Entry, ...]:
    """The entries of a feed as they were sent, each identity once, in the feed's order.

    A date more than two days ahead, or older than the web's publications, is none: when the entry was seen counts.

    Args:
        feed: The feed that they came from.
        raw: What was read from it, of bounded size.
        now: When it was read; aware.
    """
    found: dict[str, Entry] = {}
    for entry in raw:
        if entry[0] not in found:
            found[entry[0]] = _entry(feed, entry, now)
    return tuple(found.values())


def _entry(feed: Feed, raw: RawEntry, now: datetime) -> Entry:
    identity, link, title, author, published, language, categories, content, base, picture, alt = raw
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
    )
