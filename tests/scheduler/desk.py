"""A newsletter with a weekly run, a clock that tests move, and steps that only write down what they did."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from time_machine import Traveller

from digest.ledger import Ledger
from digest.ledger.slots import Run, Slots
from digest.model import Schedule, Week
from digest.scheduler.work import Handed, Work, World
from digest.settings import Settings
from digest.settings.reading import load
from tests.cli.conftest import SETTINGS

SUNDAY = 6
W25 = Week(2024, 25)
DUE = datetime(2024, 6, 23, 8, tzinfo=UTC)  # of W25, where nothing else is said
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
TABLE = '\n[schedule]\nday = "sunday"\ntime = "08:00"\n'
SMTP = '\n[smtp]\nhost = "mail.test"\n'


def a_schedule(**changes: object) -> Schedule:
    return replace(Schedule(day=SUNDAY), **changes)  # type: ignore[arg-type]


def a_newsletter_folder(folder: Path, table: str = TABLE) -> Path:
    """The settings file of a newsletter with a weekly run."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "digest.toml"
    file.write_text(SETTINGS + table, encoding="utf-8")
    return file


@dataclass
class Desk:
    """The world, in memory; ``raising`` is asked at each step by its name, and may raise."""

    file: Path
    now: datetime = DUE
    marked: set[Week] = field(default_factory=set)
    done: list[str] = field(default_factory=list)
    log: list[str] = field(default_factory=list)
    notices: list[tuple[str, str]] = field(default_factory=list)
    forbids: bool = False
    odd: tuple[str, ...] = ()
    asked_again: list[bool] = field(default_factory=list)
    readers: int = 3
    given: int = 0
    handed: Handed = field(default_factory=lambda: Handed(3))
    stopped: bool = False
    until: datetime = DUE + 400 * DAY
    raising: Callable[[str], None] = lambda _: None
    meanwhile: Callable[[], None] = lambda: None
    traveller: Traveller | None = None

    def world(self) -> World:
        return World(
            work=self.work(),
            load=lambda: load(self.file),
            stamp=lambda: self.file.read_bytes() if self.file.exists() else b"",
            now=lambda: self.now,
            wait=self.wait,
            stopping=lambda: self.stopped,
            say=self.log.append,
        )

    def work(self) -> Work:
        return Work(
            build=self._build,
            check=self._check,
            draft=self._draft,
            readers=lambda *_: self.readers,
            send=self._send,
            given=lambda _, week: self.given if week == W25 else 0,
            notify=self._notify,
            sent=self._sent,
        )

    def wait(self, seconds: float) -> bool:
        self.now += timedelta(seconds=seconds)
        self.meanwhile()
        if self.traveller:  # `schedule` asks the process's clock
            self.traveller.move_to(self.now)
        self.stopped = self.stopped or self.now >= self.until
        return self.stopped

    def runs(self) -> tuple[Run, ...]:
        with Ledger.if_there(load(self.file).ledger) as ledger:
            return Slots(ledger).all()

    def keep(self, *runs: Run) -> None:
        with Ledger(load(self.file).ledger) as ledger:
            Slots(ledger).keep(runs)

    def _did(self, step: str, week: Week | date) -> None:
        self.done.append(f"{step} {week}")
        self.raising(step)

    def _build(self, _: Settings, day: date, now: datetime, again: bool) -> Sequence[str]:
        assert now == self.now
        self.asked_again.append(again)
        self._did("build", day)
        return self.odd

    def _check(self, _: Settings, week: Week) -> Sequence[str]:
        self._did("check", week)
        return ("a link leads nowhere", "a picture is broken") if self.forbids else ()

    def _draft(self, _: Settings, week: Week, __: datetime) -> None:
        self._did("draft", week)

    def _send(self, _: Settings, week: Week, __: Callable[[], bool]) -> Handed:
        self._did("send", week)
        return self.handed

    def _notify(self, _: Settings, week: Week, subject: str, lines: Sequence[str], __: datetime) -> None:
        self.raising("notify")
        self.notices.append((f"{week} {subject}", " / ".join(lines)))

    def _sent(self, _: Settings) -> Collection[Week]:
        return self.marked
