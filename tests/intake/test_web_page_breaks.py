from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from digest.intake.web_page import read_fragment, read_web_page

if TYPE_CHECKING:
    from collections.abc import Callable

BEFORE = "The keeper of the town’s books wrote in 1701 that"
AFTER = "nothing burned at all in that long and dry summer."


def fragment(html: str) -> list[str]:
    return [line.text for line in read_fragment(html).lines]


def page(html: str) -> list[str]:
    return [line.text for line in read_web_page(f"<html><body>{html}</body></html>").lines]


@pytest.mark.parametrize("read", [fragment, page])
@pytest.mark.parametrize("tag", ["<br>", "<br/>\n", " <br /> ", "<br>\n<em></em>"])
def test_a_break_inside_a_sentence_is_a_space(read: Callable[[str], list[str]], tag: str) -> None:
    assert read(f"<p>{BEFORE}{tag}{AFTER}</p><p>Next.</p>") == [f"{BEFORE} {AFTER}", "Next."]


@pytest.mark.parametrize("read", [fragment, page])
@pytest.mark.parametrize(
    ("html", "lines"),
    [
        (f"<p>{BEFORE}<br><br>{AFTER}</p>", [BEFORE, AFTER]),
        (f"<p>{BEFORE}</p><p>{AFTER}</p>", [BEFORE, AFTER]),
        (f"<p>{AFTER}<br>{AFTER}</p>", [AFTER, AFTER]),
        (f"<p>{BEFORE}:<br>{AFTER}</p>", [f"{BEFORE}:", AFTER]),
        (f"<p>{BEFORE}<br>Nothing burned.</p>", [BEFORE, "Nothing burned."]),
        (
            "<p>the lamp is lit<br>and the river turns<br>before the town</p>",
            ["the lamp is lit", "and the river turns", "before the town"],
        ),
        ("<p>5 Mill Lane<br>near the river</p>", ["5 Mill Lane", "near the river"]),
        (f"<div>{BEFORE}</div>{AFTER}", [BEFORE, AFTER]),
    ],
)
def test_other_breaks_stay(read: Callable[[str], list[str]], html: str, lines: list[str]) -> None:
    assert read(html) == lines


def test_in_a_paragraph_of_long_lines_only_what_is_torn_is_joined() -> None:
    html = f"<p>{BEFORE} {BEFORE}<br>{AFTER}<br>{BEFORE}<br>{AFTER}</p>"
    assert fragment(html) == [f"{BEFORE} {BEFORE} {AFTER}", f"{BEFORE} {AFTER}"]


def test_what_was_joined_keeps_its_place_and_its_link() -> None:
    (line, following) = read_fragment(
        f"<p>{BEFORE}<br><a href='https://example.org/a'>nothing burned</a>.</p><p>N.</p>"
    ).lines
    assert (line.number, line.gap, line.url) == (1, True, "https://example.org/a")
    assert following.gap


def test_lines_of_a_program_stay() -> None:
    assert fragment(f"<pre>{BEFORE}<br>{AFTER}</pre>") == [f"{BEFORE}\n{AFTER}"]
    assert page(f"<pre>{BEFORE}<br>{AFTER}</pre>") == [BEFORE, AFTER]
