from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from socket import create_server

import pytest

PROGRAM = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); import digest.cli.main as m; m.main()"
)
FULL = Path("/dev/full")


def stopped_by(number: signal.Signals, newsletter: Path, *command: str) -> tuple[int, str]:
    """How a command ends that is stopped while a feed lets it wait."""
    with create_server(("127.0.0.1", 0)) as server:
        url = f"http://127.0.0.1:{server.getsockname()[1]}/"
        with (newsletter / "digest.toml").open("a") as file:
            file.write(f'\n[fetching]\nallow_private = ["127.0.0.1"]\n\n[[feeds]]\nurl = "{url}"\n')
        line = [sys.executable, "-c", PROGRAM, *command]
        env = {**os.environ, "XDG_CACHE_HOME": str(newsletter.parent / "cache")}
        with subprocess.Popen(
            line, cwd=newsletter, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as process:
            server.settimeout(30)
            asked, _ = server.accept()
            with asked:
                asked.recv(1)
                process.send_signal(number)
                error = process.communicate(timeout=30)[1]
            return process.returncode, error


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["feeds", "fetch"], "stopped; what was read so far is kept"),
        (["build"], "stopped; what was read so far is kept"),
        (["feeds", "check"], "stopped"),
    ],
)
def test_a_command_that_is_stopped_says_so_in_one_line(
    newsletter: Path, number: signal.Signals, code: int, command: list[str], said: str
) -> None:
    assert stopped_by(number, newsletter, *command) == (code, f"digest: {said}\n")


def into(place: Path, newsletter: Path, *command: str, **environment: str) -> tuple[int, str]:
    with place.open("wb") as output:
        done = subprocess.run(
            [sys.executable, "-m", "digest", *command],
            cwd=newsletter,
            env={**os.environ, "XDG_CACHE_HOME": str(newsletter.parent / "cache"), **environment},
            stdout=output,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    return done.returncode, done.stderr


@pytest.mark.skipif(not FULL.exists(), reason="only Linux has a device that is always full")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize(
    "command",
    [
        ["feeds", "list"],
        ["feeds", "list", "--json"],
        ["feeds", "export"],
        ["build"],
        ["inspect", "seeds/lamps.md"],
        ["--help"],
    ],
)
def test_output_that_nobody_can_take_is_one_line(newsletter: Path, command: list[str], unbuffered: str) -> None:
    code, error = into(FULL, newsletter, *command, PYTHONUNBUFFERED=unbuffered)
    assert (code, error) == (1, "digest: cannot write the output · No space left on device\n")


def test_a_reader_that_goes_away_is_no_trouble(newsletter: Path) -> None:
    theirs, ours = os.pipe()
    os.close(theirs)
    command = [sys.executable, "-m", "digest", "--help"]
    with os.fdopen(ours, "wb") as output:
        done = subprocess.run(command, cwd=newsletter, stdout=output, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "")


def test_a_mistake_of_the_program_keeps_its_traceback(newsletter: Path) -> None:
    code = "from digest.cli.ending import output_that_fails\nwith output_that_fails():\n    open('nowhere.txt')\n"
    done = subprocess.run([sys.executable, "-c", code], cwd=newsletter, capture_output=True, text=True, check=False)
    assert "FileNotFoundError" in done.stderr


def test_the_system_s_signal_is_left_alone_until_the_program_begins() -> None:
    code = (
        "import signal; before = signal.getsignal(signal.SIGTERM)\n"
        "import digest.cli.main; print(signal.getsignal(signal.SIGTERM) is before)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "True\n"
