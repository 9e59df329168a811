"""What docs/deploy has for servers is real."""

from __future__ import annotations

import configparser
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from digest.cli.main import cli

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "docs/deploy"
PROGRAM = "/opt/digest/bin/digest"
UNITS = ("digest.service", "digest-once.service", "digest-once.timer")


def understood(words: list[str]) -> None:
    """The command is one of ours, with options that it has."""
    program, name, *options = words
    assert program in (PROGRAM, "digest")
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    command.make_parser(click.Context(command)).parse_args(list(options))


def settings(unit: str) -> configparser.ConfigParser:
    found = configparser.ConfigParser(interpolation=None, strict=False)
    found.optionxform = str  # type: ignore[assignment,method-assign]
    found.read_string((DEPLOY / unit).read_text())
    return found


def test_systemd_finds_nothing_wrong_with_the_units(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd-analyze")
    for unit in UNITS:
        text = (DEPLOY / unit).read_text().replace(PROGRAM, sys.executable)  # nothing is installed in /opt here
        (tmp_path / unit).write_text(text)
    done = subprocess.run(
        ["systemd-analyze", "verify", *[tmp_path / unit for unit in UNITS]],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("unit", UNITS[:2])
def test_the_units_call_a_command_that_there_is(unit: str) -> None:
    found = settings(unit)["Service"]
    understood(shlex.split(found["ExecStart"]))
    assert found["KillMode"] == "mixed"
    assert found["Environment"].startswith("DIGEST_SMTP_PASSWORD_FILE=") or "XDG_CACHE_HOME" in found["Environment"]


def test_the_timer_looks_more_often_than_a_slot_is_on_time() -> None:
    from digest.scheduler.decisions import GRACE

    minutes = re.fullmatch(r"\*:0/(\d+)", settings("digest-once.timer")["Timer"]["OnCalendar"])
    assert minutes
    assert int(minutes[1]) * 60 < GRACE.total_seconds()


def test_the_line_for_cron_calls_a_command_that_there_is() -> None:
    *_, line = (DEPLOY / "crontab").read_text().splitlines()
    *when, task = line.split(maxsplit=5)
    assert when == ["*/5", "*", "*", "*", "*"]
    assert "%" not in task  # cron reads it as the end of the command
    move, _, program = task.partition(" && ")
    assert move.split()[0] == "cd"
    understood(shlex.split(program))


def test_the_container_runs_the_service_without_rights() -> None:
    text = (DEPLOY / "Containerfile").read_text()
    lines = dict(re.findall(r"(?m)^(FROM|USER|STOPSIGNAL|ENTRYPOINT|CMD|VOLUME|WORKDIR) (.*)$", text))
    assert re.fullmatch(r"python:3\.\d+-slim", lines["FROM"])
    assert (lines["USER"], lines["STOPSIGNAL"], lines["VOLUME"]) == ("digest", "SIGTERM", lines["WORKDIR"])
    understood([*re.findall(r'"(.*?)"', lines["ENTRYPOINT"]), *re.findall(r'"(.*?)"', lines["CMD"])])
    assert all((ROOT / name).is_file() for name in re.findall(r"/src/(\S+\.txt)", text))
    copied = [name for line in re.findall(r"(?m)^COPY (.*) \S+$", text) for name in line.split()]
    assert [name for name in copied if not (ROOT / name).exists()] == []


def test_every_file_is_told_of() -> None:
    text = (DEPLOY / "README.md").read_text()
    assert [file.name for file in DEPLOY.iterdir() if f"({file.name})" not in text] == ["README.md"]
