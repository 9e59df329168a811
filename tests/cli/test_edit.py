from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from tests.cli.conftest import SETTINGS, Run

Edit = Callable[..., subprocess.CompletedProcess[str]]

FILE = "edits/2024-W25.toml"


def words(*args: str | Path) -> list[str]:
    return [sys.executable, "-m", "digest", "edit", *map(str, args)]


@pytest.fixture
def edit(newsletter: Path) -> Edit:
    """Runs `digest edit` in the newsletter's folder, without a terminal."""

    def run(*args: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        env = {**os.environ, "EDITOR": "false", "VISUAL": "false", **environment}
        return subprocess.run(
            words(*args), cwd=newsletter, env=env, capture_output=True, encoding="utf-8", check=False
        )

    return run


@pytest.fixture
def built(run: Run, newsletter: Path) -> Path:
    """The newsletter with an issue in its outbox."""
    done = run("build", "--date", "2024-06-23")
    assert done.returncode == 0, done.stderr
    return newsletter


def test_it_lists_the_stories_of_the_newest_issue(edit: Edit, built: Path) -> None:
    done = edit()
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        f"made {FILE}",
        "Nothing is edited yet. Next: edit the file, then digest build --date 2024-06-23",
    ]
    text = (built / FILE).read_text(encoding="utf-8")
    assert '# [stories."lamps.md"]' in text
    assert "Every evening a man with a ladder" in text


def test_a_file_that_is_there_is_not_touched(edit: Edit, built: Path) -> None:
    (built / "edits").mkdir()
    (built / FILE).write_text('subject = "Mine"\n')
    done = edit("2024-W25")
    assert (done.returncode, (built / FILE).read_text()) == (0, 'subject = "Mine"\n')
    assert done.stdout.splitlines() == [f"there already: {FILE}", "Next: digest build --date 2024-06-23"]


def test_mistakes_are_said_at_once(edit: Edit, built: Path) -> None:
    (built / "edits").mkdir()
    (built / FILE).write_text('subjct = "Mine"\npin = "a"\n')
    done = edit("2024-W25")
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        f'digest: unknown key · {FILE}:1 · subjct · did you mean "subject"?',
        f'digest: pin must be a list in square brackets · {FILE}:2 · found "a" · write pin = ["a"]',
    ]


def test_a_name_that_no_story_had_is_said_with_the_nearest(edit: Edit, built: Path) -> None:
    (built / "edits").mkdir()
    (built / FILE).write_text('pin = ["rivr.txt", "lamps", "where-the-river-turns", "lamps.md"]\n')
    done = edit()
    assert done.returncode == 0
    assert done.stderr.splitlines() == [
        f'digest: no story had this name when the issue was built · {FILE}:1 · rivr.txt · did you mean "river.txt"?'
    ]


def test_a_story_that_got_another_title_keeps_its_name(edit: Edit, run: Run, built: Path) -> None:
    (built / "edits").mkdir()
    (built / FILE).write_text('[stories.how-the-lamps-were-lit]\ntitle = "Lamps"\n')
    run("build", "--date", "2024-06-23")
    assert edit().stderr == ""


def test_what_is_taken_from_the_file_changes_the_issue(edit: Edit, run: Run, built: Path) -> None:
    edit()
    text = (built / FILE).read_text(encoding="utf-8")
    name = '# [stories."lamps.md"]'
    assert name in text
    text = text.replace("# subject = ", "subject = 'By hand' # ").replace(name, name[2:] + '\ntitle = "Lamps, lit"')
    (built / FILE).write_text(text, encoding="utf-8")
    assert edit().returncode == 0
    done = run("build", "--date", "2024-06-23")
    assert done.returncode == 0, done.stderr
    letter = (built / "outbox/2024-W25/free/letter.txt").read_text(encoding="utf-8")
    assert "Lamps, lit" in letter
    assert "Subject: By hand" in (built / "outbox/2024-W25/free/letter.eml").read_text(encoding="utf-8")


def test_of_an_issue_that_was_sent_it_says_so(edit: Edit, run: Run, built: Path) -> None:
    run("mark-sent", "2024-W25")
    assert edit().stdout.splitlines()[-1] == (
        "2024-W25 was sent: edits change it no more; to make another: digest mark-sent 2024-W25 --undo"
    )
    (built / "ledger.sqlite").unlink()
    assert "2024-W25 was sent" in edit().stdout
    run("mark-sent", "2024-W25", "--undo")
    assert edit().stdout.splitlines()[-1].startswith("Nothing is edited yet.")


