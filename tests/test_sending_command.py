"""The command as a person types it."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from digest.ledger.sending_turn import sending_turn
from digest.settings import Settings
from tests.mail_server import CLOSE, mail_server
from tests.sending import a_newsletter, command, progress, readers, run, smtp_table

ISSUE = "2024-W25"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = a_newsletter(tmp_path)
    readers(tmp_path, 8)
    return made


def with_server(settings: Settings, port: int, **more: object) -> Path:
    settings.file.write_text(settings.file.read_text() + smtp_table(port, **more))
    return settings.file.parent


def test_without_yes_it_says_what_it_would_do(settings: Settings) -> None:
    folder = with_server(settings, 2525)
    file = folder / "readers.csv"
    file.write_text(file.read_text() + "nobody\n" * 22 + "r1@example.org,,\n")
    done = run(folder, ISSUE, "--recipients", "readers.csv")
    assert (done.returncode, done.stderr) == (0, "")
    assert "nothing is sent yet" in done.stdout
    assert "Server     127.0.0.1:2525, none\n" in done.stdout
    assert "free       5 readers: Lamps" in done.stdout
    assert "  1 row with a reader who stands there before, and gets one message\n" in done.stdout
    assert "22 rows of no use:\n    line 10: " in done.stdout
    assert "… and 2 more" in done.stdout
    assert done.stdout.endswith("To send 8 messages: digest send 2024-W25 --recipients readers.csv --yes\n")
    assert not settings.ledger.exists()


def test_with_yes_it_sends_and_says_what_it_did(settings: Settings) -> None:
    with mail_server(lambda at, who: "550 who?" if at == "RCPT" and who == "r2@example.org" else "") as server:
        folder = with_server(settings, server.port)
        done = run(folder, ISSUE, "--recipients", "readers.csv", "--yes")
        told = json.loads(run(folder, ISSUE, "--recipients", "readers.csv", "--yes", "--json").stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert "2024-W25: 7 messages sent\n" in done.stdout
    assert "    r2@example.org: 550 who?\n" in done.stdout
    assert (told["sent"], told["before"]["sent"], told["settled"]) == (0, 7, True)
    report = run(folder, ISSUE, "--report")
    assert "2024-W25: 7 messages sent\n" in report.stdout
    assert "  1 message refused:\n    r2@example.org: 550 who?\n" in report.stdout
    record = json.loads(run(folder, ISSUE, "--report", "--json").stdout)
    assert record["counts"] == {"sent": 7, "refused": 1, "later": 0, "doubt": 0}


def test_the_command_that_it_names_does_what_it_says(settings: Settings) -> None:
    with mail_server() as server:
        folder = with_server(settings, server.port)
        (folder / "my readers.csv").write_text((folder / "readers.csv").read_text())
        given = ["--recipients", "my readers.csv", "--limit", "3", "--audience", "member", "--config", "digest.toml"]
        plan = run(folder, f"outbox/{ISSUE}", "--outbox", "elsewhere", *given).stdout.splitlines()[-1]
        said, _, command_line = plan.partition(": ")
        assert said == "To send 3 of 8 messages"
        words = shlex.split(command_line)
        assert words[:2] == ["digest", "send"]
        done = run(folder, *words[2:])
    assert (done.returncode, len(server.taken)) == (0, 3)
    assert "2024-W25: 3 messages sent\n" in done.stdout
    assert "  5 more wait for the next run\n" in done.stdout


def test_who_gets_nothing_is_told_before_and_afterwards(settings: Settings) -> None:
    with mail_server() as server:
        folder = with_server(settings, server.port)
        said = "  no suppressed.txt yet: nobody is left out\n"
        assert said in run(folder, ISSUE, "--recipients", "readers.csv").stdout
        (folder / "suppressed.txt").write_text("r1@example.org\n")
        done = run(folder, ISSUE, "--recipients", "readers.csv", "--yes").stdout
    assert "  suppressed.txt: 1 address\n" in done
    assert "  1 row with readers who want nothing any more\n" in done


def test_readers_who_stand_there_for_two_audiences_are_counted(settings: Settings) -> None:
    folder = with_server(settings, 1)
    file = folder / "readers.csv"
    file.write_text(file.read_text() + "r1@example.org,,member\nr2@example.org,,\n")
    done = run(folder, ISSUE, "--recipients", "readers.csv").stdout
    assert "  1 reader in rows for different audiences: the first one holds\n" in done
    assert json.loads(run(folder, ISSUE, "--recipients", "readers.csv", "--json").stdout)["torn"] == 1


def test_an_issue_that_is_marked_as_sent_goes_out_with_again_alone(settings: Settings) -> None:
    with mail_server() as server:
        folder = with_server(settings, server.port)
        run(folder, ISSUE, "--recipients", "readers.csv", "--yes")
        settings.ledger.unlink()
        done = run(folder, ISSUE, "--recipients", "readers.csv", "--yes")
        assert (done.returncode, len(server.taken)) == (1, 8)
        assert done.stderr.startswith("digest: the issue is marked as sent · 2024-W25 · ")
        assert "--again --yes" in run(folder, ISSUE, "--recipients", "readers.csv", "--again").stdout
        assert run(folder, ISSUE, "--recipients", "readers.csv", "--again", "--yes").returncode == 0
    assert set(server.readers().values()) == {2}


def test_an_issue_that_cannot_be_marked_as_sent_ends_with_1(settings: Settings) -> None:
    (settings.outbox / f".{ISSUE}.sent.json.new").mkdir()
    with mail_server() as server:
        done = run(with_server(settings, server.port), ISSUE, "--recipients", "readers.csv", "--yes", "--json")
    told = json.loads(done.stdout)
    assert (done.returncode, told["sent"], told["settled"]) == (1, 8, True)
    assert [one["what"] for one in told["problems"]] == ["the issue could not be marked as sent"]
    assert "mark it with: digest mark-sent 2024-W25" in done.stderr


def test_an_address_with_a_line_break_is_one_line(settings: Settings) -> None:
    done = run(with_server(settings, 1), ISSUE, "--to", "joe@example.org\nX")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)


def test_a_report_of_what_was_not_sent_says_so(settings: Settings) -> None:
    assert run(settings.file.parent, ISSUE, "--report").stdout == "2024-W25 was not sent to anybody\n"


def test_when_some_are_left_it_ends_with_1(settings: Settings) -> None:
    with mail_server(lambda at, _: "450 later" if at == "RCPT" else "") as server:
        done = run(with_server(settings, server.port, tries=1), ISSUE, "--recipients", "readers.csv", "--yes")
    assert (done.returncode, done.stderr) == (1, "")
    assert "8 readers left to try again" in done.stdout


def test_a_test_goes_to_the_named_addresses(settings: Settings) -> None:
    with mail_server() as server:
        done = run(with_server(settings, server.port), ISSUE, "--to", "me@example.org", "--audience", "member")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "A test of the letter for member is on its way to me@example.org\n"
    assert [one.subject[:7] for one in server.taken] == ["[Test] "]


def test_a_test_that_is_not_taken_ends_with_1(settings: Settings) -> None:
    with mail_server(lambda at, who: "550 who?" if at == "RCPT" and who.startswith("no") else "") as server:
        folder = with_server(settings, server.port)
        done = run(folder, ISSUE, "--to", "me@example.org", "--to", "nobody@example.org", "--json")
    told = json.loads(done.stdout)
    assert done.returncode == 1
    assert [one["address"] for one in told["taken"]] == ["me@example.org"] * 2
    assert [one["reply"] for one in told["not_taken"]] == ["550 who?"] * 2
    assert done.stderr.count("digest: the test was not taken · ") == 2


def test_what_is_in_doubt_is_told(settings: Settings) -> None:
    settings.file.write_text(settings.file.read_text() + '\n[delivery]\nin_doubt = "hold"\n')
    with mail_server(lambda at, who: CLOSE if at == "taken" and who == "r1@example.org" else "") as server:
        folder = with_server(settings, server.port)
        done = run(folder, ISSUE, "--recipients", "readers.csv", "--yes")
    assert done.returncode == 0
    assert "  1 message in doubt and not sent again; see digest send 2024-W25 --report\n" in done.stdout
    report = run(folder, ISSUE, "--report").stdout
    assert "  1 message in doubt:\n    r1@example.org: the connection broke\n" in report
    plan = run(folder, ISSUE, "--recipients", "readers.csv").stdout
    assert "  1 reader in doubt, for nobody knows whether the server took their message\n" in plan
    assert plan.endswith("There is nobody left to send to.\n")


def test_a_test_and_readers_do_not_go_together(settings: Settings) -> None:
    done = run(settings.file.parent, ISSUE, "--to", "me@example.org", "--yes")
    assert done.returncode == 2
    assert "--to stands with --audience only" in done.stderr


def test_a_held_issue_ends_with_4(settings: Settings) -> None:
    letter = settings.outbox / ISSUE / "free/letter.html"
    letter.write_text(letter.read_text().replace("Lamps", "Lights"))
    done = run(with_server(settings, 1), ISSUE, "--recipients", "readers.csv", "--yes")
    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr.startswith("digest: the issue must not be sent as it is · 2024-W25 · ")


def test_trouble_with_the_server_is_one_line(settings: Settings) -> None:
    done = run(with_server(settings, 1), ISSUE, "--recipients", "readers.csv", "--yes")
    assert done.returncode == 1
    assert done.stderr.startswith("digest: the mail server does not answer · 127.0.0.1:1 · Connection refused · ")
    assert done.stderr.count("\n") == 1


def test_a_missing_password_is_said_before_anything_is_done(settings: Settings) -> None:
    done = run(with_server(settings, 1, user="post"), ISSUE, "--recipients", "readers.csv", "--yes")
    assert (done.returncode, "DIGEST_SMTP_PASSWORD" in done.stderr) == (2, True)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_who_stops_it_learns_how_far_it_came(settings: Settings, number: signal.Signals, code: int) -> None:
    with mail_server(delay=0.05) as server:
        folder = with_server(settings, server.port, connections=1)
        line = command(ISSUE, "--recipients", "readers.csv", "--yes")
        with subprocess.Popen(line, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            while not server.taken and process.poll() is None:
                os.sched_yield()
            process.send_signal(number)
            _, errors = process.communicate(timeout=30)
        count = len(server.taken)
        assert process.returncode == code
        assert errors == (f"digest: stopped; {count} are sent, {8 - count} are left; go on with the same command\n")
        known = progress(settings)
        assert (known.sent, known.doubt) == (count, 0)
        assert run(folder, ISSUE, "--recipients", "readers.csv", "--yes").returncode == 0
    assert set(server.readers().values()) == {1}
    assert len(server.readers()) == 8


def test_a_report_while_it_is_sent_says_that_it_is_under_way(settings: Settings) -> None:
    with mail_server(lambda at, who: CLOSE if at == "taken" and who == "r7@example.org" else "") as server:
        folder = with_server(settings, server.port, tries=1, connections=1)
        run(folder, ISSUE, "--recipients", "readers.csv", "--yes")
    assert "  1 message in doubt:\n" in run(folder, ISSUE, "--report").stdout
    with sending_turn(settings.ledger):
        report = run(folder, ISSUE, "--report").stdout
        assert report.startswith("A mailing is under way now.\n")
        assert "  1 message under way now, or in doubt:\n" in report
        assert json.loads(run(folder, ISSUE, "--report", "--json").stdout)["under_way"] is True


def test_a_signal_after_the_last_message_changes_nothing(settings: Settings) -> None:
    lock = settings.outbox / ".lock"
    with mail_server() as server, lock.open("ab") as busy:
        fcntl.flock(busy, fcntl.LOCK_EX)
        line = command(ISSUE, "--recipients", "readers.csv", "--yes")
        folder = with_server(settings, server.port)
        with subprocess.Popen(line, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            while progress(settings).sent < 8 and process.poll() is None:
                time.sleep(0.01)
            process.send_signal(signal.SIGTERM)
            fcntl.flock(busy, fcntl.LOCK_UN)
            _, errors = process.communicate(timeout=30)
    assert (process.returncode, errors) == (0, "")


def test_a_terminal_that_is_closed_costs_nobody_a_letter(settings: Settings) -> None:
    with mail_server(delay=0.05) as server:
        folder = with_server(settings, server.port, connections=1)
        process, terminal = pty.fork()
        if process == 0:
            os.chdir(folder)
            os.execv(sys.executable, command(ISSUE, "--recipients", "readers.csv", "--yes"))  # noqa: S606 (no shell)
        while not server.taken:
            time.sleep(0.01)
        os.close(terminal)
        _, status = os.waitpid(process, 0)
    known = progress(settings)
    assert os.waitstatus_to_exitcode(status) == 129
    assert (known.sent, known.doubt) == (len(server.taken), 0)
    assert known.sent < 8


def test_two_at_the_same_time_are_refused(settings: Settings) -> None:
    folder = with_server(settings, 1)
    with sending_turn(settings.ledger):
        done = run(folder, ISSUE, "--recipients", "readers.csv", "--yes")
    assert done.returncode == 1
    assert done.stderr.startswith("digest: another digest is sending this newsletter · ")


def test_a_key_of_tokens_that_is_none_is_said_before_anything_is_sent(settings: Settings) -> None:
    folder = with_server(settings, 1)
    (folder / "token.key").write_text("short")
    done = run(folder, ISSUE, "--recipients", "readers.csv", "--yes", DIGEST_TOKEN_KEY="token.key")
    assert (done.returncode, "the key of tokens is too short" in done.stderr) == (2, True)
