from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import DigestError, SettingsError, SettingsErrors
from digest.model import Problem, Week
from tests.factories import a_newsletter, a_story

DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))


def test_the_sunday_belongs_to_the_iso_week_that_it_ends() -> None:
    assert str(Week.of(date(2024, 6, 23))) == "2024-W25"


def test_the_last_days_of_a_year_may_belong_to_the_first_week_of_the_next() -> None:
    assert str(Week.of(date(2024, 12, 30))) == "2025-W01"


def test_a_week_that_starts_on_sunday_takes_the_sunday_with_the_days_after_it() -> None:
    assert str(Week.of(date(2024, 6, 23), starts_on=6)) == "2024-W26"


@given(DAYS, st.integers(0, 6))
def test_all_seven_days_of_a_week_share_its_name(day: date, starts_on: int) -> None:
    first = day - timedelta((day.weekday() - starts_on) % 7)
    assert {Week.of(first + timedelta(n), starts_on=starts_on) for n in range(7)} == {
        Week.of(day, starts_on=starts_on)
    }


@given(DAYS, st.integers(0, 6))
def test_the_next_week_counts_one_more(day: date, starts_on: int) -> None:
    this, following = (Week.of(d, starts_on=starts_on) for d in (day, day + timedelta(7)))
    assert following.ordinal == this.ordinal + 1


@given(DAYS)
def test_a_week_reads_back_from_its_name(day: date) -> None:
    assert Week.parse(str(Week.of(day))) == Week.of(day)


@pytest.mark.parametrize("text", ["2024-W54", "2024-25", "W25", "", "2024-W25 "])
def test_what_is_no_week_reads_as_none(text: str) -> None:
    assert Week.parse(text) is None


@pytest.mark.parametrize(("language", "direction"), [("ar-EG", "rtl"), ("he", "rtl"), ("ru", "ltr")])
def test_a_newsletter_runs_in_the_direction_of_its_language(language: str, direction: str) -> None:
    assert a_newsletter(language=language).direction == direction


def test_an_article_counts_the_words_of_its_body() -> None:
    assert a_story("T", "One two.", "Three.").article.words == 3


def test_an_error_is_one_line_with_its_four_parts() -> None:
    error = DigestError("cannot read", where="a.txt", found="nothing", hint="write something")
    assert str(error) == "cannot read · a.txt · nothing · write something"


def test_an_error_leaves_out_what_it_does_not_know() -> None:
    assert str(DigestError("cannot read", hint="try again")) == "cannot read · try again"


def test_a_problem_says_what_its_error_says() -> None:
    error = DigestError("cannot read", where="a.txt", found="nothing", hint="write something")
    assert str(Problem.of(error)) == str(error)


def test_mistakes_in_the_settings_stand_a_line_each() -> None:
    both = SettingsErrors((SettingsError("one"), SettingsError("two")))
    assert (str(both), both.exit_code) == ("one\ntwo", 2)
