from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from digest.preflight.judges.asking import JudgeFailed, answer, ask


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_what_a_program_prints_is_its_answer(tmp_path: Path) -> None:
    assert ask(python("print('schön')"), seconds=20, folder=tmp_path) == "schön\n"


def test_a_program_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(JudgeFailed, match="a judge cannot be started · nobody"):
        ask(["/nowhere/nobody"], seconds=20, folder=tmp_path)


def test_what_a_program_says_when_it_breaks_off_is_said(tmp_path: Path) -> None:
    with pytest.raises(JudgeFailed, match=r"a judge broke off .* out of ink"):
        ask(python("raise SystemExit('out of ink')"), seconds=20, folder=tmp_path)


def test_a_program_that_breaks_off_in_silence_is_known_by_its_code(tmp_path: Path) -> None:
    with pytest.raises(JudgeFailed, match="code 7"):
        ask(python("raise SystemExit(7)"), seconds=20, folder=tmp_path)


def test_a_program_that_hangs_is_ended_with_everything_that_it_has_started(tmp_path: Path) -> None:
    child = "import time, pathlib; time.sleep(1); pathlib.Path('survived').write_text('')"
    hang = f"import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', {child!r}]); time.sleep(60)"
    began = time.monotonic()
    with pytest.raises(JudgeFailed, match="took too long"):
        ask(python(hang), seconds=0.4, folder=tmp_path)
    assert time.monotonic() - began < 10
    time.sleep(1.2)
    assert not (tmp_path / "survived").exists()


def test_an_answer_that_is_no_json_is_said() -> None:
    with pytest.raises(JudgeFailed, match="cannot be understood · nu · <html>"):
        answer("<html>", "nu")
