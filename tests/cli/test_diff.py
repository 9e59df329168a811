from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.cli.comparing import compared, words_compared
from digest.model import CatalogueItem, NoteBlock, Span, Story, Week
from digest.outbox import record
from digest.outbox.skipped import write_skipped
from tests.cli.conftest import SETTINGS
from tests.cli.issues import a_told, call, lay_issue
from tests.factories import an_issue

W24, W25 = Week(2024, 24), Week(2024, 25)
SCHEMA = json.loads((Path(__file__).parents[2] / "docs/formats/diff.schema.json").read_text())
FIRST = "Every evening a man with a ladder walked the long street and lit its lamps before it grew dark."
SECOND = "When the wires came, the ladders were sold."


def lamps(*paragraphs: str, **changes: Any) -> Story:
    return replace(a_told("Lamps", *(paragraphs or (FIRST, SECOND)), source="lamps.md"), **changes)


def told(*stories: Story, **changes: Any) -> dict[str, Any]:
    return record(an_issue(*stories, **changes), version="1", audiences=[])


def two(newsletter: Path, one: dict[str, Any], other: dict[str, Any]) -> Path:
    lay_issue(newsletter / "outbox", W24, *one.pop("stories", (lamps(),)), **one)
    lay_issue(newsletter / "outbox", W25, *other.pop("stories", (lamps(),)), **other)
    return newsletter


def shown(newsletter: Path, one: dict[str, Any], other: dict[str, Any]) -> str:
    done = call(two(newsletter, one, other), "diff", "2024-W24", "2024-W25")
    assert (done.returncode, done.stderr) == (0, "")
    assert "\x1b" not in done.stdout
    return done.stdout


def test_no_difference_is_said_plainly(newsletter: Path) -> None:
    assert shown(newsletter, {}, {}) == "2024-W24 → 2024-W25\nno difference\n"


def test_another_subject_preheader_and_note_are_shown_line_under_line(newsletter: Path) -> None:
    note = (NoteBlock((Span("Dear "), Span("readers", strong=True))),)
    out = shown(
        newsletter, {"subject": "Old", "preheader": "Before"}, {"subject": "New", "preheader": "After", "note": note}
    )
    assert "\nSubject\n  - Old\n  + New\n" in out
    assert "\nPreheader\n  - Before\n  + After\n" in out
    assert "\nNote\n  + Dear readers\n" in out


def test_stories_that_came_went_and_moved_say_from_where_to_where(newsletter: Path) -> None:
    a, b, c, d = (a_told(name) for name in "abcd")
    out = shown(
        newsletter,
        {"stories": (a, b, c)},
        {"stories": (c, a), "headlines": (d,), "left_out": ((b, "dropped by the editor"),)},
    )
    assert "\nOrder\n" in out
    for line in (
        "  + d: new as headline 1",
        "  - b: was story 2; dropped by the editor",
        "  ~ c: from story 3 to story 1",
    ):
        assert f"{line}\n" in out
    assert "a:" not in out


def test_a_story_that_keeps_its_place_has_not_moved(newsletter: Path) -> None:
    a, b, c, d = (a_told(name) for name in "abcd")
    out = shown(newsletter, {"stories": (a, b, c), "headlines": (d,)}, {"stories": (d, b, a, c)})
    assert "~ d: from headline 1 to story 1" in out
    assert "~ a: from story 1 to story 3" in out
    assert "b:" not in out


def test_a_story_that_becomes_a_headline_has_moved(newsletter: Path) -> None:
    a, b = a_told("a"), a_told("b")
    out = shown(newsletter, {"stories": (a, b)}, {"stories": (a,), "headlines": (b,)})
    assert "  ~ b: from story 2 to headline 1\n" in out


def test_another_title_and_section_stand_under_their_story(newsletter: Path) -> None:
    other = lamps()
    other = replace(other, article=replace(other.article, title="Ladders", section="Streets"))
    out = shown(newsletter, {}, {"stories": (other,)})
    expected = "\nLadders\n  lamps.md\n  title\n    - Lamps\n    + Ladders\n  section\n    + Streets\n"
    assert expected in out
    assert "Order" not in out


def test_a_paragraph_that_was_changed_shows_the_words(newsletter: Path) -> None:
    out = shown(newsletter, {}, {"stories": (lamps(FIRST.replace("long street", "short alley"), SECOND),)})
    assert "{+short alley+}" in out
    assert "[-long street-]" in out
    words = " ".join(out.split())
    assert "… a man with a" not in words
    assert "walked the [-long street-] {+short alley+} and lit" in words


