"""A year of the service in a process of its own, whose host has the zone of TZ: the real ticker, ledger and settings.

The clock is moved on by what the service waits for; between two slots it leaps, as that of a machine that sleeps.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import time_machine

from digest.cli.schedule import clock_in_utc
from digest.model import Week
from digest.scheduler.service import serve
from digest.scheduler.slots import next_slots
from digest.scheduler.work import Handed, Work, World
from digest.settings import Settings
from digest.settings.reading import load
from tests.scheduler.desk import a_newsletter_folder

BEGIN, END = datetime(2024, 1, 1, tzinfo=UTC), datetime(2024, 12, 30, 12, tzinfo=UTC)
TWO_DAYS = timedelta(days=2)


def around(moment: datetime, zones: Sequence[ZoneInfo]) -> timedelta:
    """How long the machine is awake before and after a slot: longer where clocks change, here or there."""
    sides = (moment - TWO_DAYS, moment + TWO_DAYS)
    change = any(len({side.astimezone(zone).utcoffset() for side in sides}) > 1 for zone in zones)
    return timedelta(hours=1, minutes=20) if change else timedelta(minutes=5)


class Year:
    """The world of one year."""

    def __init__(self, file: Path, traveller: time_machine.Traveller, zones: Sequence[ZoneInfo]) -> None:
        self.file, self.traveller, self.zones = file, traveller, zones
        self.settings = load(file)
        self.runs: list[dict[str, str]] = []
        self.awake = BEGIN

    def now(self) -> datetime:
        return datetime.now(UTC)

    def wait(self, seconds: float) -> bool:
        now = self.now()
        later = now + timedelta(seconds=seconds)
        if now > self.awake:
            (slot,) = next_slots(self.settings.schedule, now, 1)
            span = around(slot.due, self.zones)
            later = max(later, slot.due - span)
            self.awake = slot.due + span
        self.traveller.move_to(later.timestamp(), tick=False)
        return later >= END

    def world(self) -> World:
        work = Work(
            build=self._build,
            check=lambda *_: (),
            draft=lambda *_: None,
            readers=lambda *_: 1,
            send=lambda *_: Handed(1),
            given=lambda *_: 0,
            notify=_nobody,
            sent=self._sent,
        )
        return World(work, lambda: load(self.file), lambda: 0, self.now, self.wait, lambda: False, lambda _: None)

    def _build(self, settings: Settings, day: date, _: datetime, __: bool) -> Sequence[str]:
        self.runs.append({"week": str(Week.of(day, starts_on=settings.week_start)), "at": self.now().isoformat()})
        return ()

    def _sent(self, _: Settings) -> Collection[Week]:
        return ()


def _nobody(_: Settings, __: Week, ___: str, ____: Sequence[str], _____: datetime) -> None:
    pass


def main(folder: str, zone: str, at: str, in_utc: str) -> None:
    """Print what ran, and when."""
    zones = (ZoneInfo(os.environ["TZ"]), ZoneInfo(zone))
    time.tzset()
    if in_utc == "True":
        clock_in_utc()
    table = f'\n[schedule]\nday = "sunday"\ntime = "{at}"\nzone = "{zone}"\n'
    file = a_newsletter_folder(Path(folder), table)
    with time_machine.travel(BEGIN.timestamp(), tick=False) as traveller:
        year = Year(file, traveller, zones)
        serve(year.world(), every=60 if os.environ.get("FULL") else 120)
    print(json.dumps({"host": os.environ["TZ"], "runs": year.runs}))  # noqa: T201 (what the test reads)


if __name__ == "__main__":
    main(*sys.argv[1:])
