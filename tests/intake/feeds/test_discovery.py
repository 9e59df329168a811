from __future__ import annotations

import pytest

from digest.intake.feeds.discovery import feeds_named

HOME = "https://example.org/home"
RSS = '<link rel="alternate" type="application/rss+xml" href="{}">'


def named(head: str, kind: str = "text/html; charset=utf-8") -> tuple[str, ...]:
    return feeds_named(f"<!doctype html><html><head>{head}</head><body>x</body></html>".encode(), kind, HOME)


@pytest.mark.parametrize(
    "tag",
    [
        '<link rel="alternate" type="application/rss+xml" href="/f">',
        '<link rel="alternate" type="application/atom+xml" href="/f" />',
        '<link rel="alternate" type="application/feed+json" href="/f">',
        '<link rel="alternate" type="application/json" href="/f">',
        '<LINK REL="Home ALTERNATE" TYPE="Application/RSS+XML; charset=utf-8" HREF="/f">',
        "<link href=/f type=application/rss+xml rel=alternate>",
        '<link rel="alternate" type="application/rss+xml" href=" https://example.org/f\n">',
    ],
)
def test_a_page_names_a_feed(tag: str) -> None:
    assert named(tag) == ("https://example.org/f",)


@pytest.mark.parametrize(
    "tag",
    [
        '<link rel="stylesheet" type="text/css" href="/f">',
        '<link rel="alternate" hreflang="de" href="/f">',
        '<link rel="alternates" type="application/rss+xml" href="/f">',
        '<link rel="alternate" type="application/json+oembed" href="/f">',
        '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/2">',
        '<link rel="alternate" type="application/rss+xml" href="javascript:x">',
        '<link rel="alternate" type="application/rss+xml">',
        f"<!-- {RSS.format('/f')} -->",
        f"<script>'{RSS.format('/f')}'</script>",
        f"<noscript>{RSS.format('/f')}</noscript>",
        f"<!-- {RSS.format('/f')}",
        RSS.format(HOME),
    ],
)
def test_what_names_no_feed_of_the_page_is_passed_over(tag: str) -> None:
    assert named(tag) == ()


def test_feeds_stand_in_the_order_of_the_page_and_those_of_comments_last() -> None:
    comments = RSS.replace("<link", '<link title="The Post » Comments Feed"').format("/c2")
    tags = RSS.format("/comments/feed/") + comments + RSS.format("/b") + RSS.format("/a") + RSS.format("/b")
    assert [feed.removeprefix("https://example.org") for feed in named(tags)] == [
        "/b",
        "/a",
        "/comments/feed/",
        "/c2",
    ]


def test_relative_addresses_start_from_the_base_of_the_page() -> None:
    assert named(RSS.format("f") + '<base href="/x/">') == ("https://example.org/x/f",)
    assert named(RSS.format("f") + '<base href="javascript:x">') == ("https://example.org/f",)


def test_entities_in_an_address_are_read() -> None:
    assert named(RSS.format("/f?a=1&amp;b=2")) == ("https://example.org/f?a=1&b=2",)


def test_a_page_in_another_encoding_is_read() -> None:
    page = f"<html><title>Łódź</title>{RSS.format('/łódź')}"
    for encoding, kind in (("iso-8859-2", "text/html; charset=iso-8859-2"), ("utf-16", "text/html")):
        assert feeds_named(page.encode(encoding), kind, HOME) == ("https://example.org/%C5%82%C3%B3d%C5%BA",)


@pytest.mark.parametrize(
    "page", [b"", b"\0\1\2" * 500, b"%PDF-1.4", b"<html>" + b"<link " * 50_000, b"<html>" + b"<b>" * 99_999]
)
def test_a_page_that_cannot_be_read_names_none(page: bytes) -> None:
    assert feeds_named(page, "text/html", HOME) == ()


def test_no_more_than_twenty_are_named() -> None:
    assert len(named("".join(RSS.format(f"/{n}") for n in range(500)))) == 20
