"""The picture that an entry of an XML feed names beside its content, and whether it comes with a video."""

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
_WIDEST = 20_000  # pixels on a side; what is stated beyond is no size
_MOST = 50  # pictures that are looked at
_LONGEST_ALT = 300  # characters

_Thing = dict[str, Any]
Found = tuple[str, str, int, int]
"""A picture's address and its words, both empty for none; its width and height in pixels, both 0 where not stated."""

_NONE: Found = ("", "", 0, 0)


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
        best = small if not found[0] or 0 < _area(found) < _area(small) else found
        if best[0]:
            return best
    return _enclosed(entry, base) or _of_episode(entry, base)


def _enclosed(entry: _Thing, base: str) -> Found | None:
    for link in dicts(dict.get(entry, "links")):
        enclosed = dict.get(link, "rel") == "enclosure" and is_picture(link)
        if enclosed and (address := _usable(dict.get(link, "href"), base)):
            return address, one_line(dict.get(link, "title"), _LONGEST_ALT), 0, 0
    return None


def _of_episode(entry: _Thing, base: str) -> Found:
    image = dict.get(entry, "image")
    return (_usable(dict.get(image, "href"), base) if isinstance(image, dict) else "", "", 0, 0)


def is_picture(thing: _Thing) -> bool:
    """Whether a thing with a type, a medium or an address is a picture that a letter can show."""
    kind, medium = dict.get(thing, "type"), dict.get(thing, "medium")
    if isinstance(kind, str) and kind:
        return kind.startswith("image/") and "svg" not in kind
    if medium:
        return bool(medium == "image")
    address = dict.get(thing, "url") or dict.get(thing, "href")
    return isinstance(address, str) and bool(_SUFFIX.search(address[:2000]))


def is_watched(entry: _Thing) -> bool:
    """Whether the feed says that a video comes with an entry: in Media RSS, or as what is enclosed.

    Args:
        entry: An entry as feedparser has it.
    """
    if any(map(is_video, dicts(dict.get(entry, "media_content")))):
        return True
    return any(dict.get(link, "rel") == "enclosure" and is_video(link) for link in dicts(dict.get(entry, "links")))


def is_video(thing: _Thing) -> bool:
    """Whether a thing with a type or a medium is a video; its type is believed before its medium."""
    kind = dict.get(thing, "type")
    if isinstance(kind, str) and kind:
        return kind.strip().lower().startswith("video/")
    return bool(dict.get(thing, "medium") == "video")


def _area(found: Found) -> int:
    return found[2] * found[3]


def _largest(things: Iterable[_Thing], base: str, wanted: Callable[[_Thing], bool]) -> Found:
    """The largest by its square pixels; the first where none has a size."""
    best = _NONE
    for thing in things:
        width, height = pixels(dict.get(thing, "width")), pixels(dict.get(thing, "height"))
        if 0 < width < _SMALLEST or 0 < height < _SMALLEST or not wanted(thing):
            continue
        if (not best[0] or width * height > _area(best)) and (address := _usable(dict.get(thing, "url"), base)):
            sizes = (width, height) if width and height else (0, 0)
            best = address, one_line(dict.get(thing, WORDS), _LONGEST_ALT, markup=True), *sizes
    return best


def _usable(value: object, base: str) -> str:
    address = web_address(value, base)
    return "" if _AVATAR.match(address) else address


def pixels(value: object) -> int:
    """A length as a feed states it, 0 for what is none or would be larger than any picture."""
    if not isinstance(value, str) or not value.isascii() or not value.isdigit() or len(value) > len(str(_WIDEST)):
        return 0
    return int(value) if int(value) <= _WIDEST else 0


def dicts(value: object) -> Iterator[_Thing]:
    """The things in a list of them; nothing where a feed put something else in its place."""
    if isinstance(value, list):
        yield from (thing for thing in value[:_MOST] if isinstance(thing, dict))
