from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from digest.templating.contents import as_context, contents
from digest.templating.environment import templates
from digest.templating.letter import letter
from digest.templating.text_part import text_part
from tests.factories import an_issue
from tests.templating.issues import (
    FIRST,
    FREE,
    MEMBER,
    a_bare_issue,
    a_full_issue,
    a_full_newsletter,
    a_hostile_issue,
    linked,
)
from tests.templating.languages import a_german_issue, an_arabic_issue

if TYPE_CHECKING:
    from digest.model import Issue

ENV = templates()
ISSUES = (a_full_issue, a_bare_issue, a_hostile_issue, a_german_issue, an_arabic_issue)


def told(issue: Issue, beyond: int = 0, **changes: Any) -> str:
    """The text part in which every story is changed so."""
    shown = contents(issue, FREE, lambda _: "")
    groups = tuple(
        replace(group, entries=tuple(replace(entry, **changes) for entry in group.entries)) for group in shown.groups
    )
    shown = replace(shown, entries=tuple(replace(entry, **changes) for entry in shown.entries), groups=groups)
    return text_part(ENV, as_context(shown) | {"beyond": beyond})


def two() -> Issue:
    return an_issue(
        linked("Lamps", FIRST, byline="By us", url="https://a.test/lamps"),
        linked("River", FIRST),
        newsletter=a_full_newsletter(),
    )


@pytest.mark.parametrize(("minutes", "words"), [(1, "1 min read"), (4, "4 min read")])
def test_a_story_says_how_long_it_takes(minutes: int, words: str) -> None:
    text = told(two(), minutes=minutes)
    assert f"=====\nBy us · {words}\n" in text
    assert text.count(words) == 2


def test_a_story_that_is_short_does_not() -> None:
    assert "min read" not in told(two(), minutes=0)


def test_a_video_is_marked_and_is_not_read() -> None:
    text = told(two(), minutes=4, video=True)
    assert "=====\nVideo · By us\n" in text
    assert "~~~~~\nVideo\n" in text
    assert "min read" not in text


def test_a_story_that_goes_on_for_members_says_so_and_how_to_join() -> None:
    text = told(two(), locked=True)
    assert "The rest of this story is for members. Become a member of The Letter [2]\n" in text
    assert "\n[2] https://letter.test/join\n[3] https://a.test/lamps\n" in text
    poor = replace(two(), newsletter=a_full_newsletter(join_url=""))
    assert "The rest of this story is for members. To become a member, reply to this letter.\n" in re.sub(
        r" \n", " ", told(poor, locked=True)
    )


@pytest.mark.parametrize(
    ("beyond", "words"),
    [(1, "One more story is in the web edition."), (12, "12 more stories are in the web edition.")],
)
def test_what_had_no_room_is_in_the_web_edition(beyond: int, words: str) -> None:
    link = "See the whole issue in the browser [3]\n\n[3] https://letter.test/issues/2024-W25/\n"
    assert f"\n{words}\n{link}" in told(two(), beyond)


def test_when_all_had_room_nothing_is_said() -> None:
    assert "web edition" not in told(two(), 0)


def test_a_letter_without_a_story_still_reads() -> None:
    issue = replace(a_full_issue(), stories=(), headlines=())
    text = letter(issue, FREE, ENV).text
    assert "This week\n" not in text
    assert "Also in this issue" not in text
    assert text.startswith("The Letter\n==========\n")
    assert "Dear readers, this week is about bridges" in text
    assert "For our readers\n---------------\n" in text
    assert "] https://letter.test/manage\n" in text


def test_a_lead_without_a_label_is_this_weeks() -> None:
    assert "\n\n\nThis week\nLamps\n=====\n" in told(two())


@pytest.mark.parametrize("make", ISSUES)
def test_every_text_part_keeps_the_rules_of_format_flowed(make: Any) -> None:
    for audience in (FREE, MEMBER):
        text = letter(make(), audience, ENV).text
        lines = text.removesuffix("\n").split("\n")
        assert not [line for line in lines if line.startswith((">", "From ")) or "\t" in line]
        assert not [line for line in lines if line.endswith("  ") or line.strip() != line.strip(" ")]
        assert not [line for line in lines if len(line) > 78 and "://" not in line]
        assert "\n\n\n\n" not in text
        assert len(re.findall(r"(?m)^[-=~]{3,}$", text)) >= 2


@pytest.mark.parametrize("make", ISSUES)
def test_an_address_of_a_list_stands_alone_on_its_line(make: Any) -> None:
    text = letter(make(), MEMBER, ENV).text
    listed = [line for line in text.split("\n") if re.match(r"\[\d+\] \S+://", line)]
    assert listed
    assert all(re.fullmatch(r"\[\d+\] \S+", line) for line in listed)
