from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from digest.editor.compose import Composed
from digest.editor.overrides import subject_again
from digest.model import Hand, NoteBlock, Problem, Reason, Span, Story, StoryEdit, Verdict
from tests.editor.stories import a_plan, an_entry, composed, rules, sent, titles, told, why
from tests.prose import paragraphs

FILE = "edits/2024-W25.toml"
PENNY = told("The Penny Black", "One.", "Two.", "Three.", source="post/penny-black.txt", score=3)
PONY = told("The Pony Express", source="post/pony-express.txt", score=2)
SIGN = told("The At Sign", source="at-sign.txt", score=1)


def by_hand(**changes: object) -> Hand:
    names = ("penny-black", "post/penny-black.txt", "nowhere", "penny-blck")
    return Hand(**{"file": FILE, "lines": dict.fromkeys(names, 7)} | changes)  # type: ignore[arg-type]


def edited(edit: StoryEdit, *, story: Story = PENNY) -> Composed:
    return composed(story, PONY, hand=by_hand(stories=(edit,)))


@pytest.mark.parametrize("name", ["post/penny-black.txt", "penny-black", "the-penny-black", "Penny-Black.TXT"])
def test_a_story_is_named_by_its_source_its_slug_or_its_file(name: str) -> None:
    assert why(composed(PENNY, PONY, hand=Hand(drop=(name,)))) == {"The Penny Black": "dropped by the editor"}


def test_a_name_that_fits_nothing_is_said() -> None:
    found = composed(PENNY, PONY, hand=by_hand(drop=("penny-blck",)))
    (problem,) = found.problems
    assert problem.what == "the edits name a story that is not here"
    assert (problem.where, problem.found) == ("edits/2024-W25.toml:7", "penny-blck")
    assert "penny-black" in problem.hint
    assert len(found.issue.stories) == 2


def test_without_a_likely_name_the_hint_says_which_there_are() -> None:
    (problem,) = composed(PENNY, PONY, hand=by_hand(pin=("nowhere",), order=("nowhere",))).problems
    assert problem.hint == "name one of: penny-black, pony-express"


def test_a_name_that_fits_nothing_changes_nothing_else() -> None:
    hand = by_hand(
        drop=("nowhere",), pin=("nowhere",), order=("nowhere", "at-sign"), stories=(StoryEdit("nowhere", "x"),)
    )
    found = composed(PENNY, SIGN, hand=hand)
    assert titles(found.issue.stories) == ["The At Sign", "The Penny Black"]
    assert [problem.what for problem in found.problems] == ["the edits name a story that is not here"]


def test_of_many_stories_the_hint_names_some() -> None:
    stories = (told(f"{n}{n}{n}{n}", source=f"{n}{n}{n}{n}.md") for n in range(1, 8))
    (problem,) = composed(*stories, hand=by_hand(pin=("nowhere",))).problems
    assert problem.hint == "name one of: 1111, 2222, 3333, 4444, 5555 and 2 more"


def test_a_file_s_name_that_fits_two_stories_is_said() -> None:
    twin = told("Another", source="type/penny-black.md")
    (problem,) = composed(PENNY, twin, hand=by_hand(drop=("penny-black",))).problems
    assert problem == Problem(
        "the edits name more than one story",
        "edits/2024-W25.toml:7",
        "penny-black",
        "name one of: post/penny-black.txt, type/penny-black.md",
    )


@pytest.mark.parametrize("name", ["news", "news-2"])
def test_a_short_name_that_several_stories_have_names_none(name: str) -> None:
    one, other = an_entry("News", *paragraphs(1), score=1), an_entry("News", *paragraphs(2), paper="The Review")
    found = composed(PENNY, one, other, hand=Hand(drop=(name,)))
    (problem,) = found.problems
    assert problem.what == "the edits name more than one story"
    assert problem.hint == f"name one of: {one.article.source}, {other.article.source}"
    assert len(found.issue.stories) == 3


