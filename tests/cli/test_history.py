from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import textwrap
import time
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import jsonschema
import pytest

from digest.errors import LedgerError
from digest.ledger import Ledger
from digest.model import SentIssue, Week
from digest.model.feeds import FeedState
from digest.outbox.sent import read_receipts, write_receipt
from digest.pipeline.history import history as look
from digest.pipeline.history import mark_sent
from digest.settings.reading import load
from tests.cli.issues import a_told, call, lay_issue

W24, W25, W26 = (Week(2024, number) for number in (24, 25, 26))
SENT = datetime(2024, 6, 23, 8, 0, tzinfo=UTC)
SCHEMA = json.loads((Path(__file__).parents[2] / "docs/formats/history.schema.json").read_text())


def sent(newsletter: Path, *weeks: Week) -> None:
    settings = load(newsletter / "digest.toml")
    for week in weeks:
        lay_issue(newsletter / "outbox", week, a_told(f"Lamps of {week}"), subject=f"Lamps of {week}")
        mark_sent(settings, week, at=SENT)


def issues(newsletter: Path) -> tuple[SentIssue, ...]:
    with Ledger.if_there(newsletter / "ledger.sqlite") as ledger:
        return ledger.issues()


def test_before_the_first_issue_is_sent_it_says_how_to_mark_one(newsletter: Path) -> None:
    done = call(newsletter, "history")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "no issue is marked as sent yet; mark one with: digest mark-sent WEEK\n"
    assert not (newsletter / "ledger.sqlite").exists()


def test_every_issue_is_a_line_with_when_it_was_sent_and_what_it_was(newsletter: Path) -> None:
    sent(newsletter, W24, W25)
    head, *body = call(newsletter, "history").stdout.splitlines()
    assert head.split() == ["week", "date", "no.", "sent", "stories", "subject"]
    assert [line.split(maxsplit=6) for line in body] == [
        ["2024-W24", "2024-06-16", "24", "2024-06-23", "08:00", "1", "Lamps of 2024-W24"],
        ["2024-W25", "2024-06-23", "25", "2024-06-23", "08:00", "1", "Lamps of 2024-W25"],
    ]


def test_times_are_the_newsletter_s(newsletter: Path) -> None:
    sent(newsletter, W25)
    settings = newsletter / "digest.toml"
    settings.write_text(settings.read_text().replace("[sender]", 'time_zone = "Asia/Tokyo"\n[sender]'))
    assert "2024-06-23 17:00" in call(newsletter, "history").stdout


def test_headlines_are_counted_apart(newsletter: Path) -> None:
    lay_issue(newsletter / "outbox", W25, a_told("One"), headlines=(a_told("Two"), a_told("Three")))
    mark_sent(load(newsletter / "digest.toml"), W25, at=SENT)
    assert "1 + 2" in call(newsletter, "history").stdout


def test_an_issue_that_lies_in_the_outbox_unmarked_is_named_with_what_to_do(newsletter: Path) -> None:
    sent(newsletter, W25)
    lay_issue(newsletter / "outbox", W26, a_told("Next"))
    out = call(newsletter, "history").stdout
    assert "in the outbox, not marked as sent: 2024-W26" in out
    assert "digest mark-sent 2024-W26" in out


def test_json_keeps_the_schema(newsletter: Path) -> None:
    sent(newsletter, W24, W25)
    lay_issue(newsletter / "outbox", W26, a_told("Next"), headlines=(a_told("Small"),))
    told = json.loads(call(newsletter, "history", "--json").stdout)
    jsonschema.validate(told, SCHEMA)
    assert [issue["week"] for issue in told["issues"]] == ["2024-W24", "2024-W25"]
    assert told["issues"][0]["stories"] == ["Lamps of 2024-W24"]
    assert (told["unmarked"], told["restored"], told["problems"]) == (["2024-W26"], [], [])


def test_a_lost_ledger_is_said_and_rebuilt_from_the_receipts(newsletter: Path) -> None:
    sent(newsletter, W24, W25)
    before = issues(newsletter)
    (newsletter / "ledger.sqlite").unlink()
    lost = call(newsletter, "history")
    assert "the ledger does not know what was sent" in lost.stderr
    assert "2024-W24, 2024-W25 · bring it back with: digest history --rebuild" in lost.stderr
    assert not (newsletter / "ledger.sqlite").exists()
    done = call(newsletter, "history", "--rebuild")
    assert done.stdout.splitlines()[0] == "recalled from receipts: 2024-W24, 2024-W25"
    assert done.stderr == ""
    assert issues(newsletter) == before


def test_rebuilding_what_is_whole_changes_nothing(newsletter: Path) -> None:
    sent(newsletter, W25)
    before = (newsletter / "ledger.sqlite").read_bytes()
    done = call(newsletter, "history", "--rebuild")
    assert done.stdout.splitlines()[0] == "the ledger knows every receipt"
    assert (newsletter / "ledger.sqlite").read_bytes() == before


def test_rebuilding_keeps_what_the_ledger_knows_besides(newsletter: Path) -> None:
    sent(newsletter, W24, W25)
    with Ledger(newsletter / "ledger.sqlite") as ledger:
        ledger.keep([FeedState("https://a.example.org/feed")], [])
        ledger.unremember(W25)
    (newsletter / "outbox/2024-W24.sent.json").unlink()
    out = call(newsletter, "history", "--rebuild").stdout
    assert [issue.week for issue in issues(newsletter)] == [W24, W25]
    assert "without a receipt in the outbox: 2024-W24 · write it with: digest mark-sent 2024-W24" in out
    with Ledger.if_there(newsletter / "ledger.sqlite") as ledger:
        assert list(ledger.feed_states()) == ["https://a.example.org/feed"]