def test_a_file_of_another_spelling_is_said(edit: Edit, built: Path) -> None:
    (built / "edits").mkdir()
    (built / "edits/2024-w25.toml").write_text("")
    assert "edits that are not read · edits/2024-w25.toml · name the file 2024-W25.toml" in edit().stderr


def test_a_paragraph_that_is_taken_from_the_file_is_shown_alone(edit: Edit, run: Run, built: Path) -> None:
    edit()
    text = (built / FILE).read_text(encoding="utf-8")
    assert 'paragraphs = ["Every evening a man with a", ' in text
    words = '[stories."lamps.md"]\nparagraphs = ["When the wires came"]\n'
    (built / FILE).write_text(words, encoding="utf-8")
    run("build", "--date", "2024-06-23")
    letter = (built / "outbox/2024-W25/free/letter.txt").read_text(encoding="utf-8")
    assert "When the wires came" in letter
    assert "Every evening a man" not in letter


def test_an_issue_that_was_never_built_gets_a_general_file(edit: Edit, newsletter: Path) -> None:
    done = edit("2024-w30")
    assert done.returncode == 0
    assert "2024-W30 is not in the outbox yet" in done.stdout
    assert "# drop = []" in (newsletter / "edits/2024-W30.toml").read_text(encoding="utf-8")


def test_without_any_issue_it_says_to_build_one(edit: Edit, newsletter: Path) -> None:
    done = edit()
    assert done.returncode == 1
    assert done.stderr.startswith("digest: no issue to edit · ")
    assert "build one first: digest build" in done.stderr
    assert not (newsletter / "edits").exists()


def test_what_is_no_week_is_refused(edit: Edit) -> None:
    done = edit("June")
    assert done.returncode == 2
    assert "no week such as 2024-W25" in done.stderr


def test_a_damaged_issue_is_one_line(edit: Edit, built: Path) -> None:
    (built / "outbox/2024-W25/issue.json").write_text("{")
    done = edit()
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert not (built / "edits").exists()


def test_settings_and_outbox_can_lie_elsewhere(edit: Edit, run: Run, newsletter: Path) -> None:
    run("build", "--date", "2024-06-23", "--outbox", "elsewhere")
    (newsletter / "other.toml").write_text(SETTINGS + '[folders]\nedits = "hand"\n', encoding="utf-8")
    done = edit("--config", "other.toml", "--outbox", "elsewhere")
    assert done.returncode == 0
    assert done.stdout.endswith("digest build --date 2024-06-23 --config other.toml --outbox elsewhere\n")
    assert '[stories."lamps.md"]' in (newsletter / "hand/2024-W25.toml").read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_made_is_one_line(edit: Edit, built: Path) -> None:
    (built / "edits").write_text("in the way")
    done = edit()
    assert done.returncode == 1
    assert done.stderr.startswith("digest: cannot make the file of edits · ")
    assert len(done.stderr.splitlines()) == 1


def at_a_terminal(folder: Path, *args: str, editor: str) -> tuple[int, str]:
    """The exit code and all that a person sees who calls `digest edit`."""
    ours, theirs = pty.openpty()
    env = {**os.environ, "VISUAL": editor, "NO_COLOR": "1"}
    seen = b""
    with subprocess.Popen(words(*args), cwd=folder, env=env, stdin=theirs, stdout=theirs, stderr=theirs) as program:
        os.close(theirs)
        with suppress(OSError):  # so a terminal ends on Linux
            while chunk := os.read(ours, 4096):
                seen += chunk
    os.close(ours)
    return program.returncode, seen.decode()


def test_a_person_at_a_terminal_gets_the_editor_and_hears_of_mistakes(built: Path) -> None:
    code, seen = at_a_terminal(built, editor="sed -i '1i subjct = 1'")
    assert code == 2
    assert f'unknown key · {FILE}:1 · subjct · did you mean "subject"?' in seen


def test_no_editor_is_started_when_none_is_wanted(built: Path) -> None:
    code, _ = at_a_terminal(built, "--no-open", editor="sed -i '1i subjct = 1'")
    assert code == 0
    assert "subjct" not in (built / FILE).read_text(encoding="utf-8")


def test_an_editor_that_fails_is_one_line_with_what_to_do(built: Path) -> None:
    code, seen = at_a_terminal(built, editor="false")
    assert code == 1
    assert "the editor failed" in seen
    assert "environment variable EDITOR" in seen


def test_nobody_at_the_terminal_means_no_editor(edit: Edit, built: Path) -> None:
    assert edit().returncode == 0
    assert (built / FILE).exists()
