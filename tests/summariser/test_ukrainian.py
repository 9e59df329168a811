from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.summariser.ukrainian import stem
from digest.summariser.words import content_stems, tokens

FAMILIES = [
    "книга книги книгу книгою книг книгам книгами книгах",
    "місто міста місту містом місті містам містах",
    "держава держави державу державою державі держав",
    "результат результати результату результатів результатами",
    "президент президента президентом президентові президенти президентів",
    "робота роботи роботу роботою роботі робіт",
    "рік року роком роки років рокам",
    "питання питань питанням питаннями питанню",
    "радість радості радістю радостей",
    "село села селу селом селах",
    "вулиця вулиці вулицю вулицею вулиць",
    "київ києва києву києвом києві",
    "львів львова львову львові",
    "харків харкова харкову харкові",
    "новий нова нове нові нового новому новим нової новій нову новою нових новими",
    "український українська українського українською українських українському",
    "читати читає читаю читають читав читала читали читаємо",
    "говорити говорить говорив говорила говорили говорять",
    "працювати працює працюють працював працювала",
    "навчатися навчається навчалися навчався навчаються",
    "м'яч м'яча м'ячем",
]
STRANGERS = ["книга", "місто", "держава", "президент", "робота", "рік", "питання", "село", "вулиця", "мова", "земля"]


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.split()[0])
def test_the_forms_of_a_word_share_a_stem(family: str) -> None:
    assert len({stem(form) for form in family.split()}) == 1


def test_different_words_have_different_stems() -> None:
    assert len({stem(word) for word in STRANGERS}) == len(STRANGERS)


@pytest.mark.parametrize("word", ["ліс", "дім", "їв", "я", "", "дня", "львів"])
def test_a_short_word_keeps_enough_of_itself(word: str) -> None:
    assert len(stem(word)) >= min(3, len(word))


@given(st.text(alphabet="абвеєиіїйклмнорстуьюяґ'", max_size=14))
def test_a_stem_is_never_longer_than_its_word(word: str) -> None:
    assert len(stem(word)) <= len(word)
    assert bool(stem(word)) == bool(word.replace("'", ""))


def test_the_summariser_stems_ukrainian() -> None:
    assert content_stems(tokens("Книги про війну"), "uk") == content_stems(tokens("книга і війни"), "uk")
