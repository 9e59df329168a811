from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from digest.editor.compose import Plan, compose
from digest.editor.links import linked
from digest.model import CatalogueItem, Picture, Week
from tests.editor.stories import a_plan, an_entry, composed, rules, sent, told, why
from tests.factories import a_newsletter, a_story
from tests.prose import paragraphs

DAY = date(2024, 6, 23)


def test_an_issue_has_the_number_of_its_week() -> None:
    assert compose([a_story()], DAY, Plan(a_newsletter())).issue.number == 25


@pytest.mark.parametrize(
    ("first", "number"), [(date(2024, 6, 17), 1), (date(2024, 6, 16), 2), (date(2025, 1, 1), 25)]
)
def test_issues_are_counted_from_the_first_one(first: date, number: int) -> None:
    assert compose([a_story()], DAY, Plan(a_newsletter(), first_issue=first)).issue.number == number


def test_the_lead_is_the_first_story() -> None:
    assert (
        compose([a_story("a", score=1), a_story("b", score=2)], DAY, Plan(a_newsletter())).issue.lead.article.title
        == "b"
    )


def test_every_story_says_why_it_is_in_and_where_it_stands() -> None:
    found = composed(told("Ours", score=3), an_entry("Theirs"), an_entry("Other", paper="The Review", score=0.5))
    assert [rules(story)[-2:] for story in found.issue.stories] == [
        ["a document that was in no issue yet", "leads: the best score"],
        ["of this week: published 2024-06-22", "stands by its score"],
        ["of this week: published 2024-06-22", "stands by its score"],
    ]


def test_reasons_of_place_count_nothing() -> None:
    story = composed(told("Ours", score=3)).issue.lead
    assert sum(reason.points for reason in story.reasons) == story.score == 3


def test_stories_that_are_named_have_pages_and_slugs_of_their_own() -> None:
    stories = (told("Lamps", score=3), told("Lamps", *paragraphs(5), source="b.txt"))
    (headline,) = composed(*stories, plan=a_plan(stories=1)).issue.headlines
    assert (headline.slug, headline.page) == ("lamps-2", "articles/lamps-2.html")


def test_recent_subjects_do_not_come_again() -> None:
    title = "The Stamp Was an Afterthought to a Price"
    again = composed(told(title), memory=(sent(told("Old"), subject=title),))
    assert composed(told(title)).issue.subject == title
    assert again.issue.subject != title
    assert again.issue.subjects


def test_offers_of_the_settings_and_of_documents_are_in() -> None:
    plan = replace(a_plan(), deals=(CatalogueItem("Deal"),), catalogue_items=(CatalogueItem("Ours"),))
    found = composed(told("Lamps", catalogue=(CatalogueItem("Theirs"),)), plan=plan)
    assert [item.title for item in found.issue.deals] == ["Deal"]
    assert {item.title for item in found.issue.catalogue} == {"Ours", "Theirs"}


def test_what_was_offered_last_week_rests() -> None:
    plan = replace(a_plan(), catalogue_items=(CatalogueItem("a"), CatalogueItem("b")), catalogue=1)
    (first,) = composed(told("Lamps"), plan=plan).issue.catalogue
    memory = (sent(told("Old"), shown=(first.title,)),)
    (second,) = composed(told("Lamps"), plan=plan, memory=memory).issue.catalogue
    assert first != second


def test_publications_of_told_stories_are_credited() -> None:
    found = composed(an_entry("One", paper="The Review", score=2), an_entry("Two"), plan=a_plan(stories=1))
    assert [publication.name for publication in found.issue.publications] == ["The Review"]


def test_left_out_stories_stand_best_first() -> None:
    found = composed(*(an_entry(f"{n}", score=n) for n in range(5)), plan=a_plan(stories=1, headlines=1))
    assert list(why(found)) == ["2", "1", "0"]


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


def test_of_the_subjects_that_were_sent_the_latest_count() -> None:
    title = "The Stamp Was an Afterthought to a Price"
    old = sent(told("Old"), week=Week(2024, 23), day=date(2024, 6, 9), subject=title)
    late = sent(told("Late"), week=Week(2024, 24), subject="Another subject that nobody minds")
    plan = a_plan(apart=1)
    assert composed(told(title), plan=plan, memory=(old, late)).issue.subject == title
    swapped = replace(old, subject=late.subject), replace(late, subject=title)
    assert composed(told(title), plan=plan, memory=swapped).issue.subject != title


def test_what_everybody_is_offered_fits_what_everybody_reads() -> None:
    stories = (
        told("Open", terms=("stamp",), score=3),
        told("Closed", audience="member", terms=("ladder", "lamp"), score=2),
    )
    items = (CatalogueItem("Ladders and lamps"), CatalogueItem("A book of stamps"))
    for offered in (items, items[::-1]):
        plan = replace(a_plan(), catalogue_items=offered, catalogue=1)
        assert [item.title for item in composed(*stories, plan=plan).issue.catalogue] == ["A book of stamps"]
