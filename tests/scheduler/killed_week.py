"""A week and a day of the real service in a process that may be killed at any moment, and started again.

Its clock stands in a file, so that the next process goes on where this one was killed. The steps leave what real ones
leave: a folder that is exchanged whole, and messages at a server that knows which it has.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Collection, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import time_machine

from digest.model import Week
from digest.scheduler.service import serve
from digest.scheduler.work import Handed, Work, World
from digest.settings import Settings
from digest.settings.reading import load

BEGIN, END = datetime(2024, 6, 22, 12, tzinfo=UTC), datetime(2024, 6, 30, 12, tzinfo=UTC)
READERS = [f"reader-{number}" for number in range(12)]
_PAUSE = 0.004  # seconds that a message or a look takes


class Span:
    """The world between a start and an end."""

    def __init__(self, folder: Path, traveller: time_machine.Traveller) -> None:
        self.folder, self.traveller = folder, traveller
        self.clock = folder / "clock"
        self.moved(datetime.fromisoformat(self.clock.read_text()) if self.clock.exists() else BEGIN)

    def moved(self, now: datetime) -> None:
        (self.folder / "clock.new").write_text(now.isoformat())
        (self.folder / "clock.new").replace(self.clock)
        self.traveller.move_to(now.timestamp(), tick=False)

    def wait(self, seconds: float) -> bool:
        time.sleep(_PAUSE / 4)
        self.moved(self.now() + timedelta(seconds=seconds))
        return self.now() >= END

    def now(self) -> datetime:
        return datetime.now(UTC)

    def note(self, text: str) -> None:
        """One line, whole or not at all."""
        with (self.folder / "log").open("ab", buffering=0) as log:
            log.write(f"{text}\n".encode())

    def world(self) -> World:
        file = self.folder / "digest.toml"
        work = Work(
            build=self._build,
            check=self._check,
            draft=lambda *_: None,
            readers=lambda *_: len(READERS),
            send=self._send,
            given=lambda _, week: sum(line.startswith(f"{week} ") for line in self._taken()),
            notify=lambda *_: None,
            sent=self._sent,
        )
        return World(work, lambda: load(file), lambda: 0, self.now, self.wait, lambda: False, self.note)

    def _build(self, _: Settings, day: date, __: datetime, ___: bool) -> Sequence[str]:
        week = Week.of(day)
        self.note(f"build {week}")
        time.sleep(5 * _PAUSE)
        (self.folder / "issue.new").write_text("an issue")
        (self.folder / "issue.new").replace(self.folder / str(week))
        return ()

    def _check(self, _: Settings, week: Week) -> Sequence[str]:
        time.sleep(_PAUSE)
        return () if (self.folder / str(week)).read_text() == "an issue" else ("it is none",)

    def _taken(self) -> list[str]:
        server = self.folder / "server"
        return server.read_text().splitlines() if server.exists() else []

    def _send(self, _: Settings, week: Week, __: Callable[[], bool]) -> Handed:
        self.note(f"send {week}")
        server, taken = self.folder / "server", self._taken()
        for reader in READERS:
            if f"{week} {reader}" not in taken:
                time.sleep(_PAUSE)
                with server.open("ab", buffering=0) as file:
                    file.write(f"{week} {reader}\n".encode())
        return Handed(len(READERS))

    def _sent(self, _: Settings) -> Collection[Week]:
        return ()


def main(folder: Path) -> None:
    """Serve until the end of the span."""
    os.environ["TZ"] = "UTC"
    time.tzset()
    with time_machine.travel(BEGIN.timestamp(), tick=False) as traveller:
        span = Span(folder, traveller)
        span.note("start")
        serve(span.world(), every=1800)
    span.note("end")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
