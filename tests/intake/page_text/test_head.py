from __future__ import annotations

import pytest

from digest.intake.page_text.head import tells_again
from digest.intake.page_text.lines import text_lines
from digest.intake.page_text.recogniser import recognise

SENTENCE = (
    "The old harbour was rebuilt in the spring, and the first boats came back to it before the summer was over."
)
OTHER = (
    "People who had left the town years ago returned, opened small shops along the quay and stayed for the winter, "
    "which was long and cold that year."
)
THIRD = (
    "Nobody had expected that the market would grow so fast, least of all the council, which had to move it twice "
    "before the first year was over."
)
TITLE = "A Harbour Comes Back"


def standfirst(*paragraphs: str) -> str:
    return recognise(text_lines("\n\n".join((TITLE, *paragraphs)) + "\n")).standfirst


def test_the_paragraph_above_the_date_line_is_the_standfirst() -> None:
    assert standfirst(SENTENCE, "5 March 2021", OTHER, THIRD, OTHER[:-1] + ", too.") == SENTENCE


def test_the_paragraph_above_an_agency_s_report_is_the_standfirst() -> None:
    assert standfirst(SENTENCE, f"HARBOUR TOWN (HPN) — {OTHER}", THIRD, OTHER[:-1] + ", too.") == SENTENCE


def test_a_report_that_opens_with_its_place_has_no_standfirst() -> None:
    assert standfirst(f"HARBOUR TOWN (HPN) — {SENTENCE}", OTHER, THIRD, OTHER[:-1] + ", too.") == ""


def test_the_first_of_many_paragraphs_is_no_standfirst() -> None:
    assert standfirst(SENTENCE, OTHER, THIRD, OTHER[:-1] + ", too.") == ""


def test_a_trail_of_menu_entries_is_no_standfirst() -> None:
    trail = "Home » News of the Coast » A Harbour Comes Back"
    assert standfirst(trail, "5 March 2021", SENTENCE, OTHER, THIRD, OTHER[:-1] + ", too.") == ""


@pytest.mark.parametrize(
    "line",
    [
        "New Ferries Between All Islands of the Coast Start in May",
        "and then opens in every town along the coast again",
        "The quay of the old harbour in spring (Robin Example)",
        "Boats\tLength in metres\tPlaces\tCrew\tBuilt in\tHome port",
        "Kim Sample said on the quay that this was due",
        "Filed in the rooms News | Coast | Harbours | Boats",
    ],
)
def test_a_line_that_is_no_sentence_of_the_article_is_no_standfirst(line: str) -> None:
    assert standfirst(line, "5 March 2021", SENTENCE, OTHER, THIRD, OTHER[:-1] + ", too.") == ""


def test_a_line_that_is_no_sentence_does_not_hide_the_standfirst_below_it() -> None:
    above = "New Ferries Between All Islands of the Coast Start in May"
    assert standfirst(above, SENTENCE, "5 March 2021", OTHER, THIRD, OTHER[:-1] + ", too.") == SENTENCE


@pytest.mark.parametrize(
    ("line", "again"),
    [
        ("BREAKING NEWS: The bridge over the river opens", True),
        ("The bridge over the river opens", True),
        ("The bridge over the river, closed for nine years, was opened by a ferryman on Monday morning.", False),
        ("Nine years and two councils later, the ferry has somebody to compete with.", False),
        ("", False),
    ],
)
def test_a_line_that_tells_the_headline_again_is_known(line: str, again: bool) -> None:
    assert tells_again(line, "The bridge over the river opens") is again
