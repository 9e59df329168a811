from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.intake.feeds.plain_text import LONGEST_CONTENT, as_html, bounded, one_line


@given(st.text() | st.text("<>&;#abx /!-\n"), st.integers(1, 60), st.booleans(), st.booleans())
def test_a_line_is_one_and_not_too_long(text: str, most: int, markup: bool, entities: bool) -> None:
    line = one_line(text, most, markup=markup, entities=entities)
    assert len(line) <= most
    assert line == " ".join(line.split())


def test_a_line_that_is_too_long_ends_between_two_words() -> None:
    assert one_line("The old harbour was rebuilt", 20) == "The old harbour was…"
    assert one_line("x" * 30, 20) == "x" * 19 + "…"


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("<p>One</p><p>two</p>", "One two"),
        ("<style>p {}</style>One<!-- two -->", "One"),
        ("<script>never ended", ""),
        ("1 < 2 &amp; 3 > 2", "1 < 2 & 3 > 2"),
        ("&lt;b&gt;", "<b>"),
        ("C&#233;line&nbsp;D", "Céline D"),
    ],
)
def test_markup_is_left_out_of_a_line(markup: str, shown: str) -> None:
    assert one_line(markup, 100, markup=True) == shown


def test_plain_text_as_html_keeps_its_lines_and_shows_its_brackets() -> None:
    assert as_html(" a < b & c ") == "a &lt; b &amp; c"
    assert as_html("a\nb\n \n\nc") == "<p>a<br>\nb</p>\n<p>c</p>"


def test_content_is_not_cut_in_a_tag() -> None:
    assert bounded("x" * (LONGEST_CONTENT - 3) + '<a href="y">z</a>') == "x" * (LONGEST_CONTENT - 3)
    assert len(bounded("<p>" + "x" * 2 * LONGEST_CONTENT)) == LONGEST_CONTENT


def test_content_can_be_stored() -> None:
    assert bounded("a\0b\ud800é") == "ab\ufffdé"
