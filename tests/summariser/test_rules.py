from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import pytest

from digest.model import Kind
from digest.summariser import position, shape, voice, wording
from digest.summariser.profile import profile
from digest.summariser.rules import RULES, TURNS, Weights, sayings, weigh
from digest.summariser.stopwords import STOP_WORDS
from tests.factories import a_block, an_article

if TYPE_CHECKING:
    from digest.model import Article
    from digest.summariser.rules import Rule


def values(rule: Rule, article: Article) -> list[float]:
    counted = profile(article)
    return [round(rule(paragraph, counted), 3) for paragraph in counted.paragraphs]


def article(*paragraphs: str, title: str = "", standfirst: str = "") -> Article:
    return an_article(title, *paragraphs, standfirst=standfirst, language="en")


def words(number: int) -> str:
    return " ".join(["wug"] * number)


def test_every_rule_has_one_weight_and_every_weight_one_rule() -> None:
    names = [rule.__name__ for rule in (*RULES, *TURNS)]
    assert sorted(weight.name for weight in fields(Weights)) == sorted([*names, "new_words"])


def test_every_weight_says_what_it_counts() -> None:
    assert all(weight.metadata["doc"].endswith(".") for weight in fields(Weights))
    assert {weight.name for weight in fields(Weights)} < set(sayings())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_rule_bears_an_empty_block(rule: Rule) -> None:
    assert all(0 <= value <= 1 for value in values(rule, article("", " ", "wug")))


def test_opening_is_half_spent_after_a_hundred_words() -> None:
    assert values(position.opening, article(words(100), words(200), "wug")) == [1, 0.5, 0.25]


def test_early_counts_what_lies_ahead() -> None:
    assert values(position.early, article("wug", "wug", "wug", "wug")) == [1, 0.75, 0.5, 0.25]


@pytest.mark.parametrize(
    ("title", "expected"),
    [("", [0, 0, 0]), ("Wugs", [0, 1, 1]), ("Wugs and blicks", [0, 0.5, 1]), ("The wug’s blick", [0, 0.5, 1])],
)
def test_title_words_are_found_in_any_form(title: str, expected: list[float]) -> None:
    assert values(wording.title, article("a dax", "a wug", "wugs blick", title=title)) == expected


def test_standfirst_words_count_apart_from_the_title() -> None:
    told = article("a dax", "a wug", title="Dax", standfirst="Some wugs")
    assert values(wording.standfirst, told) == [0, 1]


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (["wug", "dax"], [0, 0]),
        (["wug", "wug"], [1, 1]),
        (["wug", "wug dax", "dax", "zib"], [1, 1, 1, 0]),
        (["wug", "wug", "wug zib", "wug", "zib"], [1, 1, 0.75, 1, 0.5]),
    ],
)
def test_words_that_recur_in_other_paragraphs_weigh_by_their_number(
    paragraphs: list[str], expected: list[float]
) -> None:
    assert values(wording.recurring, article(*paragraphs)) == pytest.approx(expected, abs=0.001)


def test_a_word_repeated_inside_one_paragraph_does_not_recur() -> None:
    assert values(wording.recurring, article("wug wug wug", "dax")) == [0, 0]


def test_full_sentences_are_measured_by_their_mean_length() -> None:
    told = article("Wug. Wug.", f"{words(10)}.", f"{words(9)} dax. Wug {words(29)}.", words(90))
    assert values(shape.full_sentences, told) == [0.025, 0.25, 0.5, 1]


def test_a_paragraph_is_long_beyond_forty_words() -> None:
    assert values(shape.long, article(words(5), words(40), words(60), words(120))) == [0, 0, 0.5, 2]


def test_a_paragraph_is_terse_below_ten_words() -> None:
    assert values(shape.terse, article(words(9), words(10))) == [1, 0]


def test_items_look_listed_by_mark_by_kind_or_after_a_lead_in() -> None:
    told = article("Wugs:", "A dax.", "A zib.", "- a dax", "3. a zib", "A dax * a zib * a wug")
    assert values(shape.listed, told) == [0, 1, 0, 1, 1, 1]
    item = an_article("", blocks=(a_block("A dax.", kind=Kind.ITEM),))
    assert values(shape.listed, item) == [1]


