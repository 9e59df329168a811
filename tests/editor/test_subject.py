from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from digest.editor.subject import PREHEADER_LONGEST, SUBJECT_LONGEST, cut, preheader, subject
from tests.factories import a_story

LONG = "A title that goes on for quite a while and is long enough to be cut"


def test_the_subject_is_the_title_of_the_lead() -> None:
    title = "A title of somewhat more than forty characters"
    assert subject([a_story(title), a_story("Another")], "") == title


def test_a_short_subject_says_how_many_stories_follow() -> None:
    assert subject([a_story("Short"), a_story("b"), a_story("c")], "") == "Short, and 2 more stories"


def test_one_more_story_is_counted_in_the_singular() -> None:
    assert subject([a_story("Short"), a_story("b")], "") == "Short, and 1 more story"


def test_a_story_kept_for_an_audience_is_not_in_the_subject() -> None:
    assert subject([a_story("Secret", audience="member"), a_story("Open")], "") == "Open"


def test_with_no_story_for_everybody_the_subject_is_neutral() -> None:
    assert subject([a_story("Secret", audience="member")], "The Letter, No. 3") == "The Letter, No. 3"


def test_a_long_title_is_cut_at_a_word() -> None:
    assert subject([a_story(LONG)], "") == "A title that goes on for quite a while and is long enough…"


def test_the_preheader_names_the_other_stories() -> None:
    line = preheader([a_story("Lead"), a_story("The second story of this week"), a_story("The third one")], "")
    assert line == "Also: The second story of this week · The third one."


def test_a_short_preheader_goes_on_with_the_standfirst() -> None:
    line = preheader([a_story("Lead", standfirst="What it is about."), a_story("Next")], "A tagline")
    assert line.startswith("Also: Next. What it is about.")


def test_a_lone_story_opens_with_its_own_words() -> None:
    assert preheader([a_story("Lead", "It began on a Monday, as so many things in this town did.")], "") == (
        "It began on a Monday, as so many things in this town did."
    )


@given(st.text(), st.integers(1, 80))
def test_a_cut_text_is_never_longer_than_allowed(text: str, longest: int) -> None:
    assert len(cut(text, longest)) <= longest


@given(st.lists(st.text("ab c", min_size=1, max_size=90), min_size=1, max_size=5))
def test_the_inbox_line_stays_within_its_lengths(titles: list[str]) -> None:
    stories = [a_story(title) for title in titles]
    assert len(subject(stories, "")) <= SUBJECT_LONGEST
    assert len(preheader(stories, "A tagline")) <= PREHEADER_LONGEST


def test_a_soft_hyphen_stays_out_of_the_inbox_line() -> None:
    title = "A brief\u00admark on a title of more than forty characters"
    assert subject([a_story(title)], "") == title.replace("\u00ad", "")
