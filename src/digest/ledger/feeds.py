"""What is remembered of each feed."""

from __future__ import annotations

from dataclasses import fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from digest.ledger.times import moment_if, seconds_if
from digest.ledger.values import number, text, whole
from digest.model.feeds import FeedState

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Sequence

_COLUMNS = tuple(field.name for field in fields(FeedState))
_TIMES = frozenset({"checked", "succeeded", "failed", "failing_since", "due", "newest"})
_READERS = {"failures": number, "gone": lambda stored: bool(number(stored))} | dict.fromkeys(_TIMES, moment_if)
_values = attrgetter(*_COLUMNS)
_READ = f"SELECT {', '.join(_COLUMNS)} FROM feeds ORDER BY url"  # noqa: S608 - our own names
_WRITE = f"REPLACE INTO feeds ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"  # noqa: S608 - as above


def read_states(connection: sqlite3.Connection) -> dict[str, FeedState]:
    """Every feed's state by its url."""
    return {row[0]: _state(row) for row in connection.execute(_READ)}


def write_states(connection: sqlite3.Connection, states: Iterable[FeedState]) -> None:
    """Keep the states in the place of those that were there."""
    connection.executemany(_WRITE, map(_row, states))


def forget_states(connection: sqlite3.Connection, urls: Collection[str]) -> None:
    """Drop the states of these feeds."""
    connection.executemany("DELETE FROM feeds WHERE url = ?", [(url,) for url in urls])


def _state(row: Sequence[Any]) -> FeedState:
    values: list[Any] = [_READERS.get(name, text)(value) for name, value in zip(_COLUMNS, row, strict=True)]
    return FeedState(*values)


def _row(state: FeedState) -> tuple[object, ...]:
    values = zip(_COLUMNS, _values(state), strict=True)
    return tuple(
        seconds_if(value) if name in _TIMES else whole(value) if isinstance(value, str) else value
        for name, value in values
    )