def test_a_short_name_does_not_change_its_story_when_another_of_its_title_arrives() -> None:
    zeta = an_entry("Weekly update", *paragraphs(2), paper="Zeta")
    alpha = an_entry("Weekly update", *paragraphs(1), paper="Alpha")
    hand = Hand(drop=("weekly-update",))
    assert why(composed(PENNY, zeta, hand=hand)) == {"Weekly update": "dropped by the editor"}
    assert why(composed(PENNY, zeta, alpha, hand=hand)) == {}


def test_a_short_name_does_not_pass_from_a_document_to_an_entry() -> None:
    entry = an_entry("Penny Black", *paragraphs(1))
    (problem,) = composed(PENNY, entry, hand=Hand(drop=("penny-black",))).problems
    assert problem.what == "the edits name more than one story"


def test_stories_of_one_title_are_named_by_their_sources() -> None:
    one, other = told("News", *paragraphs(1), source="a.md", score=1), told("News", *paragraphs(2), source="b.md")
    found = composed(one, other, hand=Hand(order=("b.md", "a")))
    assert [story.article.source for story in found.issue.stories] == ["b.md", "a.md"]


def test_a_story_with_two_tables_gets_both_and_that_is_said() -> None:
    hand = by_hand(
        stories=(
            StoryEdit("post/penny-black.txt", title="A Price"),
            StoryEdit("penny-black", title="Another", section="Post"),
        )
    )
    found = composed(PENNY, hand=hand)
    assert (found.issue.lead.article.title, found.issue.lead.article.section) == ("A Price", "Post")
    assert [str(problem) for problem in found.problems] == [
        (
            f"the edits have two tables for one story · {FILE}:7 · post/penny-black.txt, penny-black · "
            "write them as one; of both title the first counts"
        )
    ]


def test_a_name_is_compared_exactly_first() -> None:
    exact = told("Exact", source="penny-black")
    assert why(composed(PENNY, exact, hand=Hand(drop=("penny-black",)))) == {"Exact": "dropped by the editor"}


def test_a_copy_does_not_come_in_the_place_of_what_was_dropped() -> None:
    one, copy = an_entry("One", *paragraphs(1), score=2), an_entry("Copy", *paragraphs(1), paper="The Review")
    found = composed(one, copy, SIGN, hand=Hand(drop=("one",)))
    assert titles(found.issue.stories) == ["The At Sign"]
    assert why(found)["Copy"] == "same story as https://the-post.test/one, which the editor dropped"


def test_a_pinned_copy_comes_in_the_place_of_what_was_dropped() -> None:
    one, copy = an_entry("One", *paragraphs(1), score=2), an_entry("Copy", *paragraphs(1), paper="The Review")
    assert titles(composed(one, copy, hand=Hand(drop=("one",), pin=("copy",))).issue.stories) == ["Copy"]


def test_a_pinned_story_is_in_though_it_was_used_and_that_is_said() -> None:
    found = composed(SIGN, PONY, memory=(sent(PENNY, PONY),), hand=Hand(pin=("pony-express",)))
    assert set(titles(found.issue.stories)) == {"The At Sign", "The Pony Express"}
    assert found.issue.decisions == ("pinned by the editor: post/pony-express.txt (was in 2024-W24)",)
    assert "pinned by the editor" in rules(found.issue.stories[0])


def test_an_ordered_story_is_in_though_it_was_used() -> None:
    found = composed(SIGN, PONY, memory=(sent(PENNY, PONY),), hand=Hand(order=("pony-express",)))
    assert titles(found.issue.stories) == ["The Pony Express", "The At Sign"]
    assert found.issue.decisions == ("ordered by the editor: post/pony-express.txt (was in 2024-W24)",)


def test_a_pinned_entry_is_in_though_it_is_old_or_slight() -> None:
    old = an_entry("Old", published=date(2024, 1, 1), score=-3)
    found = composed(SIGN, old, plan=a_plan(floor=1.0), hand=Hand(pin=("old",)))
    assert titles(found.issue.stories) == ["The At Sign", "Old"]


