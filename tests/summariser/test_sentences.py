from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.model.sentences import sentences


@pytest.mark.parametrize(
    "expected",
    [
        ["One.", "Two!", "Three?", "Four…"],
        ["It works.", "So does this"],
        ["“It works.”", "Nobody asked why."],
        ["“Does it?” they asked.", "Nobody knew."],
        ["Dr. Ash met J. R. Elm of the U.S. office at 5 p.m. on Sunday.", "It rained."],
        ["See No. 5 of the list.", "The answer is no.", "Go on."],
        ["Version 3.5 is out.", "3 are left."],
        ["Wait... what?", "Never mind."],
        ["(This stands in brackets.)", "This does not."],
        ["Es war z. B. am 3. Oktober.", "„Das ist gut.“", "Sie gingen.", "Es kostet 3 Mio. Mark."],
        ["Das sind ca. 40 Stück usw. nach Plan.", "Ja!"],
        ["« Oui. »", "M. Orme est là.", "Il part !", "Non ?"],
        ["¿Qué?", "¡No!", "El Sr. Olmo llegó."],
        ["Il sig. Olmo è qui.", "È tardi."],
        ["Dat is o.a. hier zo.", "Meer niet."],
        [
            "Он сказал: «Да».",
            "Потом ушёл.",
            "В 1990 г. в городе, т. е. дома, на ул. Лесной жил А. С. Ясень.",
            "Конец.",
        ],
        ["Це було в 1990 р. у місті.", "Їх не було."],
        ["To jest m.in. tutaj.", "Żaden nie wie."],
        ["這是一句。", "這是第二句！", "完"],
        ["Today (Nov. 3, 2024) it rained.", "On Sept. 11 it did not.", "It opens in Nov.", "The end is open."],
        ["Am 12. Dez. 1863 kam Gen. Grant.", "Er blieb.", "Danach ging er."],
        ["Le 5 févr. 2024 il partit.", "Le 3 août il revint."],
        ["El 3 ago. 2024 llegó al mar.", "12 barcos vieron el mar.", "Hace dos años."],
        ["12 янв. 1990 г. пришёл проф. Иванов.", "Потом ушёл."],
        ["Apple Inc. Europe sued Samsung Corp. Korea.", "Both lost."],
        ["वह घर गया।", "फिर वह सो गया॥", "क्यों?", "अंत"],
        ["وہ گھر گیا۔", "پھر وہ سو گیا۔", "هل نام؟", "نعم"],
    ],
    ids=lambda parts: parts[0],
)
def test_a_text_of_known_sentences_falls_into_them(expected: list[str]) -> None:
    separator = "" if expected[0].endswith("。") else " "
    assert sentences(separator.join(expected)) == tuple(expected)


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_nothing_has_no_sentences(text: str) -> None:
    assert sentences(text) == ()


@given(st.text(alphabet="aA1 .!?…\"'”»«。Яя\n", max_size=60))
def test_sentences_hold_every_character_but_outer_spaces(text: str) -> None:
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


@given(st.text(alphabet="aA1 .!?…\"'”»«。Яя\n", max_size=60))
def test_no_sentence_is_empty_or_has_outer_spaces(text: str) -> None:
    assert all(sentence and sentence == sentence.strip() for sentence in sentences(text))
