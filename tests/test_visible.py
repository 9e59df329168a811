from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.model.visible import code, inert, visible, visible_lines
from digest.preflight.merge_tags import _HALF, _TEMPLATE

MERGE_TAG = re.compile(
    r"\{\{|\}\}|\{%|%\}|\{#|#\}|\{\$|\$\{|#\{|\*\||\|\*|%%|\[\[|\]\]|<%|%>|%[A-Za-z_][A-Za-z0-9_.-]{0,60}%"
)
NASTY = st.text(alphabet=st.one_of(st.characters(), st.sampled_from("{}%*|[]$#<> \n\r\t\u200b\u200d\u200f\ufeff_ab")))


@given(NASTY)
def test_visible_text_is_one_line_without_controls(text: str) -> None:
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200b\u2060\ufeff\u202a-\u202e]", visible(text))


@given(NASTY)
def test_no_merge_tag_survives_not_even_with_hidden_characters_inside(text: str) -> None:
    assert not MERGE_TAG.search(visible(text))


TOKENS = [
    "{",
    "{{",
    "}",
    "}}",
    "{%",
    "%}",
    "*|",
    "|*",
    "%",
    "%%",
    "[[",
    "]]",
    "<%",
    "%>",
    "${",
    "@TrackLink",
    "FNAME",
    "x",
    " ",
]
TOKENS += ["%recipient", "%unsubscribe_url", "%mailing_list", ".name", "_url", "."]


@given(st.lists(st.sampled_from(TOKENS), max_size=8).map("".join))
def test_no_half_of_a_merge_tag_is_left_that_would_hold_an_issue(text: str) -> None:
    assert not _HALF.search(visible(text))
    assert not _TEMPLATE.search(visible(text))
    assert "@TrackLink" not in visible(text)


@given(NASTY)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert visible(visible(text)) == visible(text)


@given(st.text(alphabet="abc {}%|*[]$", max_size=60))
def test_only_spaces_are_added_to_plain_text(text: str) -> None:
    assert visible(text).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    "text",
    [
        "Zoë’s “quiet” café – 24 € · 50 %",
        "👩‍👩‍👧 ❤️ 1️⃣ 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "क्\u200dष می\u200cخواهم שלום\u200f!",
        "a\u00a0narrow\u202fspace",
        "back\\slash & <b>bold</b> \"'",
    ],
)
def test_what_readers_need_stays_as_it_is(text: str) -> None:
    assert visible(text) == text


def test_line_breaks_become_spaces() -> None:
    assert visible("A title\r\nBcc: someone") == "A title Bcc: someone"


def test_hidden_characters_between_ascii_letters_go() -> None:
    assert visible("un\u200bsub\u200dscribe\u2060") == "unsubscribe"


def test_a_soft_hyphen_stays_where_the_author_put_it() -> None:
    assert visible("Brief\u00admarke") == "Brief\u00admarke"


def test_a_heap_of_combining_marks_is_cut() -> None:
    assert len(visible("z" + "\u0301" * 500)) < 8


@pytest.mark.parametrize("sign", ["\u200d", "\u200b", "{", "%", "%a", " \x07", "\u0301", "é\u200f", "*|", "\ue000"])
def test_even_a_flood_of_signs_takes_linear_time(sign: str) -> None:
    assert len(visible(sign * 200_000)) <= 800_000


def test_an_address_keeps_its_lines() -> None:
    assert visible_lines("1 Any Street\r\n\n Anytown ") == "1 Any Street\nAnytown"


def test_code_keeps_indents_and_braces() -> None:
    assert code("if x:\n\t{{y}}\x07") == "if x:\n    {{y}}"


@given(NASTY)
def test_no_merge_tag_survives_in_json(text: str) -> None:
    assert not MERGE_TAG.search(inert([text])[0])


@given(NASTY)
def test_json_that_is_inert_stays_as_it_is(text: str) -> None:
    assert inert(inert(text)) == inert(text)


@given(NASTY)
def test_only_spaces_are_added_to_json(text: str) -> None:
    assert inert(text).replace(" ", "") == text.replace(" ", "")
