"""Addresses are tried over a real HTTP server on loopback."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from digest.intake.feeds.trial import ask
from digest.intake.fetching.limits import Limits
from digest.model.feeds import Feed
from tests.servers import Answer, serving

NOW = datetime(2024, 6, 23, 8, 0, tzinfo=UTC)
RSS = b'<rss version="2.0"><channel><title>A feed</title></channel></rss>'
HTML = {"Content-Type": "text/html"}


def a_page_naming(address: str) -> Answer:
    return Answer(
        f'<html><head><link rel="alternate" type="application/rss+xml" href="{address}">'.encode(), headers=HTML
    )


def test_the_feed_that_a_home_page_names_is_tried() -> None:
    with serving(lambda asked: a_page_naming("/rss") if asked.path == "/" else Answer(RSS)) as server:
        (answer,) = ask([Feed(f"{server.address}/")], Limits(allow_private=frozenset({"127.0.0.1"})), NOW)
    assert (answer.title, answer.discovered, answer.address) == ("A feed", True, f"{server.address}/rss")


def test_a_stranger_s_file_cannot_name_a_feed_of_an_own_host(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    with serving(lambda _: Answer(RSS)) as own:
        page.write_bytes(a_page_naming(f"{own.address}/rss").body)
        limits = Limits(allow_private=frozenset({"127.0.0.1"}))
        (answer,) = ask([Feed("page.html", file=page)], limits, NOW)
    assert own.asked == []
    assert answer.trouble is not None
    assert answer.trouble.what == "an address in a private network"
