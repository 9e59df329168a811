from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.editor.slugs import slug, slugs


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Just Two Words", "just-two-words"),
        ("Russia's café — №1!", "russias-cafe-no1"),
        ("Гражданский шрифт", "grazhdanskiy-shrift"),
        ("日本", ""),
    ],
)
def test_a_title_becomes_a_readable_file_name(title: str, expected: str) -> None:
    assert slug(title) == expected


def test_a_long_title_ends_at_a_word() -> None:
    assert slug("word " * 30) == "-".join(["word"] * 12)


def test_equal_titles_get_names_of_their_own() -> None:
    assert slugs(["A", "A", "A"]) == ("a", "a-2", "a-3")


def test_a_number_that_is_taken_is_passed_over() -> None:
    assert slugs(["A 2", "A", "A", "A"]) == ("a-2", "a", "a-3", "a-4")


def test_a_title_without_latin_letters_is_numbered() -> None:
    assert slugs(["A", "日本"]) == ("a", "story-2")


@given(st.lists(st.text(max_size=90), max_size=8))
def test_names_are_safe_and_each_stands_once(titles: list[str]) -> None:
    names = slugs(titles)
    assert len(set(names)) == len(titles)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) for name in names)
