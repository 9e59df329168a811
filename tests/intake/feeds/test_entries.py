from __future__ import annotations

from datetime import UTC, datetime, timedelta

from digest.intake.feeds.entries import entries_of
from digest.intake.feeds.parse import parse_feed
from digest.model.feeds import Entry, Feed
from tests.intake.feeds.samples import HERE, raw, rss

NOW = datetime(2024, 6, 24, 12, 0, tzinfo=UTC)
FEED = Feed("https://example.org/feed")


def test_an_entry_has_all_that_was_read_of_it() -> None:
    published = NOW - timedelta(days=1)
    given = (
        "id",
        "https://example.org/a",
        "T",
        "Ann",
        int(published.timestamp()),
        "en",
        ("c",),
        "<p>x",
        HERE,
        "p",
        "alt",
        800,
        600,
        True,
    )
    assert entries_of(FEED, [given], NOW) == (
        Entry(
            feed=FEED.url,
            identity="id",
            link="https://example.org/a",
            title="T",
            content="<p>x",
            seen=NOW,
            author="Ann",
            published=published,
            language="en",
            categories=("c",),
            base=HERE,
            picture="p",
            picture_alt="alt",
            picture_width=800,
            picture_height=600,
            video=True,
        ),
    )


def test_an_entry_without_a_date_counts_from_when_it_was_seen() -> None:
    (entry,) = entries_of(FEED, [raw(identity="a")], NOW)
    assert entry.published is None
    assert entry.moment == NOW


def test_an_entry_of_next_week_counts_from_when_it_was_seen() -> None:
    (entry,) = entries_of(FEED, [raw(identity="a", published=int((NOW + timedelta(days=7)).timestamp()))], NOW)
    assert entry.moment == NOW


def test_an_identity_is_there_once() -> None:
    found = entries_of(FEED, [raw(identity="a", title="1"), raw(identity="b"), raw(identity="a", title="2")], NOW)
    assert [(entry.identity, entry.title) for entry in found] == [("a", "1"), ("b", "")]


def test_what_was_parsed_becomes_entries() -> None:
    items = "<item><guid>1</guid><title>A</title><pubDate>23 Jun 2024</pubDate></item><item><title>B</title></item>"
    entries = entries_of(FEED, parse_feed(rss(items), "", HERE)[4], NOW)
    assert [(entry.title, entry.moment) for entry in entries] == [
        ("A", datetime(2024, 6, 23, 12, tzinfo=UTC)),
        ("B", NOW),
    ]
