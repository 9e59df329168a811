"""Drafts of campaigns at services: which campaign is whose letter, and what it said when it was last put there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.ledger.times import seconds
from digest.ledger.values import text

if TYPE_CHECKING:
    from datetime import datetime

    from digest.ledger.ledger import Ledger
    from digest.model import Week

TABLES = (
    """
    CREATE TABLE campaigns (
        service TEXT NOT NULL,
        week TEXT NOT NULL,
        audience TEXT NOT NULL,
        remote TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        at INTEGER NOT NULL,
        PRIMARY KEY (service, week, audience)
    ) WITHOUT ROWID
    """,
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A campaign as it was last put at its service: its number there, and the hash of what it said."""

    remote: str
    sha256: str


class Campaigns:
    """The campaigns of a ledger; every method that writes is one transaction.

    Raises:
        LedgerError: From every method: the ledger cannot be read or written.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def find(self, service: str, week: Week, audience: str) -> Kept | None:
        """The letter's campaign at the service, or None."""
        query = "SELECT remote, sha256 FROM campaigns WHERE service = ? AND week = ? AND audience = ?"
        with self._ledger.reading() as connection:
            row = connection.execute(query, (service, str(week), audience)).fetchone()
            return None if row is None else Kept(text(row[0]), text(row[1]))

    def keep(self, service: str, week: Week, audience: str, kept: Kept, at: datetime) -> None:
        """Remember the letter's campaign, in the place of another one."""
        row = (service, str(week), audience, kept.remote, kept.sha256, seconds(at))
        with self._ledger.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO campaigns VALUES (?, ?, ?, ?, ?, ?)", row)
