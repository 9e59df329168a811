from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from digest import __version__
from digest.cli.columns import fitted, printable, table, width
from digest.cli.progress import Progress
from tests.cli.conftest import Run

HEAVY = {
    "aiohttp",
    "cattrs",
    "feedparser",
    "jinja2",
    "markdown_it",
    "mjml",
    "pydantic",
    "rich",
    "schedule",
    "selectolax",
}


def test_the_version_is_the_package_s(run: Run) -> None:
    assert run("--version").stdout == f"digest {__version__}\n"


@pytest.mark.parametrize("command", [[], ["build"], ["inspect"], ["init"]])
def test_every_help_has_an_example(run: Run, command: list[str]) -> None:
    done = run(*command, "--help")
    assert done.returncode == 0
    assert re.search(r"Example:\n +digest ", done.stdout)


def test_help_costs_nothing_it_does_not_need() -> None:
    code = "import sys, digest.cli.main as m; print(*sorted({n.partition('.')[0] for n in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "click" in loaded
    assert not HEAVY & set(loaded)


def test_a_build_from_documents_loads_no_feed_reader_and_no_scheduler(newsletter: Path) -> None:
    code = (
        "import sys\nfrom digest.cli.main import cli\n"
        "try: cli(['build'])\nexcept SystemExit: pass\n"
        "print('loaded', *sorted({n.partition('.')[0] for n in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=newsletter, capture_output=True, text=True, check=True)
    loaded = done.stdout.rpartition("loaded ")[2].split()
    assert "mjml" in loaded
    assert not {"aiohttp", "feedparser", "rich", "schedule", "sqlalchemy"} & set(loaded)


def test_a_command_that_is_not_there_is_wrong_usage(run: Run) -> None:
    assert run("bild").returncode == 2


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_can_complete(run: Run, shell: str) -> None:
    done = run(_DIGEST_COMPLETE=f"{shell}_source")
    assert "_DIGEST_COMPLETE" in done.stdout


def test_completion_knows_the_options(run: Run) -> None:
    done = run(_DIGEST_COMPLETE="bash_complete", COMP_WORDS="digest build --dr", COMP_CWORD="2")
    assert "--dry-run" in done.stdout


def test_output_that_a_terminal_cannot_show_is_escaped(run: Run, newsletter: Path) -> None:
    (newsletter / "seeds/river.txt").write_text(
        "Степь\nСлово.\n" + "Это длинный абзац о степи и о дороге через неё. " * 9
    )
    done = run("inspect", "seeds/river.txt", PYTHONIOENCODING="latin-1", PYTHONUTF8="0")
    assert done.returncode == 0
    assert "\\u0421" in done.stdout


def test_width_counts_what_a_terminal_shows() -> None:
    assert (width("ab"), width("日本"), width("e\N{COMBINING ACUTE ACCENT}")) == (2, 4, 1)


@pytest.mark.parametrize("text", ["short", "a much longer text", "日本語の長い題名です", ""])
def test_a_fitted_text_has_its_columns(text: str) -> None:
    assert width(fitted(text, 9)) == 9


def test_a_table_is_aligned() -> None:
    assert table([["a", "10"], ["bcd", "9"]]) == ["a    10", "bcd  9"]


def test_a_file_name_cannot_write_on_the_terminal() -> None:
    assert printable("a\x1b[31m\nb") == "a\ufffd[31m\ufffdb"


def test_joined_emoji_stay_joined() -> None:
    assert printable("👩\u200d👧") == "👩\u200d👧"
    assert width("می\u200cخواهم") == len("میخواهم")


def on_a_terminal(code: str, **environment: str) -> str:
    """What a program writes to its standard error where that is a terminal."""
    ours, theirs = os.openpty()
    env = {**os.environ, "TERM": "xterm", **environment}
    subprocess.run([sys.executable, "-c", code], stderr=theirs, env=env, check=True, timeout=30)
    os.set_blocking(ours, False)
    try:
        return os.read(ours, 100_000).decode()
    except BlockingIOError:
        return ""
    finally:
        os.close(theirs)
        os.close(ours)


WAIT = """
import time
from digest.cli.progress import Progress
with Progress(patience={patience}) as progress:
    progress.say("reading documents")
    time.sleep({wait})
"""


FAIL = """
import contextlib
from digest.cli.main import cli
with contextlib.suppress(SystemExit):
    cli(["build", "--config", "nowhere.toml"])
"""


@pytest.mark.parametrize(("no_color", "coloured"), [("", True), ("1", False)])
def test_colours_are_for_terminals_whose_owner_wants_them(no_color: str, *, coloured: bool) -> None:
    shown = on_a_terminal(FAIL, NO_COLOR=no_color)
    assert "no settings here" in shown
    assert ("\x1b[" in shown) is coloured


def test_progress_is_shown_to_a_person_who_waits() -> None:
    assert "reading documents …" in on_a_terminal(WAIT.format(patience=0.1, wait=1.5))


def test_progress_is_not_shown_to_a_person_who_does_not_wait() -> None:
    assert on_a_terminal(WAIT.format(patience=60, wait=0)) == ""


def test_progress_is_silent_without_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with Progress(terminal=False, patience=0) as progress:
        progress.say("reading documents")
    assert capsys.readouterr().err == ""
