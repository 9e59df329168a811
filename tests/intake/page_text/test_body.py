from __future__ import annotations

from digest.intake.page_text.body import in_body, score_lines
from digest.intake.page_text.facts import facts_of_page
from digest.intake.page_text.lines import text_lines

ONE = "The old harbour was rebuilt in the spring, and the first boats came back to it before the summer was over."
TWO = "People who had left the town years ago returned, opened small shops along the quay and stayed for the winter."
THREE = (
    "Nobody had expected that the market would grow so fast, least of all the council, which had to move it twice."
)


def body(text: str) -> list[str]:
    lines = list(text_lines(text))
    page = facts_of_page(lines)
    kept = in_body(page, [score for score, _ in score_lines(page)])
    return [line.text for line, is_kept in zip(lines, kept, strict=True) if is_kept]


def test_a_body_opens_with_more_than_a_label() -> None:
    assert body(f"How it began\n\n{ONE}\n\n{TWO}\n\nThe second winter\n\n{THREE}\n")[0] == ONE


def test_a_caption_with_its_credit_is_left_out_between_paragraphs() -> None:
    caption = "The quay at night. Photo: Robin Example"
    assert body(f"{ONE}\n\n{TWO}\n\n{caption}\n\n{THREE}\n\n{ONE}\n") == [ONE, TWO, THREE, ONE]


def test_a_list_of_teasers_under_its_heading_is_left_out() -> None:
    teasers = "Related articles\n\nBoats for sale\n\nBoats for sale\n\nRopes and knots\n\nRopes and knots\n"
    assert body(f"{ONE}\n\n{TWO}\n\n{THREE}\n\n{ONE}\n\n{TWO}\n\n{THREE}\n\n{teasers}") == [ONE, TWO, THREE] * 2


def test_all_paragraphs_of_a_very_long_text_are_its_body() -> None:
    paragraphs = [f"In year {i} {line}" for i in range(1500) for line in (ONE, TWO, THREE)]
    assert body("\n\n".join(paragraphs)) == paragraphs


def test_few_reasons_are_shown_and_none_that_holds_for_every_line_of_the_page() -> None:
    shown = [signs for _, signs in score_lines(facts_of_page(list(text_lines(f"Home\n\n{ONE}\n\n{TWO}\n"))))]
    assert all(1 <= len(signs) <= 3 for signs in shown)
    assert not any(sign.rule.endswith("of the page") for signs in shown for sign in signs)


def test_the_heaviest_reason_comes_first() -> None:
    (_, signs), *_ = score_lines(facts_of_page(list(text_lines(f"{ONE}\n\n{TWO}\n\n{THREE}\n"))))
    weights = [abs(sign.points) for sign in signs]
    assert weights == sorted(weights, reverse=True)
