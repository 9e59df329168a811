"""Entries for the tests of what becomes of them, and the shortest way to their articles."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from digest.intake.feeds.article import article_of
from digest.model import Article, Role
from digest.model.feeds import Entry, Feed, FeedState

URL = "https://harbour.example.org/feed.xml"
LINK = "https://harbour.example.org/spring"
FEED = Feed(URL)
STATE = FeedState(URL, title="The Harbour Post", home_page="https://harbour.example.org/", language="en-gb")
ONE = "The old harbour was rebuilt in the spring, and the first boats came back to it before the summer was over."
TWO = "People who had left the town years ago returned, opened small shops along the quay and stayed for the winter."


def an_entry(content: str = f"<p>{ONE}</p><p>{TWO}</p>", **changes: Any) -> Entry:
    values: dict[str, Any] = {
        "feed": URL,
        "identity": "tag:1",
        "link": LINK,
        "title": "A Harbour Comes Back",
        "content": content,
        "seen": datetime(2024, 6, 21, 8, tzinfo=UTC),
    }
    return Entry(**values | changes)


def read(content: str = f"<p>{ONE}</p><p>{TWO}</p>", feed: Feed = FEED, **changes: Any) -> Article:
    return article_of(an_entry(content, **changes), feed, STATE, UTC)


def body(article: Article) -> list[str]:
    return [block.text for block in article.body]


def roles(article: Article) -> dict[str, Role]:
    return {block.text: block.role for block in article.blocks}
