"""Word to the editor that no mail server has taken yet."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from digest.ledger.times import moment, seconds
from digest.ledger.values import text, texts, week

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from digest.ledger.ledger import Ledger
    from digest.model import Week

TABLES = (
    # `told` is JSON; `at` and `again` are seconds since 1970 in UTC; `again` is when it is tried next.
    """
    CREATE TABLE notices (
        week TEXT NOT NULL,
        subject TEXT NOT NULL,
        told TEXT NOT NULL,
        at INTEGER NOT NULL,
        again INTEGER NOT NULL,
        PRIMARY KEY (week, subject)
    ) WITHOUT ROWID
    """,
)


@dataclass(frozen=True, slots=True)
class Notice:
    """Word to the editor on a week: ``told`` are paragraphs, ``at`` is its moment, ``again`` that of the next try."""

    week: Week
    subject: str
    told: tuple[str, ...]
    at: datetime
    again: datetime


class Notices:
    """The word that the editor has not got yet."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def due(self, now: datetime) -> tuple[Notice, ...]:
        """Those that are to be tried now, the oldest first; the clock may have been set back since they were kept.

        Raises:
            LedgerError: The ledger cannot be read.
        """
        query = "SELECT week, subject, told, at, again FROM notices WHERE again <= ? OR at > ? ORDER BY at, subject"
        with self._ledger.reading() as connection:
            return tuple(map(_notice, connection.execute(query, (seconds(now), seconds(now)))))

    def keep(self, notice: Notice) -> None:
        """Keep it in the place of one on the same subject.

        Raises:
            LedgerError: The ledger cannot be written.
        """
        told = json.dumps(notice.told)
        row = (str(notice.week), notice.subject, told, seconds(notice.at), seconds(notice.again))
        with self._ledger.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO notices VALUES (?, ?, ?, ?, ?)", row)

    def drop(self, notice: Notice) -> None:
        """The editor has it, or it is too old.

        Raises:
            LedgerError: The ledger cannot be written.
        """
        row = (str(notice.week), notice.subject)
        with self._ledger.writing() as connection:
            connection.execute("DELETE FROM notices WHERE week = ? AND subject = ?", row)


def _notice(row: Sequence[Any]) -> Notice:
    name, subject, told, at, again = row
    return Notice(week(name), text(subject), texts(told), moment(at), moment(again))
