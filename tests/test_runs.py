from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.model.runs import found, indexed, runs, words_of


def test_words_are_small_letters_and_digits_alone() -> None:
    assert words_of("“The  Café’s” — 3½ STRASSE!") == ["the", "cafe", "s", "31", "2", "strasse"]


@pytest.mark.parametrize("text", ["con\u00adfi\u200bdence", "c\u034fonfidence", "con\ufb01dence", "\uff23onfidence"])
def test_what_nobody_sees_and_how_it_is_encoded_does_not_count(text: str) -> None:
    assert words_of(text) == ["confidence"]


@given(st.text())
def test_decomposed_text_has_the_same_words(text: str) -> None:
    assert words_of(unicodedata.normalize("NFD", text)) == words_of(unicodedata.normalize("NFC", text))


def test_a_run_has_eight_words() -> None:
    assert [run[0] for run in runs(["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"])] == ["a", "b", "c"]


def test_a_shorter_text_is_one_run_from_four_words_on() -> None:
    assert list(runs(["a", "b", "c", "d"])) == [("a", "b", "c", "d")]
    assert list(runs(["a", "b", "c"])) == []


@pytest.mark.parametrize("char", ["字", "か", "ก"])
def test_without_blanks_a_run_has_sixteen_characters(char: str) -> None:
    assert [len(run) for run in runs(words_of(char * 17))] == [16, 16]
    assert list(runs(words_of(char * 7))) == []


@given(st.lists(st.sampled_from("abc字"), min_size=1, max_size=40), st.integers(0, 40))
def test_every_run_of_a_text_is_found_in_it(words: list[str], start: int) -> None:
    some = list(runs(words))
    assert set(found(indexed(some), words)) == set(some)
    assert list(found(indexed(some), words[start : start + 3])) == []
