"""What a sent week and a skipped one do to the next commands."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema

from tests.cli.conftest import SETTINGS, STORY, Run

FORMATS = Path(__file__).parents[2] / "docs/formats"
DAY = ("--date", "2024-06-23")


def test_a_skipped_week_is_said_noted_explained_and_listed(newsletter: Path, run: Run) -> None:
    (newsletter / "digest.toml").write_text(f'{SETTINGS}\n[week]\nminimum = 3\nthin = "skip"\n')
    done = run("build", *DAY)
    assert done.returncode == 3
    assert "thin week: skipped · 2 stories, at least 3 wanted" in done.stderr
    note = newsletter / "outbox/2024-W25.skipped.json"
    jsonschema.validate(json.loads(note.read_text()), json.loads((FORMATS / "skipped.schema.json").read_text()))
    assert run("explain", "2024-W25").stdout.startswith(
        "2024-W25 · thin week: skipped · 2 stories, at least 3 wanted\n"
    )
    assert "skipped: 2024-W25 · why: digest explain 2024-W25" in run("history").stdout
    (newsletter / "seeds/third.md").write_text(STORY.replace("lamp", "bell").replace("ladder", "rope"))
    assert run("build", *DAY).returncode == 0
    assert not note.exists()


def test_a_dry_run_notes_no_skipped_week(newsletter: Path, run: Run) -> None:
    (newsletter / "digest.toml").write_text(f'{SETTINGS}\n[week]\nminimum = 3\nthin = "skip"\n')
    assert run("build", *DAY, "--dry-run").returncode == 3
    assert not (newsletter / "outbox").exists()


def test_an_issue_that_was_sent_is_not_replaced_by_another(newsletter: Path, run: Run) -> None:
    run("build", *DAY)
    run("mark-sent", "2024-W25")
    letter = newsletter / "outbox/2024-W25/free/letter.txt"
    before = letter.read_text()
    (newsletter / "seeds/lamps.md").unlink()
    done = run("build", *DAY)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        "digest: the issue of 2024-W25 was sent and would come out differently · 2024-W25 · without lamps.md"
        " · it stays as it is; to make another: digest mark-sent 2024-W25 --undo"
    )
    assert letter.read_text() == before
    run("mark-sent", "2024-W25", "--undo")
    assert run("build", *DAY).returncode == 0
    assert letter.read_text() != before


def test_a_document_that_comes_after_sending_waits_for_the_next_week(newsletter: Path, run: Run) -> None:
    run("build", *DAY)
    run("mark-sent", "2024-W25")
    before = (newsletter / "outbox/2024-W25/issue.json").read_bytes()
    (newsletter / "seeds/late.md").write_text(STORY.replace("lamp", "bell").replace("ladder", "rope"))
    assert run("build", *DAY).returncode == 0
    assert (newsletter / "outbox/2024-W25/issue.json").read_bytes() == before
    told = json.loads(run("build", "--date", "2024-06-30", "--json").stdout)
    assert [story["source"] for story in told["stories"]] == ["late.md"]
    assert {one["why"] for one in told["left_out"]} == {"was in 2024-W25"}


def test_what_the_ledger_has_lost_the_receipts_still_know(newsletter: Path, run: Run) -> None:
    run("build", *DAY)
    run("mark-sent", "2024-W25")
    (newsletter / "ledger.sqlite").unlink()
    done = run("build", "--date", "2024-06-30")
    assert done.returncode == 3
    assert "was in 2024-W25" in done.stderr
    (newsletter / "seeds/late.md").write_text(STORY.replace("lamp", "bell").replace("ladder", "rope"))
    done = run("build", "--date", "2024-06-30")
    assert "the ledger does not know of issues that were sent" in done.stdout
    run("history", "--rebuild")
    assert "the ledger does not know" not in run("build", "--date", "2024-06-30").stdout
