from __future__ import annotations

from datetime import date

import pytest

from digest.intake.dates import published_date, states_update_only

DAY = date(2024, 6, 23)


@pytest.mark.parametrize(
    "line",
    [
        "June 23, 2024",
        "Jun. 23rd, 2024",
        "23 June 2024",
        "Sunday, 23 June 2024",
        "  • June 23, 2024",
        "Published: June 23, 2024 at 10:15 am",
        "2024-06-23",
        "2024-06-23T10:15:00Z",
        "23.06.2024, 10:15 Uhr",
        "23.6.2024",
        "06/23/2024",
        "23/06/2024",
        "Sonntag, 23. Juni 2024",
        "le 23 juin 2024",
        "23 de junio de 2024",
        "23 giugno 2024",
        "23 de junho de 2024",
        "23 июня 2024 г.",
        "23 juni 2024",
        "23 czerwca 2024",
        "By Robin Example, June 23, 2024",
        "By Robin Example | 23 Jun 2024 | 5 min read",
        "Updated June 25, 2024 · Published June 23, 2024",
        "Published Sun, Jun 23 20244:29 AM",
        "23. Juni 202424. Juni 2024 von Robin Example",
    ],
)
def test_a_date_line_in_any_usual_form_is_understood(line: str) -> None:
    assert published_date(line) == DAY


@pytest.mark.parametrize(
    "line",
    [
        "",
        "2024",
        "In June 2024 the harbour was opened.",
        "The treaty that was signed on June 23, 2024 after long talks between the two sides has been put off again.",
        "June 31, 2024",
        "June 23, 1924",
        "99/99/2024",
        "Version 2.3.4",
        "Call 802-223-4955",
        "1719136800",
    ],
)
def test_prose_and_senseless_numbers_are_no_date(line: str) -> None:
    assert published_date(line) is None


def test_the_day_of_a_change_stands_in_where_there_is_no_other() -> None:
    assert published_date("Updated: June 23, 2024") == DAY
    assert states_update_only("Updated: June 23, 2024")


def test_a_slash_date_that_may_be_both_is_day_first_unless_it_cannot_be() -> None:
    assert published_date("04/05/2024") == date(2024, 5, 4)
    assert published_date("04/15/2024") == date(2024, 4, 15)


def test_a_very_long_line_is_refused_at_once() -> None:
    assert published_date("June 23, 2024 " * 100_000) is None
