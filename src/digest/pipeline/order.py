"""What is to be built."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.model import Week

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

    from digest.settings import Settings


@dataclass(frozen=True, slots=True)
class Order:
    """What to build, beyond what the settings say; empty means: as they say.

    ``now`` is the moment at which feeds are asked, aware and in UTC; None leaves it at what they sent before.
    With ``again`` feeds are asked that are not due. ``edits`` is False to leave the editor's hand out.
    """

    day: date
    seeds: tuple[Path, ...] = ()
    outbox: Path | None = None
    audiences: tuple[str, ...] = ()
    dry_run: bool = False
    now: datetime | None = None
    again: bool = False
    edits: bool = True

    def week(self, settings: Settings) -> Week:
        """The issue's week."""
        return Week.of(self.day, starts_on=settings.week_start)

    def place(self, settings: Settings) -> Path:
        """The outbox in which the issue is laid."""
        return self.outbox or settings.outbox
