from __future__ import annotations

import pytest

from digest.intake.page_text.facts import facts_of_page
from digest.intake.page_text.features import Features, Form, features, form
from digest.intake.page_text.lines import text_lines
from digest.intake.page_text.weights import WEIGHTS

PARAGRAPH = (
    "The old harbour was rebuilt in the spring, and the first boats came back to it before the summer was over, "
    "so that the people of the town could see them from the hill."
)


def found(text: str) -> list[Features]:
    return list(features(facts_of_page(list(text_lines(text)))))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Latest news", Form.LABEL),
        ("The boats are back.", Form.SENTENCE),
        ("The boats are back in the old harbour and nobody knows for how long", Form.UNFINISHED),
        (PARAGRAPH, Form.PARAGRAPH),
    ],
)
def test_a_line_has_one_of_four_forms(line: str, expected: Form) -> None:
    (facts,) = facts_of_page(list(text_lines(line)))
    assert form(facts) is expected


def test_every_weight_belongs_to_a_feature_that_some_line_can_have() -> None:
    below = "Comments\n\nRobin says:\n\nReply\n\nAbout us\n\nContact\n\nOur books\n\nRead more\n\nShare this\n\n"
    text = (
        f"3 Comments\n\nBy Robin Example\n\n5 March 2021\n\nPhoto: Robin Example\n\nThe quay. (Robin Example)\n\n"
        f"{PARAGRAPH}\n\nHOW IT BEGAN:\n\n  • I asked you: “Why?”\n\n{PARAGRAPH}\n\nWhy now?\n\n"
        f"“Because!”\n\nSubscribe now!\n\n"
        f"{'and on it went | '}…\n\n www.example.org\n\nOne cookie in the jar is what I had, and then {PARAGRAPH}\n\n"
        f"{below}{PARAGRAPH}\n\n{below}"
    )
    assert set(WEIGHTS) - {name for line in found(text) for name in line} <= {"cut short"}


def test_a_book_looks_no_different_from_a_long_article() -> None:
    article, book = (found(f"{PARAGRAPH}\n\n" * length) for length in (400, 4000))
    middle, far = article[200], book[2000]
    same = {"share above"}
    assert {name: value for name, value in far.items() if name not in same} == {
        name: value for name, value in middle.items() if name not in same
    }


def test_the_number_of_comments_under_a_headline_announces_none() -> None:
    *_, last = found(f"A Harbour Comes Back\n\n2 comments\n\n{PARAGRAPH}\n\n{PARAGRAPH}\n")
    assert "under comments" not in last
    *_, last = found(f"{PARAGRAPH}\n\n{PARAGRAPH}\n\n2 comments\n\n{PARAGRAPH}\n")
    assert last["under comments"] == 1.0
