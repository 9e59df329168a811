"""Which letter went to whom: one row for each message, so that a run that was killed goes on where it was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from digest.ledger import mailings
from digest.ledger.times import moment, moment_if, seconds
from digest.ledger.values import number, text, whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from digest.ledger.ledger import Ledger
    from digest.model import Week

State = Literal["sent", "refused", "later", "doubt"]
STATES: tuple[State, ...] = ("sent", "refused", "later", "doubt")
READERS = "issue"
"""The kind of the messages that readers get."""

TABLES = (
    # `kind` is "issue" for readers and "draft" for editors; `state` is "doubt" from just before the server can
    # have taken the message until its answer is kept, then "sent", "refused" or "later". `doubts` counts how often
    # a message was tried again while nobody knew whether the server had taken it.
    """
    CREATE TABLE deliveries (
        week TEXT NOT NULL,
        kind TEXT NOT NULL,
        address TEXT NOT NULL,
        audience TEXT NOT NULL,
        state TEXT NOT NULL,
        tries INTEGER NOT NULL DEFAULT 0,
        doubts INTEGER NOT NULL DEFAULT 0,
        at INTEGER NOT NULL,
        reply TEXT NOT NULL DEFAULT '',
        PRIMARY KEY (week, kind, address)
    ) WITHOUT ROWID
    """,
    mailings.TABLE,
    # Readers by what their tokens say of them; and the keys by which tokens are signed.
    "CREATE TABLE readers (id BLOB PRIMARY KEY, address TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE secrets (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID",
)

_CLAIM = """
    INSERT INTO deliveries (week, kind, address, audience, state, tries, at) VALUES (?, ?, ?, ?, 'doubt', 1, ?)
    ON CONFLICT DO UPDATE SET audience = excluded.audience, doubts = doubts + (state = 'doubt'), state = 'doubt',
        tries = tries + 1, at = excluded.at, reply = '' WHERE state <> 'sent'
"""
# A message that was claimed has counted this try already; one that was not may be in doubt since an earlier one.
_SETTLE = """
    INSERT INTO deliveries (week, kind, address, audience, state, tries, at, reply) VALUES (?, ?, ?, ?, ?, 1, ?, ?)
    ON CONFLICT DO UPDATE SET audience = excluded.audience,
        doubts = CASE WHEN ? THEN doubts ELSE doubts + (state = 'doubt') END, state = excluded.state,
        tries = CASE WHEN ? THEN tries ELSE tries + 1 END, at = excluded.at, reply = excluded.reply
"""
_PROGRESS = (
    "SELECT state, count(*), sum(doubts > 0), max(at) FROM deliveries WHERE week = ? AND kind = ? GROUP BY state"
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A message that the server is about to take: its reader, as addresses are compared, and its letter."""

    address: str
    audience: str
    reader: bytes = b""  # what the reader's token says, when there is one


@dataclass(frozen=True, slots=True)
class Settlement:
    """What became of a message; ``claimed`` when it was claimed before, ``reply`` is the server's."""

    address: str
    audience: str
    state: State
    reply: str = ""
    claimed: bool = False


@dataclass(frozen=True, slots=True)
class Delivered:
    """A message as the ledger has it; ``doubts`` is how often it was tried again without knowing."""

    address: str
    audience: str
    state: str
    tries: int
    doubts: int
    at: datetime
    reply: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a mailing is, in messages; ``twice`` are those that were tried again while they were in doubt."""

    sent: int = 0
    refused: int = 0
    later: int = 0
    doubt: int = 0
    twice: int = 0
    begun: datetime | None = None
    last: datetime | None = None

    @property
    def messages(self) -> int:
        """How many are known."""
        return self.sent + self.refused + self.later + self.doubt


class Deliveries:
    """The record of who got what; every method that writes is one transaction."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def bound(self, week: Week, kind: str = READERS) -> dict[str, str]:
        """The audience of each letter that its reader may have, by the address, where that is in doubt."""
        query = "SELECT address, audience FROM deliveries WHERE week = ? AND kind = ? AND state <> 'sent'"
        query += " AND (state = 'doubt' OR doubts > 0)"
        with self._ledger.reading() as connection:
            rows = connection.execute(query, (str(week), kind))
            return {text(address): text(audience) for address, audience in rows}

    def keep(
        self, week: Week, kind: str, claims: Sequence[Claim], settled: Sequence[Settlement], at: datetime
    ) -> tuple[str, ...]:
        """Keep what several connections claim, and what became of what they had claimed, in one transaction.

        Returns:
            The claims that are not granted, by their addresses: these readers have the message.

        Raises:
            LedgerError: The ledger cannot be written; nothing is kept.
        """
        when = seconds(at)
        rows = [
            (str(week), kind, one.address, one.audience, one.state, when, whole(one.reply), one.claimed, one.claimed)
            for one in settled
        ]
        with self._ledger.writing() as connection:
            connection.executemany(_SETTLE, rows)
            denied = tuple(
                one.address
                for one in claims
                if not connection.execute(_CLAIM, (str(week), kind, one.address, one.audience, when)).rowcount
            )
            known = [(one.reader, one.address) for one in claims if one.reader]
            connection.executemany("INSERT OR IGNORE INTO readers VALUES (?, ?)", known)
        return denied

    def claim(self, week: Week, kind: str, address: str, audience: str, at: datetime) -> bool:
        """Keep that the server may have the message from now on; False when it was sent already."""
        return not self.keep(week, kind, [Claim(address, audience)], [], at)

    def settle(self, week: Week, kind: str, settled: Settlement, at: datetime) -> None:
        """Keep what became of a message."""
        self.keep(week, kind, [], [settled], at)

    def state(self, week: Week, kind: str, address: str) -> str:
        """What is known of a message; empty for nothing."""
        query = "SELECT state FROM deliveries WHERE week = ? AND kind = ? AND address = ?"
        with self._ledger.reading() as connection:
            row = connection.execute(query, (str(week), kind, address)).fetchone()
            return text(row[0]) if row else ""

    def progress(self, week: Week, kind: str = READERS) -> Progress:
        """How far the week's mailing is.

        Raises:
            LedgerError: The ledger cannot be read.
        """
        with self._ledger.reading() as connection:
            begun = connection.execute(
                "SELECT min(begun) FROM mailings WHERE week = ? AND kind = ?", (str(week), kind)
            ).fetchone()[0]
            rows = connection.execute(_PROGRESS, (str(week), kind)).fetchall()
            counts = {text(state): number(count) for state, count, _, _ in rows}
            return Progress(
                **{state: counts.get(state, 0) for state in STATES},
                twice=sum(number(row[2]) for row in rows),
                begun=moment_if(begun),
                last=moment(max(number(row[3]) for row in rows)) if rows else None,
            )

    def those(self, week: Week, state: State, kind: str = READERS, *, most: int = -1) -> Iterator[Delivered]:
        """The week's messages in a state, by address; ``most`` is -1 for all."""
        query = "SELECT address, audience, state, tries, doubts, at, reply FROM deliveries"
        query += " WHERE week = ? AND kind = ? AND state = ? ORDER BY address LIMIT ?"
        with self._ledger.reading() as connection:
            for row in connection.execute(query, (str(week), kind, state, most)):
                yield _delivered(row)


def _delivered(row: Sequence[object]) -> Delivered:
    address, audience, state, tries, doubts, at, reply = row
    return Delivered(
        address=text(address),
        audience=text(audience),
        state=text(state),
        tries=number(tries),
        doubts=number(doubts),
        at=moment(at),
        reply=text(reply),
    )
