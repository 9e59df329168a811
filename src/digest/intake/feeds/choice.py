"""Which entries of a feed are taken: decisions without input or output."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from digest.model.feeds import Entry, Feed

_UNSEEN = re.compile(r"<(script|style|template)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL | re.IGNORECASE)
_IN_LINE = re.compile(
    r"</?(?:a|abbr|b|bdi|cite|code|em|font|i|mark|q|s|small|span|strong|sub|sup|u)\b[^<>]*>", re.IGNORECASE
)
_TAG = re.compile(r"<[^<>]*>")
_SPACES = re.compile(r"[^\S\n]+")
_FLAGS = re.IGNORECASE | re.MULTILINE


def chosen(entries: Iterable[Entry], feed: Feed) -> tuple[Entry, ...]:
    """The entries that the feed's patterns let through, newest first; of one moment, in the feed's order.

    Args:
        entries: Entries of this feed, in any order.
        feed: Its options: an entry is taken when one of the ``include`` patterns is found in its title, one of its
            categories or a paragraph of its text (or there are none), and none of the ``exclude`` patterns is. Small
            and capital letters are alike; ``^`` and ``$`` are the ends of each of these.
    """
    fit = [entry for entry in entries if _fits(entry, feed)]
    return tuple(sorted(fit, key=lambda entry: (-entry.moment.timestamp(), entry.place, entry.identity)))


def _fits(entry: Entry, feed: Feed) -> bool:
    if not (feed.include or feed.exclude):
        return True
    texts = tuple(_texts(entry))
    return (not feed.include or _found(feed.include, texts)) and not _found(feed.exclude, texts)


def _texts(entry: Entry) -> Iterator[str]:
    """What a reader would see of it, a paragraph a line."""
    yield entry.title
    yield from entry.categories
    words = _IN_LINE.sub("", _UNSEEN.sub(" ", entry.content.replace("\n", " ")))
    lines = unescape(_TAG.sub("\n", words)).split("\n")
    yield "\n".join(line for line in (_SPACES.sub(" ", line).strip() for line in lines) if line)


def _found(patterns: Iterable[str], texts: tuple[str, ...]) -> bool:
    return any(re.search(pattern, text, _FLAGS) for pattern in patterns for text in texts)
