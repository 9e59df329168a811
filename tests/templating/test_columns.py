from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.templating.columns import clusters, columns_apart, display_width

SIGNS = "a é漢한क्षि\u0301\u200b\u200d\u200e\ufe0f\u20e3👩👧🏽🇩🇪🏴❤️1שع"


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("plain", 5),
        ("e\u0301té", 3),
        ("漢字 ab", 7),
        ("ｆｕｌｌ", 8),
        ("👩‍👩‍👧", 2),
        ("👍🏽", 2),
        ("❤️", 2),
        ("1️⃣", 2),
        ("🇩🇪🇫🇷", 4),
        ("\u1112\u1161\u11ab", 2),
        ("a\u200bb\u200fc", 3),
        ("שָׁלוֹם", 4),
        ("हि", 2),
        ("—“…”", 4),
        ("", 0),
    ],
)
def test_a_text_is_as_wide_as_it_looks(text: str, columns: int) -> None:
    assert display_width(text) == columns


def test_a_program_that_joins_nothing_shows_every_part_of_an_emoji() -> None:
    assert columns_apart("👩‍👩‍👧") == 8
    assert columns_apart("e\u0301") == 2


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("e\u0301a", ["e\u0301", "a"]),
        ("👩‍👩‍👧👍🏽", ["👩‍👩‍👧", "👍🏽"]),
        ("🇩🇪🇫🇷🇪", ["🇩🇪", "🇫🇷", "🇪"]),
        ("क्षक", ["क्ष", "क"]),
        ("1️⃣2", ["1️⃣", "2"]),
    ],
)
def test_what_is_read_as_one_sign_stays_together(text: str, pieces: list[str]) -> None:
    assert list(clusters(text)) == pieces


@given(st.text(alphabet=st.sampled_from(SIGNS), max_size=40))
def test_pieces_make_up_the_text_and_its_width(text: str) -> None:
    pieces = list(clusters(text))
    assert "".join(pieces) == text
    assert all(pieces)
    assert sum(map(display_width, pieces)) == display_width(text) <= columns_apart(text) + len(pieces)
