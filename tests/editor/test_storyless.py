from __future__ import annotations

from dataclasses import replace

import pytest

from digest.editor.compose import Plan
from digest.editor.policy import Policy
from digest.errors import NothingToPublish
from digest.model import Audience, CatalogueItem, Hand, Kind, NoteBlock, Span
from tests.editor.stories import DAY, composed, sent, told
from tests.factories import a_newsletter

GREETING = NoteBlock((Span("Dear readers,"),))
CLOSED = NoteBlock((Span("the office is closed, so there is no story. We are back on Sunday with two of them."),))
NOTE = (GREETING, CLOSED)
YEAR = CatalogueItem("A year of letters", "Twelve issues on heavy paper.", url="https://letter.test/year")


def a_plan(**changes: object) -> Plan:
    return replace(Plan(a_newsletter(), deals=(YEAR,), policy=Policy()), **changes)  # type: ignore[arg-type]


def test_a_note_makes_an_issue_of_a_week_without_a_story() -> None:
    issue = composed(plan=a_plan(), hand=Hand(note=NOTE)).issue
    assert (issue.stories, issue.note, issue.deals, issue.publications) == ((), NOTE, (YEAR,), ())
    assert issue.decisions == ("no story this week: the editor's note and offers alone",)


def test_a_note_alone_is_enough() -> None:
    issue = composed(plan=a_plan(deals=()), hand=Hand(note=NOTE)).issue
    assert issue.decisions == ("no story this week: the editor's note alone",)


def test_a_subject_is_enough_where_there_are_offers() -> None:
    issue = composed(plan=a_plan(), hand=Hand(subject="Closed for a week")).issue
    assert (issue.subject, issue.preheader) == ("Closed for a week", "What the week brought · The Letter")
    assert issue.decisions == ("no story this week: offers alone",)


def test_a_subject_without_anything_to_read_is_no_issue() -> None:
    with pytest.raises(NothingToPublish) as caught:
        composed(plan=a_plan(deals=()), hand=Hand(subject="Closed for a week"))
    assert "write a note into the edits" in caught.value.hint


@pytest.mark.parametrize("hand", [Hand(), Hand(preheader="Something"), Hand(drop=("a",), pin=("b",))])
def test_other_edits_want_no_issue_of_nothing(hand: Hand) -> None:
    with pytest.raises(NothingToPublish):
        composed(plan=a_plan(), hand=hand)


def test_what_is_left_out_is_still_said() -> None:
    used = told("Used")
    found = composed(used, plan=a_plan(), memory=(sent(used),), hand=Hand(note=NOTE))
    assert [(one.story.article.title, one.why) for one in found.left_out] == [("Used", "was in 2024-W24")]


def test_a_thin_week_with_a_note_is_not_skipped() -> None:
    skip = Policy(thin="skip", minimum=3)
    assert composed(plan=a_plan(policy=skip), hand=Hand(note=NOTE)).issue.stories == ()
    assert len(composed(told("Ours"), plan=a_plan(policy=skip), hand=Hand(note=NOTE)).issue.stories) == 1
    with pytest.raises(NothingToPublish):
        composed(told("Ours"), plan=a_plan(policy=skip))


def test_the_note_s_first_sentence_is_the_subject_and_the_next_stands_behind_it() -> None:
    issue = composed(plan=a_plan(), hand=Hand(note=NOTE)).issue
    assert issue.subject == "The office is closed, so there is no story"
    assert issue.preheader == "We are back on Sunday with two of them. · What the week brought"


def test_a_heading_of_the_note_comes_first() -> None:
    heading = NoteBlock((Span("Gone fishing"),), Kind.HEADING)
    issue = composed(plan=a_plan(), hand=Hand(note=(heading, *NOTE))).issue
    assert issue.subject == "Gone fishing · The Letter"
    assert issue.preheader.startswith("the office is closed, so there is no story. We are back")


def test_the_subjects_among_which_it_was_chosen_are_kept() -> None:
    issue = composed(plan=a_plan(), hand=Hand(note=NOTE)).issue
    assert [line.text for line in issue.subjects] == [
        "The office is closed, so there is no story",
        "We are back on Sunday with two of them",
        "The Letter · 2024-W25",
    ]


def test_a_long_sentence_is_cut_for_the_subject_and_whole_behind_it() -> None:
    text = (
        "The office is closed for the week in which its old roof is taken off and the new one is put on in its place."
    )
    issue = composed(plan=a_plan(), hand=Hand(note=(NoteBlock((Span(text),)),))).issue
    assert issue.subject == "The office is closed for the week in which its old roof is…"
    assert "What the week brought" in issue.preheader


def test_a_greeting_alone_leaves_the_newsletter_s_name_and_week() -> None:
    assert composed(plan=a_plan(), hand=Hand(note=(GREETING,))).issue.subject == "The Letter · 2024-W25"


def test_the_subject_of_the_last_issue_does_not_come_again() -> None:
    last = sent(subject="The office is closed, so there is no story")
    issue = composed(plan=a_plan(), memory=(last,), hand=Hand(note=NOTE)).issue
    assert issue.subject == "We are back on Sunday with two of them"


def test_offers_that_only_some_readers_get_stand_in_no_inbox() -> None:
    issue = composed(plan=a_plan(), hand=Hand(note=(GREETING,))).issue
    assert "year" not in issue.subject + issue.preheader


def test_offers_that_all_readers_get_may_be_named_there() -> None:
    inside = replace(YEAR, title="For members alone", audience="member")
    long = replace(YEAR, title="Eight words of a title that tell too much")
    plan = a_plan(audiences=(Audience("member", "Members", deals=True),), deals=(inside, long, YEAR))
    issue = composed(plan=plan, hand=Hand(note=(GREETING,))).issue
    assert issue.subject == "A year of letters · The Letter"
    assert "Eight" not in issue.preheader
    assert "members" not in issue.preheader


def test_the_editor_s_own_words_win() -> None:
    hand = Hand(note=NOTE, subject="Back on Sunday", preheader="Nothing this week")
    issue = composed(plan=a_plan(), hand=hand).issue
    assert (issue.subject, issue.preheader, issue.day) == ("Back on Sunday", "Nothing this week", DAY)
