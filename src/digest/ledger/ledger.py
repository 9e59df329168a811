"""The ledger: what feeds sent and what is remembered of each, and which issues were sent with what."""

from __future__ import annotations

from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Self

from digest.ledger import entries as entry_rows
from digest.ledger.connection import connected, understood, writing
from digest.ledger.feeds import forget_states, read_states, write_states
from digest.ledger.issues import forget_issue, read_issues, write_issue
from digest.ledger.schema import is_of_today, prepare

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator, Sequence
    from datetime import datetime
    from types import TracebackType

    from digest.model import SentIssue, Week
    from digest.model.feeds import Entry, FeedState

PATIENCE = 10.0  # seconds that a process waits for another one that writes


class Ledger:
    """A newsletter's memory in one SQLite file; several processes may have it open.

    Every method that writes is one transaction: a process that is killed loses nothing that was kept before. All
    times are aware; they come back in UTC and whole seconds.

    Args:
        path: The file; made when missing, upgraded when older.
        patience: Seconds to wait for another process that writes.
        copy: A connection to use in the place of the file.

    Raises:
        LedgerError: It cannot be opened, is no ledger, or was made by a newer version; from every method: it cannot
            be read or written.
    """

    def __init__(self, path: Path, *, patience: float = PATIENCE, copy: sqlite3.Connection | None = None) -> None:
        self._where = str(path)
        with understood(self._where):
            self._connection = copy or connected(path, patience=patience)
            try:
                prepare(self._connection, self._where)
            except BaseException:
                self._connection.close()
                raise

    @classmethod
    def if_there(cls, path: Path, *, patience: float = PATIENCE) -> Self:
        """The ledger for reading only; an empty one, of which no file is made, when there is none.

        One of an older version is read as it would be after an upgrade; its file stays as it is.
        """
        where = str(path)
        with understood(where):
            there = path.stat().st_size > 0 if path.exists() else False
            older = _copy_if_older(path, where, patience) if there else None
        ledger = cls(path if there and not older else Path(":memory:"), patience=patience, copy=older)
        ledger._where = where
        ledger._connection.execute("PRAGMA query_only = 1")
        return ledger

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def feed_states(self) -> dict[str, FeedState]:
        """What is remembered of each feed, by its url, in the order of the urls."""
        with understood(self._where):
            return read_states(self._connection)

    def keep(self, states: Sequence[FeedState], entries: Sequence[Entry]) -> int:
        """Keep states and entries, all or none of them.

        A known (feed, identity) keeps its first ``seen`` and what it stated first as ``published``, even when that
        was nothing: an entry does not move from one week to another; and its first ``place``. Its other fields are
        replaced. Its ``page`` stays while nothing else of it changes and no other page is given.

        Returns:
            How many of the entries are new.
        """
        with self.writing() as connection:
            write_states(connection, states)
            return entry_rows.write_entries(connection, entries)

    def entries(self, feeds: Collection[str], since: datetime, until: datetime) -> Iterator[Entry]:
        """The feeds' entries with ``since <= moment < until``: newest first, those of a moment by place.

        Behind that they are in the order of feeds and identities. Those whose content was pruned are not among them.
        """
        with understood(self._where):
            numbers = entry_rows.find(self._connection, feeds, since, until)
            yield from entry_rows.read_entries(self._connection, numbers)

    def forget(self, feeds: Collection[str]) -> None:
        """Drop these feeds' states and entries, as if they had never been asked."""
        with self.writing() as connection:
            entry_rows.forget_entries(connection, feeds)
            forget_states(connection, feeds)

    def prune(self, before: datetime) -> int:
        """Drop the content of entries with ``moment < before`` that have not been sent since.

        That they were seen is kept: should they be sent again, they are as old as they are.

        Returns:
            How many were dropped.
        """
        with self.writing() as connection:
            return entry_rows.prune(connection, before)

    def issues(self) -> tuple[SentIssue, ...]:
        """The issues that were sent, oldest week first."""
        with understood(self._where):
            return read_issues(self._connection)

    def remember(self, issue: SentIssue) -> None:
        """Keep that the issue was sent, in the place of what was known of the same week."""
        with self.writing() as connection:
            write_issue(connection, issue)

    def unremember(self, week: Week) -> bool:
        """Forget that the week's issue was sent; whether it was known."""
        with self.writing() as connection:
            return forget_issue(connection, week)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that writes, for the ledger's own modules: all of it, or nothing when the block raises."""
        with understood(self._where), writing(self._connection):
            yield self._connection

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The connection to read from, for the ledger's own modules."""
        with understood(self._where):
            yield self._connection


def _copy_if_older(path: Path, where: str, patience: float) -> sqlite3.Connection | None:
    """A copy in memory of a ledger that must be upgraded before it can be read."""
    with closing(connected(path, patience=patience)) as there:
        if is_of_today(there, where):
            return None
        copy = connected(Path(":memory:"), patience=patience)
        there.backup(copy)
        return copy