def test_a_damaged_ledger_says_what_to_do_and_that_helps(newsletter: Path) -> None:
    sent(newsletter, W25)
    (newsletter / "ledger.sqlite").write_text("Dear diary, " * 100)
    done = call(newsletter, "history")
    assert done.returncode == 1
    assert "move the file away; " in done.stderr
    assert "digest history --rebuild" in done.stderr
    (newsletter / "ledger.sqlite").rename(newsletter / "away")
    assert call(newsletter, "history", "--rebuild").returncode == 0
    assert [issue.week for issue in issues(newsletter)] == [W25]


def test_a_damaged_receipt_is_said_and_the_others_are_recalled(newsletter: Path) -> None:
    sent(newsletter, W24, W25)
    (newsletter / "ledger.sqlite").unlink()
    (newsletter / "outbox/2024-W24.sent.json").write_text("{")
    done = call(newsletter, "history", "--rebuild")
    assert "recalled from receipts: 2024-W25" in done.stdout
    assert re.search(r"the receipt is damaged · .*2024-W24.sent.json · .* · mark the issue again", done.stderr)
    assert "in the outbox, not marked as sent: 2024-W24" in done.stdout


def test_a_receipt_that_the_ledger_does_not_know_is_a_problem(newsletter: Path) -> None:
    sent(newsletter, W24, W25)
    with Ledger(newsletter / "ledger.sqlite") as ledger:
        ledger.unremember(W24)
    found = look(load(newsletter / "digest.toml"))
    assert [issue.week for issue in found.issues] == [W25]
    (problem,) = found.problems
    assert (problem.found, problem.hint) == ("2024-W24", "bring it back with: digest history --rebuild")


def test_a_receipt_that_says_something_else_than_the_ledger_is_believed(newsletter: Path) -> None:
    sent(newsletter, W25)
    (before,) = issues(newsletter)
    write_receipt(newsletter / "outbox", replace(before, subject="Another"))
    assert "2024-W25 · bring it back with" in call(newsletter, "history").stderr
    assert "recalled from receipts: 2024-W25" in call(newsletter, "history", "--rebuild").stdout
    assert issues(newsletter) == (replace(before, subject="Another"),)


MARK_FOREVER = textwrap.dedent("""
    import sys
    from datetime import UTC, datetime
    from pathlib import Path
    from digest.model import Week
    from digest.pipeline.history import mark_sent, unmark
    from digest.settings.reading import load

    settings, week = load(Path(sys.argv[1])), Week(2024, 25)
    print("ready", flush=True)
    while True:
        mark_sent(settings, week, at=datetime.now(UTC))
        unmark(settings, week)
""")


@pytest.mark.parametrize("moment", [0.001, 0.004, 0.007, 0.013, 0.021, 0.034, 0.055])
def test_a_command_killed_half_way_leaves_what_the_next_one_mends(newsletter: Path, moment: float) -> None:
    lay_issue(newsletter / "outbox", W25, a_told("Lamps"))
    command = [sys.executable, "-c", MARK_FOREVER, str(newsletter / "digest.toml")]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(moment)
        os.kill(process.pid, signal.SIGKILL)
    assert call(newsletter, "history", "--rebuild").returncode == 0
    mark_sent(load(newsletter / "digest.toml"), W25, at=SENT)
    assert issues(newsletter) == read_receipts(newsletter / "outbox")[0]
    assert len(issues(newsletter)) == 1


def test_a_receipt_without_its_ledger_is_known_again_by_marking_any_issue(newsletter: Path) -> None:
    sent(newsletter, W24)
    with Ledger(newsletter / "ledger.sqlite") as ledger:
        ledger.unremember(W24)
    lay_issue(newsletter / "outbox", W25, a_told("Next"))
    said: list[str] = []
    mark_sent(load(newsletter / "digest.toml"), W25, at=SENT, say=said.append)
    assert said == ["2024-W24 has a receipt that the ledger did not know; it knows it now"]
    assert [issue.week for issue in issues(newsletter)] == [W24, W25]


def test_an_issue_is_not_marked_when_the_ledger_cannot_keep_it(newsletter: Path) -> None:
    lay_issue(newsletter / "outbox", W25, a_told("Lamps"))
    (newsletter / "ledger.sqlite").write_text("Dear diary, " * 100)
    with pytest.raises(LedgerError):
        mark_sent(load(newsletter / "digest.toml"), W25, at=SENT)
    assert read_receipts(newsletter / "outbox") == ((), ())


def test_a_ledger_that_refuses_leaves_the_receipt_that_was_there(newsletter: Path) -> None:
    sent(newsletter, W24)
    before = read_receipts(newsletter / "outbox")
    with closing(sqlite3.connect(newsletter / "ledger.sqlite")) as connection:
        connection.execute("CREATE TRIGGER no BEFORE INSERT ON issues BEGIN SELECT RAISE(ABORT, 'no'); END")
    for week in (W24, W25):
        lay_issue(newsletter / "outbox", week, a_told("Others"))
        with pytest.raises(LedgerError, match="cannot use the ledger"):
            mark_sent(load(newsletter / "digest.toml"), week, at=SENT)
    assert read_receipts(newsletter / "outbox") == before
    assert issues(newsletter) == before[0]
