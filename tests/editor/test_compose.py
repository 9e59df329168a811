from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from digest.editor.compose import Plan, compose
from digest.editor.links import linked
from digest.model import Picture, Week
from tests.factories import a_newsletter, a_story

DAY = date(2024, 6, 23)


def test_an_issue_has_the_number_of_its_week() -> None:
    assert compose([a_story()], DAY, Plan(a_newsletter())).issue.number == 25


@pytest.mark.parametrize(
    ("first", "number"), [(date(2024, 6, 17), 1), (date(2024, 6, 16), 2), (date(2025, 1, 1), 25)]
)
def test_issues_are_counted_from_the_first_one(first: date, number: int) -> None:
    assert compose([a_story()], DAY, Plan(a_newsletter(), first_issue=first)).issue.number == number


def test_what_has_no_room_is_left_out_and_named() -> None:
    composed = compose([a_story("a"), a_story("b"), a_story("c")], DAY, Plan(a_newsletter(), stories=2))
    assert len(composed.issue.stories) == 2
    assert [story.article.title for story in composed.left_out] == ["c"]


def test_the_lead_is_the_first_story() -> None:
    assert (
        compose([a_story("a", score=1), a_story("b", score=2)], DAY, Plan(a_newsletter())).issue.lead.article.title
        == "b"
    )


def test_a_story_with_an_address_leads_there() -> None:
    (story,) = linked([a_story(url="https://post.test/a")], Week(2024, 25), "https://letter.test")
    assert (story.url, story.page) == ("https://post.test/a", "")


def test_a_story_without_one_has_a_page_in_the_web_edition() -> None:
    (story,) = linked([a_story("A tale")], Week(2024, 25), "https://letter.test/issues")
    assert (story.url, story.page) == (
        "https://letter.test/issues/2024-W25/articles/a-tale.html",
        "articles/a-tale.html",
    )


def test_without_a_web_address_the_page_is_made_but_not_linked() -> None:
    (story,) = linked([a_story("A tale")], Week(2024, 25), "")
    assert (story.url, story.page) == ("", "articles/a-tale.html")


def test_a_story_for_one_audience_has_no_page_that_everybody_could_read() -> None:
    (story,) = linked([a_story("A tale", audience="member")], Week(2024, 25), "https://letter.test")
    assert (story.url, story.page) == ("", "")


def test_a_picture_of_a_story_for_one_audience_is_not_laid_where_everybody_could_see_it() -> None:
    picture = Picture("p.png", file=Path("p.png"))
    (story,) = linked([a_story("A tale", audience="member", picture=picture)], Week(2024, 25), "")
    assert story.article.picture is None


def test_a_local_picture_is_named_after_its_story() -> None:
    picture = Picture("pictures/IMG 1.PNG", file=Path("IMG 1.PNG"))
    (story,) = linked([a_story("A tale", picture=picture)], Week(2024, 25), "")
    assert story.article.picture is not None
    assert story.article.picture.src == "images/a-tale.png"
