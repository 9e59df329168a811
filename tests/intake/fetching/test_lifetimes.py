from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.intake.fetching.lifetimes import fresh_for, retry_after

NOW = datetime(2024, 6, 23, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
WEEK = timedelta(days=7)
HEADERS = st.dictionaries(st.sampled_from(["retry-after", "cache-control", "age"]), st.text())


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0),
        ("120", 120),
        (" 120 ", 120),
        ("120, 60", 120),
        ("-5", 0),
        ("00030", 30),
        ("0" * 1_900 + "30", 30),
        ("9" * 5_000, 604_800),
        ("604801", 604_800),
        ("Sun, 23 Jun 2024 12:10:00 GMT", 600),
        ("Sunday, 23-Jun-24 12:10:00 GMT", 600),
        ("Sun Jun 23 12:10:00 2024", 600),
        ("Sun, 23 Jun 2024 14:10:00 +0200", 600),
        ("Sun, 23 Jun 2024 11:00:00 GMT", 0),
        ("Fri, 31 Dec 1999 23:59:59 GMT", 0),
        ("Sun, 23 Jun 2030 12:00:00 GMT", 604_800),
    ],
)
def test_a_server_says_for_how_long_it_wants_to_be_left_alone(value: str, seconds: int) -> None:
    assert retry_after({"retry-after": value}, NOW) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    "value", ["", " ", "soon", "1.5", "12 minutes", "0x10", "١٢", "Sun, 99 Jun 2024", "a" * 9_000]
)
def test_what_is_neither_a_number_nor_a_date_says_nothing(value: str) -> None:
    assert retry_after({"retry-after": value}, NOW) is None


def test_without_the_header_a_server_says_nothing() -> None:
    assert retry_after({}, NOW) is None


@pytest.mark.parametrize(
    ("control", "age", "seconds"),
    [
        ("max-age=600", "", 600),
        ("MAX-AGE=600", "", 600),
        ("public, max-age=600, must-revalidate", "", 600),
        ('max-age="600"', "", 600),
        ("max-age = 600", "", 600),
        ("max-age=600", "100", 500),
        ("max-age=600", "900", 0),
        ("max-age=600", "-100", 600),
        ("max-age=600", "old", 600),
        ("max-age=600, max-age=5", "", 600),
        ("max-age=600, no-cache", "", 0),
        ("max-age=600, No-Store", "", 0),
        ('no-cache="set-cookie", max-age=600', "", 0),
        ('private="max-age=5", max-age=600', "", 600),
        ("s-maxage=600", "", 0),
        ("max-age=-1", "", 0),
        ("max-age=", "", 0),
        ("max-age", "", 0),
        ("max-age=6e2", "", 0),
        ("max-age=١٢", "", 0),
        ("max-age=" + "9" * 5_000, "", 86_400),
        ("max-age=86401", "", 86_400),
        ("max-age=172800", "86300", 86_400),
        ("private", "", 0),
        ("", "", 0),
        (",,=,;", "", 0),
    ],
)
def test_an_answer_says_how_long_it_stays_fresh(control: str, age: str, seconds: int) -> None:
    assert fresh_for({"cache-control": control, "age": age}) == timedelta(seconds=seconds)


def test_without_headers_an_answer_is_stale_at_once() -> None:
    assert fresh_for({}) == timedelta()


@given(HEADERS)
def test_any_headers_give_a_time_within_bounds(headers: dict[str, str]) -> None:
    waiting = retry_after(headers, NOW)
    assert waiting is None or timedelta() <= waiting <= WEEK
    assert timedelta() <= fresh_for(headers) <= DAY


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_any_numbers_give_a_time_within_bounds(most: int, age: int) -> None:
    waiting = retry_after({"retry-after": str(most)}, NOW)
    assert waiting == timedelta(seconds=min(most, 604_800))
    assert timedelta() <= fresh_for({"cache-control": f"max-age={most}", "age": str(age)}) <= DAY


@given(st.datetimes(timezones=st.just(UTC)))
def test_any_date_gives_a_time_within_bounds(moment: datetime) -> None:
    waiting = retry_after({"retry-after": moment.strftime("%a, %d %b %Y %H:%M:%S GMT")}, NOW)
    assert waiting is None or timedelta() <= waiting <= WEEK
