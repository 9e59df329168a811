"""Which letter each audience of a week gets: once somebody may have it, the same to the end.

It is kept whole, so that a mailing goes on with it whatever becomes of the outbox.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from digest.ledger.times import moment, seconds
from digest.ledger.values import Damaged, number, text

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from datetime import datetime

    from digest.ledger.ledger import Ledger
    from digest.model import Week

# `eml` is deflated, `manifest` is JSON.
TABLE = """
    CREATE TABLE mailings (
        week TEXT NOT NULL,
        kind TEXT NOT NULL,
        audience TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        begun INTEGER NOT NULL,
        manifest TEXT NOT NULL,
        eml BLOB NOT NULL,
        PRIMARY KEY (week, kind, audience)
    )
"""

_BEGUN = """
    SELECT audience, sha256, begun, EXISTS (
        SELECT 1 FROM deliveries d WHERE d.week = m.week AND d.kind = m.kind AND d.audience = m.audience
        AND (d.state IN ('sent', 'doubt') OR d.doubts > 0)
    ) FROM mailings m WHERE week = ? AND kind = ?
"""
_SAME_MOMENT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Letter:
    """What an audience gets: the whole message, and its manifest as JSON."""

    audience: str
    eml: bytes
    manifest: str

    @property
    def sha256(self) -> str:
        """Of the message, in hex."""
        return sha256(self.eml).hexdigest()


class Mailings:
    """The letters of each week's mailing, of readers or of another kind; each method is one transaction."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def begin(self, week: Week, kind: str, letters: Sequence[Letter], at: datetime) -> datetime:
        """Keep the letter of each audience, but where somebody may have one of this week: that one stays.

        Args:
            week: The issue's.
            kind: Such as `digest.ledger.deliveries.READERS`.
            letters: One for each audience.
            at: This moment, aware.

        Returns:
            The moment of the messages: that of the mailing's beginning, unless that is more than a day ago.

        Raises:
            LedgerError: The ledger cannot be written.
        """
        with self._ledger.writing() as connection:
            known = _mailings(connection, week, kind)
            given = {name: since for name, (_, since, may_have) in known.items() if may_have}
            first = min(given.values(), default=seconds(at))
            rows = [
                (str(week), kind, one.audience, one.sha256, first, one.manifest, zlib.compress(one.eml))
                for one in letters
                if one.audience not in given
            ]
            connection.executemany("REPLACE INTO mailings VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        begun = moment(first)
        return begun if at - begun <= _SAME_MOMENT else at

    def letters(self, week: Week, kind: str) -> tuple[Letter, ...]:
        """The week's letters that somebody has or may have, as they were begun with."""
        query = "SELECT audience, manifest, eml FROM mailings WHERE week = ? AND kind = ? ORDER BY audience"
        with self._ledger.reading() as connection:
            known = _mailings(connection, week, kind)
            rows = connection.execute(query, (str(week), kind)).fetchall()
            return tuple(
                Letter(text(name), _inflated(eml), text(manifest)) for name, manifest, eml in rows if known[name][2]
            )

    def replaced(self, week: Week, kind: str, letters: Sequence[Letter]) -> tuple[str, ...]:
        """The audiences whose letter is another than the one that was begun with and that nobody has."""
        with self._ledger.reading() as connection:
            return _replaced(connection, week, kind, letters)

    def renew(self, week: Week, kind: str, letters: Sequence[Letter]) -> None:
        """Forget who was refused a letter that nobody has and that is another one now.

        Raises:
            LedgerError: The ledger cannot be written.
        """
        with self._ledger.writing() as connection:
            for name in _replaced(connection, week, kind, letters):
                of = (str(week), kind, name)
                connection.execute("DELETE FROM deliveries WHERE week = ? AND kind = ? AND audience = ?", of)


def _mailings(connection: sqlite3.Connection, week: Week, kind: str) -> dict[str, tuple[str, int, bool]]:
    """By audience: the letter, since when, whether anybody has it or may have it."""
    rows = connection.execute(_BEGUN, (str(week), kind))
    return {text(name): (text(sha256), number(since), bool(given)) for name, sha256, since, given in rows}


def _replaced(connection: sqlite3.Connection, week: Week, kind: str, letters: Sequence[Letter]) -> tuple[str, ...]:
    known = _mailings(connection, week, kind)
    unlike = {name: before for name, (before, _, may_have) in known.items() if not may_have}
    return tuple(one.audience for one in letters if unlike.get(one.audience, one.sha256) != one.sha256)


def _inflated(eml: object) -> bytes:
    try:
        if isinstance(eml, bytes):
            return zlib.decompress(eml)
    except zlib.error as error:
        raise Damaged(f"a letter: {error}") from error
    raise Damaged("a letter that is no bytes")
