"""Entries and moments for the ledger's tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from digest.model.feeds import Entry

NOW = datetime(2024, 6, 20, 12, 0, 0, tzinfo=UTC)
DAY = timedelta(days=1)
ALWAYS = (NOW - 10_000 * DAY, NOW + 10_000 * DAY)
FEED = "https://lamps.example.org/feed.xml"


def an_entry(identity: str = "one", **changes: Any) -> Entry:
    values: dict[str, Any] = {
        "feed": FEED,
        "identity": identity,
        "link": f"https://lamps.example.org/{identity}",
        "title": f"Lamp {identity}",
        "content": f"<p>The lamp of {identity}.</p>",
        "seen": NOW,
    }
    return Entry(**values | changes)
