from __future__ import annotations

import pytest

from digest.model import Kind
from digest.summariser.fitness import Fitness, fitness
from digest.summariser.profile import profile
from tests.factories import a_block, an_article


def fitness_of(text: str, kind: Kind = Kind.PARAGRAPH) -> Fitness:
    counted = profile(an_article("", blocks=(a_block(text, kind=kind),), language="en"))
    return fitness(counted.paragraphs[0], counted)


def test_an_item_is_slight_for_it_goes_with_its_list() -> None:
    assert fitness_of("The lamp was lit at noon, and nobody saw it.", Kind.ITEM) is Fitness.SLIGHT


def test_a_heap_of_signs_is_never_a_key_paragraph() -> None:
    assert fitness_of("[" * 5000) is Fitness.NEVER


@pytest.mark.parametrize("kind", [Kind.PARAGRAPH, Kind.QUOTE])
def test_a_full_sentence_is_fit(kind: Kind) -> None:
    assert fitness_of("The lamp was lit at noon, and nobody saw it.", kind) is Fitness.FIT


@pytest.mark.parametrize("kind", [Kind.HEADING, Kind.CODE])
def test_headings_and_code_are_never_key_paragraphs(kind: Kind) -> None:
    assert fitness_of("The lamp was lit at noon, and nobody saw it.", kind) is Fitness.NEVER


def test_a_block_without_a_word_is_never_a_key_paragraph() -> None:
    assert fitness_of("  ") is Fitness.NEVER


@pytest.mark.parametrize(
    "text",
    [
        "Watch the lamp here:",
        "Subscribe to the lamp letter and you will have light.",
        "https://lamp.test/one https://lamp.test/two",
        "Lamps | Oil | Bread | Wind",
    ],
)
def test_what_leads_elsewhere_is_barred(text: str) -> None:
    assert fitness_of(text) is Fitness.BARRED


@pytest.mark.parametrize(
    "text",
    [
        "It burns.",
        "Lamps and oil and bread and wind, a summary",
        "Who lit the lamp at noon today? And why was it lit?",
    ],
)
def test_one_liners_lines_like_headings_and_mere_questions_are_slight(text: str) -> None:
    assert fitness_of(text) is Fitness.SLIGHT


def test_news_about_subscriptions_is_no_housekeeping() -> None:
    assert fitness_of("The town paper sold its last subscription on Sunday, and it closed.") is Fitness.FIT
