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

import pytest

from digest.preview.serving import PORT, listening
from tests.preview.newsletter import WEEK, snapshot
from tests.preview.previewed import PATIENCE, Listener


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


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_it_cleanly_while_a_page_listens(newsletter: Path, number: signal.Signals, code: int) -> None:
    before = snapshot(newsletter)
    with running(newsletter, "--port", "0") as (process, address):
        page = Listener(int(address.rstrip("/").rpartition(":")[2]))
        page.next()
        assert list((newsletter.parent / "tmp").iterdir()) != []
        began = time.monotonic()
        assert ended(process, number) == (code, "digest: stopped\n")
        page.close()
    assert time.monotonic() - began < PATIENCE / 2
    assert list((newsletter.parent / "tmp").iterdir()) == []
    assert snapshot(newsletter) == before


def test_a_signal_before_anything_is_shown_leaves_nothing_behind(newsletter: Path) -> None:
    with running(newsletter, "--port", "0") as (process, _):
        ended(process, signal.SIGTERM)
    assert list((newsletter.parent / "tmp").iterdir()) == []


def test_it_answers_as_soon_as_it_has_said_where(newsletter: Path) -> None:
    with running(newsletter, "--port", "0") as (_, address):
        page = Listener(int(address.rstrip("/").rpartition(":")[2]))
        page.close()
    assert page.status == 200


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
def test_a_port_that_is_none_is_refused(newsletter: Path, port: str) -> None:
    assert run(newsletter, "--port", port).returncode == 2


def test_an_issue_is_named_by_its_week_or_its_folder(newsletter: Path) -> None:
    for named in (WEEK, f"outbox/{WEEK}", f"outbox/{WEEK}/issue.json"):
        with running(newsletter, "--port", "0", named) as (_, address):
            assert address.startswith("http://127.0.0.1:")


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
