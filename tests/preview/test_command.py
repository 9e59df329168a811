"""`digest preview` as a person runs it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import click
import pytest

from digest.cli import issues
from digest.cli.preview import polled, preview
from digest.preview.scratch import Scratch, sweep
from digest.preview.serving import PORT, listening
from tests.preview.newsletter import BELLS, WEEK, snapshot
from tests.preview.previewed import PATIENCE, Listener

ENDLESS = "{% for one in range(99999) %}{% for other in range(99999) %}{% endfor %}{% endfor %}"


@contextmanager
def running(folder: Path, *arguments: str, **environment: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command, its temporary files below the newsletter's parent; and the address that it prints."""
    scratch = folder.parent / "tmp"
    scratch.mkdir(exist_ok=True)
    env = {**os.environ, "TMPDIR": str(scratch), "XDG_CACHE_HOME": str(folder.parent / "cache")}
    command = [sys.executable, "-m", "digest", "preview", *arguments]
    command += [] if environment else ["--no-open"]
    env |= environment
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=folder, env=env, stdout=pipe, stderr=pipe, text=True) as process:
        assert process.stdout is not None
        try:
            yield process, process.stdout.readline().rpartition(" ")[2].strip()
        finally:
            with suppress(ProcessLookupError):
                process.kill()


def ended(process: subprocess.Popen[str], number: signal.Signals) -> tuple[int, str]:
    """The exit code, and what was said on standard error."""
    process.send_signal(number)
    complained = process.communicate(timeout=PATIENCE)[1]
    return process.returncode, complained


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "digest", "preview", "--no-open", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=PATIENCE, check=False)


def test_ctrl_c_ends_it_cleanly_while_a_page_listens(newsletter: Path) -> None:
    before, left = snapshot(newsletter), newsletter.parent / "tmp/digest-preview-killed"
    left.mkdir(parents=True)
    (left / "lock").touch()
    with running(newsletter, "--port", "0") as (process, address):
        page = Listener(int(address.rstrip("/").rpartition(":")[2]))  # it answers as soon as it has said where
        page.next()
        (own,) = (newsletter.parent / "tmp").iterdir()
        assert own != left, "what a killed preview has left is swept"
        began = time.monotonic()
        assert ended(process, signal.SIGINT) == (130, "digest: stopped\n")
        page.close()
    assert time.monotonic() - began < PATIENCE / 2
    assert list((newsletter.parent / "tmp").iterdir()) == []
    assert snapshot(newsletter) == before


def test_a_signal_before_anything_is_shown_leaves_nothing_behind(newsletter: Path) -> None:
    with running(newsletter, "--port", "0", f"outbox/{WEEK}/issue.json") as (process, _):
        assert ended(process, signal.SIGTERM) == (143, "digest: stopped\n")
    assert list((newsletter.parent / "tmp").iterdir()) == []


def test_a_build_that_does_not_end_holds_nobody_up(newsletter: Path) -> None:
    (newsletter / "templates").mkdir()
    with running(newsletter, "--port", "0") as (process, address):
        page = Listener(int(address.rstrip("/").rpartition(":")[2]))
        (newsletter / "seeds/bells.md").write_text(BELLS, encoding="utf-8")
        page.wait_for("issue", where="scratch")
        (newsletter / "templates/letter.txt.j2").write_text(ENDLESS, encoding="utf-8")
        page.wait_for("building")
        began = time.monotonic()
        assert ended(process, signal.SIGINT) == (130, "digest: stopped\n")
        assert time.monotonic() - began < PATIENCE / 2
        page.close()
    assert list((newsletter.parent / "tmp").iterdir()) == []


def test_scratch_outboxes_in_use_are_not_swept(tmp_path: Path) -> None:
    alive, killed, strange = (tmp_path / f"digest-preview-{name}" for name in ("alive", "killed", "strange"))
    for folder in (alive, killed, strange):
        folder.mkdir()
    (killed / "lock").touch()
    scratch = Scratch(alive)
    sweep(tmp_path)
    assert sorted(tmp_path.iterdir()) == [alive, strange]
    scratch.close()
    assert not alive.exists()


def test_a_port_that_was_asked_for_and_is_taken_is_one_line(newsletter: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run(newsletter, "--port", str(port))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"digest: the port cannot be listened to · 127.0.0.1:{port} · Address already in use · "
        "choose another with --port, or leave it out to take the next free one\n"
    )


def test_without_a_port_the_next_free_one_is_taken() -> None:
    with listening(None) as first, listening(None) as second:
        one, other = first.getsockname()[1], second.getsockname()[1]
    assert PORT <= one < other


@pytest.mark.parametrize("port", ["65536", "-1", "http"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    with pytest.raises(click.BadParameter):
        preview.main(["--port", port], standalone_mode=False)


def test_the_help_names_ports_by_their_letter_alone() -> None:
    told = preview.get_help(click.Context(preview))
    assert "--port N " in told
    assert "<=" not in told


@pytest.mark.parametrize("named", [WEEK, f"outbox/{WEEK}", f"outbox/{WEEK}/issue.json"])
def test_an_issue_is_named_by_its_week_or_its_folder(named: str) -> None:
    assert str(issues.required(named)) == WEEK
    assert issues.folder_of(named) == (None if named == WEEK else Path("outbox").absolute())


@pytest.mark.parametrize(
    ("said", "polls"), [("", False), ("false", False), ("Disabled", False), ("disable", False), ("1", True)]
)
def test_polling_is_forced_as_watchfiles_understands_it(said: str, polls: bool) -> None:
    assert polled({"WATCHFILES_FORCE_POLLING": said}) is polls
    assert not polled({})


def test_an_issue_that_is_not_there_is_one_line(newsletter: Path) -> None:
    done = run(newsletter, "2024-W01")
    assert done.returncode == 1
    assert done.stderr.startswith("digest: no such issue · ")
    assert WEEK in done.stderr


def test_settings_with_a_mistake_are_told_at_once(newsletter: Path) -> None:
    (newsletter / "digest.toml").write_text("[newsletter\n", encoding="utf-8")
    done = run(newsletter)
    assert (done.returncode, done.stdout) == (2, "")
    assert "digest.toml:1" in done.stderr


def test_other_commands_do_not_pay_for_it() -> None:
    asked = "import sys, digest.cli.main; print(sorted({'aiohttp', 'watchfiles', 'asyncio'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_browser_is_opened_at_the_page(newsletter: Path) -> None:
    browser, opened = newsletter.parent / "browser", newsletter.parent / "opened"
    browser.write_text(f'#!/bin/sh\necho "$1" > {opened}.new && mv {opened}.new {opened}\n', encoding="utf-8")
    browser.chmod(0o755)
    with running(newsletter, "--port", "0", BROWSER=f"{browser} %s") as (process, address):
        until = time.monotonic() + PATIENCE
        while not opened.exists() and time.monotonic() < until:
            time.sleep(0.02)
        assert ended(process, signal.SIGTERM)[0] == 143
    assert opened.read_text(encoding="utf-8").strip() == address
