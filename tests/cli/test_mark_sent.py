from __future__ import annotations

import fcntl
import json
import re
import subprocess
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import jsonschema
import pytest

from digest.ledger import Ledger
from digest.model import Finding, SentIssue, Week
from digest.outbox.sent import read_receipts
from tests.cli.issues import MUST, a_told, call, command, lay_issue

W25 = Week(2024, 25)
FORMATS = Path(__file__).parents[2] / "docs/formats"


@pytest.fixture
def outbox(newsletter: Path) -> Path:
    """An outbox with the issue of a week."""
    lay_issue(newsletter / "outbox", W25, a_told("Lamps"), a_told("River"), headlines=(a_told("Small"),))
    return newsletter / "outbox"


def issues(newsletter: Path) -> tuple[SentIssue, ...]:
    with Ledger.if_there(newsletter / "ledger.sqlite") as ledger:
        return ledger.issues()


def test_a_marked_issue_is_remembered_with_what_it_used(newsletter: Path, outbox: Path) -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    done = call(newsletter, "mark-sent", "2024-W25")
    assert (done.returncode, done.stderr) == (0, "")
    assert re.match(r"2024-W25, No. 25, is marked as sent: \d{4}-\d\d-\d\d \d\d:\d\d UTC\n", done.stdout)
    assert "2 stories and 1 headline will not be used again" in done.stdout
    (issue,) = issues(newsletter)
    assert [(story.title, story.headline) for story in issue.stories] == [
        ("Lamps", False),
        ("River", False),
        ("Small", True),
    ]
    assert issue.stories[0].sketch == (5, 2**32 - 1)
    assert before <= issue.sent <= datetime.now(UTC)
    assert read_receipts(outbox) == ((issue,), ())


def test_the_receipt_keeps_the_schema(newsletter: Path, outbox: Path) -> None:
    call(newsletter, "mark-sent", "2024-W25")
    schema = json.loads((FORMATS / "sent.schema.json").read_text())
    jsonschema.validate(json.loads((outbox / "2024-W25.sent.json").read_text()), schema)


@pytest.mark.usefixtures("outbox")
@pytest.mark.parametrize("at", ["2024-06-23 08:00", "2024-06-23T08:00", "2024-06-23 08:00:00"])
def test_the_moment_is_given_in_the_newsletter_s_time(newsletter: Path, at: str) -> None:
    settings = newsletter / "digest.toml"
    settings.write_text(settings.read_text().replace("[sender]", 'time_zone = "Europe/Moscow"\n[sender]'))
    done = call(newsletter, "mark-sent", "2024-W25", "--at", at)
    assert "is marked as sent: 2024-06-23 08:00 Europe/Moscow" in done.stdout
    assert issues(newsletter)[0].sent == datetime(2024, 6, 23, 5, 0, tzinfo=UTC)


@pytest.mark.usefixtures("outbox")
def test_a_moment_that_lies_ahead_is_refused(newsletter: Path) -> None:
    ahead = datetime.now(UTC) + timedelta(days=2)
    done = call(newsletter, "mark-sent", "2024-W25", "--at", f"{ahead:%Y-%m-%d %H:%M}")
    assert done.returncode == 2
    assert "lies in the future" in done.stderr
    assert issues(newsletter) == ()


def test_marking_again_says_when_it_was_and_keeps_the_first_moment(newsletter: Path, outbox: Path) -> None:
    call(newsletter, "mark-sent", "2024-W25", "--at", "2024-06-23 08:00")
    before = (outbox / "2024-W25.sent.json").read_bytes()
    done = call(newsletter, "mark-sent", "2024-W25", "--at", "2024-06-24 09:00")
    assert done.returncode == 0
    assert "it was marked before: sent 2024-06-23 08:00; that stays, take it back with --undo" in done.stdout
    assert issues(newsletter)[0].sent == datetime(2024, 6, 23, 8, 0, tzinfo=UTC)
    assert (outbox / "2024-W25.sent.json").read_bytes() == before


def test_marking_again_after_the_issue_changed_says_so_and_remembers_what_lies_there(
    newsletter: Path, outbox: Path
) -> None:
    call(newsletter, "mark-sent", "2024-W25", "--at", "2024-06-23 08:00")
    lay_issue(outbox, W25, a_told("Lamps"), subject="Another subject")
    done = call(newsletter, "mark-sent", "2024-W25", "--at", "2024-06-24 09:00")
    assert "it was marked before, sent 2024-06-23 08:00, but another issue lies in the outbox now" in done.stdout
    (issue,) = issues(newsletter)
    assert (issue.subject, issue.sent.day, len(issue.stories)) == ("Another subject", 24, 1)
    assert read_receipts(outbox)[0] == (issue,)


