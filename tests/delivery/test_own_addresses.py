from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.delivery.own_addresses import own_address


@pytest.mark.parametrize(
    ("usual", "own"),
    [
        ("https://letter.test/out", "https://letter.test/out?token=T"),
        ("https://letter.test/out?", "https://letter.test/out?token=T"),
        ("https://letter.test/out?list=1", "https://letter.test/out?list=1&token=T"),
        ("https://letter.test/out?list=1&", "https://letter.test/out?list=1&token=T"),
        ("https://letter.test/out#form", "https://letter.test/out?token=T#form"),
        ("https://letter.test/out?list=1#form?", "https://letter.test/out?list=1&token=T#form?"),
        ("mailto:out@letter.test", "mailto:out@letter.test"),
        ("", ""),
    ],
)
def test_without_a_shape_the_token_joins_the_usual_address(usual: str, own: str) -> None:
    assert own_address("", usual, "T") == own


def test_a_shape_says_where_the_token_stands() -> None:
    shape = "https://letter.test/{token}/out?again={token}"
    assert own_address(shape, "https://letter.test/out", "T") == "https://letter.test/T/out?again=T"


PAIRS = st.lists(st.tuples(st.text("abc", min_size=1), st.text("xyz", min_size=1)))


@given(PAIRS, st.text("abc"))
def test_what_the_query_said_it_still_says(pairs: list[tuple[str, str]], fragment: str) -> None:
    query = "&".join(f"{name}={value}" for name, value in pairs)
    parts = urlsplit(own_address("", f"https://letter.test/out?{query}#{fragment}", "T"))
    assert parse_qsl(parts.query) == [*pairs, ("token", "T")]
    assert (parts.path, parts.fragment) == ("/out", fragment)
