"""Golden letters: what readers will see, as files. ``DIGEST_GOLDEN=1 pytest tests/templating`` writes them anew."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from digest.templating.environment import templates
from digest.templating.letter import letter
from digest.templating.web import pages
from tests.templating.issues import FREE, MEMBER, a_bare_issue, a_full_issue
from tests.templating.languages import a_german_issue, an_arabic_issue

if TYPE_CHECKING:
    from collections.abc import Callable

    from digest.model import Audience, Issue

GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.mark.parametrize(
    ("case", "make", "audience"),
    [
        ("full-member", a_full_issue, MEMBER),
        ("full-free", a_full_issue, FREE),
        ("bare-free", a_bare_issue, FREE),
        ("german-free", a_german_issue, FREE),
        ("arabic-member", an_arabic_issue, MEMBER),
        ("arabic-free", an_arabic_issue, FREE),
    ],
)
def test_the_letter_is_the_golden_one(case: str, make: Callable[[], Issue], audience: Audience) -> None:
    made = letter(make(), audience, templates())
    files = {
        "letter.html": made.html.encode(),
        "letter.txt": made.text.encode(),
        "letter.mjml": made.mjml.encode(),
        "letter.eml": made.eml,
        "index.html": pages(make(), templates())[0].html.encode(),
    }
    folder = GOLDEN / case
    if os.environ.get("DIGEST_GOLDEN"):
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            (folder / name).write_bytes(data)
    for name, data in files.items():
        assert (folder / name).read_bytes() == data, f"{name} has changed; if for the better: DIGEST_GOLDEN=1 pytest"
