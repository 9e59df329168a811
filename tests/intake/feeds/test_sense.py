from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.intake.feeds.sense import sensible, stated_moment
from tests.intake.feeds.samples import item

NOW = datetime(2024, 6, 24, 12, 0, tzinfo=UTC)
MORNING = datetime(2024, 6, 23, 10, 15, tzinfo=UTC)
NOON = datetime(2024, 6, 23, 12, tzinfo=UTC)


def moment(text: str) -> datetime | None:
    """What is made of a text in a feed, where feedparser's reading of it is at hand."""
    found = item(f"<pubDate>{text}</pubDate>").published
    return None if found is None else datetime.fromtimestamp(found, UTC)


@pytest.mark.parametrize(
    "text",
    [
        "Sun, 23 Jun 2024 10:15:00 GMT",
        "Sun, 23 Jun 2024 10:15:00 +0000",
        "23 Jun 24 10:15 UT",
        "Sun, 23 Jun 2024 12:15:00 +0200",
        "Sun, 23 Jun 2024 12:15:00 +02:00",
        "Sun, 23 Jun 2024 12:15:00 CEST",
        "Sun, 23 Jun 2024 06:15:00 EDT",
        "Sun, 23 June 2024 10:15:00 Z",
        "So, 23 Jun 2024 12:15:00 +0200",
        "Wednesday, 23 Jun 2024 10:15:00 GMT",
        "2024-06-23T10:15:00Z",
        "2024-06-23T10:15Z",
        "2024-06-23T12:15:00+02:00",
        "2024-06-23T12:15:00+0200",
        "2024-06-23T10:15:00.123456789Z",
        "2024-06-23 10:15:00",
        "20240623T101500Z",
        "20240623101500",
        "2024/06/23 10:15",
        " 2024-06-23T10:15:00Z\n",
        "1719137700",
        "1719137700.0",
        "1719137700000",
        "1719137700000000",
        "June 23, 2024 10:15 AM",
        "June 23, 2024 6:15 am EDT",
        "23/06/2024 10:15",
        "06/23/2024 10:15:00 AM",
        "Sunday, June 23, 2024 - 10:15",
        "23. Juni 2024, 10:15 Uhr",
        "23 juin 2024 10:15",
        "Sun Jun 23 10:15:00 2024",
        "Sun Jun 23 06:15:00 EDT 2024",
    ],
)
def test_a_moment_is_read_in_the_forms_that_feeds_use(text: str) -> None:
    assert moment(text) == MORNING


@pytest.mark.parametrize(
    "text",
    [
        "June 23, 2024",
        "23/06/2024",
        "23 Jun 2024",
        "So, 23 Jun 2024",
        "2024-06-23",
        "20240623",
        "2024.06.23",
        "2024/06/23",
        "2024-W25-7",
        "Sun, 23 Jun 2024 25:10:00 GMT",
        "Sun, 23 Jun 2024 10:60:00 GMT",
        "2024-06-23T25:10:00Z",
        "2024-06-23T10:61:00Z",
        "23 июня 2024",
    ],
)
def test_a_day_without_a_time_that_can_be_is_that_day_almost_everywhere(text: str) -> None:
    assert moment(text) == NOON


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "yesterday",
        "2024-13-45",
        "2024-06-31T10:00:00Z",
        "Sun, 31 Jun 2024 10:00:00 GMT",
        "2024-175",
        "0000-00-00T00:00:00Z",
        "0001-01-01T00:00:00Z",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "Sun, 23 Jun 0024 10:00:00 GMT",
        "Sun, 23 Jun 124 10:00:00 GMT",
        "0",
        "17191377",
        "99999999999999999999999999",
        "9" * 5000,
        "-1719137700",
        "9999999999999999999",
        "23 " * 30_000,
    ],
)
def test_no_moment_is_made_of_what_states_none(text: str) -> None:
    assert moment(text) is None


@pytest.mark.parametrize("value", [None, 5, {"a": "b"}, ["2024-06-23"]])
def test_what_is_no_text_states_no_moment(value: object) -> None:
    assert stated_moment(value) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [("Κυρ, 11 Ιούλ 2004 12:00:00 EST", "2004-07-11"), ("Sun Jun 23 06:15:00 2024", "2024-06-23")],
)
def test_what_another_reader_understands_counts_for_words_that_are_not_known_here(text: str, day: str) -> None:
    found = moment(text)
    assert found is not None
    assert found.date().isoformat() == day


def test_what_another_reader_makes_of_a_number_does_not_count() -> None:
    assert stated_moment("2024-175", (2025, 5, 1, 0, 0, 0, 3, 121, 0)) is None
    assert stated_moment("2004-július-13T9:15-05:00", (2004, 11, 1, 0, 0, 0, 0, 306, 0)) is None


@given(st.text(max_size=40) | st.from_regex(r"[0-9A-Za-z:+ ./-]{0,40}", fullmatch=True))
def test_a_moment_lies_in_the_years_of_the_web_or_there_is_none(text: str) -> None:
    found = stated_moment(text)
    assert found is None or found >= datetime(1995, 1, 1, tzinfo=UTC).timestamp()


@given(st.datetimes(datetime(1995, 1, 2), datetime(2090, 1, 1), timezones=st.sampled_from([UTC])))  # noqa: DTZ001
def test_both_usual_forms_of_a_moment_say_the_same(when: datetime) -> None:
    mail = format_datetime(when, usegmt=True)
    assert stated_moment(mail) == stated_moment(when.isoformat()) == int(when.timestamp())


@pytest.mark.parametrize("ahead", [timedelta(-3000), timedelta(0), timedelta(days=2)])
def test_a_moment_until_two_days_ahead_makes_sense(ahead: timedelta) -> None:
    assert sensible(int((NOW + ahead).timestamp()), NOW) == NOW + ahead


@pytest.mark.parametrize("value", [None, 0, -1, 788_918_399, int((NOW + timedelta(days=7)).timestamp()), 10**18])
def test_no_year_1719_and_nothing_a_week_ahead(value: int | None) -> None:
    assert sensible(value, NOW) is None
