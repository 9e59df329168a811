from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from digest.templating.plain import quoted, shortened


def test_a_long_title_is_cut_after_a_word() -> None:
    assert shortened("one two three four", 12) == "one two…"


@given(st.text(max_size=50), st.integers(min_value=2, max_value=30))
def test_a_shortened_text_is_never_too_long(text: str, width: int) -> None:
    assert len(shortened(text, width)) <= width


def test_quotation_marks_inside_a_quotation_become_single() -> None:
    assert quoted("He said “no”") == "“He said ‘no’”"
