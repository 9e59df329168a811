"""Feeds as OPML 2.0 for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from digest.model.feeds import Feed, FeedState

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_JOINERS = "\u200c\u200d"  # within words of some scripts, and between the parts of an emoji


def address_key(url: str) -> str:
    """The same for two ways to write one address: scheme and host in any case, a bare host with or without slash."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url.strip()
    if not parts.netloc:
        return url.strip()
    return parts._replace(
        scheme=parts.scheme.casefold(), netloc=parts.netloc.casefold(), path=parts.path or "/", fragment=""
    ).geturl()


def same_as(feeds: Sequence[Feed], states: Mapping[str, FeedState]) -> dict[str, Feed]:
    """By their urls the feeds that end at the address of one that stands before them, each with that one."""
    first: dict[str, Feed] = {}
    for feed in feeds:
        first.setdefault(_ends_at(feed, states), feed)
    return {feed.url: one for feed in feeds if (one := first[_ends_at(feed, states)]) is not feed}


def for_others(feeds: Sequence[Feed], states: Mapping[str, FeedState]) -> tuple[Feed, ...]:
    """Those that another program could find, each address once."""
    on_the_web = [feed for feed in feeds if feed.file is None]
    twice = same_as(on_the_web, states)
    return tuple(feed for feed in on_the_web if feed.url not in twice)


def write_opml(feeds: Sequence[Feed], states: Mapping[str, FeedState], title: str) -> bytes:
    """The feeds as OPML 2.0, section by section; the same feeds give the same bytes.

    Feeds that are files are left out: no other program could find them. Of those that end at one address the first is
    written.

    Args:
        feeds: The feeds of the settings.
        states: What is remembered of each, by its url: where it is found now, its title and its home page.
        title: The list's.
    """
    return "\n".join(_lines(feeds, states, title)).encode()


def _lines(feeds: Sequence[Feed], states: Mapping[str, FeedState], title: str) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<opml version="2.0">'
    yield f"  <head>\n    <title>{_text(title)}</title>\n  </head>"
    yield "  <body>"
    by_section: dict[str, list[Feed]] = {}
    for feed in for_others(feeds, states):
        by_section.setdefault(feed.section, []).append(feed)
    for section, members in by_section.items():
        rows = [_outline(feed, states.get(feed.url) or FeedState(feed.url)) for feed in members]
        if section:
            yield f"    <outline text={_quoted(section)} title={_quoted(section)}>"
            yield from (f"  {row}" for row in rows)
            yield "    </outline>"
        else:
            yield from rows
    yield "  </body>"
    yield "</opml>\n"


def _outline(feed: Feed, state: FeedState) -> str:
    address = state.address or feed.url
    name = _quoted(feed.publication or state.title or address)
    page = f" htmlUrl={_quoted(state.home_page)}" if state.home_page else ""
    return f'    <outline text={name} title={name} type="rss" xmlUrl={_quoted(address)}{page}/>'


def _ends_at(feed: Feed, states: Mapping[str, FeedState]) -> str:
    state = states.get(feed.url)
    return address_key((state.address if state else "") or (str(feed.file) if feed.file else feed.url))


def _quoted(text: str) -> str:
    return f'"{_text(text).replace(chr(34), "&quot;")}"'


def _text(text: str) -> str:
    return one_line(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def one_line(text: str) -> str:
    """The text without what cannot be shown: XML cannot hold some of it."""
    return " ".join("".join(c if c.isprintable() or c in _JOINERS else " " for c in text).split())
