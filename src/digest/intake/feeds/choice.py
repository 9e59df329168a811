"""Which entries of a feed are taken: decisions without input or output."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from digest.model.feeds import Entry, Feed

_TAG = re.compile(r"<[^<>]*>")


def chosen(entries: Iterable[Entry], feed: Feed) -> tuple[Entry, ...]:
    """The entries that the feed's options let through, newest first.

    Args:
        entries: Entries of this feed, in any order.
        feed: Its options: an entry is taken when one of the ``include`` patterns is found in it (or there are none)
            and none of the ``exclude`` patterns; small and capital letters are alike. At most ``max_items`` are.
    """
    newest = sorted(entries, key=lambda entry: (entry.moment, entry.identity), reverse=True)
    fit = [entry for entry in newest if _fits(entry, feed)]
    return tuple(fit[: feed.max_items] if feed.max_items else fit)


def _fits(entry: Entry, feed: Feed) -> bool:
    if not (feed.include or feed.exclude):
        return True
    words = "\n".join((entry.title, *entry.categories, _TAG.sub(" ", entry.content)))
    return (not feed.include or _found(feed.include, words)) and not _found(feed.exclude, words)


def _found(patterns: Sequence[str], words: str) -> bool:
    return any(re.search(pattern, words, re.IGNORECASE) for pattern in patterns)