def test_other_paragraphs_are_shown_whole(newsletter: Path) -> None:
    out = shown(newsletter, {}, {"stories": (lamps(SECOND, "Nobody saw the switch."),)})
    assert "    - Every evening a man with a ladder" in out
    assert "    + Nobody saw the switch." in out
    assert SECOND not in out


def test_the_editor_s_summary_takes_the_place_of_the_paragraphs(newsletter: Path) -> None:
    out = shown(newsletter, {}, {"stories": (lamps(summary=("In short: lamps.",)),)})
    assert "    + In short: lamps." in out
    assert out.count("    - ") == 2


def test_other_offers_are_a_difference(newsletter: Path) -> None:
    out = shown(newsletter, {"deals": (CatalogueItem("Old"),)}, {"deals": (CatalogueItem("New"),)})
    assert "\nDeals\n  - Old\n  + New\n" in out


def test_issues_of_two_outboxes_are_compared_by_their_paths(newsletter: Path) -> None:
    lay_issue(newsletter / "outbox", W25, lamps())
    lay_issue(newsletter / "backup", W25, lamps(), subject="Old")
    (newsletter / "digest.toml").unlink()
    out = call(newsletter, "diff", "backup/2024-W25", "outbox/2024-W25").stdout
    assert out.startswith("backup/2024-W25 → outbox/2024-W25\n")
    assert "  - Old\n" in out


def test_json_keeps_the_schema_and_says_whether_they_are_the_same(newsletter: Path) -> None:
    a, b = a_told("a"), a_told("b")
    two(newsletter, {"stories": (lamps(), a)}, {"stories": (lamps(SECOND), b), "subject": "New"})
    found = json.loads(call(newsletter, "diff", "2024-W24", "2024-W25", "--json").stdout)
    jsonschema.validate(found, SCHEMA)
    assert (found["from"], found["to"], found["same"]) == ("2024-W24", "2024-W25", False)
    same = json.loads(call(newsletter, "diff", "2024-W24", "2024-W24", "--json").stdout)
    jsonschema.validate(same, SCHEMA)
    assert same["same"]


@pytest.mark.parametrize("args", [[], ["soon"], ["2024-W24", "soon"], ["2024-W24", "2024-W25", "2024-W26"]])
def test_wrong_usage_ends_with_two(newsletter: Path, args: list[str]) -> None:
    two(newsletter, {}, {})
    assert call(newsletter, "diff", *args).returncode == 2


def test_an_issue_that_was_never_built_says_what_to_do(newsletter: Path) -> None:
    two(newsletter, {}, {})
    done = call(newsletter, "diff", "2024-W24", "2024-W26")
    assert done.returncode == 1
    assert "no such issue" in done.stderr


WORDS = st.lists(st.sampled_from(["the", "lamp", "was", "lit", "at", "noon"]), max_size=12).map(" ".join)


@given(WORDS, WORDS)
def test_both_texts_can_be_read_from_their_comparison(before: str, after: str) -> None:
    runs = words_compared(before, after)
    assert " ".join(text for sign, text in runs if sign in "=-") == before
    assert " ".join(text for sign, text in runs if sign in "=+") == after


SOURCES = st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=8, unique=True)


@given(SOURCES, SOURCES)
def test_every_story_that_came_or_went_is_named_once_and_the_same_order_never_moves(
    before: list[str], after: list[str]
) -> None:
    one, other = (told(*(a_told(name) for name in names)) for names in (before, after))
    order = compared(one, other).order
    assert {moved.title for moved in order if not moved.before} == {*after} - {*before}
    assert {moved.title for moved in order if not moved.after} == {*before} - {*after}
    assert len({moved.title for moved in order}) == len(order)
    both = [name for name in before if name in after]
    stayed = both == [name for name in after if name in before]
    assert any(moved.before and moved.after for moved in order) is not stayed


def test_where_only_the_edits_make_an_issue_the_other_side_is_empty(newsletter: Path) -> None:
    shutil.rmtree(newsletter / "outbox", ignore_errors=True)
    (newsletter / "digest.toml").write_text(f'{SETTINGS}\n[week]\nminimum = 3\nthin = "skip"\n')
    (newsletter / "edits").mkdir()
    (newsletter / "edits/2024-W25.toml").write_text('drop = ["lamps.md"]\n')
    done = call(newsletter, "diff", "2024-W25")
    assert (done.returncode, done.stderr) == (0, "")
    assert "  generated: no issue · thin week: skipped · 2 stories, at least 3 wanted\n" in done.stdout
    assert "  edited: no issue · thin week: skipped · 1 story, at least 3 wanted\n" in done.stdout
    assert "this issue has no edits" not in done.stdout