def test_building_the_same_issue_again_is_no_change(newsletter: Path, outbox: Path) -> None:
    call(newsletter, "mark-sent", "2024-W25", "--at", "2024-06-23 08:00")
    told = {"considered": ["other.md"], "digest": "2"}
    lay_issue(outbox, W25, a_told("Lamps"), a_told("River"), headlines=(a_told("Small"),), told=told)
    assert "that stays" in call(newsletter, "mark-sent", "2024-W25").stdout
    assert issues(newsletter)[0].considered == ("Lamps.txt", "River.txt", "Small.txt")


def test_a_receipt_that_was_lost_is_written_again_with_the_first_moment(newsletter: Path, outbox: Path) -> None:
    call(newsletter, "mark-sent", "2024-W25", "--at", "2024-06-23 08:00")
    (outbox / "2024-W25.sent.json").unlink()
    call(newsletter, "mark-sent", "2024-W25")
    assert read_receipts(outbox)[0] == issues(newsletter)
    assert issues(newsletter)[0].sent.day == 23


def test_marking_can_be_undone(newsletter: Path, outbox: Path) -> None:
    call(newsletter, "mark-sent", "2024-W25")
    done = call(newsletter, "mark-sent", "2024-W25", "--undo")
    assert done.stdout == "2024-W25 is not marked as sent any more\n"
    assert (issues(newsletter), read_receipts(outbox)) == ((), ((), ()))
    assert call(newsletter, "mark-sent", "2024-W25", "--undo").stdout == "2024-W25 was not marked as sent\n"


def test_an_issue_that_is_gone_from_the_outbox_can_be_undone(newsletter: Path, outbox: Path) -> None:
    call(newsletter, "mark-sent", "2024-W25")
    outbox.rename(newsletter / "elsewhere")
    assert "any more" in call(newsletter, "mark-sent", "2024-W25", "--undo").stdout
    assert not outbox.exists()


def test_an_issue_that_preflight_held_can_be_marked_and_it_is_said(newsletter: Path, outbox: Path) -> None:
    lay_issue(outbox, W25, a_told("Lamps"), findings=[MUST])
    done = call(newsletter, "mark-sent", "2024-W25")
    assert done.returncode == 0
    assert "preflight had held it" in done.stdout


@pytest.mark.parametrize(
    ("built", "checked", "said"),
    [
        ((), "held", True),
        ((MUST,), "ready", False),
        ((), "ready", False),
    ],
)
def test_the_last_check_has_the_newest_word(
    newsletter: Path, outbox: Path, built: tuple[Finding, ...], checked: str, said: bool
) -> None:
    lay_issue(outbox, W25, a_told("Lamps"), findings=built)
    (outbox / str(W25) / "preflight.json").write_text(json.dumps({"state": checked}))
    done = call(newsletter, "mark-sent", "2024-W25")
    assert done.returncode == 0
    assert ("preflight had held it" in done.stdout) == said


def test_json_says_what_is_remembered(newsletter: Path, outbox: Path) -> None:
    told = [
        json.loads(call(newsletter, "mark-sent", "2024-W25", "--json", *more).stdout)
        for more in (["--at", "2024-06-23 08:00"], [], ["--undo"], ["--undo"])
    ]
    assert [(one["marked"], one["sent"]) for one in told] == [
        (True, "2024-06-23T08:00:00+00:00"),
        (True, "2024-06-23T08:00:00+00:00"),
        (False, None),
        (False, None),
    ]
    assert [len(one["notes"]) for one in told] == [0, 1, 0, 1]
    assert read_receipts(outbox) == ((), ())


@pytest.mark.usefixtures("outbox")
def test_an_issue_that_was_never_built_says_what_to_do_and_writes_nothing(newsletter: Path) -> None:
    done = call(newsletter, "mark-sent", "2024-W26")
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith("digest: no such issue · ")
    assert line.endswith("in the outbox: 2024-W25")
    assert not (newsletter / "ledger.sqlite").exists()


