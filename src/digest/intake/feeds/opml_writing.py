"""Feeds as OPML 2.0 for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.model.feeds import Feed, FeedState

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_JOINERS = "\u200c\u200d"  # within words of some scripts, and between the parts of an emoji


def write_opml(feeds: Sequence[Feed], states: Mapping[str, FeedState], title: str) -> bytes:
    """The feeds as OPML 2.0, section by section; the same feeds give the same bytes.

    Feeds that are files are left out: no other program could find them.

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
    for feed in feeds:
        if feed.file is None:
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


def _quoted(text: str) -> str:
    return f'"{_text(text).replace(chr(34), "&quot;")}"'


def _text(text: str) -> str:
    return one_line(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def one_line(text: str) -> str:
    """The text without what cannot be shown: XML cannot hold some of it."""
    return " ".join("".join(c if c.isprintable() or c in _JOINERS else " " for c in text).split())