def test_a_hyphen_between_words_makes_no_list() -> None:
    assert values(shape.listed, article("A dax - or a zib - is a wug.")) == [0]


def test_three_hyphens_between_words_make_a_list() -> None:
    assert values(shape.listed, article("Wugs: - a dax - a zib - a blick")) == [1]


def test_a_paragraph_fills_its_share_of_the_story() -> None:
    counted = profile(article(words(10), words(40), words(90)), share=50)
    assert [shape.filling(paragraph, counted) for paragraph in counted.paragraphs] == [0.2, 0.8, 1]


@pytest.mark.parametrize("share", [0, 1, 10])
def test_where_paragraphs_are_not_scarce_none_fills_a_share(share: float) -> None:
    counted = profile(article(words(10), words(40)), share)
    assert [shape.filling(paragraph, counted) for paragraph in counted.paragraphs] == [0, 0]


def test_a_paragraph_leads_up_to_the_kept_one_below_it() -> None:
    counted = profile(article("A wug.", "A dax.", "A blick."), share=50)
    assert [position.leading_up(paragraph, counted, {1}) for paragraph in counted.paragraphs] == [1, 0, 0]


def test_nothing_leads_up_where_paragraphs_are_not_scarce() -> None:
    counted = profile(article("A wug.", "A dax."))
    assert [position.leading_up(paragraph, counted, {1}) for paragraph in counted.paragraphs] == [0, 0]


def test_timely_words_count_up_to_three() -> None:
    counted = profile(article("A wug.", "A new wug.", "Now only the last new wug."), share=50)
    assert [round(voice.timely(paragraph, counted), 3) for paragraph in counted.paragraphs] == [0, 0.333, 1]


def test_timely_words_say_nothing_where_paragraphs_are_not_scarce() -> None:
    assert values(voice.timely, article("Now only the last new wug.")) == [0]


def test_a_colon_at_the_end_dangles() -> None:
    assert values(shape.dangling, article("Wugs: many", "Wugs: ", "Wugs.")) == [0, 1, 0]


def test_quotation_counts_by_its_share() -> None:
    told = article("A wug.", "“A wug.”", '"Wugs" are.', "«Wugs» are.", "„Wugs“ are.")
    assert values(shape.quoted, told) == [0, 1, 0.545, 0.545, 0.545]


def test_a_block_of_quotation_is_quoted_whole() -> None:
    assert values(shape.quoted, an_article("", blocks=(a_block("A wug.", kind=Kind.QUOTE),))) == [1]


def test_questions_count_by_their_share_of_sentences() -> None:
    assert values(shape.asking, article("A wug.", "A wug? A dax.", "“A wug?” A dax?")) == [0, 0.5, 1]


@pytest.mark.parametrize(
    ("rule", "word"), [(voice.addressing, "you"), (voice.author, "I"), (voice.us, "our")], ids=["you", "I", "our"]
)
def test_persons_crowd_a_paragraph_at_every_tenth_word(rule: Rule, word: str) -> None:
    told = article(words(20), f"{word} {words(19)}", f"{word} {word} {words(18)}", f"{word} {word} wug")
    assert values(rule, told) == [0, 0.5, 1, 1]


def test_housekeeping_that_speaks_to_the_reader_counts_whole() -> None:
    told = article("A wug.", "The newsletter sold.", "Your newsletter is here.", "I ask: stay tuned.")
    assert values(voice.housekeeping, told) == [0, 0.5, 1, 1]


@pytest.mark.parametrize(
    "text", ["Abonnieren: du", "Abonnez-vous à cela", "Подпишитесь: вы", "Iscriviti, tu", "Obserwuj nas, ty"]
)
def test_housekeeping_is_known_in_other_languages(text: str) -> None:
    told = an_article("", text, language={"A": "de", "П": "ru", "I": "it", "O": "pl"}[text[0]])
    assert values(voice.housekeeping, told)[0] >= 0.5


@pytest.mark.parametrize(
    ("kept", "expected"), [(set(), [0.5, 1, 0.5, 0]), ({"wug"}, [0, 0.5, 0.5, 0]), ({"wug", "dax"}, [0, 0, 0, 0])]
)
def test_new_words_are_the_recurring_ones_that_nothing_kept_has(kept: set[str], expected: list[float]) -> None:
    counted = profile(article("wug", "wug dax", "dax", "zib"))
    assert [wording.new_words(paragraph, counted, kept) for paragraph in counted.paragraphs] == expected


