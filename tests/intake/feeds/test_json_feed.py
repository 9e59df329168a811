from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from digest.intake.feeds.parse import parse_feed
from tests.intake.feeds.samples import HERE, Read

MORNING = int(datetime(2024, 6, 23, 10, 15, tzinfo=UTC).timestamp())


def document(*items: object, **feed: object) -> bytes:
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items, **feed}).encode()


def item(feed: dict[str, Any] | None = None, **inside: object) -> Read:
    (found,) = parse_feed(document({"id": "1", "title": "A piece", **inside}, **(feed or {})), "", HERE)[4]
    return Read(*found)


def test_the_feed_itself_has_a_title_a_home_page_and_a_language() -> None:
    body = document(title="The  Post", home_page_url="https://example.org/", language="en_gb")
    assert parse_feed(body, "", HERE) == ("json11", "The Post", "https://example.org/", "en-GB", (), (), True)


@pytest.mark.parametrize(
    ("written", "version"),
    [
        ("https://jsonfeed.org/version/1", "json10"),
        ("https://jsonfeed.org/version/1.1", "json11"),
        ("http://www.jsonfeed.org/version/1/", "json10"),
        ("https://example.org/version/1", ""),
        (1.1, ""),
        (None, ""),
    ],
)
def test_only_what_calls_itself_a_json_feed_is_one(written: object, version: str) -> None:
    assert parse_feed(document(version=written), "application/feed+json", HERE)[0] == version


def test_a_document_that_breaks_off_is_not_whole() -> None:
    parsed = parse_feed(document({"id": "1"})[:-3], "", HERE)
    assert (parsed[0], parsed[6]) == ("", False)


@pytest.mark.parametrize("written", [7, "7", " 7 ", 7.0])
def test_an_id_may_be_a_number(written: object) -> None:
    assert item(id=written).identity in {"7", "7.0"}


def test_an_item_without_an_id_is_known_by_its_address() -> None:
    assert item(id=None, url="/a").identity == "https://example.org/a"


def test_an_item_leads_to_its_page_else_to_what_it_is_about() -> None:
    assert item(url="/a", external_url="https://other.test/").link == "https://example.org/a"
    assert item(external_url="https://other.test/").link == "https://other.test/"
    assert item(url="javascript:x").link == ""


@pytest.mark.parametrize(
    ("inside", "content"),
    [
        ({"content_html": "<p>a</p>", "content_text": "a"}, "<p>a</p>"),
        ({"content_text": "a < b\n\nc"}, "<p>a &lt; b</p>\n<p>c</p>"),
        ({"summary": "a & b"}, "a &amp; b"),
        ({"content_html": "<p>whole</p>", "summary": "s"}, "<p>whole</p>"),
        ({"content_html": "", "summary": "s"}, "s"),
        ({"content_html": 5}, "5"),
        ({"content_html": ["a"]}, ""),
        ({}, ""),
    ],
)
def test_the_content_is_html(inside: dict[str, Any], content: str) -> None:
    assert item(**inside).content == content


@pytest.mark.parametrize(
    ("inside", "author"),
    [
        ({"authors": [{"name": "Ann Lee"}, {"name": "Bo"}]}, "Ann Lee and Bo"),
        ({"author": {"name": "Ann Lee"}}, "Ann Lee"),
        ({"author": {"name": "Ann Lee"}, "authors": [{"name": "Ann Lee"}]}, "Ann Lee"),
        ({"authors": [{"url": "mailto:ann@example.org"}]}, "The Desk"),
        ({"authors": "Ann"}, "The Desk"),
        ({}, "The Desk"),
    ],
)
def test_the_author_is_that_of_the_item_else_of_the_feed(inside: dict[str, Any], author: str) -> None:
    assert item({"authors": [{"name": "The Desk"}]}, **inside).author == author


@pytest.mark.parametrize(
    ("inside", "picture"),
    [
        ({"image": "/i.jpg", "banner_image": "/b.jpg"}, "/i.jpg"),
        ({"banner_image": "/b.jpg"}, "/b.jpg"),
        ({"image": "javascript:x", "banner_image": "/b.jpg"}, "/b.jpg"),
        (
            {"attachments": [{"url": "/a.mp3", "mime_type": "audio/mpeg"}, {"url": "/a", "mime_type": "image/png"}]},
            "/a",
        ),
        ({"attachments": ["x", {"url": None}]}, ""),
        ({}, ""),
    ],
)
def test_the_picture_is_the_one_of_the_item(inside: dict[str, Any], picture: str) -> None:
    assert item(**inside).picture == ("https://example.org" + picture if picture else "")


def test_the_date_is_that_of_publication_else_of_the_change() -> None:
    both: dict[str, Any] = {"date_published": "2024-06-23T12:15:00+02:00", "date_modified": "2025-01-01T00:00:00Z"}
    assert item(**both).published == MORNING
    assert item(date_published="soon", date_modified="2024-06-23T10:15:00Z").published == MORNING
    assert item(date_published=MORNING).published == MORNING
    assert item().published is None


def test_an_item_has_its_own_language_else_that_of_the_feed() -> None:
    assert item({"language": "en"}, language="pt-br").language == "pt-BR"
    assert item({"language": "en"}).language == "en"


def test_tags_are_categories() -> None:
    assert item(tags=["Town", "town", "", None, {"a": 1}, "Port  news"]).categories == ("Town", "Port news")


def test_relative_addresses_start_from_where_the_feed_was_found_else_from_where_it_says() -> None:
    assert item(url="/a").base == HERE
    body = document({"title": "A", "url": "/a"}, feed_url="https://b.example.org/feed.json")
    assert parse_feed(body, "", "file:///srv/feed.json")[4][0][1] == "https://b.example.org/a"


def test_a_title_is_text_and_stays_as_it_is() -> None:
    assert item(title="Use of <div> & co\n").title == "Use of <div> & co"


def test_half_characters_become_a_mark_that_can_be_stored() -> None:
    body = (
        b'{"version": "https://jsonfeed.org/version/1", "items": [{"id": "1", "content_html": "a\\ud800\\u0000b"}]}'
    )
    assert parse_feed(body, "", HERE)[4][0][7] == "a\ufffdb"


def test_a_summary_beside_the_text_is_its_standfirst() -> None:
    text = "<p>Every evening a man with a ladder walked the long street and lit its lamps before it grew dark.</p>"
    found = item(content_html=text, summary="How a town learnt to be bright without him.")
    assert found.content == f'<p role="doc-subtitle">How a town learnt to be bright without him.</p>\n{text}'


@pytest.mark.parametrize(("kind", "video"), [("video/mp4", True), ("audio/mpeg", False), (None, False), (7, False)])
def test_what_comes_with_a_video_is_watched(kind: object, video: bool) -> None:
    assert item(attachments=["x", {"url": "/a", "mime_type": kind}]).video is video
