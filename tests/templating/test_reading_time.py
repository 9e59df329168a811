from __future__ import annotations

import pytest

from digest.templating.reading_time import minutes_of


@pytest.mark.parametrize(("words", "minutes"), [(0, 0), (200, 0), (357, 0), (358, 2), (476, 2), (2380, 10)])
def test_minutes_grow_with_the_words(words: int, minutes: int) -> None:
    assert minutes_of(["word " * words]) == minutes


def test_a_text_without_blanks_is_measured_by_its_characters() -> None:
    assert minutes_of(["漢字" * 390]) == 3


def test_paragraphs_count_together() -> None:
    assert minutes_of(["word " * 300, "слово " * 300, "字" * 260]) == 4
