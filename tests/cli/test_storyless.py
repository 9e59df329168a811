"""A week without a story, of which the editor wants an issue even so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

NOTE = """\
note = '''
Dear readers,

the office is closed, so there is no story this week. We are back on Sunday with two of them.
'''
"""
DEALS = """\
[[deals]]
title = "A year of letters"
blurb = "Twelve issues on heavy paper."
url = "https://letter.test/year"
"""
BUILD = ("build", "--date", "2024-06-23")


@pytest.fixture
def closed(newsletter: Path) -> Path:
    """The newsletter without documents, with a note and a deal."""
    for seed in (newsletter / "seeds").iterdir():
        seed.unlink()
    (newsletter / "edits").mkdir()
    (newsletter / "edits/2024-W25.toml").write_text(NOTE, encoding="utf-8")
    (newsletter / "deals.toml").write_text(DEALS, encoding="utf-8")
    return newsletter


def test_a_note_becomes_letters_for_all_and_a_page(closed: Path, run: Run) -> None:
    done = run(*BUILD)
    assert "Traceback" not in done.stderr
    issue = closed / "outbox/2024-W25"
    free, member = ((issue / name / "letter.txt").read_text(encoding="utf-8") for name in ("free", "member"))
    assert "We are back on Sunday" in " ".join(free.split())
    assert "A year of letters" in member
    assert "A year of letters" not in free
    assert "We are back on Sunday" in (issue / "index.html").read_text(encoding="utf-8")


def test_its_inbox_line_is_the_note_s(closed: Path, run: Run) -> None:
    run(*BUILD)
    manifest = json.loads((closed / "outbox/2024-W25/free/manifest.json").read_text(encoding="utf-8"))
    assert manifest["subject"] == "The office is closed, so there is no story this week"
    assert manifest["preheader"].startswith("We are back on Sunday with two of them.")


@pytest.mark.usefixtures("closed")
def test_why_there_is_an_issue_is_explained(run: Run) -> None:
    run(*BUILD)
    assert "no story this week: the editor's note and offers alone" in run("explain", "2024-W25").stdout


@pytest.mark.usefixtures("closed")
def test_every_other_command_takes_it_as_an_issue(run: Run) -> None:
    run(*BUILD)
    assert run("edit", "2024-W25", "--no-open").returncode == 0
    assert run("diff", "2024-W25").returncode in (0, 1)
    assert run("mark-sent", "2024-W25").returncode == 0
    assert "The office is closed" in run("history").stdout
    again = run(*BUILD)
    assert "cannot be built again" not in again.stderr
    assert "Traceback" not in again.stderr


def test_without_a_note_there_is_none(closed: Path, run: Run) -> None:
    (closed / "edits/2024-W25.toml").unlink()
    assert run(*BUILD).returncode == 3


def test_a_subject_without_anything_to_read_is_none_either(closed: Path, run: Run) -> None:
    (closed / "edits/2024-W25.toml").write_text('subject = "Closed"\n', encoding="utf-8")
    (closed / "deals.toml").unlink()
    done = run(*BUILD)
    assert done.returncode == 3
    assert "write a note into the edits" in done.stderr
