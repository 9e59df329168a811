from __future__ import annotations

import pytest

from digest.intake.feeds.raw import distinct, language_tag


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("en", "en"),
        (" EN_us\n", "en-US"),
        ("zh-hans-cn", "zh-Hans-CN"),
        ("sl-ROZAJ", "sl-rozaj"),
        ("English", ""),
        ("en us", ""),
        ("e", ""),
        ("en-" + "a" * 50, ""),
        ("", ""),
        (None, ""),
        (5, ""),
    ],
)
def test_a_language_tag_is_written_as_usual(written: object, tag: str) -> None:
    assert language_tag(written) == tag


def test_categories_are_there_once_and_at_most_twenty() -> None:
    assert distinct(["A", "a", "", "B"]) == ("A", "B")
    assert len(distinct(str(n) for n in range(100))) == 20