def test_where_the_edits_leave_nothing_the_other_side_is_empty(newsletter: Path) -> None:
    (newsletter / "edits").mkdir()
    (newsletter / "edits/2024-W25.toml").write_text('drop = ["lamps.md", "river.txt"]\n')
    done = call(newsletter, "diff", "2024-W25")
    assert (done.returncode, done.stderr) == (0, "")
    assert "  edited: no issue · nothing to publish · no new story\n" in done.stdout
    assert "was story 1" in done.stdout
    found = json.loads(call(newsletter, "diff", "2024-W25", "--json").stdout)
    jsonschema.validate(found, SCHEMA)
    assert {moved["after"] for moved in found["order"]} == {""}


def test_a_week_that_was_skipped_is_compared_as_empty(newsletter: Path) -> None:
    lay_issue(newsletter / "outbox", W25, lamps())
    write_skipped(newsletter / "outbox", W24, W24.monday, "thin week: skipped", ())
    done = call(newsletter, "diff", "2024-W24", "2024-W25")
    assert done.returncode == 0
    assert "  2024-W24: no issue · thin week: skipped\n" in done.stdout
    assert "Lamps: new as story 1" in done.stdout


def test_both_sides_are_dated_as_the_issue_in_the_outbox(newsletter: Path) -> None:
    """An entry of the week before the issue's own day is in only when that day counts."""
    feed = (
        '<rss version="2.0"><channel><title>Post</title><item><title>The bell of the town</title>'
        "<link>https://post.test/1</link><pubDate>Wed, 12 Jun 2024 09:00:00 GMT</pubDate><description>"
        "<![CDATA[<p>Every morning a woman with a rope rang the bell of the long street, and the whole town rose from"
        " its beds before it grew light.</p><p>When the clocks came, the rope was sold.</p>]]></description></item>"
        "</channel></rss>"
    )
    (newsletter / "post.xml").write_text(feed)
    (newsletter / "digest.toml").write_text(f'{SETTINGS}\n[week]\nroll_over = "never"\n[[feeds]]\nurl = "post.xml"\n')
    (newsletter / "edits").mkdir()
    (newsletter / "edits/2024-W25.toml").write_text('subject = "A subject of my own"\n')
    assert call(newsletter, "build", "--date", "2024-06-18").returncode == 0
    (newsletter / "edits/2024-W25.toml").write_text('drop = ["the-bell-of-the-town"]\n')
    out = call(newsletter, "diff", "2024-W25").stdout
    assert "The bell of the town: was story" in out


def test_an_issue_without_edits_says_so_and_how_to_begin_some(newsletter: Path) -> None:
    done = call(newsletter, "diff", "2024-W25")
    assert (done.returncode, done.stderr) == (0, "")
    first, *rest = done.stdout.splitlines()
    assert first == "generated → edited"
    assert " ".join(" ".join(rest).split()) == (
        "this issue has no edits; begin some with: digest edit 2024-W25 no difference"
    )


def test_comparing_with_the_edits_writes_nothing(newsletter: Path) -> None:
    call(newsletter, "diff", "2024-W25")
    assert not (newsletter / "outbox").exists()
    assert not (newsletter / "ledger.sqlite").exists()


EDITS = """\
subject = "Lamps, after all"
note = "Dear **readers**, a short one."
order = ["lamps.md"]
drop = ["river.txt"]
"""


def test_the_editor_s_hand_is_compared_with_what_the_rules_made(newsletter: Path) -> None:
    (newsletter / "edits").mkdir()
    (newsletter / "edits/2024-W25.toml").write_text(EDITS)
    done = call(newsletter, "diff", "2024-W25")
    assert (done.returncode, done.stderr) == (0, "")
    assert "\n  + Lamps, after all\n" in done.stdout
    assert "\nNote\n  + Dear readers, a short one.\n" in done.stdout
    assert "  - Where the river turns: was story " in done.stdout
    assert "dropped by the editor" in done.stdout
    assert not (newsletter / "outbox").exists()


def test_what_is_odd_about_the_edits_is_said(newsletter: Path) -> None:
    (newsletter / "edits").mkdir()
    (newsletter / "edits/2024-W25.toml").write_text('drop = ["rivr.txt"]\n')
    out = " ".join(call(newsletter, "diff", "2024-W25").stdout.split())
    assert "edits/2024-W25.toml:1" in out
    assert "rivr.txt" in out
