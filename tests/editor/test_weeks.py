from __future__ import annotations

from datetime import date

import pytest

from digest.errors import NothingToPublish
from digest.model import Hand, RelatedItem, Story
from tests.editor.stories import a_plan, an_entry, composed, rules, sent, titles, told, why
from tests.prose import paragraphs

FLOOD = ("flood", "river", "dam", "rain")
OLD = date(2024, 6, 14)  # in the seven days before those of the issue


def older(title: str = "Old", score: float = 1.0, published: date = OLD) -> Story:
    return an_entry(title, paper="The Review", published=published, score=score)


def test_a_thin_week_takes_as_many_of_the_week_before_as_it_lacks() -> None:
    found = composed(told("Ours"), older("Good", 3), older("Fair", 2), plan=a_plan(minimum=2))
    assert set(titles(found.issue.stories)) == {"Ours", "Good"}
    assert found.issue.decisions == ("thin week: 1 story, 2 wanted; rolled over 1 entry of the week before",)
    assert why(found) == {"Fair": "not of this week: published 2024-06-14"}
    assert "rolled over: published 2024-06-14" in rules(found.issue.lead)


def test_a_week_that_is_not_thin_leaves_the_week_before_alone() -> None:
    found = composed(told("Ours"), older())
    assert titles(found.issue.stories) == ["Ours"]
    assert found.issue.decisions == ()


def test_some_newsletters_never_roll_over() -> None:
    found = composed(told("Ours"), older(), plan=a_plan(minimum=2, roll_over="never", thin="publish"))
    assert titles(found.issue.stories) == ["Ours"]
    assert found.issue.decisions == ("thin week: 1 story, 2 wanted; published as it is",)


def test_others_always_do() -> None:
    found = composed(told("Ours"), older("Good", 3), older("Fair", 2), plan=a_plan(roll_over="always"))
    assert len(found.issue.stories) == 3
    assert found.issue.decisions == ("rolled over 2 entries of the week before",)


@pytest.mark.parametrize(
    ("published", "rolls"), [(date(2024, 6, 16), True), (date(2024, 6, 10), True), (date(2024, 6, 9), False)]
)
def test_seven_days_roll_over(published: date, *, rolls: bool) -> None:
    found = composed(told("Ours"), older(published=published), plan=a_plan(minimum=2))
    assert ("Old" in titles(found.issue.stories)) == rolls


def test_what_was_used_does_not_roll_over() -> None:
    found = composed(told("Ours"), older(), plan=a_plan(minimum=2), memory=(sent(older()),))
    assert why(found) == {"Old": "was in 2024-W24"}


def test_an_older_copy_of_a_story_of_this_week_is_that_story() -> None:
    copy = an_entry("Copy", *paragraphs(1), published=OLD, score=9)
    found = composed(an_entry("New", *paragraphs(1), paper="The Review"), copy, plan=a_plan(minimum=2))
    assert len(found.issue.stories) == 1
    assert found.issue.decisions == ("thin week: 1 story, 2 wanted; nothing to fill it with",)


def test_a_story_below_the_floor_does_not_come_back() -> None:
    slight = an_entry("Slight", score=-0.1)
    found = composed(told("Ours", score=0.1), slight, older("Old", 0.4), plan=a_plan(minimum=3, floor=0.5))
    assert titles(found.issue.stories) == ["Ours"]
    assert why(found) == {"Slight": "score 0.4 is below the floor 0.5", "Old": "score 0.4 is below the floor 0.5"}


def test_a_story_on_the_floor_stays() -> None:
    assert titles(composed(an_entry("Fair", score=1.0), plan=a_plan(floor=1.5)).issue.stories) == ["Fair"]


def test_a_thin_week_is_filled_from_what_its_stories_point_to() -> None:
    items = tuple(RelatedItem(f"Item {n}") for n in range(6))
    found = composed(told("Ours", related=items), plan=a_plan(minimum=3, archive=2))
    assert len(found.issue.archive) == 4
    assert found.issue.decisions == ("thin week: 1 story, 3 wanted; filled up with 2 items from the archive",)


def test_a_thin_week_is_filled_with_what_earlier_issues_told_on_its_theme() -> None:
    fitting = told("Fitting", terms=("river", "flood", "rain", "field"), url="https://ours.test/fitting")
    other = told("Other", terms=("chess", "board", "clock"), url="https://ours.test/other")
    secret = told("Secret", terms=FLOOD, url="https://ours.test/secret", audience="member")
    here = told("Ours", terms=FLOOD)
    memory = (sent(fitting, other, secret),)
    found = composed(here, fitting, other, secret, plan=a_plan(minimum=3), memory=memory)
    assert found.issue.archive == (RelatedItem("Fitting", url="https://ours.test/fitting"),)
    assert found.issue.decisions == ("thin week: 1 story, 3 wanted; filled up with 1 item from the archive",)


def test_a_week_that_is_not_thin_is_not_filled() -> None:
    fitting = told("Fitting", terms=FLOOD, url="https://ours.test/fitting")
    found = composed(told("Ours", terms=FLOOD), fitting, memory=(sent(fitting),))
    assert found.issue.archive == ()


def test_a_thin_week_can_be_skipped() -> None:
    with pytest.raises(NothingToPublish) as caught:
        composed(told("Ours"), older(), plan=a_plan(minimum=3, thin="skip"))
    assert (caught.value.what, caught.value.found) == ("thin week: skipped", "2 stories, at least 3 wanted")


def test_a_pinned_story_can_save_a_week() -> None:
    plan = a_plan(minimum=2, thin="skip")
    ancient = older(published=date(2024, 1, 1))
    assert len(composed(told("Ours"), ancient, plan=plan, hand=Hand(pin=("old",))).issue.stories) == 2


def test_nothing_new_is_nothing_to_publish_and_says_what_became_of_all() -> None:
    used = told("Used")
    with pytest.raises(NothingToPublish) as caught:
        composed(used, memory=(sent(used),))
    assert str(caught.value).startswith("left out: Used.txt · was in 2024-W24\nnothing to publish · no new story")


def test_of_very_many_that_are_not_new_only_some_are_named() -> None:
    with pytest.raises(NothingToPublish) as caught:
        composed(*(an_entry(f"Old {n}", published=date(2024, 1, 1)) for n in range(50)))
    assert len(caught.value.problems) == 21
    assert caught.value.problems[-1] == "and 30 more"
