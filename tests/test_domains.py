from __future__ import annotations

import pytest

from digest.model.domains import ascii_name


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("Example.ORG", "example.org"),
        ("example.org.", "example.org."),
        ("a_b.example.org", "a_b.example.org"),
        ("bücher.example.org", "xn--bcher-kva.example.org"),
        ("straße.example.org", "xn--strae-oqa.example.org"),
        ("Straße.example.org", "xn--strae-oqa.example.org"),
        ("I❤.example.org", "xn--i-7iq.example.org"),
        ("", ""),
        ("a..b", ""),
        ("a" * 64 + ".org", ""),
        ("ü" * 64 + ".org", ""),
    ],
)
def test_a_host_has_one_name_in_ascii(host: str, name: str) -> None:
    assert ascii_name(host) == name
