from __future__ import annotations

import pytest
from Stemmer import algorithms

from digest.summariser.stopwords import STOP_WORDS
from digest.summariser.words import _STEMMERS, content_stems, count, language_of, stem, tokens

SPOKEN = {
    "en": "the lamp that was on the table is now in the other room with all of its oil",
    "de": "die Lampe, die auf dem Tisch war, ist nun mit dem Öl in einem anderen Raum und nicht mehr hier",
    "fr": "la lampe qui était sur la table est dans une autre pièce avec son huile et elle ne brûle pas",
    "es": "la lámpara que estaba sobre la mesa está ahora en otro cuarto con todo el aceite y no arde",
    "it": "la lampada che era sulla tavola è ora in una altra stanza con il suo olio e non arde più",
    "pt": "a lâmpada que estava sobre a mesa está agora em outro quarto com todo o óleo e não arde mais",
    "nl": "de lamp die op de tafel was is nu in een andere kamer met al het olie en ze brandt niet meer",
    "ru": "лампа, которая была на столе, теперь в другой комнате, и она уже не горит, потому что в ней нет масла",
    "uk": "лампа, яка була на столі, тепер в іншій кімнаті, і вона вже не горить, бо в ній немає олії",
    "pl": "lampa, która była na stole, jest teraz w innym pokoju i już się nie pali, bo nie ma w niej oleju",
}


@pytest.mark.parametrize(("text", "words"), [("", 0), ("one", 1), (" one  two\nthree ", 3), ("一二三四", 3)])
def test_words_are_counted_as_a_reader_would(text: str, words: int) -> None:
    assert count(text) == words


def test_typographic_quotes_and_capitals_make_no_other_word() -> None:
    assert tokens("The Lamp’s “oil”") == tokens("the lamp's 'oil'") == ["the", "lamp's", "oil"]


def test_vowel_signs_belong_to_their_words() -> None:
    assert tokens("हिंदी में, தமிழ் மொழி") == ["हिंदी", "में", "தமிழ்", "மொழி"]
    assert stem("किताबें", "hi") == stem("किताब", "hi")


@pytest.mark.parametrize("language", sorted(STOP_WORDS))
def test_stop_words_vote_for_their_language(language: str) -> None:
    assert language_of("", tokens(SPOKEN[language])) == language


@pytest.mark.parametrize(
    ("declared", "language"), [("de-AT", "de"), ("pt_BR", "pt"), ("EN", "en"), ("cs", "cs"), ("xx", "")]
)
def test_a_declared_language_needs_no_vote(declared: str, language: str) -> None:
    assert language_of(declared, tokens(SPOKEN["en"])) == language


@pytest.mark.parametrize("words", [[], ["blorp", "snark", "wibble"]])
def test_no_language_is_told_from_strange_words(words: list[str]) -> None:
    assert language_of("", words) == ""


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "lamp's", "lamps"),
        ("fr", "l'huile", "huiles"),
        ("de", "lampe", "lampen"),
        ("es", "lámpara", "lámparas"),
        ("it", "lampada", "lampade"),
        ("pt", "lâmpada", "lâmpadas"),
        ("nl", "lamp", "lampen"),
        ("ru", "лампа", "лампы"),
        ("uk", "лампа", "лампи"),
        ("pl", "lampa", "lampy"),
        ("ar", "كتاب", "الكتاب"),
        ("cs", "lampa", "lampy"),
        ("sv", "lampa", "lampor"),
        ("tr", "lamba", "lambalar"),
        ("nb", "lampe", "lampene"),
    ],
)
def test_forms_of_a_word_share_a_stem(language: str, one: str, other: str) -> None:
    assert stem(one, language) == stem(other, language)


def test_an_unknown_language_leaves_words_as_they_are() -> None:
    assert stem("lamps", "") == stem("lamps", "xx") == "lamps"


@pytest.mark.parametrize(("tag", "name"), sorted(_STEMMERS.items()))
def test_every_stemmer_that_is_named_is_there(tag: str, name: str) -> None:
    assert name in algorithms()
    assert stem("x", tag) is not None


def test_a_language_with_a_stemmer_alone_drops_no_words() -> None:
    assert content_stems(["lampa", "a", "je", "lampy"], "cs") == ("lamp", "je", "lamp")


def test_stop_words_figures_and_single_letters_say_nothing() -> None:
    assert content_stems(["the", "lamp", "7", "x"], "en") == ("lamp",)
