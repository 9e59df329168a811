"""One mailing at a time for each newsletter."""

from __future__ import annotations

import fcntl
from contextlib import contextmanager
from typing import TYPE_CHECKING

from digest.errors import DeliveryError, LedgerError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def sending_turn(ledger: Path) -> Iterator[None]:
    """Hold the newsletter's turn to send; the system gives it back when the process ends, however it ends.

    Args:
        ledger: The newsletter's; by whatever links it is named, it is one.

    Raises:
        DeliveryError: Another process sends.
        LedgerError: The ledger's folder cannot be written.
    """
    lock = ledger.with_name(f"{ledger.name}.sending")
    try:
        lock = _lock_of(ledger)
        lock.parent.mkdir(parents=True, exist_ok=True)
        file = lock.open("ab")
    except (OSError, RuntimeError) as error:  # links that go in a circle
        found, hint = getattr(error, "strerror", None) or str(error), "check the rights of its folder"
        raise LedgerError("cannot write beside the ledger", where=str(lock), found=found, hint=hint) from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            hint = "wait until it is done; digest status shows how far it is"
            what = "another digest is sending this newsletter"
            raise DeliveryError(what, where=str(lock), hint=hint) from error
        yield


def under_way(ledger: Path) -> bool:
    """Whether another process is sending this newsletter just now."""
    try:
        file = _lock_of(ledger).open("rb")
    except (OSError, RuntimeError):
        return False
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _lock_of(ledger: Path) -> Path:
    there = ledger.resolve()
    return there.with_name(f"{there.name}.sending")
