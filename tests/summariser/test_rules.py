from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import pytest

from digest.model import Kind
from digest.summariser import rules
from digest.summariser.profile import profile
from digest.summariser.rules import RULES, Weights, new_words, weigh
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
    assert {weight.name for weight in fields(Weights)} == {rule.__name__ for rule in RULES} | {
        "new_words",
        "leading_up",
    }


def test_every_weight_says_what_it_counts() -> None:
    assert all(weight.metadata["doc"].endswith(".") for weight in fields(Weights))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_rule_bears_an_empty_block(rule: Rule) -> None:
    assert all(0 <= value <= 1 for value in values(rule, article("", " ", "wug")))


def test_opening_is_half_spent_after_a_hundred_words() -> None:
    assert values(rules.opening, article(words(100), words(200), "wug")) == [1, 0.5, 0.25]


def test_early_counts_what_lies_ahead() -> None:
    assert values(rules.early, article("wug", "wug", "wug", "wug")) == [1, 0.75, 0.5, 0.25]


@pytest.mark.parametrize(
    ("title", "expected"),
    [("", [0, 0, 0]), ("Wugs", [0, 1, 1]), ("Wugs and blicks", [0, 0.5, 1]), ("The wug’s blick", [0, 0.5, 1])],
)
def test_title_words_are_found_in_any_form(title: str, expected: list[float]) -> None:
    assert values(rules.title, article("a dax", "a wug", "wugs blick", title=title)) == expected


def test_standfirst_words_count_apart_from_the_title() -> None:
    told = article("a dax", "a wug", title="Dax", standfirst="Some wugs")
    assert values(rules.standfirst, told) == [0, 1]


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
    assert values(rules.recurring, article(*paragraphs)) == pytest.approx(expected, abs=0.001)


def test_a_word_repeated_inside_one_paragraph_does_not_recur() -> None:
    assert values(rules.recurring, article("wug wug wug", "dax")) == [0, 0]


def test_full_sentences_are_measured_by_their_mean_length() -> None:
    told = article("Wug. Wug.", f"{words(10)}.", f"{words(9)} dax. Wug {words(29)}.", words(90))
    assert values(rules.full_sentences, told) == [0.025, 0.25, 0.5, 1]


def test_a_paragraph_is_long_beyond_forty_words() -> None:
    assert values(rules.long, article(words(5), words(40), words(60), words(120))) == [0, 0, 0.5, 2]


def test_a_paragraph_is_terse_below_ten_words() -> None:
    assert values(rules.terse, article(words(9), words(10))) == [1, 0]


def test_items_look_listed_by_mark_by_kind_or_after_a_lead_in() -> None:
    told = article("Wugs:", "A dax.", "A zib.", "- a dax", "3. a zib", "A dax * a zib * a wug")
    assert values(rules.listed, told) == [0, 1, 0, 1, 1, 1]
    item = an_article("", blocks=(a_block("A dax.", kind=Kind.ITEM),))
    assert values(rules.listed, item) == [1]


def test_a_hyphen_between_words_makes_no_list() -> None:
    assert values(rules.listed, article("A dax - or a zib - is a wug.")) == [0]


def test_three_hyphens_between_words_make_a_list() -> None:
    assert values(rules.listed, article("Wugs: - a dax - a zib - a blick")) == [1]


def test_a_paragraph_fills_its_share_of_the_story() -> None:
    counted = profile(article(words(10), words(40), words(90)), share=50)
    assert [rules.filling(paragraph, counted) for paragraph in counted.paragraphs] == [0.2, 0.8, 1]


@pytest.mark.parametrize("share", [0, 1, 10])
def test_where_paragraphs_are_not_scarce_none_fills_a_share(share: float) -> None:
    counted = profile(article(words(10), words(40)), share)
    assert [rules.filling(paragraph, counted) for paragraph in counted.paragraphs] == [0, 0]


def test_a_paragraph_leads_up_to_the_kept_one_below_it() -> None:
    counted = profile(article("A wug.", "A dax.", "A blick."), share=50)
    assert [rules.leading_up(paragraph, counted, {1}) for paragraph in counted.paragraphs] == [1, 0, 0]


def test_nothing_leads_up_where_paragraphs_are_not_scarce() -> None:
    counted = profile(article("A wug.", "A dax."))
    assert [rules.leading_up(paragraph, counted, {1}) for paragraph in counted.paragraphs] == [0, 0]


def test_timely_words_count_up_to_three() -> None:
    counted = profile(article("A wug.", "A new wug.", "Now only the last new wug."), share=50)
    assert [round(rules.timely(paragraph, counted), 3) for paragraph in counted.paragraphs] == [0, 0.333, 1]


def test_timely_words_say_nothing_where_paragraphs_are_not_scarce() -> None:
    assert values(rules.timely, article("Now only the last new wug.")) == [0]


def test_a_colon_at_the_end_dangles() -> None:
    assert values(rules.dangling, article("Wugs: many", "Wugs: ", "Wugs.")) == [0, 1, 0]


def test_quotation_counts_by_its_share() -> None:
    told = article("A wug.", "“A wug.”", '"Wugs" are.', "«Wugs» are.", "„Wugs“ are.")
    assert values(rules.quoted, told) == [0, 1, 0.545, 0.545, 0.545]


def test_a_block_of_quotation_is_quoted_whole() -> None:
    assert values(rules.quoted, an_article("", blocks=(a_block("A wug.", kind=Kind.QUOTE),))) == [1]


def test_questions_count_by_their_share_of_sentences() -> None:
    assert values(rules.asking, article("A wug.", "A wug? A dax.", "“A wug?” A dax?")) == [0, 0.5, 1]


@pytest.mark.parametrize(
    ("rule", "word"), [(rules.addressing, "you"), (rules.author, "I"), (rules.us, "our")], ids=["you", "I", "our"]
)
def test_persons_crowd_a_paragraph_at_every_tenth_word(rule: Rule, word: str) -> None:
    told = article(words(20), f"{word} {words(19)}", f"{word} {word} {words(18)}", f"{word} {word} wug")
    assert values(rule, told) == [0, 0.5, 1, 1]


def test_housekeeping_that_speaks_to_the_reader_counts_whole() -> None:
    told = article("A wug.", "The newsletter sold.", "Your newsletter is here.", "I ask: stay tuned.")
    assert values(rules.housekeeping, told) == [0, 0.5, 1, 1]


@pytest.mark.parametrize(
    "text", ["Abonnieren: du", "Abonnez-vous à cela", "Подпишитесь: вы", "Iscriviti, tu", "Obserwuj nas, ty"]
)
def test_housekeeping_is_known_in_other_languages(text: str) -> None:
    told = an_article("", text, language={"A": "de", "П": "ru", "I": "it", "O": "pl"}[text[0]])
    assert values(rules.housekeeping, told)[0] >= 0.5


@pytest.mark.parametrize(
    ("kept", "expected"), [(set(), [0.5, 1, 0.5, 0]), ({"wug"}, [0, 0.5, 0.5, 0]), ({"wug", "dax"}, [0, 0, 0, 0])]
)
def test_new_words_are_the_recurring_ones_that_nothing_kept_has(kept: set[str], expected: list[float]) -> None:
    counted = profile(article("wug", "wug dax", "dax", "zib"))
    assert [new_words(paragraph, counted, kept) for paragraph in counted.paragraphs] == expected


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
