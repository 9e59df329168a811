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

    Raises:
        DeliveryError: Another process sends.
        LedgerError: The ledger's folder cannot be written.
    """
    lock = ledger.with_name(f"{ledger.name}.sending")
    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        file = lock.open("ab")
    except OSError as error:
        found, hint = error.strerror or str(error), "check the rights of its folder"
        raise LedgerError("cannot write beside the ledger", where=str(lock), found=found, hint=hint) from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            hint = "wait until it is done; digest status shows how far it is"
            what = "another digest is sending this newsletter"
            raise DeliveryError(what, where=str(lock), hint=hint) from error
        yield
