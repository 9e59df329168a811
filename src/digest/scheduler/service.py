"""The weekly run: one look at what is due, by cron or by hand, and the service that looks again and again."""

from __future__ import annotations

import traceback
from dataclasses import replace
from typing import TYPE_CHECKING

from digest.errors import DigestError, SettingsError
from digest.ledger import Ledger
from digest.ledger.slots import Slots
from digest.scheduler.decisions import decisions
from digest.scheduler.lock import Busy, Lock
from digest.scheduler.running import Result, carry_out, keep, tell
from digest.scheduler.ticking import ticking
from digest.scheduler.wording import a_while, local, stamped

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from digest.ledger.slots import Run, State
    from digest.scheduler.decisions import Decision
    from digest.scheduler.work import Work, World
    from digest.settings import Settings

EVERY = 20  # seconds between two looks


def planned(settings: Settings, work: Work, now: datetime) -> tuple[Decision, ...]:
    """What is to be done now; nothing is written.

    Raises:
        SettingsError: There is no day of the weekly run.
        LedgerError: The ledger cannot be read.
    """
    required_day(settings)
    with Ledger.if_there(settings.ledger) as ledger:
        runs = Slots(ledger).all()
    found = decisions(now, settings.schedule, runs, (), settings.week_start)
    if all(decision.what == "wait" for decision in found):
        return found
    return decisions(now, settings.schedule, runs, work.sent(settings), settings.week_start)


def required_day(settings: Settings) -> None:
    """Refuse settings without a weekly run.

    Raises:
        SettingsError: There is no day.
    """
    if settings.schedule.day is None:
        hint = 'write under [schedule]: day = "sunday" and time = "08:00"'
        raise SettingsError("no weekly run", where=settings.file.name, found="schedule.day is missing", hint=hint)


def lacking(settings: Settings) -> str:
    """What the settings lack for what becomes of the issue; empty where nothing does."""
    then = settings.schedule.then
    if then != "outbox" and not settings.smtp.host:
        return f'schedule.then is "{then}", but [smtp] names no host; the run will fail there'
    if then == "send" and settings.delivery.recipients is None:
        return 'schedule.then is "send", but [delivery] names no recipients; the run will fail there'
    return ""


def once(world: World) -> tuple[Result, ...]:
    """One look at what is due, as a service would take; nothing beside a service or another look.

    Returns:
        What became of the runs.

    Raises:
        SettingsError: The settings are wrong, or have no day of the weekly run.
        LedgerError: The ledger cannot be read or written.
        ScheduleError: The newsletter cannot be locked.
    """
    settings = world.load()
    required_day(settings)
    say = _logging(world, settings.time_zone)
    try:
        lock = Lock(settings.ledger)
    except Busy as busy:
        say(f"nothing to do here: process {busy.pid or 'of another digest'} takes care of the weekly run")
        return ()
    with lock:
        return look(settings, world, say)


def look(settings: Settings, world: World, say: Callable[[str], None]) -> tuple[Result, ...]:
    """Do what is to be done now, by whoever holds the lock; the runs that were taken, and what became of them."""
    return _done(planned(settings, world.work, world.now()), settings, world, say)


def _done(
    plan: Sequence[Decision], settings: Settings, world: World, say: Callable[[str], None]
) -> tuple[Result, ...]:
    _settle([decision for decision in plan if decision.what in ("skip", "fail")], settings, world, say)
    due = (decision for decision in plan if decision.what == "run" and not world.stopping())
    return tuple(result for decision in due if (result := _run(decision, settings, world, say)))


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
        self._coming = ""

    def say(self, text: str) -> None:
        _logging(self._world, self._settings.time_zone)(text)

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
        stamp = self._world.stamp()
        if stamp != self._stamp or self._trouble:
            self._stamp = None  # what is wrong is read again at every look
            self._settings = self._world.load()
            self._stamp = stamp
        required_day(self._settings)
        self._guard()
        plan = self._planned()
        if any(decision.what != "wait" for decision in plan):
            _done(plan, self._settings, self._world, self.say)
            plan = self._planned()
        if self._trouble:
            self._trouble = ""
            self.say("all is well again")
        self._tell_what_comes(plan)

    def _planned(self) -> tuple[Decision, ...]:
        return planned(self._settings, self._world.work, self._world.now())

    def _guard(self) -> None:
        """Hold the lock of this ledger: settings may name another one now, or somebody may have deleted its file."""
        if self._lock and self._lock.guards(self._settings.ledger):
            return
        self.close()
        self._lock = Lock(self._settings.ledger)

    def _complain(self, text: str) -> None:
        if text != self._trouble:
            self._trouble = text
            self.say(text)

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


def _settle(found: Sequence[Decision], settings: Settings, world: World, say: Callable[[str], None]) -> None:
    """Keep that slots are not run, or not any more, each with its reason."""
    if not found:
        return
    settled = [_settled(decision, world.now()) for decision in found]
    for decision, run in zip(found, settled, strict=True):
        say(f"{run.week}: {run.state} · {run.reason}")
        if decision.tell:
            tell(settings, world, say, run.week, "the weekly run was not done", run.reason)
    keep(settings, *settled)


def _settled(decision: Decision, now: datetime) -> Run:
    state: State = "skipped" if decision.what == "skip" else "failed"
    return replace(decision.run, state=state, again=None, ended=now, reason=decision.reason)


def _run(decision: Decision, settings: Settings, world: World, say: Callable[[str], None]) -> Result | None:
    before, at = decision.run if decision.known else None, world.now()
    wanted = replace(decision.run, step=decision.run.step or "build", reason=decision.reason)
    with Ledger(settings.ledger) as ledger:
        taken = Slots(ledger).take(wanted, before, at)
    if taken is None:
        say(f"{wanted.week}: somebody else changed it meanwhile; looked at again later")
        return None
    say(f"{taken.week}: taken, due {local(taken.due, settings.schedule.zone)} · {decision.reason}")
    result = carry_out(taken, settings, world, say)
    say(f"{taken.week}: {_outcome(result.run, at=world.now())}")
    return result


def _outcome(run: Run, at: datetime) -> str:
    if run.state == "again" and run.again and run.again > at:
        return f"failed, again in {a_while(run.again - at)} (try {run.tries}) · {run.reason}"
    return f"{run.state} · {run.reason}"
