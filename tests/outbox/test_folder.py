from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from digest.errors import OutboxBusy, OutboxError
from digest.outbox.exchange import exchange
from digest.outbox.folder import lay

WEEK = "2024-W25"

LAY_FOREVER = """
import sys
from pathlib import Path
from digest.outbox.folder import lay

print("ready", flush=True)
turn = 0
while True:
    turn += 1
    lay(Path(sys.argv[1]), "2024-W25", {f"{n:02}.txt": str(turn).encode() for n in range(40)})
"""


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_files_lie_in_the_folder_of_the_week(tmp_path: Path) -> None:
    folder = lay(tmp_path / "outbox", WEEK, {"a.txt": b"1", "free/b.txt": b"2"})
    assert contents(folder) == {"a.txt": b"1", "free/b.txt": b"2"}


def test_a_path_is_copied(tmp_path: Path) -> None:
    (tmp_path / "picture.png").write_bytes(b"png")
    folder = lay(tmp_path / "outbox", WEEK, {"images/a.png": tmp_path / "picture.png"})
    assert contents(folder) == {"images/a.png": b"png"}


def test_laying_a_week_again_replaces_it_whole(tmp_path: Path) -> None:
    lay(tmp_path, WEEK, {"old.txt": b"1", "both.txt": b"1"})
    folder = lay(tmp_path, WEEK, {"both.txt": b"2"})
    assert contents(folder) == {"both.txt": b"2"}


def test_nothing_is_left_beside_the_issue(tmp_path: Path) -> None:
    for content in (b"1", b"2"):
        lay(tmp_path, WEEK, {"a.txt": content})
    assert {path.name for path in tmp_path.iterdir()} == {WEEK, ".lock"}


def test_another_week_is_not_touched(tmp_path: Path) -> None:
    lay(tmp_path, "2024-W24", {"a.txt": b"1"})
    lay(tmp_path, WEEK, {"a.txt": b"2"})
    assert (tmp_path / "2024-W24/a.txt").read_bytes() == b"1"


def test_what_a_killed_build_left_behind_is_swept_away(tmp_path: Path) -> None:
    (tmp_path / f".{WEEK}.new").mkdir(parents=True)
    (tmp_path / f".{WEEK}.new/half.txt").write_bytes(b"")
    assert contents(lay(tmp_path, WEEK, {"a.txt": b"1"})) == {"a.txt": b"1"}


def test_what_a_killed_build_of_another_week_left_is_swept_away_too(tmp_path: Path) -> None:
    (tmp_path / ".2024-W24.new").mkdir()
    lay(tmp_path, WEEK, {"a.txt": b"1"})
    assert {path.name for path in tmp_path.iterdir()} == {WEEK, ".lock"}


@pytest.mark.parametrize("target", ["elsewhere", "nowhere"])
def test_a_link_in_the_place_of_an_issue_is_replaced_and_not_followed(tmp_path: Path, target: str) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/a.txt").write_bytes(b"mine")
    (tmp_path / WEEK).symlink_to(tmp_path / target)
    for content in (b"1", b"2"):
        assert contents(lay(tmp_path, WEEK, {"a.txt": content})) == {"a.txt": content}
    assert (tmp_path / "elsewhere/a.txt").read_bytes() == b"mine"
    assert not (tmp_path / WEEK).is_symlink()


def test_a_file_in_the_place_of_an_issue_is_replaced(tmp_path: Path) -> None:
    (tmp_path / WEEK).write_bytes(b"a file")
    assert contents(lay(tmp_path, WEEK, {"a.txt": b"1"})) == {"a.txt": b"1"}


def test_a_build_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(OutboxError):
        lay(tmp_path, WEEK, {"a.txt": b"1", "b.png": tmp_path / "missing.png"})
    assert {path.name for path in tmp_path.iterdir()} == {".lock"}


def test_an_issue_that_was_moved_aside_comes_back(tmp_path: Path) -> None:
    (tmp_path / f".{WEEK}.old").mkdir(parents=True)
    (tmp_path / f".{WEEK}.old/a.txt").write_bytes(b"old")
    with pytest.raises(OutboxError):
        lay(tmp_path, WEEK, {"a.txt": tmp_path / "missing.png"})
    assert (tmp_path / WEEK / "a.txt").read_bytes() == b"old"


def test_a_missing_picture_leaves_the_old_issue(tmp_path: Path) -> None:
    folder = lay(tmp_path, WEEK, {"a.txt": b"old"})
    with pytest.raises(OutboxError, match="No such file"):
        lay(tmp_path, WEEK, {"a.txt": b"new", "b.png": tmp_path / "missing.png"})
    assert contents(folder) == {"a.txt": b"old"}


def test_an_outbox_that_is_a_file_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "outbox").write_bytes(b"")
    with pytest.raises(OutboxError, match=r"cannot write the outbox · .*outbox · .* · check that") as caught:
        lay(tmp_path / "outbox", WEEK, {})
    assert "\n" not in str(caught.value)


def test_a_second_build_waits_and_then_says_who_is_busy(tmp_path: Path) -> None:
    said = []
    with (tmp_path / ".lock").open("ab") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(OutboxBusy, match="another build is writing"):
            lay(tmp_path, WEEK, {}, patience=0.1, waiting=lambda: said.append("waiting"))
    assert said == ["waiting"]


def test_a_second_build_goes_on_when_the_first_is_done(tmp_path: Path) -> None:
    other = (tmp_path / ".lock").open("ab")
    fcntl.flock(other, fcntl.LOCK_EX)
    assert lay(tmp_path, WEEK, {"a.txt": b"1"}, waiting=other.close).is_dir()


def test_where_folders_cannot_be_exchanged_the_new_one_still_takes_the_place(tmp_path: Path) -> None:
    lay(tmp_path, WEEK, {"old.txt": b"1"})
    folder = lay(tmp_path, WEEK, {"new.txt": b"2"}, swap=lambda _one, _other: False)
    assert contents(folder) == {"new.txt": b"2"}
    assert {path.name for path in tmp_path.iterdir()} == {WEEK, ".lock"}


def test_two_folders_trade_names(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "name.txt").write_text(name)
    if not exchange(tmp_path / "one", tmp_path / "two"):
        pytest.skip("this file system cannot exchange two folders")
    assert (tmp_path / "one/name.txt").read_text() == "two"


def test_trading_with_nothing_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    if not exchange(tmp_path / "one", tmp_path / "two"):
        pytest.skip("this file system cannot exchange two folders")
    with pytest.raises(FileNotFoundError):
        exchange(tmp_path / "one", tmp_path / "nothing")


@pytest.mark.parametrize("moment", [0.003, 0.011, 0.017, 0.029, 0.041, 0.053, 0.067, 0.083, 0.097, 0.111])
def test_a_build_killed_at_any_moment_leaves_one_whole_issue(tmp_path: Path, moment: float) -> None:
    with subprocess.Popen([sys.executable, "-c", LAY_FOREVER, str(tmp_path)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        while not (tmp_path / WEEK).exists():
            time.sleep(0.001)
        time.sleep(moment)
        os.kill(process.pid, signal.SIGKILL)
    found = contents(tmp_path / WEEK)
    assert len(found) == 40
    assert len(set(found.values())) == 1
    assert contents(lay(tmp_path, WEEK, {"a.txt": b"next"})) == {"a.txt": b"next"}
