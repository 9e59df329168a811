"""One connection to the ledger's file: how it is opened, what a transaction is, what SQLite's errors mean."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from digest.errors import LedgerError
from digest.ledger.values import Damaged

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

_MOVE = (
    "move the file away; the next fetch begins a new one, and digest history --rebuild recalls which issues were "
    "sent, but not to whom: bring back a copy of it if there is one"
)
_RIGHTS = "check the rights of the file and its folder, or choose another with folders.ledger in digest.toml"
# By SQLite's primary result codes: https://www.sqlite.org/rescode.html
_CORRUPT = 11
_MEANINGS = {
    1: ("the ledger is damaged", _MOVE),  # SQLITE_ERROR: tables or columns are missing
    5: ("the ledger is busy", "another digest writes to it; try again when it is done"),  # SQLITE_BUSY
    6: ("the ledger is busy", "another digest writes to it; try again when it is done"),  # SQLITE_LOCKED
    8: ("cannot write the ledger", _RIGHTS),  # SQLITE_READONLY
    10: ("cannot read or write the ledger", "check the disk"),  # SQLITE_IOERR
    _CORRUPT: ("the ledger is damaged", _MOVE),  # SQLITE_CORRUPT
    13: ("cannot write the ledger", "make room on the disk"),  # SQLITE_FULL
    14: ("cannot open the ledger", _RIGHTS),  # SQLITE_CANTOPEN
    26: ("not a ledger", _MOVE),  # SQLITE_NOTADB
}


def connected(path: Path, *, patience: float) -> sqlite3.Connection:
    """A connection to the file, made where it is missing; its folder too.

    The rollback journal leaves one file behind and can be read in a folder that cannot be written, which a
    write-ahead log does not and cannot.

    Args:
        path: Absolute.
        patience: Seconds to wait for another process that writes.

    Raises:
        OSError: The folder cannot be made.
        sqlite3.Error: The file cannot be opened.
    """
    import sqlite3

    path.parent.mkdir(parents=True, exist_ok=True)
    _for_its_owner_alone(path)
    connection = sqlite3.connect(path, timeout=patience, isolation_level=None)
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema")  # opening alone looks at nothing
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _for_its_owner_alone(path: Path) -> None:
    """Make the file where it is missing: it will hold readers' addresses and the secret of their tokens."""
    if str(path) == ":memory:":
        return
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))


@contextmanager
def writing(connection: sqlite3.Connection) -> Iterator[None]:
    """A transaction that writes: all of it, or nothing when the block raises."""
    connection.execute("BEGIN IMMEDIATE")  # asked for at once, so that two writers wait and never block each other
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # SQLite itself ends it on a full disk
            connection.execute("ROLLBACK")
        raise


@contextmanager
def understood(where: str) -> Iterator[None]:
    """Turns what SQLite and the system complain of into a `LedgerError`."""
    import sqlite3

    try:
        yield
    except sqlite3.Error as error:
        # Without a code it is not SQLite's word but Python's: of text that is not UTF-8, or of a mistake of ours.
        code = getattr(error, "sqlite_errorcode", _CORRUPT if isinstance(error, sqlite3.OperationalError) else None)
        if code is None:
            raise
        what, hint = _MEANINGS.get(code & 0xFF, ("cannot use the ledger", "check the file and its disk"))
        raise LedgerError(what, where=where, found=str(error), hint=hint) from error
    except Damaged as error:
        raise LedgerError(_MEANINGS[_CORRUPT][0], where=where, found=str(error), hint=_MOVE) from error
    except OSError as error:
        found = error.strerror or str(error)
        raise LedgerError("cannot open the ledger", where=where, found=found, hint=_RIGHTS) from error
