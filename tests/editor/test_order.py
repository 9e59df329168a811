from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from digest.editor.order import ranked, weighed
from digest.model import Picture, Publication, Story, Week
from tests.editor.stories import a_plan, an_entry, composed, rules, sent, titles, told
from tests.factories import a_story
from tests.prose import paragraphs

DAYS = (date(2024, 6, 17), date(2024, 6, 23))


def test_the_best_story_leads_and_says_so() -> None:
    found = composed(told("b", score=1), told("a", score=2))
    assert titles(found.issue.stories) == ["a", "b"]
    assert rules(found.issue.lead)[-1] == "leads: the best score"


def test_of_equal_stories_the_newest_comes_first() -> None:
    old, new = date(2024, 6, 18), date(2024, 6, 19)
    assert titles(ranked([a_story("a", published=old), a_story("b", published=new), a_story("c")])) == ["b", "a", "c"]


def test_of_equal_stories_publications_take_turns() -> None:
    stories = [a_story(f"{paper}{n}", publication=Publication(paper)) for paper in "AB" for n in (1, 2, 3)]
    assert titles(ranked(stories)) == ["A1", "B1", "A2", "B2", "A3", "B3"]


def test_feeds_without_a_name_take_turns_too() -> None:
    stories = [a_story(f"{feed}{n}", feed=feed) for feed in "AB" for n in (1, 2)]
    assert titles(ranked(stories)) == ["A1", "B1", "A2", "B2"]


@given(st.permutations([a_story(f"{paper}{n}", publication=Publication(paper)) for paper in "ABC" for n in (1, 2)]))
def test_stories_stand_the_same_in_whatever_order_they_come(stories: list[Story]) -> None:
    assert titles(ranked(stories)) == ["A1", "B1", "C1", "A2", "B2", "C2"]


def test_a_picture_weighs_and_says_so() -> None:
    story = weighed(a_story("b", picture=Picture("https://letter.test/b.png")), *DAYS)
    assert (story.score, rules(story)[-1]) == (1.5, "has a picture")


def test_a_story_of_this_week_weighs_more() -> None:
    days = (date(2024, 6, 16), date(2024, 6, 17))
    assert [weighed(a_story(published=day), *DAYS).score for day in days] == [1.0, 1.5]


def test_the_score_is_the_sum_of_its_reasons() -> None:
    story = weighed(a_story("a", published=date(2024, 6, 20), caption="Seen."), *DAYS)
    assert story.score == sum(reason.points for reason in story.reasons) == 1.75


def test_a_story_kept_for_an_audience_never_leads_one_for_everybody() -> None:
    found = composed(told("a", audience="member", score=9), told("b", score=1))
    assert titles(found.issue.stories) == ["b", "a"]


def test_a_title_does_not_lead_again_soon() -> None:
    memory = (sent(told("News of the Week", *paragraphs(24), source="w24.txt")),)
    again = told("News  of the week", source="w25.txt", score=9)
    found = composed(again, told("Next"), memory=memory)
    assert titles(found.issue.stories) == ["Next", "News of the week"]
    assert found.issue.decisions == (
        "“Next” leads: the best score but for “News of the week”, the title that led 2024-W24",
    )


def test_a_title_leads_again_after_enough_issues() -> None:
    led = sent(told("News", *paragraphs(23), source="w23.txt"), week=Week(2024, 23), day=date(2024, 6, 9))
    since = sent(told("Other", source="w24.txt"))
    again = told("News", source="w25.txt", score=9)
    assert titles(composed(again, told("Next"), plan=a_plan(apart=1), memory=(led, since)).issue.stories)[0] == "News"
    assert titles(composed(again, told("Next"), plan=a_plan(apart=2), memory=(led, since)).issue.stories)[0] == "Next"
    assert titles(composed(again, told("Next"), plan=a_plan(apart=0), memory=(led, since)).issue.stories)[0] == "News"


def test_a_second_story_may_have_the_title_of_a_lead() -> None:
    memory = (sent(told("Other", source="w24.txt"), told("News", *paragraphs(24), source="w24-2.txt")),)
    assert titles(composed(told("News", score=9), told("Next"), memory=memory).issue.stories)[0] == "News"


def test_where_no_other_story_can_lead_the_title_leads_again() -> None:
    found = composed(told("News"), memory=(sent(told("News", *paragraphs(24), source="w24.txt")),))
    assert found.issue.lead.article.title == "News"
    assert found.issue.decisions == ("“News” leads: no other story may, though “News” led 2024-W24",)


def test_sections_stand_in_their_order_behind_the_lead_and_the_others_after_them() -> None:
    stories = (
        told("Lead", score=9, section="Post"),
        told("Other", score=8),
        told("Post", score=7, section="post"),
        told("Type", score=6, section="Type"),
        an_entry("Sport", score=5, section="Sport"),
    )
    found = composed(*stories, plan=a_plan(sections=("Type", "Post", "Music")))
    assert titles(found.issue.stories) == ["Lead", "Type", "Post", "Other", "Sport"]
    assert found.issue.sections == ("Type", "Post")
    assert "stands under “Type”" in rules(found.issue.stories[1])


def test_a_section_that_only_the_lead_is_in_has_no_heading() -> None:
    found = composed(told("Lead", score=9, section="Post"), told("b"), plan=a_plan(sections=("Post",)))
    assert found.issue.sections == ()
