from __future__ import annotations

from datetime import date

from digest.editor.sections import from_the_archive, more_from_the_archive, offered_by, remembered
from digest.model import CatalogueItem, RelatedItem
from tests.editor.stories import sent, told
from tests.factories import a_story

FLOOD = ("flood", "river", "dam", "rain")


def test_the_archive_starts_with_the_newest() -> None:
    items = RelatedItem("undated"), RelatedItem("old", published=date(2023, 1, 1)), RelatedItem("new", "", date.max)
    found = from_the_archive([a_story(related=items)], 3)
    assert [item.title for item in found] == ["new", "old", "undated"]


def test_a_story_of_this_issue_is_not_in_its_archive() -> None:
    behind = [RelatedItem("lead")]
    assert from_the_archive([a_story("Lead", related=(RelatedItem("LEAD "),))], 3, behind) == ()


def test_the_archive_names_each_title_once_and_no_more_than_allowed() -> None:
    items = tuple(RelatedItem(title) for title in ("a", "A", "b", "c"))
    assert [item.title for item in from_the_archive([a_story(related=items)], 2)] == ["a", "b"]


def test_what_is_remembered_comes_behind_what_the_stories_point_to() -> None:
    story = a_story(related=(RelatedItem("a"), RelatedItem("b")))
    found = from_the_archive([story], 3, [RelatedItem("B"), RelatedItem("c"), RelatedItem("d")])
    assert [item.title for item in found] == ["a", "b", "c"]


def test_what_one_audience_s_document_points_to_is_not_shown_to_all() -> None:
    secret = a_story(audience="member", related=(RelatedItem("a"),), catalogue=(CatalogueItem("b"),))
    assert from_the_archive([secret], 3) == ()
    assert offered_by([secret]) == ()


def test_documents_offer_what_they_list() -> None:
    items = (CatalogueItem("a"), CatalogueItem("b"))
    assert offered_by([a_story(catalogue=items[:1]), a_story(catalogue=items[1:])]) == items


def test_earlier_stories_on_this_week_s_theme_are_remembered_with_their_days() -> None:
    day = date(2024, 6, 1)
    like = told("Like", terms=FLOOD[:3], url="https://ours.test/like", published=day)
    most = told("Most like", terms=FLOOD, url="https://ours.test/most")
    unlike = told("Unlike", terms=("chess", "board", "clock"), url="https://ours.test/unlike")
    nowhere = told("Nowhere", terms=FLOOD)
    before = [like, most, unlike, nowhere]
    found = remembered([told("Now", terms=FLOOD)], before, [sent(*before)], {})
    assert found == (
        RelatedItem("Most like", url="https://ours.test/most"),
        RelatedItem("Like", published=day, url="https://ours.test/like"),
    )


def test_what_only_some_readers_saw_is_not_remembered() -> None:
    gone = told("Gone", terms=FLOOD, url="https://ours.test/gone")
    secret = told("Secret", terms=FLOOD, url="https://ours.test/secret", audience="member")
    found = remembered([told("Now", terms=FLOOD)], [secret], [sent(gone, secret)], {})
    assert [item.title for item in found] == ["Gone"]


def test_what_was_shown_lately_stands_behind_what_was_not() -> None:
    items = tuple(RelatedItem(title, published=date(2024, 6, day)) for day, title in enumerate("abc", 1))
    found = from_the_archive([a_story(related=items)], 2, (), {"c"})
    assert [item.title for item in found] == ["b", "a"]


def test_a_thin_week_is_not_filled_with_what_was_shown_lately() -> None:
    items = [RelatedItem(title) for title in "abcd"]
    assert more_from_the_archive(items[:1], items, 2, {"b"}) == (items[2], items[3])
