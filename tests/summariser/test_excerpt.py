from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.model import ELLIPSIS
from digest.summariser.excerpt import first_sentences, key_sentences, parts
from digest.summariser.profile import profile
from digest.summariser.words import count
from tests.factories import an_article

LAMP = "The lamp was lit at noon."
OIL = "A merchant brought oil for each lamp in the street."
SHE = "She asked for bread."
WHO = "Who would pay for the oil of the lamp?"
WIND = "The wind blew over the hills."
ALL = (LAMP, OIL, SHE, WHO, WIND)

paragraphs = st.lists(st.sampled_from([*ALL, "這是一句。", "這是句。", "No.", "Look:"]), min_size=1, max_size=12).map(
    " ".join
)


def chosen(text: str, room: int, title: str = "The lamp and the oil") -> str:
    counted = profile(an_article(title, text, "The lamp of the merchant.", language="en"))
    return key_sentences(counted.paragraphs[0], counted, room)


@given(paragraphs, st.integers(0, 40))
@settings(deadline=None)
def test_key_sentences_stand_in_the_paragraph_in_order_and_fit(text: str, room: int) -> None:
    made = chosen(text, room)
    assert count(made) <= room
    at = 0
    for run in made.split(ELLIPSIS):
        at = text.index(run.strip(), at) + len(run.strip())


def test_a_paragraph_that_fits_is_given_whole() -> None:
    assert chosen(" ".join(ALL), 99) == " ".join(ALL)


def test_sentences_that_are_no_neighbours_have_an_ellipsis_between_them() -> None:
    assert chosen(f"{LAMP} {WIND} {OIL}", count(LAMP) + count(OIL) + 1) == f"{LAMP} {ELLIPSIS} {OIL}"


def test_an_ellipsis_stands_at_the_front_where_the_first_is_missing() -> None:
    assert chosen(f"{WIND} {OIL}", count(OIL) + 1, title="A merchant of oil") == f"{ELLIPSIS} {OIL}"


def test_a_pronoun_is_not_kept_without_the_sentence_before_it() -> None:
    assert chosen(f"{WIND} {SHE}", count(SHE) + 1, title="Bread") == ""
    assert chosen(f"{OIL} {SHE}", count(OIL) + count(SHE), title="Bread") == f"{OIL} {SHE}"


def test_a_question_gives_way_to_a_statement() -> None:
    assert chosen(f"{WIND} {WHO} {OIL}", 11, title="The oil of the lamp") == f"{ELLIPSIS} {OIL}"


def test_the_first_sentence_is_worth_more_than_an_equal_one() -> None:
    assert chosen(f"{WIND} {WIND}", count(WIND), title="Wind") == WIND


def test_a_heading_run_into_the_text_is_no_first_sentence() -> None:
    assert chosen(f"The wind. {OIL} {WIND}", count(OIL) + 1, title="A merchant of oil") == f"{ELLIPSIS} {OIL}"


@pytest.mark.parametrize("room", [0, 4])
def test_where_no_sentence_fits_nothing_is_given(room: int) -> None:
    assert chosen(" ".join(ALL[:2]), room) == ""


def test_a_paragraph_of_thousands_of_sentences_takes_no_time() -> None:
    assert count(chosen(" ".join(ALL * 2000), 180)) <= 180


def test_first_sentences_go_as_far_as_there_is_room() -> None:
    counted = profile(an_article("", f"{LAMP} {OIL} {SHE}"))
    assert first_sentences(counted.paragraphs[0], count(LAMP) + count(OIL) + 3) == f"{LAMP} {OIL}"


@given(paragraphs, st.integers(0, 40))
@settings(deadline=None)
def test_the_parts_of_a_paragraph_hold_all_of_it(text: str, room: int) -> None:
    if made := chosen(text, room):
        runs = parts(text, made)
        assert "".join("".join(run for run, _ in runs).split()) == "".join(text.split())
        assert [run for run, kept in runs if kept] == [run.strip() for run in made.split(ELLIPSIS) if run.strip()]


def test_the_parts_of_a_paragraph_kept_whole_are_one() -> None:
    text = f"{LAMP} {ELLIPSIS} {OIL}"
    assert parts(text, text) == ((text, True),)


def test_parts_say_what_is_kept_and_what_is_left_out() -> None:
    assert parts(f"{LAMP} {WIND} {OIL} {SHE}", f"{LAMP} {ELLIPSIS} {OIL}") == (
        (LAMP, True),
        (WIND, False),
        (OIL, True),
        (SHE, False),
    )


def test_first_sentences_of_what_fits_are_all_of_it() -> None:
    counted = profile(an_article("", f"{LAMP} {OIL}"))
    assert first_sentences(counted.paragraphs[0], 99) == f"{LAMP} {OIL}"
