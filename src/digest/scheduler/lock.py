"""One at a time works on a newsletter's slots."""

from __future__ import annotations

import fcntl
import os
import time
from typing import IO, TYPE_CHECKING, Self

from digest.errors import ScheduleError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_TRIES, _PAUSE = 5, 0.05  # whoever only looks holds it for a moment


class Busy(ScheduleError):
    """Another process holds the lock; ``pid`` is its number, 0 where it is not known."""

    pid = 0


class Lock:
    """The lock of a newsletter, a file beside its ledger with the holder's process number in it.

    The system lets go of it when the process ends, however it ends; the file stays.

    Args:
        ledger: The ledger's file; its folder is made.
        sleep: Waits that many seconds.

    Raises:
        Busy: Another process holds it.
        ScheduleError: The file cannot be written.
    """

    def __init__(self, ledger: Path, *, sleep: Callable[[float], None] = time.sleep) -> None:
        self.path = lock_of(ledger)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._held(sleep)
            self.note("")
        except OSError as error:
            found, hint = error.strerror or str(error), "check that who runs this can write the ledger's folder"
            raise ScheduleError("cannot lock the newsletter", where=str(self.path), found=found, hint=hint) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def note(self, trouble: str) -> None:
        """Write the process's number into the file, and what keeps it from its work, for `digest status`.

        Raises:
            OSError: The file cannot be written.
        """
        os.ftruncate(self._file.fileno(), 0)
        os.write(self._file.fileno(), f"{os.getpid()}\n{trouble}".encode("utf-8", "replace"))

    def close(self) -> None:
        """Let go of it."""
        self._file.close()

    def guards(self, ledger: Path) -> bool:
        """Whether it is that ledger's lock, and its file is still the one that others find."""
        return self.path == lock_of(ledger) and _is_at(self._file, self.path)

    def _held(self, sleep: Callable[[float], None]) -> IO[bytes]:
        for turn in range(_TRIES):
            file = self.path.open("ab")
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                file.close()
                if turn + 1 < _TRIES:
                    sleep(_PAUSE)
                continue
            except BaseException:
                file.close()
                raise
            if _is_at(file, self.path):
                return file
            file.close()  # it was deleted between opening and locking
        raise _busy(self.path)


def holder(ledger: Path) -> int | None:
    """The process that holds the lock, 0 where its number is not known; None when nobody does. Nothing is written."""
    path = lock_of(ledger)
    try:
        with path.open("rb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return _pid(file)
            return None
    except OSError:
        return None


def trouble_of(ledger: Path) -> str:
    """What keeps the process that holds the lock from its work, as it said; empty when nothing does."""
    if holder(ledger) is None:
        return ""
    try:
        return lock_of(ledger).read_text("utf-8", "replace").partition("\n")[2]
    except OSError:
        return ""


def lock_of(ledger: Path) -> Path:
    """The lock's file."""
    return ledger.with_name(f"{ledger.name}.lock")


def _is_at(file: IO[bytes], path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except OSError:
        return False


def _busy(path: Path) -> Busy:
    pid = holder(path.with_name(path.name.removesuffix(".lock"))) or 0
    found = f"process {pid}" if pid else "another process"
    hint = "look with: digest status"
    busy = Busy("the weekly run is taken care of already", where=str(path), found=found, hint=hint)
    busy.pid = pid
    return busy


def _pid(file: IO[bytes]) -> int:
    told = file.readline(20).strip()
    return int(told) if told.isdigit() else 0
