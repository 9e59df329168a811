from __future__ import annotations

import pytest

from digest.intake.page_text.facts import Facts, facts_of, facts_of_page
from digest.intake.page_text.lines import Line


def measured(text: str) -> Facts:
    return facts_of(Line(text, 1))


@pytest.mark.parametrize(
    "caption",
    [
        "The harbour in winter (Robin Example)",
        "Boats wait for the springRobin Example",
        "The market on a Sunday. Robin Example",
        "The market on a Sunday. Robin Example robin@example.org",
    ],
)
def test_a_name_behind_what_a_line_says_signs_it(caption: str) -> None:
    assert measured(caption).signed


@pytest.mark.parametrize(
    "line", ["The harbour in winter was empty.", "The harbour in winter (and in spring)", "Robin Example"]
)
def test_a_line_without_such_a_name_is_not_signed(line: str) -> None:
    assert not measured(line).signed


@pytest.mark.parametrize("label", ["Image 3 of 5", "1 of 12", "2/7", "Bild:", "Hide caption"])
def test_the_counter_of_a_slide_show_labels_a_picture(label: str) -> None:
    assert measured(label).pictured


def test_a_sentence_on_a_picture_labels_none() -> None:
    assert not measured("Image is everything").pictured


def test_a_credit_is_told_from_a_credit_card() -> None:
    assert measured("The quay at night. Photo: Robin Example").credited
    assert not measured("She paid with her credit card at the photo shop.").credited


def test_words_of_the_site_count_where_a_word_opens_with_them() -> None:
    assert measured("Our e-mail newsletter").furniture == 1
    assert measured("© Coast Review. All rights reserved.").furniture == 2
    assert measured("They unsubscribed").furniture == 0


def test_a_text_in_a_language_without_known_function_words_is_prose_all_the_same() -> None:
    text = (
        "Satama rakennettiin uudelleen keväällä ensimmäiset veneet palasivat sinne ennen kesän loppua taas iloisina."
    )
    assert not measured(text).prose
    assert facts_of_page([Line(text, 1)])[0].prose


def test_a_web_address_and_a_mail_address_are_addresses() -> None:
    assert measured("See www.example.org for more").address
    assert measured("Write to robin@example.org").address
    assert not measured("Two boats @ the quay").address
