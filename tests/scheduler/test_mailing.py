"""The weekly run with a real mail server: a draft to the editor, letters to readers, word of trouble."""

from __future__ import annotations

import subprocess
import time
from collections import Counter
from pathlib import Path

import pytest

from digest.delivery.options import SmtpServer
from digest.ledger.slots import Run
from digest.model import Week
from tests.cli.conftest import SETTINGS, STORY
from tests.cli.issues import call, command
from tests.mail_server import MailServer, mail_server
from tests.scheduler.test_commands import ago, runs, table

READERS = tuple(f"r{number}@reader.test" for number in range(30))


@pytest.fixture
def newsletter(tmp_path: Path) -> Path:
    folder = tmp_path / "letter"
    (folder / "seeds").mkdir(parents=True)
    (folder / "seeds/lamps.md").write_text(STORY, encoding="utf-8")
    (folder / "readers.csv").write_text("\n".join(("address", *READERS)) + "\n", encoding="utf-8")
    return folder


def made(newsletter: Path, server: MailServer, then: str, *more: str) -> None:
    smtp = f'\n[smtp]\nhost = "127.0.0.1"\nport = {server.port}\nsecurity = "none"\n'
    readers = '\n[delivery]\nrecipients = "readers.csv"\n'
    own = table(ago(minutes=2), then, editor="desk@letter.test")
    (newsletter / "digest.toml").write_text(SETTINGS + own + readers + smtp + "".join(more), encoding="utf-8")


def only(newsletter: Path) -> Run:
    (run,) = runs(newsletter)
    return run


def test_the_editor_gets_each_letter_once_as_a_draft(newsletter: Path) -> None:
    with mail_server() as server:
        made(newsletter, server, "draft")
        done = call(newsletter, "schedule", "--once")
        assert (done.returncode, only(newsletter).state, done.stderr) == (0, "done", "")
        assert call(newsletter, "schedule", "--once").returncode == 0
    assert {one.reader for one in server.taken} == {"desk@letter.test"}
    assert len({one.id for one in server.taken}) == len(server.taken) == 2


def test_readers_get_their_letter_and_the_issue_is_marked_as_sent(newsletter: Path) -> None:
    with mail_server() as server:
        made(newsletter, server, "send")
        done = call(newsletter, "schedule", "--once")
        assert (done.returncode, only(newsletter).reason, done.stderr) == (0, "sent: 30 taken", "")
        assert call(newsletter, "schedule", "--once").returncode == 0
    assert server.readers() == Counter(READERS)
    assert (newsletter / f"outbox/{only(newsletter).week}.sent.json").is_file()
    assert "Messages   " + f"{only(newsletter).week}: 30 sent, 0 refused, 0 left" in call(newsletter, "status").stdout


def test_a_service_that_is_stopped_while_it_sends_goes_on_with_the_readers_who_are_left(newsletter: Path) -> None:
    with mail_server(delay=0.05) as server:
        made(newsletter, server, "send")
        with subprocess.Popen(command("schedule"), cwd=newsletter, stdout=subprocess.PIPE) as process:
            while len(server.taken) < 5 and process.poll() is None:
                time.sleep(0.01)
            process.terminate()
            process.communicate(timeout=30)
            assert process.returncode == 0
        stopped = len(server.taken)
        assert 5 <= stopped < len(READERS)
        assert (only(newsletter).state, only(newsletter).step, only(newsletter).tries) == ("again", "send", 0)
        assert call(newsletter, "schedule", "--once").returncode == 0
    assert server.readers() == Counter(READERS)
    assert (only(newsletter).state, only(newsletter).reason) == ("done", "sent: 30 taken")


def test_a_service_that_is_killed_while_it_sends_leaves_nobody_out(newsletter: Path) -> None:
    with mail_server(delay=0.05) as server:
        made(newsletter, server, "send")
        with subprocess.Popen(command("schedule"), cwd=newsletter, stdout=subprocess.DEVNULL) as process:
            while len(server.taken) < 5 and process.poll() is None:
                time.sleep(0.01)
            process.kill()
        assert (only(newsletter).state, only(newsletter).step, only(newsletter).tries) == ("running", "send", 1)
        assert "killed" in call(newsletter, "status").stdout
        assert call(newsletter, "schedule", "--once").returncode == 0
    letters = [one for one in server.taken if one.reader in READERS]
    twice = Counter(one.reader for one in letters) - Counter(READERS)
    assert {one.reader for one in letters} == set(READERS)
    assert sum(twice.values()) <= SmtpServer().connections  # those of which nobody knows whether they were taken
    assert len({one.id for one in letters}) == len(READERS)
    told = [one.subject for one in server.taken if one not in letters]
    assert all(subject.endswith(": sent, with remarks") for subject in told)  # of messages sent again while in doubt
    assert (only(newsletter).state, only(newsletter).tries) == ("done", 2)


def test_a_server_that_takes_nothing_is_tried_again(newsletter: Path) -> None:
    with mail_server(lambda stage, _who: "421 not now" if stage == "connect" else "") as server:
        made(newsletter, server, "send", "tries = 1\n")
        done = call(newsletter, "schedule", "--once")
        assert done.returncode == 1
    assert (only(newsletter).state, only(newsletter).step, only(newsletter).tries) == ("again", "send", 1)
    assert server.taken == []


def test_the_editor_hears_of_a_week_without_an_issue(newsletter: Path) -> None:
    (newsletter / "seeds/lamps.md").unlink()
    with mail_server() as server:
        made(newsletter, server, "send")
        assert call(newsletter, "schedule", "--once").returncode == 3
    (word,) = server.taken
    assert word.reader == "desk@letter.test"
    assert word.subject.endswith(": no issue this week")


def test_readers_whom_a_mailing_by_hand_left_over_get_it_at_the_slot(newsletter: Path) -> None:
    with mail_server() as server:
        made(newsletter, server, "send")
        day = ago(minutes=2).date()
        assert call(newsletter, "build", "--date", day.isoformat()).returncode == 0
        assert call(newsletter, "send", str(Week.of(day)), "--limit", "10", "--yes").returncode == 0
        assert len(server.taken) == 10
        done = call(newsletter, "schedule", "--once")
        assert "its sending was begun by hand" in done.stdout
    assert server.readers() == Counter(READERS)
    assert (only(newsletter).state, only(newsletter).reason) == ("done", "sent: 30 taken")


def test_rows_that_name_nobody_reach_the_editor_and_stand_in_the_reason(newsletter: Path) -> None:
    (newsletter / "readers.csv").write_text("address\nr1@reader.test\nnobody\n", encoding="utf-8")
    with mail_server() as server:
        made(newsletter, server, "send")
        assert call(newsletter, "schedule", "--once").returncode == 0
    assert only(newsletter).reason.startswith(
        "sent: 1 taken; rows of the readers' file that name nobody: 1; the first: "
    )
    assert [one.subject.rpartition(": ")[2] for one in server.taken][1:] == ["sent, with remarks"]


def test_a_file_of_readers_that_is_empty_is_no_mailing(newsletter: Path) -> None:
    (newsletter / "readers.csv").write_text("address\n", encoding="utf-8")
    with mail_server() as server:
        made(newsletter, server, "send")
        assert call(newsletter, "schedule", "--once").returncode == 1
    assert (only(newsletter).state, only(newsletter).step) == ("again", "send")
    (word,) = server.taken
    assert word.subject.endswith(": the weekly run waits for you")
