"""One look at what is due: what is to be done is decided, done and kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from digest.errors import SettingsError
from digest.ledger import Ledger
from digest.ledger.slots import Slots, plan_since
from digest.scheduler.decisions import decisions, of_a_wrong_clock
from digest.scheduler.running import Result, carry_out, keep
from digest.scheduler.telling import tell, tell_again
from digest.scheduler.wording import a_while, local

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from digest.ledger.slots import Run, State
    from digest.scheduler.decisions import Decision
    from digest.scheduler.work import Work, World
    from digest.settings import Settings

_RECENT = 3  # slots of which it is asked whether readers have something


def look(settings: Settings, world: World, say: Callable[[str], None]) -> tuple[Result, ...]:
    """Do what is to be done now, by whoever holds the lock; the runs that were taken, and what became of them."""
    return _looked(settings, world, say)[0]


def look_ahead(settings: Settings, world: World, say: Callable[[str], None]) -> tuple[Decision, ...]:
    """The same; what is to be done after that."""
    plan = _looked(settings, world, say)[1]
    done = all(decision.what == "wait" for decision in plan)
    return plan if done else planned(settings, world.work, world.now())


def _looked(
    settings: Settings, world: World, say: Callable[[str], None]
) -> tuple[tuple[Result, ...], tuple[Decision, ...]]:
    now = world.now()
    with Ledger(settings.ledger) as ledger:
        _set_right(ledger, settings, now, say)
        plan = _decided(ledger, settings, world.work, now)
    results = _done(plan, settings, world, say)
    tell_again(settings, world, say)
    return results, plan


def planned(settings: Settings, work: Work, now: datetime) -> tuple[Decision, ...]:
    """What is to be done now; nothing is written.

    Raises:
        SettingsError: There is no day of the weekly run.
        LedgerError: The ledger cannot be read.
    """
    required_day(settings)
    with Ledger.if_there(settings.ledger) as ledger:
        return _decided(ledger, settings, work, now)


def _decided(ledger: Ledger, settings: Settings, work: Work, now: datetime) -> tuple[Decision, ...]:
    runs, schedule, starts = Slots(ledger).all(), settings.schedule, settings.week_start
    since = plan_since(ledger, _plan(settings), now)
    found = decisions(now, schedule, runs, (), starts, since=since)
    if all(decision.what == "wait" for decision in found):
        return found
    weeks = {*(run.week for run in runs[-_RECENT:]), *(one.run.week for one in found if one.what != "wait")}
    begun = {week for week in weeks if work.given(settings, week)}
    return decisions(now, schedule, runs, work.sent(settings), starts, begun=begun, since=since)


def _plan(settings: Settings) -> str:
    """What of the settings makes no run of a moment that has passed, when it is changed to it."""
    return f"day {settings.schedule.day}"


def required_day(settings: Settings) -> None:
    """Refuse settings without a weekly run.

    Raises:
        SettingsError: There is no day.
    """
    if settings.schedule.day is None:
        hint = 'write under [schedule]: day = "sunday" and time = "08:00"'
        raise SettingsError("no weekly run", where=settings.file.name, found="schedule.day is missing", hint=hint)


def _set_right(ledger: Ledger, settings: Settings, now: datetime, say: Callable[[str], None]) -> None:
    """Forget what was settled while the clock stood ahead, and remember since when the settings have their day."""
    plan_since(ledger, _plan(settings), now, keep=True)
    wrong = [run for run in Slots(ledger).all() if of_a_wrong_clock(run, now)]
    if wrong:
        Slots(ledger).forget(run.week for run in wrong)
    for run in wrong:
        say(f"{run.week}: the clock stood ahead, and went back; forgotten: {run.state} · {run.reason}")


def _done(
    plan: Sequence[Decision], settings: Settings, world: World, say: Callable[[str], None]
) -> tuple[Result, ...]:
    _settle([decision for decision in plan if decision.what in ("skip", "fail")], settings, world, say)
    due = (decision for decision in plan if decision.what == "run" and not world.stopping())
    return tuple(result for decision in due if (result := _run(decision, settings, world, say)))


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
    wanted = replace(decision.run, step=decision.step or decision.run.step or "build", reason=decision.reason)
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
