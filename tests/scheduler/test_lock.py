from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest

from digest.errors import ScheduleError
from digest.scheduler.lock import Busy, Lock, holder, lock_of

HOLDER = """
import sys, time
from pathlib import Path
from digest.scheduler.lock import Lock
lock = Lock(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "ledger.sqlite"


def test_the_lock_says_who_holds_it(ledger: Path) -> None:
    with Lock(ledger):
        assert holder(ledger) == os.getpid()
        with pytest.raises(Busy) as caught:
            Lock(ledger)
    assert caught.value.pid == os.getpid()
    assert holder(ledger) is None
    Lock(ledger).close()


def test_looking_makes_no_file(ledger: Path) -> None:
    assert holder(ledger) is None
    assert list(ledger.parent.iterdir()) == []


def test_the_system_lets_go_of_the_lock_of_a_process_that_was_killed(ledger: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLDER, ledger], stdout=subprocess.PIPE) as other:
        assert other.stdout
        other.stdout.readline()
        assert holder(ledger) == other.pid
        other.kill()
    Lock(ledger).close()
    assert holder(ledger) is None


def test_whoever_only_looks_keeps_nobody_out(ledger: Path) -> None:
    Lock(ledger).close()
    waits: list[float] = []
    with lock_of(ledger).open("rb") as looking:
        fcntl.flock(looking, fcntl.LOCK_SH)

        def wait(seconds: float) -> None:
            waits.append(seconds)
            fcntl.flock(looking, fcntl.LOCK_UN)

        Lock(ledger, sleep=wait).close()
    assert len(waits) == 1


def test_a_holder_without_a_number_is_a_holder(ledger: Path) -> None:
    with Lock(ledger):
        lock_of(ledger).write_text("")
        assert holder(ledger) == 0
        with pytest.raises(Busy, match="another process"):
            Lock(ledger)


def test_a_lock_guards_its_ledger_while_its_file_is_the_one_that_others_find(ledger: Path) -> None:
    with Lock(ledger) as lock:
        assert lock.guards(ledger)
        assert not lock.guards(ledger.with_name("other.sqlite"))
        lock.path.unlink()
        assert not lock.guards(ledger)
        lock.path.write_text("")
        assert not lock.guards(ledger)


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ScheduleError, match="cannot lock the newsletter"):
        Lock(tmp_path / "file/ledger.sqlite")
