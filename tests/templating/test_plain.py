from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from digest.templating.plain import quoted, shortened


def test_a_long_title_is_cut_after_a_word() -> None:
    assert shortened("one two three four", 12) == "one two…"


@given(st.text(max_size=50), st.integers(min_value=2, max_value=30))
def test_a_shortened_text_is_never_too_long(text: str, width: int) -> None:
    assert len(shortened(text, width)) <= width


def test_quotation_marks_inside_a_quotation_become_single() -> None:
    assert quoted("He said “no”") == "“He said ‘no’”"


GERMAN = ("„", "“", "‚", "‘")
FRENCH = ("«\u00a0", "\u00a0»", "“", "”")


@pytest.mark.parametrize(
    ("text", "german"),
    [
        ("Er sagte „nein“", "„Er sagte ‚nein‘“"),
        ("He said “no” and “yes”", "„He said ‚no‘ and ‚yes‘“"),
        ("Il dit «\u00a0non\u00a0»", "„Il dit ‚non‘“"),
        ("an open „mark", "„an open „mark“"),
        ("“”", "„‚‘“"),
    ],
)
def test_a_quotation_inside_a_quotation_has_the_inner_marks_of_the_language(text: str, german: str) -> None:
    assert quoted(text, GERMAN) == german


def test_french_marks_keep_their_distance() -> None:
    assert quoted("Il dit «\u00a0non\u00a0»", FRENCH) == "«\u00a0Il dit “non”\u00a0»"


def test_markup_between_marks_stays_markup() -> None:
    marked = quoted(Markup('<span dir="ltr">He said “no”</span>'), GERMAN)
    assert marked == '„<span dir="ltr">He said ‚no‘</span>“'
    assert isinstance(marked, Markup)
