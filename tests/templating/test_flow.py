from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.templating.columns import clusters, columns_apart, display_width
from digest.templating.flow import WIDTH, fixed, flowed, headed, spaced

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


def signs(lines: list[str]) -> list[str]:
    return [sign for line in lines for word in line.split(" ") for sign in clusters(word)]


@given(st.integers(1, 80))
def test_the_number_of_a_link_stays_beside_its_word(length: int) -> None:
    lines = flowed("x" * length + " word [12]; and so on").split("\n")
    assert any("word [12];" in line for line in lines)


def test_a_number_behind_a_word_as_wide_as_the_column_has_a_line_of_its_own() -> None:
    assert flowed("x" * WIDTH + " [3]").split("\n") == ["x" * WIDTH + " ", "[3]"]


def test_what_stands_between_dots_is_broken_last() -> None:
    assert flowed("A" * 30 + " · " + "B" * 25 + " · 20 June 2024 · 2 min read").split("\n") == [
        "A" * 30 + " · " + "B" * 25 + " · ",
        "20 June 2024 · 2 min read",
    ]


@given(st.text(alphabet=st.sampled_from("👩\u200d👧🏽❤️e\u0301क्ष 漢。"), max_size=200))
def test_no_line_is_longer_than_the_rfc_wants_and_no_sign_is_torn(text: str) -> None:
    words = " ".join(text.split())
    lines = flowed(words).split("\n")
    assert all(columns_apart(line) <= 78 for line in lines)
    assert signs(lines) == signs([words])


def test_no_line_starts_with_a_full_stop_of_a_script_without_spaces() -> None:
    assert flowed("漢" * 36 + "。" + "字").split("\n") == ["漢" * 35, "漢。字"]
    assert flowed("漢" * 35 + "👍🏽" + "。字").split("\n") == ["漢" * 35, "👍🏽。字"]


def test_two_blank_lines_stand_above_a_section_and_one_elsewhere() -> None:
    assert spaced("\n\nA\n=\n\n\n\nb\n\nLabel\nC\n---\nd\n\nE\n~~~\n\n----\nf\n") == (
        "A\n=\n\nb\n\n\nLabel\nC\n---\nd\n\nE\n~~~\n\n\n----\nf\n"
    )


def test_fixed_lines_stay_lines() -> None:
    assert fixed("1 Any Street\nAnytown") == "1 Any Street\nAnytown"


def test_a_heading_stands_on_a_rule_of_its_width() -> None:
    assert headed("漢字 ab") == "漢字 ab\n-------"


def test_a_rule_is_never_wider_than_the_column() -> None:
    assert headed("https://letter.test/" + "a" * 99, "=").split("\n")[1] == "=" * WIDTH


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Write <p> and </p>.", "Write < p> and < /p>."),
        ("It says &amp; or &#38;, not AT&T", "It says & amp; or & #38;, not AT&T"),
        ("1 < 2 & 3", "1 < 2 & 3"),
        ("see <https://letter.test/a?b=1&copy;=2>", "see <https://letter.test/a?b=1&copy;=2>"),
    ],
)
def test_what_reads_like_markup_is_spaced_out(text: str, told: str) -> None:
    assert flowed(text) == told


CLAUSE = "漢字を仮名と共に書く文、"  # 12 characters


def test_scripts_without_spaces_turn_behind_a_mark_in_the_last_third_of_a_line() -> None:
    text = CLAUSE * 2 + "漢" * 3 + "。" + "字" * 30
    assert flowed(text).split("\n") == [CLAUSE * 2 + "漢漢漢。", "字" * 30]


def test_a_mark_before_the_last_third_turns_no_line() -> None:
    assert flowed(CLAUSE + "漢" * 40).split("\n") == [CLAUSE + "漢" * 24, "漢" * 16]


def test_a_line_never_turns_between_a_mark_and_its_closing_one() -> None:
    text = "漢" * 29 + "。」" + "字" * 20
    assert flowed(text).split("\n") == ["漢" * 29 + "。」", "字" * 20]
    assert flowed("漢" * 34 + "。」" + "字" * 20).split("\n")[0] == "漢" * 34 + "。」"
    assert flowed("漢" * 35 + "。」" + "字" * 20).split("\n")[0] == "漢" * 34


def test_a_latin_word_in_a_script_without_spaces_stays_whole() -> None:
    assert flowed("漢" * 33 + "Storekeeper" + "字" * 20).split("\n") == ["漢" * 33, "Storekeeper" + "字" * 20]


def test_a_run_wider_than_a_line_begins_in_the_room_that_is_left() -> None:
    assert flowed("Read " + "漢" * 40).split("\n") == ["Read " + "漢" * 33, "漢" * 7]


def test_a_run_that_would_leave_a_line_half_empty_begins_on_it() -> None:
    assert flowed("漢" * 5 + "App " + "Store" + "字" * 33).split("\n") == [
        "漢" * 5 + "App Store" + "字" * 26,
        "字" * 7,
    ]
    more_than_half = "漢" * 17 + "App "
    assert flowed(more_than_half + "字" * 33).split("\n") == [more_than_half, "字" * 33]


def test_where_little_room_is_left_a_run_begins_on_a_new_line() -> None:
    assert flowed("x" * 65 + " " + "漢" * 40).split("\n") == ["x" * 65 + " ", "漢" * 36, "漢" * 4]


def test_a_long_latin_word_begins_on_a_line_of_its_own() -> None:
    assert flowed("Read " + "x" * 80).split("\n") == ["Read ", "x" * 72, "x" * 8]


@given(st.text("漢字、。」Ab ", min_size=1, max_size=300))
def test_lines_of_scripts_without_spaces_lose_nothing(text: str) -> None:
    text = " ".join(text.split())
    assert flowed(text).replace("\n", "").replace(" ", "") == text.replace(" ", "")
    assert all(display_width(line.rstrip()) <= WIDTH for line in flowed(text).split("\n"))