def test_of_two_pinned_copies_both_are_in() -> None:
    one, copy = told("One", *paragraphs(1)), told("Copy", *paragraphs(1))
    assert len(composed(one, copy, hand=Hand(pin=("one", "copy"))).issue.stories) == 2


def test_what_is_dropped_and_pinned_is_out_and_said() -> None:
    found = composed(PENNY, PONY, hand=by_hand(drop=("penny-black",), pin=("post/penny-black.txt",)))
    assert titles(found.issue.stories) == ["The Pony Express"]
    assert [problem.what for problem in found.problems] == ["the edits drop a story and pin or order it as well"]


def test_the_editor_s_order_comes_first() -> None:
    found = composed(PENNY, PONY, SIGN, hand=Hand(order=("at-sign", "pony-express")))
    assert titles(found.issue.stories) == ["The At Sign", "The Pony Express", "The Penny Black"]
    lead, second, _ = found.issue.stories
    assert (rules(lead)[-1], rules(second)[-1]) == ("leads: put first by the editor", "put here by the editor")


def test_a_story_that_some_readers_may_not_see_does_not_lead() -> None:
    secret = told("Secret", audience="member", source="secret.txt")
    found = composed(PENNY, PONY, secret, hand=by_hand(order=("secret.txt", "pony-express")))
    assert titles(found.issue.stories) == ["The Pony Express", "Secret", "The Penny Black"]
    (problem,) = found.problems
    assert str(problem) == (
        "the edits put a story first that cannot lead · edits/2024-W25.toml · secret.txt · "
        "only member readers may see it; put one that is open to all before it"
    )


def test_where_all_stories_are_for_some_readers_one_may_lead() -> None:
    one, other = (told(name, audience="member") for name in ("One", "Other"))
    found = composed(one, other, hand=Hand(order=("Other.txt",)))
    assert titles(found.issue.stories) == ["Other", "One"]
    assert found.problems == ()


def test_a_story_is_retitled_and_keeps_its_address() -> None:
    found = edited(StoryEdit("penny-black", title="A Price, Not a Stamp"))
    lead = found.issue.lead
    assert (lead.article.title, lead.slug) == ("A Price, Not a Stamp", "the-penny-black")
    assert "retitled by the editor" in rules(lead)
    assert found.issue.subject.startswith("A Price")


def test_a_story_is_put_into_another_section() -> None:
    hand = Hand(stories=(StoryEdit("at-sign", section="type"),))
    found = composed(PENNY, PONY, SIGN, plan=a_plan(sections=("Type",)), hand=hand)
    assert titles(found.issue.stories) == ["The Penny Black", "The At Sign", "The Pony Express"]
    assert found.issue.sections == ("Type",)


def test_other_paragraphs_are_chosen_by_their_first_words() -> None:
    verdicts = tuple(replace(verdict, kept="") for verdict in PENNY.verdicts[:2])
    story = replace(PENNY, verdicts=(*verdicts, replace(PENNY.verdicts[2], runner_up=True)))
    lead = edited(StoryEdit("penny-black", paragraphs=("One", "three…")), story=story).issue.lead
    assert lead.paragraphs == ("One.", "Three.")
    assert lead.verdicts[0].reasons[-1] == Reason("chosen by the editor", 0.0)
    assert [verdict.runner_up for verdict in lead.verdicts] == [False] * 3


def test_paragraphs_stand_in_the_order_in_which_they_are_named() -> None:
    lead = edited(StoryEdit("penny-black", paragraphs=("Three.", "One."))).issue.lead
    assert lead.paragraphs == ("Three.", "One.")
    assert [verdict.selected for verdict in lead.verdicts] == [True, False, True]


def test_a_chosen_paragraph_is_whole_though_the_rules_kept_a_part_of_it() -> None:
    block = PENNY.article.body[0]
    part = replace(PENNY, verdicts=(Verdict(replace(block, text="One. And more."), 1.0, (), "One."),))
    lead = edited(StoryEdit("penny-black", paragraphs=("One.",)), story=part).issue.lead
    assert lead.paragraphs == ("One. And more.",)


