"""JSON Feed 1.0 and 1.1 (jsonfeed.org) to plain tuples."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from digest.intake.feeds.addresses import web_address
from digest.intake.feeds.entry_picture import is_picture, is_video
from digest.intake.feeds.identity import stated
from digest.intake.feeds.people import byline
from digest.intake.feeds.plain_text import as_html, bounded, one_line
from digest.intake.feeds.raw import (
    LONGEST_CATEGORY,
    LONGEST_TITLE,
    NOTHING,
    Parsed,
    RawEntry,
    distinct,
    language_tag,
    newest,
)
from digest.intake.feeds.sense import stated_moment
from digest.intake.feeds.summary import with_summary

if TYPE_CHECKING:
    from collections.abc import Iterator

_VERSION = re.compile(r"https?://(?:www\.)?jsonfeed\.org/version/1(\.1)?/?")
_MOST_PEOPLE = 20

_Object = dict[str, Any]


def parse_json_feed(text: str, address: str, most: int) -> Parsed:
    """A feed's plain tuples; those of no feed where it is none, not whole where its JSON breaks off.

    Numbers are taken as they are written, so that neither a huge one nor ``NaN`` does harm.

    Args:
        text: The document.
        address: Where it was found.
        most: Entries that are kept, the newest.
    """
    try:
        feed = json.loads(text, parse_int=str, parse_float=str, parse_constant=str, strict=False)
    except (ValueError, RecursionError):
        return (*NOTHING[:-1], False)
    version = _VERSION.fullmatch(_text(feed, "version").strip()) if isinstance(feed, dict) else None
    if version is None:
        return NOTHING
    language = language_tag(feed.get("language"))
    base = web_address(address) or web_address(feed.get("feed_url")) or web_address(feed.get("home_page_url"))
    items = feed.get("items")
    objects = [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    own = _byline(feed)
    entries = (_entry(item, base, language, own) for item in objects)
    return (
        "json11" if version[1] else "json10",
        one_line(feed.get("title"), LONGEST_TITLE),
        web_address(feed.get("home_page_url"), base),
        language,
        newest(entries, most),
        (),
        True,
    )


def _entry(item: _Object, base: str, language: str, feed_byline: str) -> RawEntry:
    link = web_address(item.get("url"), base) or web_address(item.get("external_url"), base)
    return (
        stated(item.get("id")),
        link,
        one_line(item.get("title"), LONGEST_TITLE),
        _byline(item) or feed_byline,
        stated_moment(item.get("date_published")) or stated_moment(item.get("date_modified")),
        language_tag(item.get("language")) or language,
        distinct(one_line(tag, LONGEST_CATEGORY) for tag in _list(item, "tags")),
        bounded(_content(item)),
        base,
        _picture(item, base),
        "",
        0,
        0,
        any(map(is_video, _things(item))),
    )


def _content(item: _Object) -> str:
    """The HTML of an item; its text or its summary where that says more or there is none."""
    if found := _text(item, "content_html"):
        found = with_summary(found, _text(item, "summary"), markup=False)
    for key in ("content_text", "summary"):
        if len(text := _text(item, key)) > len(found):
            found = as_html(text)
    return found


def _byline(thing: _Object) -> str:
    people = [*_list(thing, "authors"), thing.get("author")]  # 1.1 has authors, 1.0 an author
    return byline(person.get("name") for person in people[:_MOST_PEOPLE] if isinstance(person, dict))


def _picture(item: _Object, base: str) -> str:
    named = (item.get("image"), item.get("banner_image"), *_attached(item))
    return next((address for value in named if (address := web_address(value, base))), "")


def _attached(item: _Object) -> Iterator[object]:
    yield from (thing["url"] for thing in _things(item) if is_picture(thing))


def _things(item: _Object) -> Iterator[_Object]:
    """What is attached, named as Media RSS names it."""
    for thing in _list(item, "attachments"):
        if isinstance(thing, dict):
            yield {"type": thing.get("mime_type"), "url": thing.get("url")}


def _text(thing: _Object, key: str) -> str:
    value = thing.get(key)
    return value if isinstance(value, str) else ""


def _list(thing: _Object, key: str) -> list[Any]:
    value = thing.get(key)
    return value[:200] if isinstance(value, list) else []
