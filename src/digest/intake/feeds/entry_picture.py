"""The picture that an entry of an XML feed names beside its content."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from digest.intake.feeds.addresses import web_address
from digest.intake.feeds.picture_words import WORDS
from digest.intake.feeds.plain_text import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_SUFFIX = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)(?:$|[?#])", re.IGNORECASE)
_AVATAR = re.compile(
    r"https?://[a-z0-9.]*gravatar\.com/", re.IGNORECASE
)  # the author's face, not the entry's picture
_SMALLEST = 32  # pixels on a side; below are icons and what counts readers
_MOST = 50  # pictures that are looked at
_LONGEST_ALT = 300  # characters

_Thing = dict[str, Any]
Found = tuple[str, str]
"""A picture's address and its words, both empty for none."""


def picture_of(entry: _Thing, base: str) -> Found:
    """The first usable picture: the largest of Media RSS, an image enclosed, or that of a podcast's episode.

    Args:
        entry: An entry as feedparser has it.
        base: The address that relative ones start from.
    """
    media = dict.get(entry, "media_content")
    thumbnails = dict.get(entry, "media_thumbnail")
    if media or thumbnails:
        found = _largest(dicts(media), base, is_picture)
        small = _largest(dicts(thumbnails), base, lambda _: True)
        best = small if not found[1] or 0 < found[0] < small[0] else found
        if best[1]:
            return best[1], best[2]
    return _enclosed(entry, base) or _of_episode(entry, base)


def _enclosed(entry: _Thing, base: str) -> Found | None:
    for link in dicts(dict.get(entry, "links")):
        enclosed = dict.get(link, "rel") == "enclosure" and is_picture(link)
        if enclosed and (address := _usable(dict.get(link, "href"), base)):
            return address, one_line(dict.get(link, "title"), _LONGEST_ALT)
    return None


def _of_episode(entry: _Thing, base: str) -> Found:
    image = dict.get(entry, "image")
    return (_usable(dict.get(image, "href"), base) if isinstance(image, dict) else "", "")


def is_picture(thing: _Thing) -> bool:
    """Whether a thing with a type, a medium or an address is a picture that a letter can show."""
    kind, medium = dict.get(thing, "type"), dict.get(thing, "medium")
    if isinstance(kind, str) and kind:
        return kind.startswith("image/") and "svg" not in kind
    if medium:
        return bool(medium == "image")
    address = dict.get(thing, "url") or dict.get(thing, "href")
    return isinstance(address, str) and bool(_SUFFIX.search(address[:2000]))


def _largest(things: Iterable[_Thing], base: str, wanted: Callable[[_Thing], bool]) -> tuple[int, str, str]:
    """The area in square pixels, the address and the words of the largest; the first where none has a size."""
    best = (0, "", "")
    for thing in things:
        width, height = pixels(dict.get(thing, "width")), pixels(dict.get(thing, "height"))
        if 0 < width < _SMALLEST or 0 < height < _SMALLEST or not wanted(thing):
            continue
        if (not best[1] or width * height > best[0]) and (address := _usable(dict.get(thing, "url"), base)):
            best = width * height, address, one_line(dict.get(thing, WORDS), _LONGEST_ALT, markup=True)
    return best


def _usable(value: object, base: str) -> str:
    address = web_address(value, base)
    return "" if _AVATAR.match(address) else address


def pixels(value: object) -> int:
    """A length as a feed states it, 0 for what is none."""
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 6 else 0


def dicts(value: object) -> Iterator[_Thing]:
    """The things in a list of them; nothing where a feed put something else in its place."""
    if isinstance(value, list):
        yield from (thing for thing in value[:_MOST] if isinstance(thing, dict))
