"""What a sent week and a skipped one do to the next commands."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema

from tests.cli.conftest import SETTINGS, STORY, Run
from tests.prose import headline, paragraphs

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


def test_an_earlier_issue_that_nobody_marked_is_said(newsletter: Path, run: Run) -> None:
    run("build", *DAY)
    done = run("build", "--date", "2024-06-30")
    assert "an earlier issue lies in the outbox and is not marked as sent · 2024-W25" in done.stdout
    run("mark-sent", "2024-W25")
    assert "not marked as sent" not in run("build", *DAY).stdout
    (newsletter / "seeds/late.md").write_text(STORY.replace("lamp", "bell").replace("ladder", "rope"))
    assert "not marked as sent" not in run("build", "--date", "2024-06-30").stdout


def test_an_issue_that_was_sent_and_whose_documents_are_gone_is_neither_replaced_nor_skipped(
    newsletter: Path, run: Run
) -> None:
    (newsletter / "digest.toml").write_text(f'{SETTINGS}\n[week]\nminimum = 2\nthin = "skip"\n')
    run("build", *DAY)
    run("mark-sent", "2024-W25")
    (newsletter / "seeds/lamps.md").unlink()
    done = run("build", *DAY)
    assert done.returncode == 1
    assert "the issue of 2024-W25 was sent and cannot be built again" in done.stderr
    assert not (newsletter / "outbox/2024-W25.skipped.json").exists()
    assert (newsletter / "outbox/2024-W25/issue.json").exists()


def test_entries_of_a_skipped_week_are_told_in_the_next(newsletter: Path, run: Run) -> None:
    for file in (newsletter / "seeds").iterdir():
        file.unlink()
    rest = '[week]\nminimum = 2\nthin = "skip"\nroll_over = "never"\n[[feeds]]\nurl = "post.xml"\n'
    (newsletter / "digest.toml").write_text(SETTINGS + rest)
    items = [an_item(1, "Wed, 19 Jun 2024")]
    (newsletter / "post.xml").write_text(a_feed(items))
    assert run("build", *DAY).returncode == 3
    items += [an_item(2, "Wed, 26 Jun 2024"), an_item(3, "Thu, 27 Jun 2024")]
    (newsletter / "post.xml").write_text(a_feed(items))
    told = json.loads(run("build", "--date", "2024-06-30", "--json").stdout)
    assert {story["title"] for story in told["stories"]} == {headline(1), headline(2), headline(3)}


def test_an_entry_of_the_week_before_can_be_pinned_whether_or_not_the_week_is_thin(
    newsletter: Path, run: Run
) -> None:
    (newsletter / "digest.toml").write_text(f'{SETTINGS}\n[[feeds]]\nurl = "post.xml"\n')
    (newsletter / "post.xml").write_text(a_feed([an_item(1, "Wed, 12 Jun 2024"), an_item(2, "Wed, 19 Jun 2024")]))
    (newsletter / "edits").mkdir()
    (newsletter / "edits/2024-W25.toml").write_text('pin = ["https://post.test/1"]\n')
    told = json.loads(run("build", *DAY, "--json").stdout)
    assert headline(1) in {story["title"] for story in told["stories"]}


def an_item(number: int, day: str) -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs(number))
    return (
        f"<item><title>{headline(number)}</title><link>https://post.test/{number}</link>"
        f"<pubDate>{day} 09:00:00 GMT</pubDate><description><![CDATA[{text}]]></description></item>"
    )


def a_feed(items: list[str]) -> str:
    return f'<rss version="2.0"><channel><title>Post</title>{"".join(items)}</channel></rss>'
