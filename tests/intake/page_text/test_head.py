from __future__ import annotations

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
