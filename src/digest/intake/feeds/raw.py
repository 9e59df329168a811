"""What is read from a feed's bytes before anything is made of it: plain tuples, which travel between processes."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from digest.intake.feeds.identity import identified

if TYPE_CHECKING:
    from collections.abc import Iterable

RawEntry = tuple[str, str, str, str, int | None, str, tuple[str, ...], str, str, str, str, int, int, bool]
"""Identity, link, title, author, published (epoch seconds), language, categories, content, base, picture, alt,
the picture's width and height, whether it is a video."""

Parsed = tuple[str, str, str, str, tuple[RawEntry, ...], tuple[str, ...], bool]
"""Version, title, home page, language, entries, addresses of feeds that a page names, whether it is whole.

The version is such as ``rss20``, ``atom10`` or ``json11``, empty for what is no feed; only then are there addresses.
"""

NOTHING: Parsed = ("", "", "", "", (), (), True)
LONGEST_TITLE, LONGEST_CATEGORY = 500, 100  # characters
_MOST_CATEGORIES = 20
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def language_tag(value: object) -> str:
    """A language tag in its usual letters (RFC 5646, 2.1.1), as ``pt-BR`` for ``pt_br``; empty for what is none."""
    if not isinstance(value, str) or len(value) > 40:
        return ""
    tag = value.strip().replace("_", "-")
    if not _LANGUAGE.fullmatch(tag):
        return ""
    first, *others = tag.split("-")
    return "-".join((first.lower(), *(_subtag(part) for part in others)))


def _subtag(part: str) -> str:
    if len(part) == 2:
        return part.upper()
    return part.title() if len(part) == 4 and part.isalpha() else part.lower()


def distinct(texts: Iterable[str]) -> tuple[str, ...]:
    """The categories, each once however it is capitalised, and not too many."""
    found: dict[str, str] = {}
    for text in texts:
        if text:
            found.setdefault(text.casefold(), text)
    return tuple(islice(found.values(), _MOST_CATEGORIES))


def newest(entries: Iterable[RawEntry], most: int) -> tuple[RawEntry, ...]:
    """The entries that say anything, each with an identity of its own, in the feed's order.

    Where there are more than ``most``, the newest by their dates, the undated ones last and in the feed's order.
    """
    found = identified(entry for entry in entries if entry[1] or entry[2] or entry[7])
    if len(found) <= most:
        return found
    return tuple(sorted(found, key=lambda entry: -(entry[4] or 0))[:most])
