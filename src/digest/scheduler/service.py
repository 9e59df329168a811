"""The weekly run: one look at what is due, by cron or by hand, and the service that looks again and again."""

from __future__ import annotations

import os
import traceback
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from digest.errors import DigestError, SettingsError
from digest.scheduler.lock import Busy, Lock
from digest.scheduler.looking import look, look_ahead, required_day
from digest.scheduler.slots import last_due
from digest.scheduler.telling import tell_without_ledger
from digest.scheduler.ticking import ticking
from digest.scheduler.wording import local, stamped

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date, datetime

    from digest.scheduler.decisions import Decision
    from digest.scheduler.running import Result
    from digest.scheduler.work import World
    from digest.settings import Settings

EVERY = 20  # seconds between two looks
_LASTING = timedelta(minutes=10)  # so long the editor hears nothing of trouble that keeps looks from being taken


def lacking(settings: Settings, environ: Mapping[str, str] = os.environ) -> str:
    """What is missing for what becomes of the issue; empty where nothing is."""
    from digest.settings.sending import with_password

    then, readers = settings.schedule.then, settings.delivery.recipients
    if then == "outbox":
        return ""
    if not settings.smtp.host:
        return f'schedule.then is "{then}", but [smtp] names no host; the run will fail there'
    try:
        with_password(settings.smtp, environ)
    except SettingsError as error:
        return f"{error}; the run will fail there"
    if then == "draft":
        return ""
    if readers is None:
        return 'schedule.then is "send", but [delivery] names no recipients; the run will fail there'
    return "" if readers.exists() else f"the file of readers is missing · {readers}; the run will fail there"


def once(world: World, *, quiet: bool = False) -> tuple[Result, ...]:
    """One look at what is due, as a service would take; nothing beside a service or another look.

    Args:
        world: The world around it.
        quiet: Whether nothing is said of a service that takes care.

    Returns:
        What became of the runs.

    Raises:
        SettingsError: The settings are wrong, or have no day of the weekly run.
        LedgerError: The ledger cannot be read or written.
        ScheduleError: The newsletter cannot be locked.
    """
    settings = world.load()
    required_day(settings)
    say = _logging(world, settings.schedule.zone)
    try:
        lock = Lock(settings.ledger)
    except Busy as busy:
        if not quiet:
            say(f"nothing to do here: process {busy.pid or 'of another digest'} takes care of the weekly run")
        return ()
    with lock:
        return look(settings, world, say)


def serve(world: World, every: int = EVERY) -> None:
    """Look again and again until told to stop.

    Whatever a look raises is logged and never ends the service. Settings that are wrong stop every run until they are
    mended; what was read of them before is not used.

    Raises:
        SettingsError: The settings are wrong at the start, or have no day of the weekly run.
        ScheduleError: Another process takes care of this newsletter, or it cannot be locked.
    """
    settings, stamp = world.load(), world.stamp()
    required_day(settings)
    service = _Service(world, settings, stamp, Lock(settings.ledger))
    try:
        service.say("the weekly run is taken care of from here")
        if lack := lacking(settings):
            service.say(lack)
        ticking(service.tick, every=every, wait=world.wait)
        service.say("stopped")
    finally:
        service.close()


class _Service:
    def __init__(self, world: World, settings: Settings, stamp: object, lock: Lock) -> None:
        self._world = world
        self._settings = settings
        self._stamp: object = stamp
        self._lock: Lock | None = lock
        self._trouble = ""
        self._troubled: datetime | None = None
        self._told = False
        self._coming = ""
        self._today: date | None = None

    def say(self, text: str) -> None:
        _logging(self._world, self._settings.schedule.zone)(text)

    def close(self) -> None:
        if self._lock:
            self._lock.close()
            self._lock = None

    def tick(self) -> None:
        """One look, of which nothing is raised but being stopped."""
        try:
            self._look()
        except DigestError as error:
            self._complain(str(error))
        except Exception:  # noqa: BLE001 (a bug ends a look, not the service)
            self._complain(traceback.format_exc().rstrip())

    def _look(self) -> None:
        self._new_day()
        stamp = self._world.stamp()
        if stamp != self._stamp or self._trouble:
            self._stamp = None  # what is wrong is read again at every look
            settings = self._world.load()
            required_day(settings)
            self._settings, self._stamp = settings, stamp
        self._guard()
        plan = look_ahead(self._settings, self._world, self.say)
        if self._trouble:
            self._note("")
            self.say("all is well again")
        self._tell_what_comes(plan)

    def _new_day(self) -> None:
        """Once a day the zones' rules are read anew: governments change them, and the system is updated."""
        today = self._world.now().date()
        if today != self._today:
            self._today = today
            ZoneInfo.clear_cache()

    def _guard(self) -> None:
        """Hold the lock of this ledger: settings may name another one now, or somebody may have deleted its file."""
        if self._lock and self._lock.guards(self._settings.ledger):
            return
        self.close()
        self._lock = Lock(self._settings.ledger)

    def _complain(self, text: str) -> None:
        """Log trouble once, and tell the editor when it lasts, by the settings that were read last."""
        now = self._world.now()
        if self._troubled is None or self._troubled > now:
            self._troubled = now
        if text != self._trouble:
            self._note(text)
            self.say(text)
        if not self._told and now - self._troubled >= _LASTING:
            settings = self._settings
            week = last_due(settings.schedule, now, settings.week_start).week
            lines = ("no look can be taken at what is due:", *text.splitlines(), "see: digest status")
            self._told = tell_without_ledger(settings, self._world, self.say, week, "the weekly run stands", *lines)
            if not self._told:
                self._troubled = now  # tried again after as long

    def _note(self, text: str) -> None:
        """Keep trouble, or that there is none any more, where `digest status` finds it."""
        self._trouble = text
        if not text:
            self._troubled, self._told = None, False
        if self._lock:
            with suppress(OSError):
                self._lock.note(text)

    def _tell_what_comes(self, plan: Sequence[Decision]) -> None:
        coming = _coming_line([one for one in plan if one.what == "wait"], self._settings.schedule.zone)
        if coming != self._coming:
            self._coming = coming
            self.say(coming)


def _coming_line(waits: Sequence[Decision], zone: str) -> str:
    """What is waited for."""
    told = [
        f"{one.run.week} {'again ' if one.known else ''}at {local(one.at, zone)}"
        for one in waits
        if one.at is not None
    ]
    return f"next: {', '.join(told)}"


def _logging(world: World, zone: str) -> Callable[[str], None]:
    return lambda text: world.say(stamped(text, world.now(), zone))