@pytest.mark.usefixtures("outbox")
@pytest.mark.parametrize("args", [["last"], ["2024-W54"], [], ["2024-W25", "--at", "noon"], ["2024-W25", "more"]])
def test_wrong_usage_ends_with_two(newsletter: Path, args: list[str]) -> None:
    assert call(newsletter, "mark-sent", *args).returncode == 2


@pytest.mark.usefixtures("outbox")
def test_undoing_has_no_moment(newsletter: Path) -> None:
    done = call(newsletter, "mark-sent", "2024-W25", "--undo", "--at", "2024-06-23 08:00")
    assert (done.returncode, "do not go together" in done.stderr) == (2, True)


@pytest.mark.parametrize("name", ["outbox/2024-W25", "outbox/2024-W25/", "outbox/2024-W25/issue.json", "2024-w25"])
def test_an_issue_can_be_named_by_its_path(newsletter: Path, outbox: Path, name: str) -> None:
    assert call(newsletter, "mark-sent", name).returncode == 0
    assert len(read_receipts(outbox)[0]) == 1


def test_an_issue_in_another_outbox_gets_its_receipt_there(newsletter: Path, outbox: Path) -> None:
    outbox.rename(newsletter / "other")
    assert call(newsletter, "mark-sent", "2024-W25", "--outbox", "other").returncode == 0
    assert len(read_receipts(newsletter / "other")[0]) == 1
    assert len(issues(newsletter)) == 1


def test_marking_waits_until_a_build_is_done(newsletter: Path, outbox: Path) -> None:
    with (outbox / ".lock").open("ab") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with subprocess.Popen(command("mark-sent", "2024-W25"), cwd=newsletter, stdout=subprocess.PIPE) as process:
            threading.Timer(0.5, lambda: fcntl.flock(other, fcntl.LOCK_UN)).start()
            out, _ = process.communicate(timeout=30)
    assert b"is marked as sent" in out
    assert len(issues(newsletter)) == 1


def test_two_marks_at_once_agree(newsletter: Path, outbox: Path) -> None:
    moments = ("2024-06-23 07:00", "2024-06-23 08:00")
    both = [subprocess.Popen(command("mark-sent", "2024-W25", "--at", at), cwd=newsletter) for at in moments]
    assert [process.wait(timeout=60) for process in both] == [0, 0]
    assert read_receipts(outbox)[0] == issues(newsletter)


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_was_sent_is_not_used_again_and_its_issue_can_be_built_again(newsletter: Path) -> None:
    build = ("build", "--date", "2024-06-23")
    assert call(newsletter, *build).returncode == 0
    first = files(newsletter / "outbox/2024-W25")
    call(newsletter, "mark-sent", "2024-W25")
    ledger = (newsletter / "ledger.sqlite").read_bytes()
    assert call(newsletter, "build", "--date", "2024-06-30").returncode == 3
    call(newsletter, *build)
    assert files(newsletter / "outbox/2024-W25") == first
    assert len(read_receipts(newsletter / "outbox")[0]) == 1
    assert (newsletter / "ledger.sqlite").read_bytes() == ledger


def test_an_issue_that_was_not_sent_uses_nothing_up(newsletter: Path) -> None:
    call(newsletter, "build", "--date", "2024-06-23")
    assert not (newsletter / "ledger.sqlite").exists()
    assert call(newsletter, "build", "--date", "2024-06-30").returncode == 0


def test_what_is_undone_can_be_used_again(newsletter: Path) -> None:
    call(newsletter, "build", "--date", "2024-06-23")
    call(newsletter, "mark-sent", "2024-W25")
    call(newsletter, "mark-sent", "2024-W25", "--undo")
    assert call(newsletter, "build", "--date", "2024-06-30").returncode == 0


@pytest.mark.parametrize("change", [{"date": "2024-02-30"}, {"number": -1}])
def test_an_issue_whose_record_was_changed_by_hand_is_not_marked(
    newsletter: Path, outbox: Path, change: dict[str, object]
) -> None:
    lay_issue(outbox, W25, a_told("Lamps"), told=change)
    done = call(newsletter, "mark-sent", "2024-W25")
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith("digest: not an issue.json of digest · ")
    assert (issues(newsletter), read_receipts(outbox)) == ((), ((), ()))


def test_an_outbox_that_cannot_be_locked_is_one_line(newsletter: Path, outbox: Path) -> None:
    (outbox / ".lock").unlink()
    (outbox / ".lock").mkdir()
    done = call(newsletter, "mark-sent", "2024-W25")
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith("digest: cannot write the outbox · ")
