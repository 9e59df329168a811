from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.intake.feeds.addresses import web_address
from digest.intake.shapes import is_web_address

BASE = "https://example.org/news/feed.xml"


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("  https://example.org/a\n", "https://example.org/a"),
        ("https://exam\nple.org/a", "https://example.org/a"),
        ("HTTPS://example.org/a", "https://example.org/a"),
        ("a", "https://example.org/news/a"),
        ("/a", "https://example.org/a"),
        ("?p=1", "https://example.org/news/feed.xml?p=1"),
        ("//other.test/a", "https://other.test/a"),
        ("https://example.org/it's here", "https://example.org/it%27s%20here"),
        ('https://example.org/"><script>', "https://example.org/%22%3E%3Cscript%3E"),
        ("https://example.org/Straße", "https://example.org/Stra%C3%9Fe"),
        ("https://example.org/Stra%C3%9Fe", "https://example.org/Stra%C3%9Fe"),
        ("https://bücher.test/a", "https://xn--bcher-kva.test/a"),
        ("https://example.org:8080", "https://example.org:8080"),
    ],
)
def test_an_address_is_absolute_and_can_stand_anywhere(written: str, address: str) -> None:
    assert web_address(written, BASE) == address


@pytest.mark.parametrize(
    "written",
    [
        "",
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "mailto:a@example.org",
        "file:///etc/passwd",
        "ftp://example.org/",
        "tag:example.org,2024:1",
        "http://",
        "https://user:secret@example.org/",
        "https://[::1",
        "https://" + "a" * 70 + "é.test/",
        "https://example.org/" + "a" * 3000,
        "https://example.org/" + "é" * 1000,
        None,
        5,
    ],
)
def test_what_no_reader_can_follow_is_no_address(written: object) -> None:
    assert web_address(written, BASE) == ""


def test_a_relative_address_without_a_base_is_none() -> None:
    assert web_address("/a") == ""


@given(st.text() | st.text().map("https://example.org/{}".format) | st.text().map("https://{}".format))
def test_an_address_is_one_that_is_taken_everywhere_or_none(written: str) -> None:
    found = web_address(written, BASE)
    assert not found or (is_web_address(found) and found.isascii() and len(found) <= 2000)


@given(st.text(max_size=40))
def test_an_address_that_was_made_stays_as_it_is(written: str) -> None:
    found = web_address(written, BASE)
    assert web_address(found) == found
