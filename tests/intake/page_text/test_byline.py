from __future__ import annotations

import pytest

from digest.intake.page_text.byline import byline_name, dated_name, is_label, sign_off_name
from digest.intake.page_text.head import split_credit, split_kicker
from digest.intake.page_text.names import looks_like_name


@pytest.mark.parametrize(
    "line",
    [
        "By Robin Example",
        "by: Robin Example",
        "Written by Robin Example",
        "ByRobin Example",
        "Posted on March 5, 2021 by Robin Example",
        "March 5, 2021 by Robin Example",
        "By Robin Example | March 5, 2021 | 5 min read",
        "Von Robin Example",
        "Par Robin Example",
        "Автор: Robin Example",
        "By Robin Example @robin",
        "By Robin Example, a senior correspondent who lives on the coast",
    ],
)
def test_a_byline_names_its_author_alone(line: str) -> None:
    assert byline_name(line) == "Robin Example"


@pytest.mark.parametrize(
    "line",
    [
        "",
        "By the sea",
        "by and by",
        "Von Anfang an",
        "Da Vinci",
        "Parliament votes",
        "By" + " Robin" * 100,
        "Stand by me",
    ],
)
def test_other_lines_name_nobody(line: str) -> None:
    assert byline_name(line) == ""


def test_a_name_beside_a_date_is_a_byline() -> None:
    assert dated_name("Robin Example - Apr 16, 2015 8:02 pm UTC") == "Robin Example"
    assert dated_name("Robin Example") == ""


def test_a_lone_by_announces_a_name() -> None:
    assert is_label("By")
    assert not is_label("By now")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Robin van der Example", True),
        ("Robin Mid-Example", True),
        ("R.J. O’Example", True),
        ("Political Editor", False),
        ("Read More", False),
        ("Robin", False),
    ],
)
def test_names_are_told_from_other_capitals(text: str, *, name: bool) -> None:
    assert looks_like_name(text) is name


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("-Robin Example", "Robin Example"),
        ("— Robin", "Robin"),
        ("- milk and butter", ""),
        ("-5 degrees", ""),
        ("Robin Example", ""),
    ],
)
def test_a_sign_off_is_a_dash_and_a_name(line: str, name: str) -> None:
    assert sign_off_name(line) == name


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("Video: A Harbour", ("Video", "A Harbour")),
        ("Interview | A Harbour", ("Interview", "A Harbour")),
        ("Fish: A History", ("", "Fish: A History")),
        ("Video", ("", "Video")),
    ],
)
def test_only_a_known_label_is_a_kicker(title: str, parts: tuple[str, str]) -> None:
    assert split_kicker(title) == parts


@pytest.mark.parametrize(
    ("caption", "parts"),
    [
        ("The harbour. Wikimedia Commons, Town Archive.", ("The harbour.", "Wikimedia Commons, Town Archive.")),
        ("The harbour. Photo: Robin Example", ("The harbour.", "Photo: Robin Example")),
        ("The harbour in March 2021.", ("The harbour in March 2021.", "")),
        ("Photo by Robin Example", ("", "Photo by Robin Example")),
    ],
)
def test_a_credit_is_split_from_its_caption(caption: str, parts: tuple[str, str]) -> None:
    assert split_credit(caption) == parts


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("By the Harbour Post desk", "The Harbour Post desk"),
        ("by our staff", "Our staff"),
        ("By the way, it rained", ""),
        ("By the sea the staff", ""),
    ],
)
def test_a_desk_can_be_the_author(line: str, name: str) -> None:
    assert byline_name(line) == name


def test_a_desk_can_sign_off() -> None:
    assert sign_off_name("-The Harbour Post desk") == "The Harbour Post desk"
