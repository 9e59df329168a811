from __future__ import annotations

import textwrap

from digest.intake.page_text.lines import text_lines
from digest.intake.page_text.wrapping import unwrapped

ONE = (
    "The old harbour was rebuilt in the spring, and the first boats came back to it before the summer was over. "
    "People who had left the town years ago returned, opened small shops along the quay and stayed for the winter."
)
TWO = ONE.replace("harbour", "market")


def test_wrapped_paragraphs_are_joined_and_numbered_by_their_first_line() -> None:
    text = "A Title\n\n" + textwrap.fill(ONE, 72) + "\n\n" + textwrap.fill(TWO, 72) + "\n"
    lines = unwrapped(list(text_lines(text)))
    assert [(line.number, line.text) for line in lines] == [(1, "A Title"), (3, ONE), (7, TWO)]


def test_a_line_for_each_paragraph_stays_as_it_is() -> None:
    lines = list(text_lines(f"A Title\n{ONE}\n{TWO}\n{ONE}\n"))
    assert unwrapped(lines) == tuple(lines)


def test_glued_menus_stay_apart() -> None:
    lines = list(text_lines("Home\nNews\nSport\nLog in\n" * 5))
    assert unwrapped(lines) == tuple(lines)