def test_only_the_rules_that_fire_give_reasons() -> None:
    counted = profile(
        article(words(100), "Some daxes went round the hill and back, and round it again.", title="Dax")
    )
    reasons = {reason.rule: reason.points for reason in weigh(counted.paragraphs[1], counted, Weights(title=2))}
    assert reasons["title"] == 2
    assert not {"long", "terse", "quoted", "recurring"} & set(reasons)


def test_a_weight_of_nothing_switches_a_rule_off() -> None:
    counted = profile(article("A wug."))
    reasons = weigh(counted.paragraphs[0], counted, Weights(opening=0))
    assert "opening" not in {reason.rule for reason in reasons}


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("“Wugs” and ‘blicks’", "A blick and a wug."),
        ("Wug’s blick", "“Wug” or «blick»?"),
        ("WUGS, BLICKS", "wug blick"),
    ],
)
def test_title_words_are_found_with_and_without_quotes(title: str, text: str) -> None:
    assert values(wording.title, article(text, title=title)) == [1]


def test_names_are_words_with_a_capital_inside_a_sentence() -> None:
    told = article("Wugs are here.", "The Wug of Dax.", "In Wug, Dax, Zib, Blick and Norf it rains.", "It is an ABC.")
    assert values(wording.named, told) == [0, 0.4, 1, 0]


def test_german_names_are_not_told_from_nouns() -> None:
    assert values(wording.named, an_article("", "Der Wug und der Dax.", language="de")) == [0]


def test_figures_count_up_to_three() -> None:
    told = article("A wug.", "It cost $1,200 in 1918.", "From 3 to 4 of the 5 and 6.", "The x3 has none.")
    assert values(wording.figures, told) == [0, 0.667, 1, 0]


CONCLUSIONS = {
    "en": "In short, it works.",
    "de": "Das zeigt, dass es geht.",
    "fr": "En somme, ça marche.",
    "es": "Por lo tanto, funciona.",
    "it": "Tutto sommato funziona.",
    "pt": "Em suma, funciona.",
    "nl": "Al met al werkt het.",
    "ru": "Таким образом, всё работает.",
    "uk": "Таким чином, усе працює.",
    "pl": "Krótko mówiąc, to działa.",
}
POINTERS = {
    "en": "He left.",
    "de": "Dies ging.",
    "fr": "Elle partit.",
    "es": "Esto fue.",
    "it": "Questo va.",
    "pt": "Ele foi.",
    "nl": "Hij ging.",
    "ru": "Она ушла.",
    "uk": "Вона пішла.",
    "pl": "Ona poszła.",
}
ITSELF = {
    "en": "In this article we count wugs.",
    "de": "In diesem Beitrag zählen wir Wugs.",
    "fr": "Dans cet article, on compte.",
    "es": "En este artículo contamos wugs.",
    "it": "In questo articolo contiamo.",
    "pt": "Neste artigo contamos wugs.",
    "nl": "In dit artikel tellen we.",
    "ru": "В этой статье мы считаем.",
    "uk": "У цій статті ми рахуємо.",
    "pl": "W tym artykule liczymy wugi.",
}
REPORTS = {
    "en": "“Wugs,” she said.",
    "de": "„Wugs“, sagte sie.",
    "fr": "« Wugs », a déclaré Dax.",
    "es": "«Wugs», dijo Dax.",
    "it": "«Wugs», ha detto Dax.",
    "pt": "“Wugs”, disse Dax.",
    "nl": "“Wugs”, zei Dax.",
    "ru": "«Ваги», — сказала Дакс.",
    "uk": "«Ваги», — сказала Дакс.",
    "pl": "„Wugi” – powiedziała Dax.",
}
LAUNCHES = {
    "en": "Dax launched and released wugs.",
    "de": "Dax startet und präsentiert Wugs.",
    "fr": "Dax lance et présente des wugs.",
    "es": "Dax lanza y presenta wugs.",
    "it": "Dax lancia e presenta i wug.",
    "pt": "Dax lança e apresenta wugs.",
    "nl": "Dax lanceert en presenteert wugs.",
    "ru": "Дакс представила и выпустила.",
    "uk": "Дакс представила й створила.",
    "pl": "Dax przedstawiła i stworzyła.",
}


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        (voice.concluding, CONCLUSIONS),
        (voice.about_itself, ITSELF),
        (voice.reporting, REPORTS),
        (voice.announcing, LAUNCHES),
    ],
    ids=["concluding", "about_itself", "reporting", "announcing"],
)
def test_cue_words_are_known_in_ten_languages(rule: Rule, told: dict[str, str]) -> None:
    assert {language: values(rule, an_article("", text, language=language)) for language, text in told.items()} == {
        language: [1] for language in STOP_WORDS
    }