def test_words_with_which_no_paragraph_begins_are_said_and_the_others_are_taken() -> None:
    found = edited(StoryEdit("penny-black", paragraphs=("Two", "Four words that are gone")))
    assert found.issue.lead.paragraphs == ("Two.",)
    assert [str(problem) for problem in found.problems] == [
        (
            f"no paragraph of the story begins with these words · {FILE}:7 · penny-black: Four words that are gone"
            " · see how they begin with: digest explain"
        )
    ]


def test_words_with_which_two_paragraphs_begin_are_said() -> None:
    story = told("Stamps", "The stamp was black.", "The stamp was red.", "Two.", source="penny-black.txt", score=3)
    found = edited(StoryEdit("penny-black", paragraphs=("The stamp", "Two")), story=story)
    assert found.issue.lead.paragraphs == ("Two.",)
    (problem,) = found.problems
    assert problem.what == "2 paragraphs of the story begin with these words"


def test_the_whole_of_a_paragraph_names_it_though_a_longer_one_begins_so() -> None:
    story = told("Stamps", "The stamp.", "The stamp was red.", "The stamp.", source="penny-black.txt", score=3)
    found = edited(StoryEdit("penny-black", paragraphs=("The stamp.",)), story=story)
    assert [verdict.selected for verdict in found.issue.lead.verdicts] == [True, False, False]
    assert found.problems == ()


def test_a_number_shows_nothing_and_the_words_to_write_are_said() -> None:
    found = edited(StoryEdit("penny-black", paragraphs=(3, 1)))
    assert found.issue.lead.paragraphs == PENNY.paragraphs
    assert [str(problem) for problem in found.problems] == [
        (
            f"paragraphs are named by their first words: a number may become another's · {FILE}:7 · penny-black: 3, 1"
            ' · write: paragraphs = ["Three.", "One."]'
        )
    ]


def test_a_number_that_is_not_there_says_how_many_there_are() -> None:
    (problem,) = edited(StoryEdit("penny-black", paragraphs=(14,))).problems
    assert problem.hint == "it has 3 paragraphs"


def test_an_edit_never_shows_other_words_when_the_document_changes() -> None:
    edit = StoryEdit("penny-black", paragraphs=("Three.",))
    longer = told("The Penny Black", "New.", "One.", "Two.", "Three.", source="post/penny-black.txt", score=3)
    assert edited(edit, story=longer).issue.lead.paragraphs == ("Three.",)
    without = told("The Penny Black", "One.", "Two.", "Four.", source="post/penny-black.txt", score=3)
    found = edited(edit, story=without)
    assert found.issue.lead.paragraphs == without.paragraphs
    assert found.problems


def test_without_one_paragraph_that_is_there_the_rules_choice_stays() -> None:
    assert edited(StoryEdit("penny-black", paragraphs=("Nine",))).issue.lead.paragraphs == PENNY.paragraphs


def test_a_subject_that_a_recent_issue_had_is_said() -> None:
    before = (sent(PONY, subject="Mine  again"), sent(SIGN, subject="Another"))
    problem = subject_again(by_hand(subject="mine again"), before, 2)
    assert problem is not None
    assert (problem.what, problem.found) == ("the subject is that of 2024-W24", "mine again")
    assert subject_again(by_hand(subject="mine again"), before, 1) is None
    assert subject_again(by_hand(subject="mine again"), before, 0) is None
    assert subject_again(by_hand(), (sent(PONY, subject=""),), 8) is None


def test_a_summary_stands_in_the_place_of_the_paragraphs() -> None:
    lead = edited(StoryEdit("penny-black", summary=("In short.",))).issue.lead
    assert lead.paragraphs == ("In short.",)
    assert "told in the editor’s own words" in rules(lead)


def test_note_and_file_stand_in_the_issue() -> None:
    note = (NoteBlock((Span("Dear readers"),)),)
    issue = composed(PENNY, hand=by_hand(note=note, subject="Mine")).issue
    assert (issue.note, issue.edited, issue.subject) == (note, FILE, "Mine")
    assert composed(PENNY, hand=Hand(file=FILE)).issue.edited == ""
