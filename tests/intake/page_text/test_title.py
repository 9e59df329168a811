from __future__ import annotations

import pytest

from digest.intake.page_text.title import trimmed


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Home › News › A Harbour Comes Back", "A Harbour Comes Back"),
        ("Home » News » Coast » A Harbour Comes Back", "A Harbour Comes Back"),
        ("A Harbour Comes Back | Coast Review", "A Harbour Comes Back"),
        ("Boats | A long look at all that swims here", "Boats | A long look at all that swims here"),
        ("« A harbour, » they say, « comes back »", "« A harbour, » they say, « comes back »"),
        ("A Harbour Comes Back", "A Harbour Comes Back"),
    ],
)
def test_trail_and_site_are_taken_off_a_headline(line: str, title: str) -> None:
    assert trimmed(line) == title
