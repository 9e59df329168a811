from __future__ import annotations

from datetime import date

import pytest

from digest.intake.dates import (
    may_be_both,
    month_first,
    opening_date,
    published_date,
    stated_date,
    states_publication,
    states_update_only,
    tells_a_story,
    tells_time,
    told_date,
)

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
        "23.Jun.24",
        "23-Jun-24",
        "23. 6. 2024",
        "23.\u20096.\u20092024",
        "Datum:23. Juni 2024",
        "23 | 06 | 2024",
        "23. juni 2024",
        "23. kesäkuuta 2024",
        "23. června 2024",
        "23 червня 2024",
        "23 iunie 2024",
        "2024. június 23.",
        "23 Ιουνίου 2024",
        "23 Haziran 2024",
        "Juni 23, 2024 oleh Robin",
        "2024年6月23日",
        "2024년 6월 23일",
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


@pytest.mark.parametrize("line", ["Termin: 23.06.2024, 19 Uhr", "(bis 23.06.2024)", "Gültig seit: 23.06.2024"])
def test_the_day_of_an_event_is_not_the_day_of_publication(line: str) -> None:
    assert published_date(line) is None


def test_a_slash_date_is_month_first_where_the_document_says_so() -> None:
    assert published_date("04/05/2024", month_first=True) == date(2024, 4, 5)
    assert published_date("15/04/2024", month_first=True) == date(2024, 4, 15)
    assert published_date("04.05.2024", month_first=True) == date(2024, 5, 4)


PROSE = "The harbour of the town and the boats in it are the pride of the coast."


@pytest.mark.parametrize(
    ("lines", "american"),
    [
        (["04/05/2024", "04/25/2024"], True),
        (["04/05/2024", "25/04/2024"], False),
        (["04/05/2024", "April 25, 2024"], True),
        (["04/05/2024", "25 April 2024", PROSE], False),
        (["04/05/2024 3:15 pm", PROSE], True),
        (["04/05/2024", PROSE], True),
        (["04/05/2024", PROSE, "harbour.co.uk"], False),
        (["04/05/2024", "Der Hafen der Stadt und die Boote sind der Stolz der Küste."], False),
    ],
)
def test_the_rest_of_a_document_tells_the_order_of_its_slash_dates(lines: list[str], *, american: bool) -> None:
    assert month_first(lines) is american


def test_only_slash_dates_of_small_numbers_may_be_both() -> None:
    assert may_be_both("04/05/2024")
    assert not may_be_both("04/04/2024")
    assert not may_be_both("04/15/2024")
    assert not may_be_both("04.05.2024")


@pytest.mark.parametrize(
    "line",
    [
        "23 June 2024. The harbour was opened again, and all who could walk came to see the boats.",
        "(23. Juni 2024) Der Hafen ist wieder offen.",
        "Harbour Town, June 23, 2024 -- The harbour was opened again.",
        "23.06.2024, 10:15 UhrDer Hafen ist wieder offen.",
        "Red. / 23.06.2024  Der Hafen ist wieder offen.",
    ],
)
def test_a_date_may_head_a_paragraph(line: str) -> None:
    assert opening_date(line) == DAY


@pytest.mark.parametrize(
    "line",
    [
        "On 23 June 2024, the harbour was opened again.",
        "Am 23. Juni 2024 wurde der Hafen geöffnet.",
        "June 23, 2024 was a day that nobody on the coast forgets.",
        "The harbour was opened again by the mayor on 23 June 2024.",
        "Termin: 23.06.2024, 19 Uhr im Hafen",
        "The harbour was opened again.",
    ],
)
def test_a_date_in_a_sentence_heads_nothing(line: str) -> None:
    assert opening_date(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "This entry was posted in Harbours and tagged boats, shops, quay, winter, market on June 23, 2024 by Robin.",
        "Dieser Beitrag wurde am Sonntag, den 23. Juni 2024 veröffentlicht und wurde unter Hafen abgelegt.",
        "Copyright © 23.06.2024 Harbour Post",
        "Diese Seite wurde zuletzt am 23. Juni 2024 um 13:22 Uhr geändert.",
    ],
)
def test_a_sentence_on_the_document_itself_states_its_day(line: str) -> None:
    assert stated_date(line) == DAY


def test_a_date_far_from_a_label_is_not_stated_by_it() -> None:
    assert (
        stated_date("Published by the harbour office for all who love the sea and its many boats, 23 June 2024")
        is None
    )


def test_a_teaser_dates_the_headline_that_it_tells() -> None:
    assert told_date("A Harbour Comes Back 23 June 2024", "A Harbour Comes Back") == DAY
    assert told_date("A Harbour Comes Back", "A Harbour Comes Back") is None
    assert told_date("Boats 23 June 2024", "A Harbour Comes Back") is None


def test_labels_and_hours_are_seen() -> None:
    assert states_publication("Published 23 June 2024")
    assert not states_publication("23 June 2024")
    assert tells_time("23 June 2024, 10:15")
    assert not tells_time("23.06.2024")


def test_a_dated_sentence_tells_a_story_unless_it_speaks_of_its_document() -> None:
    assert tells_a_story("The harbour was opened by the mayor on 23 June 2024.")
    assert not tells_a_story("This entry was posted by Robin on 23 June 2024.")
    assert not tells_a_story("Harbour Post on 23 June 2024 at 4:05 p.m.")
    assert not tells_a_story("Harbour Post, 23 June 2024")
