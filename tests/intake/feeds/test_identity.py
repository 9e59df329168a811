from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.intake.feeds.identity import identified
from tests.intake.feeds.samples import entry, item, raw, read, rss


@pytest.mark.parametrize(
    ("inside", "identity"),
    [
        ('<guid isPermaLink="false"> a-1 \n</guid><link>https://example.org/a</link>', "a-1"),
        ("<link>https://example.org/a</link>", "https://example.org/a"),
        ("<guid> </guid><link>https://example.org/a</link>", "https://example.org/a"),
    ],
)
def test_an_entry_is_known_by_its_guid_else_by_its_link(inside: str, identity: str) -> None:
    assert item(inside).identity == identity


def test_an_entry_of_atom_is_known_by_its_id() -> None:
    assert entry('<id> urn:x:1 </id><link href="/a"/>').identity == "urn:x:1"


def test_an_entry_with_neither_is_known_by_its_words() -> None:
    same, other = item("<description>a</description>").identity, item("<description>b</description>").identity
    assert same == item("<description>a</description>").identity
    assert same.startswith("sha256:")
    assert same != other


def test_a_long_guid_is_known_by_its_hash() -> None:
    assert len(item(f"<guid>{'x' * 501}</guid>").identity) < 100
    assert item(f"<guid>{'x' * 501}</guid>").identity != item(f"<guid>{'x' * 502}</guid>").identity


SAME_GUID = '<item><guid isPermaLink="false">1</guid><title>{0}</title><link>https://example.org/{0}</link></item>'


def test_entries_that_share_a_guid_are_told_by_their_links_whatever_their_order() -> None:
    one, two = SAME_GUID.format("a"), SAME_GUID.format("b")
    there = {entry.title: entry.identity for entry in read(rss(one + two))}
    back = {entry.title: entry.identity for entry in read(rss(two + one))}
    assert there == back
    assert len(set(there.values())) == 2


def test_entries_that_share_a_link_are_told_by_their_titles() -> None:
    items = "".join(f"<item><title>{title}</title><link>https://example.org/</link></item>" for title in "abc")
    assert len({entry.identity for entry in read(rss(items))}) == 3


def test_an_entry_that_is_there_twice_is_one_and_the_first_counts() -> None:
    items = SAME_GUID.format("a") + SAME_GUID.format("a").replace("<title>a", "<title>older")
    assert [entry.title for entry in read(rss(items))] == ["a"]


texts = st.sampled_from(["", "a", "b", "a b", "x" * 600])


@given(
    st.lists(st.builds(lambda g, n, t, c: raw(identity=g, link=n, title=t, content=c), texts, texts, texts, texts))
)
def test_an_identity_is_there_once_in_a_feed(entries: list[tuple[str, ...]]) -> None:
    identities = [entry[0] for entry in identified(entries)]  # type: ignore[arg-type]
    assert len(set(identities)) == len(identities)
    assert all(identities)
