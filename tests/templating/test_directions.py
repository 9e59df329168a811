from __future__ import annotations

import re

import pytest

from digest.templating.directions import direction_of, guarded, words_other_way
from digest.templating.environment import templates
from digest.templating.flow import flowed
from digest.templating.letter import letter
from digest.templating.web import pages
from tests.templating.issues import FREE
from tests.templating.languages import an_arabic_issue

LRM, RLM = "\u200e", "\u200f"
HTML = letter(an_arabic_issue(), FREE, templates()).html
TEXT = letter(an_arabic_issue(), FREE, templates()).text
INDEX = pages(an_arabic_issue(), templates())[0].html


@pytest.mark.parametrize(
    ("text", "way"), [("abc", "ltr"), ("1. أ", "rtl"), ("«שלום»", "rtl"), ("+20 2", ""), ("", ""), ("“Ж”", "ltr")]
)
def test_the_first_letter_says_which_way_a_text_runs(text: str, way: str) -> None:
    assert direction_of(text) == way


def test_numbers_alone_run_from_left_to_right() -> None:
    assert words_other_way("+20 2 1234", "rtl") == "ltr"
    assert words_other_way("+20 2 1234", "ltr") == ""
    assert words_other_way("…", "rtl") == ""


@pytest.mark.parametrize(
    ("text", "way", "kept"),
    [
        ("Why?", "ltr", f"Why?{LRM}"),
        ("Why", "ltr", "Why"),
        ("Version 2", "ltr", "Version 2"),
        ("25 bridges", "ltr", f"{LRM}25 bridges"),
        ("«لماذا»", "rtl", f"{RLM}«لماذا»{RLM}"),
        ("عامًا", "rtl", "عامًا"),
    ],
)
def test_an_end_without_direction_is_held_by_a_mark(text: str, way: str, kept: str) -> None:
    assert guarded(text, way) == kept


def test_a_line_that_starts_with_a_word_of_the_other_direction_is_marked() -> None:
    lines = flowed("كلمة " * 14 + "Ferry كلمة").split("\n")
    assert [line[0] for line in lines] == ["ك", RLM]


def test_a_line_that_starts_with_an_address_stays_as_it_is() -> None:
    lines = flowed("كلمة " * 14 + "https://letter.test/").split("\n")
    assert lines[1] == "https://letter.test/"


@pytest.mark.parametrize("text", ["word " * 40, "слово " * 40, "كلمة " * 40])
def test_text_of_one_direction_has_no_marks(text: str) -> None:
    assert not re.search(f"[{LRM}{RLM}]", flowed(text.strip()))


def test_a_title_inside_a_phrase_is_kept_apart() -> None:
    assert (
        'اقرأ «<span dir="ltr">Why did the ferries stop?</span>» كاملًا في <span dir="ltr">The Review</span>' in HTML
    )
    assert f"اقرأ «Why did the ferries stop?{LRM}» كاملًا في The Review:" in TEXT


def test_a_story_of_the_other_direction_stands_at_its_own_side() -> None:
    story = HTML[HTML.index("<h3 dir=") : HTML.index("That was not expected!")]
    assert re.search(r'<h3 dir="ltr" style="[^"]*text-align:left;', story)
    assert re.search(
        r'<p dir="ltr" style="[^"]*text-align:left;[^"]*" class="q">By the editors · The Review · <span dir="rtl">20',
        story,
    )
    assert re.search(r'<p dir="ltr" style="[^"]*text-align:left;', story)


def test_a_telephone_number_keeps_its_order() -> None:
    assert '<span dir="ltr">+20 2 1234 5678</span>' in HTML


def test_what_is_written_from_right_to_left_is_not_slanted() -> None:
    assert "italic" not in HTML


def test_lists_and_quotations_are_indented_from_the_right() -> None:
    assert "padding-right:20px" in HTML
    assert "border-right:2px" in HTML
    assert "padding-left:" not in re.sub(r"<td[^>]*>", "", HTML)


def test_the_web_edition_sets_such_a_story_at_its_own_side_too() -> None:
    assert re.search(
        r'<article class="against">\n<p class="kicker"><span dir="ltr">Essay</span></p>\n<h3 dir="ltr">', INDEX
    )


def test_the_whole_letter_says_its_direction() -> None:
    assert '<html lang="ar" dir="rtl">' in HTML
    assert "direction:ltr" not in HTML
