from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.templating.addresses import address

SAFE = re.compile(r"(?:https?://[^/]|mailto:|tel:)[!#-;=?-\[\]_a-z~]*|", re.ASCII)


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        ("https://letter.test/a?b=c&d=%20#e", "https://letter.test/a?b=c&d=%20#e"),
        ("  https://letter.test ", "https://letter.test"),
        ("HTTPS://Letter.Test/A", "https://letter.test/A"),
        ("https://bücher.test/ä", "https://xn--bcher-kva.test/%C3%A4"),
        ("https://letter.test/50%", "https://letter.test/50%25"),
        ("https://letter.test/{{x}}", "https://letter.test/%7B%7Bx%7D%7D"),
        ('https://letter.test/"><b>', "https://letter.test/%22%3E%3Cb%3E"),
        ("https://letter.test:8080/a", "https://letter.test:8080/a"),
        ("http://[::1]/a", "http://[::1]/a"),
        ("mailto:someone@letter.test?subject=a b", "mailto:someone@letter.test?subject=a%20b"),
        ("tel:+44 20 7946 0000", "tel:+44%2020%207946%200000"),
    ],
)
def test_a_good_address_becomes_printable_ascii(given_: str, expected: str) -> None:
    assert address(given_) == expected


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//letter.test/a",
        "/a/b",
        "https://",
        "https://good.test@evil.test/",
        "https://good.test\\@evil.test/",
        "https://a b.test/",
        "https://letter.test/a\nb",
        "https://letter.test:port/",
        "https://[::1/",
        "mailto:nobody",
        "tel:none",
    ],
)
def test_a_bad_address_is_not_linked(bad: str) -> None:
    assert address(bad) == ""


@given(st.text(), st.sampled_from(["", "https://", "https://letter.test/", "mailto:a@", "tel:1"]))
def test_no_address_breaks_out_of_an_attribute_or_a_header(text: str, scheme: str) -> None:
    assert SAFE.fullmatch(address(scheme + text).lower())


@given(st.text())
def test_an_address_is_cleaned_once_and_for_all(text: str) -> None:
    clean = address("https://letter.test/" + text)
    assert address(clean) == clean


def test_the_newsletters_own_merge_tags_stay() -> None:
    own = "https://letter.test/u/{{id}}?m=*|UNIQID|*&n=%%key%%"
    assert address(own, own=True) == own


def test_no_link_asks_listmonk_to_track_it() -> None:
    assert address("https://a.test/x@TrackLink") == "https://a.test/x%40TrackLink"
    assert address("https://a.test/x@TrackLink", own=True) == "https://a.test/x@TrackLink"
