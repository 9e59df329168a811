"""Letters on their way through a real mail server."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from digest.model import Issue
from digest.templating.environment import templates
from digest.templating.letter import letter
from tests.factories import an_issue
from tests.templating.issues import (
    FIRST,
    FREE,
    MEMBER,
    a_full_issue,
    a_full_newsletter,
    a_hostile_issue,
    a_png,
    linked,
)
from tests.templating.languages import an_arabic_issue
from tests.templating.mailbox import sent


def a_dotted_issue() -> Issue:
    """Lines that mail servers take for something else, and addresses as long as they may be."""
    dots = linked("..", ".", ". .", "From here", ". " * 300, "x" * 5000, url="https://a.test/" + "b" * 800)
    newsletter = a_full_newsletter(unsubscribe_url="https://letter.test/u/" + "a1" * 400)
    return replace(an_issue(dots, linked(".hidden", FIRST)), newsletter=newsletter, subject=". From . ")


@pytest.mark.parametrize("make", [a_full_issue, a_hostile_issue, an_arabic_issue, a_dotted_issue])
def test_a_letter_arrives_byte_for_byte(make: object) -> None:
    assert callable(make)
    for audience in (FREE, MEMBER):
        eml = letter(make(), audience, templates()).eml
        assert sent(eml) == eml


def test_a_letter_that_carries_its_pictures_arrives_byte_for_byte(tmp_path: Path) -> None:
    file = tmp_path / "bridge.png"
    file.write_bytes(a_png(300, 200))
    eml = letter(a_full_issue(file, newsletter=a_full_newsletter(web_url="")), FREE, templates()).eml
    assert b"image/png" in eml
    assert sent(eml) == eml


def test_no_line_of_a_letter_looks_like_a_command_or_like_the_start_of_another_message() -> None:
    lines = letter(a_dotted_issue(), FREE, templates()).eml.split(b"\r\n")
    assert not [line for line in lines if line.startswith((b".", b"From ", b">From "))]
    assert max(map(len, lines)) <= 998
