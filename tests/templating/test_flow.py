from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.templating.flow import WIDTH, display_width, fixed, flowed, headed

WORDS = st.lists(st.text(alphabet=st.sampled_from("abc.>-Fromé漢"), min_size=1, max_size=12), min_size=1, max_size=60)


def unflowed(text: str) -> str:
    """What a program that knows RFC 3676 makes of the lines."""
    lines = [line.removeprefix(" ") for line in text.split("\n")]
    return "".join(line if line.endswith(" ") and line != "-- " else line + "\n" for line in lines).rstrip("\n")


@given(WORDS)
def test_a_flowed_paragraph_comes_back_as_it_was(words: list[str]) -> None:
    text = " ".join(words)
    assert unflowed(flowed(text)) == text


@given(WORDS)
def test_no_line_is_wider_than_the_column(words: list[str]) -> None:
    assert all(display_width(line.strip()) <= WIDTH for line in flowed(" ".join(words)).split("\n"))


@pytest.mark.parametrize("start", ["From here on", "> not a quotation"])
def test_no_line_starts_like_something_else(start: str) -> None:
    assert flowed(start) == " " + start


def test_two_dashes_alone_are_no_signature() -> None:
    assert not flowed("-- " + "x" * (WIDTH - 2)).startswith("-- \n")


def test_scripts_without_spaces_break_hard() -> None:
    assert flowed("漢" * 40).split("\n") == ["漢" * 36, "漢" * 4]


def test_a_web_address_is_never_broken() -> None:
    url = "https://letter.test/" + "a" * 200
    assert flowed(f"See {url} there").split("\n") == ["See ", url + " ", "there"]


def test_fixed_lines_stay_lines() -> None:
    assert fixed("1 Any Street\nAnytown") == "1 Any Street\nAnytown"


def test_a_heading_stands_on_a_rule_of_its_width() -> None:
    assert headed("漢字 ab") == "漢字 ab\n-------"


def test_a_rule_is_never_wider_than_the_column() -> None:
    assert headed("https://letter.test/" + "a" * 99, "=").split("\n")[1] == "=" * WIDTH
