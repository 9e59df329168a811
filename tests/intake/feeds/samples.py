"""Feeds for tests, and what was read from them with names on its parts."""

from __future__ import annotations

from typing import NamedTuple

from digest.intake.feeds.parse import parse_feed
from digest.intake.feeds.raw import RawEntry

HERE = "https://example.org/feed"
_SPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" '
    'xmlns:atom="http://www.w3.org/2005/Atom"'
)


class Read(NamedTuple):
    identity: str
    link: str
    title: str
    author: str
    published: int | None
    language: str
    categories: tuple[str, ...]
    content: str
    base: str
    picture: str
    picture_alt: str
    picture_width: int
    picture_height: int
    video: bool


def rss(items: str, channel: str = "<language>en</language>") -> bytes:
    head = f"<title>The Harbour Post</title><link>https://example.org/</link>{channel}"
    return f'<rss version="2.0" {_SPACES}><channel>{head}{items}</channel></rss>'.encode()


def atom(entries: str, feed: str = "", attributes: str = "") -> bytes:
    head = '<title>The Harbour Post</title><link href="https://example.org/"/><id>urn:x:feed</id>'
    return f'<feed xmlns="http://www.w3.org/2005/Atom" {attributes}>{head}{feed}{entries}</feed>'.encode()


def read(body: bytes, kind: str = "application/xml", address: str = HERE, most: int = 500) -> list[Read]:
    return [Read(*entry) for entry in parse_feed(body, kind, address, most)[4]]


def item(inside: str, channel: str = "<language>en</language>") -> Read:
    """The one entry of an RSS feed; it has a title unless it is given one."""
    title = "" if "<title" in inside else "<title>A piece</title>"
    (found,) = read(rss(f"<item>{title}{inside}</item>", channel))
    return found


def entry(inside: str, feed: str = "", attributes: str = "") -> Read:
    """The one entry of an Atom feed; it has a title unless it is given one."""
    title = "" if "<title" in inside else "<title>A piece</title>"
    (found,) = read(atom(f"<entry>{title}{inside}</entry>", feed, attributes))
    return found


def raw(**given: object) -> RawEntry:
    """A raw entry with these parts."""
    usual = Read("", "", "", "", None, "", (), "", "", "", "", 0, 0, False)
    return tuple(usual._replace(**given))  # type: ignore[arg-type,return-value]
