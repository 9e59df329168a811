from __future__ import annotations

import pytest

from digest.intake.tracking import untracked


@pytest.mark.parametrize(
    ("address", "plain"),
    [
        ("https://a.test/x?utm_source=rss&utm_medium=feed", "https://a.test/x"),
        ("https://a.test/x?b=2&fbclid=1&a=1&gclid=3", "https://a.test/x?b=2&a=1"),
        ("https://a.test/x?mc_cid=1&mc_eid=2#top", "https://a.test/x#top"),
        ("https://a.test/x?p=1&amp;utm_source=rss", "https://a.test/x?p=1"),
        ("https://a.test/x?source=rss----7f60cf5620c9---4", "https://a.test/x"),
        ("https://a.test/x#xtor=RSS-1", "https://a.test/x"),
        ("https://a.test/x?UTM_Source=rss", "https://a.test/x"),
    ],
)
def test_what_only_tracks_is_taken_off(address: str, plain: str) -> None:
    assert untracked(address) == plain


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://a.test/",
        "https://a.test/?",
        "https://a.test/?p=12&page=2",
        "https://a.test/?id=utm_source",
        "https://a.test/?source=river&ref=home",
        "https://a.test/x#a=1&utm_source=b",
        "https://a.test/utm_source=rss",
    ],
)
def test_any_other_address_stays_as_it_is(address: str) -> None:
    assert untracked(address) == address
