"""Who is to get an issue: the rows of a file, but for those that name nobody, come twice or want nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from digest.delivery.recipients import recipients
from digest.delivery.suppression import suppressed
from digest.errors import RecipientsError
from digest.ledger.roll import Enrolled, Roll
from digest.model import BadRow

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from digest.settings import Settings

SHOWN = 20
"""Rows that are named one by one."""


@dataclass(frozen=True, slots=True)
class Rows:
    """What was found in the file beside readers; ``bad`` are the first of ``bad_rows`` rows."""

    bad: tuple[BadRow, ...] = ()
    bad_rows: int = 0
    duplicates: int = 0
    suppressed: int = 0


@dataclass(slots=True)
class _Tally:
    bad: list[BadRow] = field(default_factory=list)
    bad_rows: int = 0
    suppressed: int = 0

    def count(self, row: BadRow) -> None:
        self.bad_rows += 1
        if len(self.bad) < SHOWN:
            self.bad.append(row)


def file_of(settings: Settings, wanted: Path | None) -> Path:
    """The file of readers.

    Raises:
        RecipientsError: None is named.
    """
    file = wanted or settings.delivery.recipients
    if file is None:
        hint = "name a file with --recipients, or delivery.recipients in digest.toml"
        raise RecipientsError("no readers are named", where=settings.file.name, hint=hint)
    return file


def enrol(roll: Roll, file: Path, unwanted: Path | None, audiences: Collection[str], usual: str) -> Rows:
    """Take the file's readers into the roll.

    Args:
        roll: An empty one.
        file: The readers.
        unwanted: The addresses that get nothing any more.
        audiences: Those for whom the issue has a letter.
        usual: The audience of readers of whom the file does not say it.

    Raises:
        RecipientsError: One of the files cannot be read.
    """
    tally = _Tally()
    duplicates = roll.enrol(_sifted(file, unwanted, {name.casefold(): name for name in audiences}, usual, tally))
    return Rows(tuple(tally.bad), tally.bad_rows, duplicates, tally.suppressed)


def _sifted(
    file: Path, unwanted: Path | None, audiences: dict[str, str], usual: str, tally: _Tally
) -> Iterator[Enrolled]:
    none = suppressed(unwanted)
    for row in recipients(file):
        if isinstance(row, BadRow):
            tally.count(row)
            continue
        audience = audiences.get(row.audience.casefold()) if row.audience else usual
        if audience is None:
            tally.count(BadRow(row.place, "no letter for this audience", row.audience))
        elif row.key in none:
            tally.suppressed += 1
        else:
            yield Enrolled(0, row.key, row.address, row.name, audience)
