"""Readers by what their tokens say of them, and the secrets by which tokens are made."""

from __future__ import annotations

from dataclasses import dataclass
from secrets import token_bytes
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from digest.ledger.ledger import Ledger

_BYTES = 32


@dataclass(frozen=True, slots=True)
class Readers:
    """What a ledger knows of readers.

    Raises:
        LedgerError: From every method: it cannot be read or written.
    """

    ledger: Ledger

    def secret(self, name: str) -> bytes:
        """32 bytes that nobody else knows: made when they are first asked for, the same ever after."""
        with self.ledger.writing() as connection:
            made = token_bytes(_BYTES)
            connection.execute("INSERT OR IGNORE INTO secrets (name, value) VALUES (?, ?)", (name, made))
            (value,) = connection.execute("SELECT value FROM secrets WHERE name = ?", (name,)).fetchone()
            return bytes(value)

    def keep_secret(self, name: str, value: bytes) -> None:
        """Keep a secret that was made elsewhere; one of that name stays as it is."""
        with self.ledger.writing() as connection:
            connection.execute("INSERT OR IGNORE INTO secrets (name, value) VALUES (?, ?)", (name, value))

    def secrets(self, begins: str) -> tuple[bytes, ...]:
        """All whose names begin so; nothing is written."""
        with self.ledger.reading() as connection:
            told = "SELECT value FROM secrets WHERE substr(name, 1, ?) = ? ORDER BY name"
            return tuple(bytes(value) for (value,) in connection.execute(told, (len(begins), begins)))

    def remember(self, pairs: Iterable[tuple[bytes, str]]) -> None:
        """Keep whose reader's mark is whose address; the last spelling of an address stays."""
        with self.ledger.writing() as connection:
            connection.executemany("INSERT OR REPLACE INTO readers (id, address) VALUES (?, ?)", pairs)

    def address(self, mark: bytes) -> str | None:
        """The address behind a reader's mark, or None when nobody with it has been sent anything."""
        with self.ledger.reading() as connection:
            row = connection.execute("SELECT address FROM readers WHERE id = ?", (mark,)).fetchone()
            return str(row[0]) if row else None
