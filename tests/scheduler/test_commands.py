"""The commands of the weekly run, as a person or cron starts them."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

from digest.ledger import Ledger
from digest.ledger.slots import Run, Slots
from digest.model import Week
from digest.scheduler.lock import Lock
from tests.cli.conftest import SECOND, SETTINGS, STORY
from tests.cli.feed_server import a_site
from tests.cli.issues import call, command

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def table(due: datetime, then: str = "outbox", **more: str) -> str:
    changes = "".join(f'{name} = "{value}"\n' for name, value in more.items())
    return f'\n[schedule]\nday = "{DAYS[due.weekday()]}"\ntime = "{due:%H:%M}"\nthen = "{then}"\n{changes}'


def ago(**span: int) -> datetime:
    return datetime.now(UTC) - timedelta(**span)


@pytest.fixture
def newsletter(tmp_path: Path) -> Path:
    """A newsletter whose weekly run was due two minutes ago."""
    folder = tmp_path / "letter"
    (folder / "seeds").mkdir(parents=True)
    (folder / "digest.toml").write_text(SETTINGS + table(ago(minutes=2)), encoding="utf-8")
    (folder / "seeds/lamps.md").write_text(STORY, encoding="utf-8")
    (folder / "seeds/river.txt").write_text(SECOND, encoding="utf-8")
    return folder


def written(newsletter: Path, text: str) -> None:
    (newsletter / "digest.toml").write_text(SETTINGS + text, encoding="utf-8")


def runs(newsletter: Path) -> tuple[Run, ...]:
    with Ledger.if_there(newsletter / "ledger.sqlite") as ledger:
        return Slots(ledger).all()


@contextmanager
def a_service(newsletter: Path) -> Iterator[subprocess.Popen[str]]:
    """The service, once it has said that it runs."""
    process = subprocess.Popen(command("schedule"), cwd=newsletter, stdout=subprocess.PIPE, text=True)
    with process:
        assert process.stdout
        assert "taken care of from here" in process.stdout.readline()
        try:
            yield process
        finally:
            process.kill()


def test_once_builds_what_is_due_and_then_does_nothing(newsletter: Path) -> None:
    done = call(newsletter, "schedule", "--once")
    (run,) = runs(newsletter)
    assert (done.returncode, done.stderr, run.state) == (0, "", "done")
    assert (newsletter / "outbox" / str(run.week) / "free/letter.html").is_file()
    lines = [line.partition("  ")[2] for line in done.stdout.splitlines()]
    assert lines[0].startswith(f"{run.week}: taken, due ")
    assert lines[1:] == [f"{run.week}: {what}" for what in ("build", "check", "done · it lies in the outbox")]
    again = call(newsletter, "schedule", "--once")
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    assert runs(newsletter) == (run,)


def test_a_dry_run_says_what_would_be_done_and_writes_nothing(newsletter: Path) -> None:
    before = sorted(newsletter.rglob("*"))
    done = call(newsletter, "schedule", "--dry-run")
    assert done.returncode == 0
    first, second = done.stdout.splitlines()
    assert re.fullmatch(r"\d{4}-W\d\d  would run now: build, check · due .* UTC · due", first)
    assert re.fullmatch(r"\d{4}-W\d\d  waits until .* UTC · not due yet", second)
    assert sorted(newsletter.rglob("*")) == before


def test_the_host_s_zone_plays_no_part(newsletter: Path) -> None:
    for zone in ("Pacific/Auckland", "America/Los_Angeles"):
        assert "would run now" in call(newsletter, "schedule", "--dry-run", TZ=zone).stdout
    assert call(newsletter, "schedule", "--once", TZ="Pacific/Auckland").returncode == 0
    assert len(runs(newsletter)) == 1


def test_a_service_has_its_number_shown_and_ends_cleanly(newsletter: Path) -> None:
    with a_service(newsletter) as process:
        wait_for(newsletter, "done")
        assert f"Service    running, process {process.pid}\n" in call(newsletter, "status").stdout
        second = call(newsletter, "schedule")
        assert (second.returncode, second.stdout) == (1, "")
        (line,) = second.stderr.splitlines()
        assert f" · process {process.pid} · " in line
        once = call(newsletter, "schedule", "--once")
        assert (once.returncode, once.stderr) == (0, "")
        assert once.stdout == ""  # cron would mail it every five minutes
        assert f"process {process.pid} takes care" in call(newsletter, "schedule", "--dry-run").stdout
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 0
    assert "Service    not running\n" in call(newsletter, "status").stdout


def wait_for(newsletter: Path, state: str) -> None:
    for _ in range(400):
        if any(run.state == state for run in runs(newsletter)):
            return
        time.sleep(0.05)
    pytest.fail(f"no slot became {state}")


def test_a_service_ends_at_ctrl_c(newsletter: Path) -> None:
    with a_service(newsletter) as process:
        wait_for(newsletter, "done")
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=10) == 0


def test_a_service_that_is_killed_in_its_build_is_taken_up_by_the_next_look(newsletter: Path) -> None:
    with a_service(newsletter) as process:
        wait_for(newsletter, "running")
        process.kill()
    state = json.loads(call(newsletter, "status", "--json").stdout)["slots"][0]["state"]
    done = call(newsletter, "schedule", "--once")
    assert done.returncode == 0
    (run,) = runs(newsletter)
    assert (run.state, run.tries) == ("done", 2 if state == "killed" else 1)


def test_what_a_draft_lacks_is_one_line_and_another_try(newsletter: Path) -> None:
    written(newsletter, table(ago(minutes=1), "draft", editor="desk@letter.test"))
    done = call(newsletter, "schedule", "--once")
    (run,) = runs(newsletter)
    assert (done.returncode, run.state, run.step) == (1, "again", "draft")
    assert "Traceback" not in done.stdout + done.stderr
    status = call(newsletter, "status").stdout
    assert re.search(
        rf"  {run.week}  .*  again  at its step draft, again \d{{4}}-\d\d-\d\d \d\d:\d\d: .*{re.escape(run.reason)}",
        status,
    )


def test_nothing_to_publish_ends_with_three_and_is_skipped(newsletter: Path) -> None:
    for seed in (newsletter / "seeds").iterdir():
        seed.unlink()
    assert call(newsletter, "schedule", "--once").returncode == 3
    assert [run.state for run in runs(newsletter)] == ["skipped"]
    assert call(newsletter, "schedule", "--once").returncode == 0


def test_an_issue_that_was_marked_as_sent_is_not_run(newsletter: Path) -> None:
    week = Week.of(ago(minutes=2).date())
    call(newsletter, "build", "--date", ago(minutes=2).date().isoformat())
    assert call(newsletter, "mark-sent", str(week)).returncode == 0
    done = call(newsletter, "schedule", "--once")
    assert (done.returncode, [run.state for run in runs(newsletter)]) == (0, ["skipped"])
    assert f"{week}: skipped · the issue was sent by hand" in done.stdout


@pytest.mark.parametrize("args", [["schedule"], ["schedule", "--once"], ["schedule", "--dry-run"], ["next"]])
def test_without_a_day_one_line_says_what_to_write(newsletter: Path, args: list[str]) -> None:
    written(newsletter, "")
    done = call(newsletter, *args)
    (line,) = done.stderr.splitlines()
    assert (done.returncode, done.stdout) == (2, "")
    assert line.endswith('write under [schedule]: day = "sunday" and time = "08:00"')
    assert 'day = "sunday"' in call(newsletter, "status").stdout


def test_next_says_when_in_the_zone_and_in_utc(newsletter: Path) -> None:
    written(newsletter, '\n[schedule]\nday = "sunday"\ntime = "02:30"\nzone = "Europe/Berlin"\n')
    found = json.loads(call(newsletter, "next", "-n", "60", "--json").stdout)
    assert found["zone"] == "Europe/Berlin"
    assert len(found["slots"]) == 60
    for slot in found["slots"]:
        assert datetime.fromisoformat(slot["local"]) == datetime.fromisoformat(slot["utc"])
    remarks = [slot["remark"] for slot in found["slots"] if slot["remark"]]
    assert any(remark.startswith("the clocks leap over 02:30") for remark in remarks)
    assert any(remark.startswith("the clocks show 02:30 twice") for remark in remarks)
    head, first = call(newsletter, "next", "-n", "1").stdout.splitlines()
    assert head.split() == ["week", "Europe/Berlin", "UTC"]
    assert re.match(r"\d{4}-W\d\d  Sun \d{4}-\d\d-\d\d 0[23]:30  CES?T \+0[12]:00  \d{4}-", first)


def test_next_says_that_clocks_changed_in_between(newsletter: Path) -> None:
    written(newsletter, '\n[schedule]\nday = "wednesday"\ntime = "08:00"\nzone = "Europe/Berlin"\n')
    found = json.loads(call(newsletter, "next", "-n", "53", "--json").stdout)
    remarks = {slot["remark"] for slot in found["slots"]}
    assert remarks >= {"the clocks went forward since the week before", "the clocks went back since the week before"}


def test_a_slot_that_ran_does_not_come_again_when_its_day_is_moved(newsletter: Path) -> None:
    call(newsletter, "schedule", "--once")
    (run,) = runs(newsletter)
    for day in DAYS:
        written(newsletter, f'\n[schedule]\nday = "{day}"\ntime = "23:59"\n')
        slots = json.loads(call(newsletter, "next", "-n", "3", "--json").stdout)["slots"]
        assert str(run.week) not in [slot["week"] for slot in slots]
        assert len(slots) == 3


def test_status_as_json_tells_all_of_a_slot(newsletter: Path) -> None:
    call(newsletter, "schedule", "--once")
    told = json.loads(call(newsletter, "status", "--json").stdout)
    (run,) = runs(newsletter)
    assert told["service"] == {"running": False, "pid": None, "trouble": ""}
    assert told["sending"] is None
    (slot,) = told["slots"]
    assert (slot["week"], slot["state"], slot["tries"]) == (str(run.week), "done", 1)
    assert datetime.fromisoformat(slot["ended"]) == run.ended
    assert told["next"]["week"] != slot["week"]


def test_status_shows_how_far_sending_is(newsletter: Path) -> None:
    from digest.ledger.deliveries import READERS, Deliveries, Settlement

    call(newsletter, "schedule", "--once")
    (run,) = runs(newsletter)
    with Ledger(newsletter / "ledger.sqlite") as ledger:
        for number, state in enumerate(("sent", "sent", "refused", "later")):
            settled = Settlement(f"{number}@reader.test", "free", state)  # type: ignore[arg-type]
            Deliveries(ledger).settle(run.week, READERS, settled, ago(minutes=1))
    assert f"Messages   {run.week}: 2 sent, 1 refused, 1 put off or in doubt" in call(newsletter, "status").stdout
    a_known_run(newsletter, 0, step="send", readers=1000)
    assert f"{run.week}: 2 sent, 1 refused, 997 left of 1,000\n" in call(newsletter, "status").stdout
    told = json.loads(call(newsletter, "status", "--json").stdout)
    counts = {"sent": 2, "refused": 1, "put_off": 1, "in_doubt": 0, "left": 997, "readers": 1000}
    assert told["sending"] == {"week": str(run.week), **counts}


def test_status_says_at_which_step_a_run_is(newsletter: Path) -> None:
    a_known_run(newsletter, 0, tries=2, reason="due")
    assert "killed  try 2, at its step check: due\n" in call(newsletter, "status").stdout


def test_status_shows_what_keeps_a_service_from_its_work(newsletter: Path) -> None:
    with Lock(newsletter / "ledger.sqlite") as lock:
        lock.note("the ledger is damaged")
        assert "Trouble    the ledger is damaged\n" in call(newsletter, "status").stdout
    assert "Trouble" not in call(newsletter, "status").stdout


def test_status_says_that_an_editor_sent_what_was_held(newsletter: Path) -> None:
    call(newsletter, "schedule", "--once")
    (run,) = runs(newsletter)
    a_known_run(newsletter, 0, state="held", ended=ago(minutes=1), reason="a link leads nowhere")
    assert call(newsletter, "mark-sent", str(run.week)).returncode == 0
    assert "held  sent by hand after that; a link leads nowhere\n" in call(newsletter, "status").stdout


def test_an_issue_is_made_of_feeds_that_come_back(newsletter: Path) -> None:
    for seed in (newsletter / "seeds").iterdir():
        seed.unlink()
    day = ago(minutes=2)
    story = "".join(f"&lt;p&gt;{part}&lt;/p&gt;" for part in STORY.split("\n\n")[1:])
    item = f"<item><title>Lamps</title><link>http://n.test/1</link><pubDate>{format_datetime(day)}</pubDate>"
    feed = (
        f"<rss version='2.0'><channel><title>N</title>{item}<description>{story}</description></item></channel></rss>"
    )
    with a_site() as site:
        url = site.lay("/feed", status=503)
        written(newsletter, f'{table(day)}\n[[feeds]]\nurl = "{url}"\n[fetching]\nallow_private = ["127.0.0.1"]\n')
        assert call(newsletter, "schedule", "--once").returncode == 3
        (run,) = runs(newsletter)
        assert (run.state, run.step) == ("again", "build")
        with Ledger(newsletter / "ledger.sqlite") as ledger:
            Slots(ledger).keep([replace(run, again=day)])
        site.lay("/feed", feed)
        assert call(newsletter, "schedule", "--once").returncode == 0
    assert [run.state for run in runs(newsletter)] == ["done"]


def test_a_folder_of_documents_that_is_missing_may_come_back(newsletter: Path) -> None:
    (newsletter / "seeds").rename(newsletter / "away")
    assert call(newsletter, "schedule", "--once").returncode == 3
    (run,) = runs(newsletter)
    assert run.state == "again"


def test_status_of_a_newsletter_without_anything_writes_nothing(newsletter: Path) -> None:
    before = sorted(newsletter.rglob("*"))
    assert call(newsletter, "status").returncode == 0
    assert call(newsletter, "next").returncode == 0
    assert sorted(newsletter.rglob("*")) == before


def a_known_run(newsletter: Path, weeks: int, **changes: Any) -> Run:
    due = ago(minutes=2).replace(second=0, microsecond=0) - timedelta(weeks=weeks)
    run = Run(Week.of(due.date()), due.date(), due, "running", "check", 1, due)
    with Ledger(newsletter / "ledger.sqlite") as ledger:
        Slots(ledger).keep([replace(run, **changes)])
    return run


def test_a_dry_run_says_what_would_be_skipped_and_given_up(newsletter: Path) -> None:
    old = a_known_run(newsletter, 3)
    told = call(newsletter, "schedule", "--dry-run").stdout.splitlines()
    starts = ("would be given up", "would be skipped", "would be skipped", "would run now", "waits until")
    assert all(line[10:].startswith(start) for line, start in zip(told, starts, strict=True))
    assert told[0].startswith(str(old.week))
    assert [run.state for run in runs(newsletter)] == ["running"]


def test_a_dry_run_leaves_a_run_to_the_process_that_is_at_it(newsletter: Path) -> None:
    run = a_known_run(newsletter, 0)
    assert f"{run.week}  would run now: check · " in call(newsletter, "schedule", "--dry-run").stdout
    with Lock(newsletter / "ledger.sqlite"):
        assert (
            f"{run.week}  is being worked on, at its step check" in call(newsletter, "schedule", "--dry-run").stdout
        )


def test_a_dry_run_says_what_the_settings_lack(newsletter: Path) -> None:
    written(newsletter, table(ago(minutes=1), "send"))
    done = call(newsletter, "schedule", "--dry-run")
    assert "would run now: build, check, send · " in done.stdout
    assert done.stderr == 'digest: schedule.then is "send", but [smtp] names no host; the run will fail there\n'


def test_a_log_that_nobody_reads_stops_no_run(newsletter: Path) -> None:
    with subprocess.Popen(command("schedule", "--once"), cwd=newsletter, stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.close()
        process.wait(timeout=60)
    assert [run.state for run in runs(newsletter)] == ["done"]
