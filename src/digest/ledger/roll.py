"""The readers of one mailing, each once, however many they are: a table that lives as long as its command."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from digest.ledger.ledger import Ledger
    from digest.model import Week

_BATCH = 2000  # rows
_ALL = 2**62
_BEHIND = 2**40  # more than there are readers
_TABLE = """
    CREATE TEMP TABLE IF NOT EXISTS roll (
        number INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, address TEXT NOT NULL, name TEXT NOT NULL,
        audience TEXT NOT NULL, others INTEGER NOT NULL DEFAULT 0
    )
"""
_ENROL = """
    INSERT INTO temp.roll (key, address, name, audience) VALUES (?, ?, ?, ?)
    ON CONFLICT (key) DO UPDATE SET others = others + (audience <> excluded.audience)
"""
_PUT_BEHIND = """
    UPDATE temp.roll SET number = number + ? WHERE key IN (
        SELECT address FROM deliveries WHERE week = ? AND kind = ? AND state IN ('later', 'doubt')
    )
"""
_WITH_STATE = """
    FROM temp.roll r LEFT JOIN deliveries d ON d.week = ? AND d.kind = ? AND d.address = r.key
"""


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A reader of the roll.

    ``key`` is the address as it is compared, ``number`` the place; ``state`` what was known of the message when the
    reader's turn came, empty for nothing.
    """

    number: int
    key: str
    address: str
    name: str
    audience: str
    state: str = ""


class Roll:
    """Who is to get this week's letters, beside what the ledger knows of them.

    It stands in SQLite's temporary file, so that a million readers cost no memory; the ledger's own file is not
    written.
    """

    def __init__(self, ledger: Ledger, week: Week, kind: str) -> None:
        self._ledger, self._of = ledger, (str(week), kind)

    def enrol(self, readers: Iterable[Enrolled]) -> int:
        """Take readers in, those who are known by their key only once; their numbers are given here.

        Behind all others come those who were put off before, or whose message is in doubt: they may be put off again,
        and must not stand in the others' way.

        Returns:
            How many were there already.
        """
        rows = ((one.key, one.address, one.name, one.audience) for one in readers)
        asked = 0
        self._write([_TABLE, "DELETE FROM temp.roll"])
        while batch := list(islice(rows, _BATCH)):
            asked += len(batch)
            self._write(["BEGIN"], batch, ["COMMIT"])
        with self._ledger.reading() as connection, _free_to_write(connection):
            connection.execute(_PUT_BEHIND, (_BEHIND, *self._of))
            ((there,),) = connection.execute("SELECT count(*) FROM temp.roll")
        return asked - int(there)

    def clashes(self) -> int:
        """How often a reader was named again with another audience; the first one stands."""
        with self._ledger.reading() as connection:
            return int(connection.execute("SELECT coalesce(sum(others), 0) FROM temp.roll").fetchone()[0])

    def _write(
        self, before: Sequence[str], batch: Sequence[tuple[str, ...]] = (), behind: Sequence[str] = ()
    ) -> None:
        with self._ledger.reading() as connection, _free_to_write(connection):
            for statement in before:
                connection.execute(statement)
            connection.executemany(_ENROL, batch)
            for statement in behind:
                connection.execute(statement)

    def counts(self, last: int = _ALL) -> dict[tuple[str, str], int]:
        """How many readers there are by audience and by what is known of their message, empty for nothing.

        Args:
            last: Those up to this number.
        """
        query = f"SELECT r.audience, coalesce(d.state, ''), count(*) {_WITH_STATE} WHERE r.number <= ? GROUP BY 1, 2"
        with self._ledger.reading() as connection:
            rows = connection.execute(query, (*self._of, last))
            return {(audience, state): count for audience, state, count in rows}

    def end(self) -> int:
        """The number of the last reader."""
        with self._ledger.reading() as connection:
            return int(connection.execute("SELECT coalesce(max(number), 0) FROM temp.roll").fetchone()[0])

    def end_of(self, limit: int, states: Collection[str]) -> int:
        """The number of the last reader when only so many are taken whose message is in one of the states."""
        query = f"SELECT r.number {_WITH_STATE} {_among(states)} ORDER BY r.number LIMIT 1 OFFSET ?"
        with self._ledger.reading() as connection:
            found = connection.execute(query, (*self._of, *states, limit - 1)).fetchone()
        return int(found[0]) if found else self.end()

    def those(self, states: Collection[str], last: int) -> Iterator[Enrolled]:
        """The readers up to a number whose message is in one of the states when their turn comes, in order."""
        query = f"""
            SELECT r.number, r.key, r.address, r.name, r.audience, coalesce(d.state, '') {_WITH_STATE}
            {_among(states)} AND r.number > ? AND r.number <= ? ORDER BY r.number LIMIT {_BATCH}
        """
        after = 0
        while True:  # in pages, for a statement that is being read would keep transactions from ending
            with self._ledger.reading() as connection:
                page = connection.execute(query, (*self._of, *states, after, last)).fetchall()
            if not page:
                return
            for row in page:
                yield Enrolled(*row)
            after = page[-1][0]


def _among(states: Collection[str]) -> str:
    return f"WHERE coalesce(d.state, '') IN ({', '.join('?' * len(states))})"


@contextmanager
def _free_to_write(connection: sqlite3.Connection) -> Iterator[None]:
    """A ledger that is open for reading only forbids temporary tables, too."""
    ((only_read,),) = connection.execute("PRAGMA query_only")
    connection.execute("PRAGMA query_only = 0")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA query_only = {only_read}")
