from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from digest.model import Publication
from digest.templating.directions import direction_of, guarded, words_other_way
from digest.templating.environment import templates
from digest.templating.flow import flowed
from digest.templating.letter import letter
from digest.templating.web import pages
from tests.factories import a_newsletter, an_issue
from tests.templating.issues import FIRST, FREE, MEMBER, a_full_issue, linked
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
    assert f"اقرأ «Why did the ferries stop?{LRM}» كاملًا في The Review {RLM}[7]\n" in TEXT


def test_a_story_of_the_other_direction_stands_at_its_own_side() -> None:
    story = HTML[HTML.index("<h3 dir=") : HTML.index("That was not expected!")]
    assert re.search(r'<h3 dir="ltr" style="[^"]*text-align:left;', story)
    assert re.search(
        r'<p dir="ltr" style="[^"]*text-align:left;[^"]*" class="q">By the editors&#160;· '
        r'The Review&#160;· <span dir="rtl">20',
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


def test_in_text_a_line_of_latin_names_runs_as_the_newsletter_and_its_date_is_whole() -> None:
    assert f"\n{RLM}By the editors · The Review · {RLM}20 يونيو 2024\n" in TEXT
    assert "\nمن هيئة التحرير · مجلة المكان · 21 يونيو 2024\n" in TEXT


def test_in_an_english_letter_a_line_of_hebrew_names_is_marked_too() -> None:
    story = linked("A", FIRST, byline="א. כהן", published=date(2024, 6, 20))
    text = letter(an_issue(story, newsletter=a_newsletter(language="de")), FREE, templates()).text
    assert f"\n{LRM}א. כהן · {LRM}20. Juni 2024\n" in text.replace(f"{LRM}א. כהן{LRM}", f"{LRM}א. כהן")


def test_a_number_follows_the_words_of_the_line_and_not_those_of_the_other_direction() -> None:
    assert "وعن صوركم [2]:" in TEXT
    assert f"The Gazette {RLM}[5]\n" in TEXT
    assert flowed("See שלום [3] there") == f"See שלום {LRM}[3] there"
    assert LRM not in letter(a_full_issue(), FREE, templates()).text


def test_an_address_of_the_list_stands_alone_without_marks() -> None:
    assert "\n[3] https://makan.test/bridge\n" in TEXT


def test_in_text_an_address_keeps_its_brackets(tmp_path: Path) -> None:
    (tmp_path / "letter.txt.j2").write_text("{{ 'https://a.test/' | bracketed }} {{ 'x' | bracketed('ab') }}")
    assert letter(an_arabic_issue(), FREE, templates(tmp_path)).text == f"{LRM}<https://a.test/>{LRM} <x>\n"


def about(*publications: Publication) -> tuple[str, str]:
    stories = [linked(publication.name, FIRST, publication=publication) for publication in publications]
    issue = an_issue(*stories, publications=publications, newsletter=a_newsletter(language="ar"))
    html, web = letter(issue, FREE, templates()).html, pages(issue, templates())[0].html
    return html[html.rindex("<h2") :], web[web.rindex('<h2 class="label">') :]


def test_the_only_publication_stands_at_the_side_of_its_heading() -> None:
    review = Publication("The Review", "https://review.test/", "", ("7 Harbour Road",))
    for part in about(review):
        assert "text-align:left" not in part.partition("</a>")[0]
        assert "against" not in part
    html, web = about(review, Publication("The Post", "https://post.test/"))
    assert "text-align:left" in html.partition("</a>")[0]
    assert "against" in web


def test_a_phrase_that_stayed_english_is_kept_apart_and_its_values_are_in_order() -> None:
    issue = an_arabic_issue()
    issue = replace(issue, newsletter=replace(issue.newsletter, language="fa"))
    made = letter(issue, MEMBER, templates())
    assert '<span lang="en" dir="ltr">Until <span lang="fa" dir="rtl">30 ژوئن 2024</span></span>' in made.html
    assert '<span lang="en" dir="ltr">No. 25</span>&#160;· 23 ژوئن 2024' in made.html
    assert '<span lang="en" dir="ltr">Unsubscribe</span>' in made.html
    assert f"Until {RLM}30 ژوئن 2024{RLM}\n" in made.text
    assert f"{RLM}No. 25 · {RLM}23 ژوئن 2024 · View in browser {RLM}[1]\n" in made.text
    assert '<span lang="en"' in pages(issue, templates())[0].html


@pytest.mark.parametrize("language", ["ar", "he", "en", "nl"])
def test_other_phrases_are_left_as_they_are(language: str) -> None:
    issue = an_arabic_issue() if language in {"ar", "he"} else a_full_issue()
    issue = replace(issue, newsletter=replace(issue.newsletter, language=language))
    made = letter(issue, MEMBER, templates())
    assert '<span lang="en"' not in made.html
