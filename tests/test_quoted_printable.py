from __future__ import annotations

import quopri
import re

from hypothesis import given
from hypothesis import strategies as st

from digest.model.quoted_printable import quoted_printable

LINES = st.text(alphabet=st.one_of(st.characters(codec="utf-8"), st.sampled_from("From .=\n\taé ")), max_size=300)


def decoded(written: str) -> str:
    return quopri.decodestring(written.encode()).decode().replace("\r\n", "\n")


@given(LINES.filter(lambda text: "\r" not in text))
def test_it_comes_back_as_it_was(text: str) -> None:
    assert decoded(quoted_printable(text)) == text


@given(LINES)
def test_every_line_is_short_ascii_without_a_blank_at_its_end(text: str) -> None:
    for line in quoted_printable(text).split("\r\n"):
        assert re.fullmatch(r"(?:[\t -~]{0,75}[!-~])?", line)


@given(LINES)
def test_no_line_is_changed_on_its_way(text: str) -> None:
    assert not any(line.startswith(("From ", ".")) for line in quoted_printable(text).split("\r\n"))


def test_long_lines_take_linear_time() -> None:
    assert len(quoted_printable("é" * 300_000)) > 1_800_000
