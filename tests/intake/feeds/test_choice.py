from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.intake.feeds.choice import chosen
from digest.model.feeds import Entry, Feed

NOW = datetime(2024, 6, 23, 8, 0, tzinfo=UTC)


def an_entry(title: str = "A title", hours: int = 0, **changes: Any) -> Entry:
    values: dict[str, Any] = {
        "feed": "https://feed.test/rss",
        "identity": title,
        "link": "https://feed.test/a",
        "title": title,
        "content": "<p>Some words.</p>",
        "seen": NOW - timedelta(hours=hours),
    }
    return Entry(**values | changes)


def titles(entries: tuple[Entry, ...]) -> list[str]:
    return [entry.title for entry in entries]


def a_feed(**options: Any) -> Feed:
    return Feed("https://feed.test/rss", **options)


def test_the_newest_come_first() -> None:
    assert titles(chosen([an_entry("old", 5), an_entry("new", 1)], a_feed())) == ["new", "old"]


def test_a_stated_moment_counts_before_that_of_first_sight() -> None:
    stated = an_entry("stated", 0, published=NOW - timedelta(days=3))
    assert titles(chosen([stated, an_entry("seen", 5)], a_feed())) == ["seen", "stated"]


def test_only_what_is_included_is_taken() -> None:
    entries = [an_entry("On stamps"), an_entry("On bread")]
    assert titles(chosen(entries, a_feed(include=("STAMP", "letter")))) == ["On stamps"]


def test_what_is_excluded_is_left_out_even_where_it_is_included() -> None:
    entries = [an_entry("Stamps"), an_entry("Stamps, sponsored")]
    assert titles(chosen(entries, a_feed(include=("stamps",), exclude=("sponsored",)))) == ["Stamps"]


def test_categories_and_text_are_searched_too() -> None:
    entries = [an_entry("a", categories=("Philately",)), an_entry("b", content="<p>of philately</p>"), an_entry("c")]
    assert set(titles(chosen(entries, a_feed(include=("philately",))))) == {"a", "b"}


def test_what_stands_in_a_tag_is_no_text() -> None:
    hidden = an_entry("a", content='<p class="sponsored">Some words.</p>')
    assert titles(chosen([hidden], a_feed(exclude=("sponsored",)))) == ["a"]


@pytest.mark.parametrize(
    "content",
    [
        "<p>Sponsored post</p>",
        "<p>Sponsored\n post</p>",
        "<p>Sponsored&nbsp;post</p>",
        "<p><b>S</b>ponsored <i>post</i></p>",
        "<p>&#83;ponsored post</p>",
    ],
)
def test_words_are_found_however_they_are_written_in_markup(content: str) -> None:
    assert chosen([an_entry("a", content=content)], a_feed(exclude=("sponsored post",))) == ()


def test_a_pattern_for_the_beginning_fits_title_category_and_paragraph() -> None:
    entries = [
        an_entry("Advert: soap"),
        an_entry("b", categories=("Advertisement",)),
        an_entry("c", content="<p>News.</p><p>Advert: soap</p>"),
        an_entry("An advert of old"),
    ]
    assert titles(chosen(entries, a_feed(exclude=("^Advert",)))) == ["An advert of old"]


def test_what_no_reader_sees_is_no_text() -> None:
    content = "<script>sponsored()</script><!-- sponsored --><style>.sponsored{}</style><p>Some words.</p>"
    assert titles(chosen([an_entry("a", content=content)], a_feed(exclude=("sponsored",)))) == ["a"]


def test_of_one_moment_the_feed_s_order_counts() -> None:
    entries = [an_entry(name, place=place) for place, name in enumerate(("newest", "middle", "oldest"))]
    assert titles(chosen(reversed(entries), a_feed())) == ["newest", "middle", "oldest"]


@given(st.permutations([an_entry(str(number), number % 3) for number in range(7)]))
def test_the_order_in_which_they_come_does_not_matter(entries: list[Entry]) -> None:
    assert chosen(entries, a_feed()) == chosen(sorted(entries, key=lambda entry: entry.title), a_feed())
