from __future__ import annotations

from datetime import date

from digest.editor.order import ordered
from digest.model import Picture, Story, Week
from tests.factories import a_story

WEEK = Week(2024, 25)


def titles(stories: tuple[Story, ...]) -> list[str]:
    return [story.article.title for story in stories]


def test_the_best_story_leads() -> None:
    assert titles(ordered([a_story("b", score=1), a_story("a", score=2)], WEEK)) == ["a", "b"]


def test_equal_stories_stand_in_the_order_of_their_sources() -> None:
    assert titles(ordered([a_story("b"), a_story("a")], WEEK)) == ["a", "b"]


def test_a_picture_weighs_and_says_so() -> None:
    first, _ = ordered([a_story("a"), a_story("b", picture=Picture("https://letter.test/b.png"))], WEEK)
    assert (first.article.title, first.reasons[-1].rule) == ("b", "has a picture")


def test_a_story_of_this_week_comes_before_an_equal_one_of_another() -> None:
    old, new = date(2024, 6, 16), date(2024, 6, 17)
    assert titles(ordered([a_story("a", published=old), a_story("b", published=new)], WEEK)) == ["b", "a"]


def test_a_story_kept_for_an_audience_never_leads_one_for_everybody() -> None:
    stories = [a_story("a", audience="member", score=9), a_story("b", score=1)]
    assert titles(ordered(stories, WEEK)) == ["b", "a"]


def test_the_score_is_the_sum_of_its_reasons() -> None:
    (story,) = ordered([a_story("a", published=date(2024, 6, 20), caption="Seen.")], WEEK)
    assert story.score == sum(reason.points for reason in story.reasons) == 1.75
