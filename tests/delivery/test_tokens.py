from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.delivery.tokens import Tokens, key_of_newsletter
from digest.model import Week

KEY = bytes(range(32))
W25 = Week(2024, 25)
WEEKS = st.dates().map(Week.of)


@given(WEEKS, st.emails())
def test_a_token_tells_its_week_and_its_reader(week: Week, address: str) -> None:
    tokens = Tokens(KEY)
    token = tokens.token(week, address)
    assert tokens.read(token) == (week, tokens.reader(address))
    assert re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]{46}[A-Za-z0-9]", token)


@given(st.integers(0, 47), st.sampled_from("ABCXYZabcxyz0189-_=+/. "))
def test_a_token_that_was_changed_says_nothing(at: int, sign: str) -> None:
    token = Tokens(KEY).token(W25, "jane@reader.test")
    changed = token[:at] + sign + token[at + 1 :]
    assert changed == token or Tokens(KEY).read(changed) is None


@pytest.mark.parametrize("token", ["", "A" * 48, "A" * 47, "A" * 49, "é" * 48, "A" * 48 + "\n", " " + "A" * 47])
def test_what_is_no_token_says_nothing(token: str) -> None:
    assert Tokens(KEY).read(token) is None


def test_a_token_of_another_newsletter_says_nothing() -> None:
    assert Tokens(bytes(32)).read(Tokens(KEY).token(W25, "jane@reader.test")) is None


def test_newsletters_that_share_a_secret_take_none_of_each_other_s_tokens() -> None:
    one, other = (Tokens(key_of_newsletter(KEY, name)) for name in ("a.letter.test", "b.letter.test"))
    assert other.read(one.token(W25, "jane@reader.test")) is None
    ids = {made.message_id(W25, "free", "jane@reader.test", "letter.test") for made in (one, other)}
    assert len(ids) == 2
    assert Tokens(key_of_newsletter(KEY, "A.letter.test")).read(one.token(W25, "jane@reader.test")) is not None


def test_the_key_of_a_newsletter_is_the_same_as_when_letters_were_sent() -> None:
    assert key_of_newsletter(KEY, "weekly.letter.test").hex()[:16] == "0ffd5cd65f1b5f7b"


def test_a_reader_is_the_same_in_every_spelling_and_unlike_others() -> None:
    tokens = Tokens(KEY)
    assert tokens.reader("Jane@Reader.test") == tokens.reader("jane@reader.test")
    assert tokens.reader("joe@reader.test") != tokens.reader("jane@reader.test")
    assert Tokens(bytes(32)).reader("jane@reader.test") != tokens.reader("jane@reader.test")
    assert len(tokens.reader("jane@reader.test")) == 16


def test_tokens_of_two_weeks_differ() -> None:
    tokens = Tokens(KEY)
    assert tokens.token(W25, "jane@reader.test") != tokens.token(Week(2024, 26), "jane@reader.test")


def test_a_token_is_the_same_as_in_letters_that_were_sent() -> None:
    assert Tokens(KEY).token(W25, "jane@reader.test") == "AZj-qqpht1F3dBEBNCgXMQ0NYtQJ_92ywuf4I2Voo72HB-gZ"


def test_the_message_id_is_the_same_for_the_same_letter_alone() -> None:
    tokens = Tokens(KEY)
    one = tokens.message_id(W25, "free", "jane@reader.test", "letter.test")
    assert one == tokens.message_id(W25, "free", "Jane@reader.test", "letter.test")
    assert re.fullmatch(r"2024-W25\.[0-9a-f]{32}@letter\.test", one)
    others = {
        tokens.message_id(W25, "member", "jane@reader.test", "letter.test"),
        tokens.message_id(W25, "free", "joe@reader.test", "letter.test"),
        tokens.message_id(Week(2024, 26), "free", "jane@reader.test", "letter.test"),
    }
    assert len(others | {one}) == 4


@given(st.integers(1, 60))
def test_the_message_id_fits_its_line_as_long_as_the_domain_leaves_room(length: int) -> None:
    told = Tokens(KEY).message_id(W25, "free", "jane@reader.test", "a" * length)
    mark = told.partition(".")[2].partition("@")[0]
    assert len(f"Message-ID: <{told}>") <= 78 or len(mark) == 16
    assert 16 <= len(mark) <= 32


def test_a_short_key_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 32 bytes"):
        Tokens(b"short")
    with pytest.raises(ValueError, match="at least 32 bytes"):
        key_of_newsletter(b"short", "weekly.letter.test")
