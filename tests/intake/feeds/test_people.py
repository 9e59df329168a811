from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.intake.feeds.people import byline


@pytest.mark.parametrize(
    ("names", "line"),
    [
        ([], ""),
        (["Ann Lee"], "Ann Lee"),
        (["Ann Lee", "Bo"], "Ann Lee and Bo"),
        (["Ann Lee", "Bo", "Cy Day"], "Ann Lee, Bo and Cy Day"),
        (["Ann Lee", "ANN LEE", None, 5, " "], "Ann Lee"),
        (["ann@example.org (Ann Lee)"], "Ann Lee"),
        (["Ann Lee <ann@example.org>"], "Ann Lee"),
        (['"Ann Lee" <mailto:ann@example.org>'], "Ann Lee"),
        (["Ann Lee &lt;ann@example.org&gt;"], "Ann Lee"),
        (["ann@example.org"], ""),
        (["ann@localhost"], ""),
        (["noreply@example.org (Unknown)"], ""),
        (["Ann Lee (The Post)"], "Ann Lee (The Post)"),
        (["Se&aacute;n O&#39;Day"], "Seán O'Day"),
        (['<a href="/ann">Ann</a>'], "Ann"),
        (["@annlee"], "@annlee"),
        (["Ann\n\tLee\u202e"], "Ann Lee"),
    ],
)
def test_the_line_names_those_who_wrote(names: list[object], line: str) -> None:
    assert byline(names) == line


def test_a_crowd_is_named_in_part() -> None:
    assert byline(f"Name{n}" for n in range(100)).endswith("Name8 and Name9")


@given(
    st.lists(
        st.from_regex(r"[ a-z<>()&;\"]{0,9}[a-z.]{1,9}@[a-z]{1,9}\.[a-z]{2,3}[ a-z<>()&;\"]{0,9}", fullmatch=True)
    )
)
def test_no_address_is_ever_shown(names: list[str]) -> None:
    assert "@" not in byline(names)