@pytest.mark.parametrize("rule", [voice.concluding, voice.about_itself, voice.reporting, voice.announcing])
@pytest.mark.parametrize("language", ["en", "cs", ""])
def test_what_has_no_cue_says_nothing(rule: Rule, language: str) -> None:
    assert values(rule, an_article("", "A short wug is in the article.", language=language)) == [0]


def test_announcing_counts_up_to_two() -> None:
    assert values(voice.announcing, article("Dax launched a wug.", "Dax built, launched and released it.")) == [
        0.5,
        1,
    ]


@pytest.mark.parametrize("language", sorted(STOP_WORDS))
def test_a_pronoun_at_the_start_points_back_unless_what_it_means_is_kept(language: str) -> None:
    counted = profile(an_article("", "Wug.", POINTERS[language], "Dax.", language=language))
    assert [position.pointing_back(paragraph, counted, {2}) for paragraph in counted.paragraphs] == [0, 1, 0]
    assert position.pointing_back(counted.paragraphs[1], counted, {0}) == 0


def test_an_article_that_begins_with_a_pronoun_points_nowhere() -> None:
    counted = profile(article("This is a wug.", "A dax."))
    assert position.pointing_back(counted.paragraphs[0], counted, set()) == 0


def test_a_paragraph_of_links_is_one_the_more_the_fewer_its_words() -> None:
    told = article(
        "See https://wug.test for wugs.",
        "https://wug.test https://dax.test",
        "Wug | Dax | Zib",
        f"https://wug.test and https://dax.test {words(29)}",
    )
    assert values(shape.links, told) == [0, 1, 1, 0.485]


@pytest.mark.parametrize(
    "text",
    [
        "Update: the wug is gone.",
        "UPDATED 3 May 2024: the wug is gone.",
        "Editor’s note: a wug wrote this.",
        "Hinweis: der Wug ist weg.",
        "Примечание: вага нет.",
        "This post was originally published on the blog of a wug.",
        "— A wug, to the daxes",
        "*A wug and a dax walk up the hill*",
        "(All of the wugs stand on the hill.)",
    ],
)
def test_notes_beside_the_text_are_asides(text: str) -> None:
    assert values(voice.aside, article(text)) == [1]


@pytest.mark.parametrize(
    "text",
    [
        "Note that the wug is gone.",
        "Updates came from the wug: none was read.",
        "The wug (and the dax) left.",
        f"— {words(30)}",
        "*Wug* is a word.",
        "The first wug was published in 1918.",
    ],
)
def test_what_only_looks_like_a_note_is_none(text: str) -> None:
    assert values(voice.aside, article(text)) == [0]


@pytest.mark.parametrize(
    ("paragraphs", "lively"),
    [
        (["A wug.", "A dax.", "A zib.", "A norf."], 0),
        (["A wug.", "I saw it.", "A zib.", "A norf."], 0.625),
        (["“A wug,” she said.", "You saw it.", "A zib.", "A norf."], 1),
    ],
)
def test_an_article_that_speaks_or_lets_people_speak_opens_with_a_lead(paragraphs: list[str], lively: float) -> None:
    told = article(*paragraphs)
    assert profile(told).lively == lively
    assert values(position.lead, told) == [round(lively * value, 3) for value in values(position.opening, told)]


def test_how_lively_an_article_is_stays_open_where_its_language_is_unknown() -> None:
    assert profile(an_article("", "Ein Wug.", language="xx")).lively == 0.5
    assert profile(an_article(blocks=(), language="en")).lively == 0.5
