from __future__ import annotations

from datetime import date

from digest.editor.sections import from_the_archive, rotated
from digest.model import CatalogueItem, RelatedItem, Story, Week
from tests.factories import a_story

BOOKS = tuple(CatalogueItem(name) for name in "ABCDE")


def with_books() -> Story:
    return a_story(catalogue=BOOKS)


def shown(week: Week, most: int = 2) -> str:
    return "".join(item.title for item in rotated([with_books()], most, week))


def test_the_catalogue_moves_on_every_week() -> None:
    first = shown(Week(2024, 25))
    assert len(first) == 2
    assert not set(first) & set(shown(Week(2024, 26)))


def test_every_item_has_its_turn() -> None:
    assert set("".join(shown(Week(2024, number)) for number in range(20, 25))) == set("ABCDE")


def test_the_rotation_starts_again_at_the_end() -> None:
    assert [shown(Week(2024, n), 5) for n in (24, 25)] == [shown(Week(2024, n), 5) for n in (25, 26)]


def test_the_same_book_in_two_documents_stands_once() -> None:
    assert len(rotated([with_books(), with_books()], 10, Week(2024, 25))) == 5


def test_no_item_makes_no_section() -> None:
    assert rotated([a_story()], 3, Week(2024, 25)) == ()


def test_a_catalogue_of_one_audience_is_not_shown_to_all() -> None:
    assert rotated([a_story(audience="member", catalogue=BOOKS)], 3, Week(2024, 25)) == ()


def test_the_archive_starts_with_the_newest() -> None:
    items = RelatedItem("undated"), RelatedItem("old", published=date(2023, 1, 1)), RelatedItem("new", "", date.max)
    found = from_the_archive([a_story(related=items)], 3)
    assert [item.title for item in found] == ["new", "old", "undated"]


def test_a_story_of_this_issue_is_not_in_its_archive() -> None:
    assert from_the_archive([a_story("Lead", related=(RelatedItem("LEAD "),))], 3) == ()


def test_the_archive_names_each_title_once_and_no_more_than_allowed() -> None:
    items = tuple(RelatedItem(title) for title in ("a", "A", "b", "c"))
    assert [item.title for item in from_the_archive([a_story(related=items)], 2)] == ["a", "b"]
