"""Who is to get an issue: the rows of a file, but for those that name nobody, come twice or want nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from digest.delivery.recipients import recipients
from digest.errors import RecipientsError
from digest.ledger.roll import Enrolled, Roll
from digest.model import BadRow

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from digest.delivery.suppression import Suppressed
    from digest.settings import Settings

SHOWN = 20
"""Rows that are named one by one."""


@dataclass(frozen=True, slots=True)
class Rows:
    """What was found in the file beside readers.

    ``bad`` are the first of ``bad_rows`` rows. ``duplicates`` are rows with a reader who stands there before,
    ``torn`` the readers among them whose rows name different audiences; ``unwanted`` are the addresses that get
    nothing, None where there is no file of them.
    """

    bad: tuple[BadRow, ...] = ()
    bad_rows: int = 0
    duplicates: int = 0
    torn: int = 0
    suppressed: int = 0
    unwanted: int | None = None


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


@dataclass(frozen=True, slots=True)
class Letters:
    """Whose letter is whose: the audiences that have one, whose those get of whom the file does not say it.

    ``bound`` is the audience of those who may have a letter already, by their keys.
    """

    audiences: Collection[str]
    usual: str
    bound: Mapping[str, str]


def enrol(roll: Roll, file: Path, unwanted: Suppressed, letters: Letters) -> Rows:
    """Take the file's readers into the roll.

    Args:
        roll: An empty one.
        file: The readers.
        unwanted: Who gets nothing any more.
        letters: Whose letter is whose.

    Raises:
        RecipientsError: The file cannot be read.
    """
    tally = _Tally()
    duplicates = roll.enrol(_sifted(file, unwanted, letters, tally))
    return Rows(
        bad=tuple(tally.bad),
        bad_rows=tally.bad_rows,
        duplicates=duplicates,
        torn=roll.clashes(),
        suppressed=tally.suppressed,
        unwanted=len(unwanted) if unwanted.there else None,
    )


def _sifted(file: Path, unwanted: Suppressed, letters: Letters, tally: _Tally) -> Iterator[Enrolled]:
    audiences = {name.casefold(): name for name in letters.audiences}
    for row in recipients(file):
        if isinstance(row, BadRow):
            tally.count(row)
            continue
        audience = audiences.get(row.audience.casefold()) if row.audience else letters.usual
        audience = letters.bound.get(row.key, audience)
        if audience is None:
            tally.count(BadRow(row.place, "no letter for this audience", row.audience))
        elif row.key in unwanted:
            tally.suppressed += 1
        else:
            yield Enrolled(0, row.key, row.address, row.name, audience)
