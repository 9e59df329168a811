from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.intake.page_text.given_names import GIVEN_NAMES
from digest.intake.page_text.names import (
    is_known,
    looks_like_name,
    opening_person,
    people,
    separate,
    unglued,
    without_role,
)


def test_given_names_are_casefolded_and_no_plain_words() -> None:
    assert all(name == name.casefold() for name in GIVEN_NAMES)
    assert not GIVEN_NAMES & {"will", "april", "hope", "der", "the", "paris"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Robin van der Example", True),
        ("Fragen der Zeit", False),
        ("Wind und Wetter", False),
        ("Harbour News", False),
        ("Published Monday", False),
        ("Von Robin Example", False),
        ("Vitamin D", False),
        ("Robin Example’s", False),
        ("Robin E. O’Example", True),
    ],
)
def test_a_name_is_told_from_other_words_with_capitals(text: str, *, name: bool) -> None:
    assert looks_like_name(text) is name


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Robin Example", True),
        ("Prof. Dr. Robin Example", True),
        ("Karl-Robin Example", True),
        ("Small Harbour", False),
        ("Robin", False),
    ],
)
def test_a_common_given_name_makes_a_name_known(text: str, *, known: bool) -> None:
    assert is_known(text) is known


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Robin Example", "Robin Example"),
        ("Robin Example and Kim Sample", "Robin Example and Kim Sample"),
        ("Robin Example, Kim Sample und Toni Specimen, HPN", "Robin Example, Kim Sample und Toni Specimen"),
        ("Robin Example, Senior Staff Writer", "Robin Example"),
        ("Robin Example & Kim Sample", "Robin Example & Kim Sample"),
        ("the harbour and the sea", ""),
    ],
)
def test_the_names_that_open_a_text_are_a_row_of_people(text: str, row: str) -> None:
    assert people(text) == row


def test_a_row_is_separated_into_its_names() -> None:
    assert separate("Robin Example, Kim Sample and Toni Specimen") == ("Robin Example", "Kim Sample", "Toni Specimen")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Robin Example Travel, Food", "Robin Example"),
        ("Robin van der Example Travel", "Robin van der Example"),
        ("Robin K. Example Travel", "Robin K. Example"),
        ("Harbour Travel Food", ""),
    ],
)
def test_one_surname_follows_a_known_given_name(text: str, name: str) -> None:
    assert opening_person(text) == name


@pytest.mark.parametrize("text", ["Robin ExampleStaff Writer", "Robin Example4 Comments", "Robin ExampleFOLLOW"])
def test_what_is_glued_to_a_name_is_taken_off(text: str) -> None:
    assert unglued(text) == "Robin Example"


def test_a_name_with_a_capital_inside_stays_whole() -> None:
    assert unglued("Robin McExample") == "Robin McExample"


@pytest.mark.parametrize("text", ["Reporterin Robin Example", "Robin Example Autor", "Harbour-Experte Robin Example"])
def test_a_role_beside_a_known_name_is_taken_off(text: str) -> None:
    assert without_role(text) == "Robin Example"


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="Robin Example,und &-.’\u00e9|4", max_size=80))
def test_a_row_of_names_is_the_beginning_of_its_text(text: str) -> None:
    assert text.strip().startswith(people(text))
    assert text.startswith(unglued(text))
