"""What is to be done about the slots: decided from the moment and from what is known, without doing anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING, Literal

from digest.ledger.slots import Run
from digest.scheduler.slots import last_due, later, slot_of
from digest.scheduler.wording import a_while

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import datetime

    from digest.ledger.slots import Step
    from digest.model import Schedule, Week
    from digest.scheduler.slots import Slot

    What = Literal["run", "wait", "skip", "fail"]

GRACE = timedelta(minutes=10)  # so late that a run is still on time: a cron line fires a moment after its minute
KILLED = 5  # so many tries more than others has a run that is killed again and again, by want of memory for one
LONGEST = timedelta(hours=1)  # between two tries
_APART = timedelta(days=3)  # two issues are, at the least
_ON_BY_HAND = "its sending was begun by hand"
_CHANGED = "its time had passed when the settings were changed to it; build it by hand, or wait for the next week"
_REMEMBERED = 104  # weeks: of a clock that stood at 1970, no more missed slots than these are kept


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be done about a slot, and why.

    ``run`` is the slot as it is known, or would be kept. ``what`` is ``run`` (now, from its step on), ``wait`` (until
    ``at``), ``skip`` (it is never run) or ``fail`` (it is given up). ``known`` is False for a slot of which nothing
    was kept yet; ``tell`` says whether the editor should hear of it. ``step`` is the one to begin with where that is
    another than the run's own.
    """

    what: What
    run: Run
    reason: str
    at: datetime | None = None
    known: bool = False
    tell: bool = False
    step: Step | Literal[""] = ""


@dataclass(frozen=True, slots=True)
class _Desk:
    """What decisions are made from."""

    now: datetime
    schedule: Schedule
    week_start: int
    last: Slot
    sent: Collection[Week]
    begun: Collection[Week]
    since: datetime

    @property
    def late(self) -> timedelta:
        """How long after its moment something that was missed is made up for."""
        return made_up_for(self.schedule)


def decisions(
    now: datetime,
    schedule: Schedule,
    runs: Sequence[Run],
    sent: Collection[Week] = (),
    week_start: int = 0,
    *,
    begun: Collection[Week] = (),
    since: datetime | None = None,
) -> tuple[Decision, ...]:
    """What is to be done at this moment, the earliest slot first; the last one waits for the slot that comes.

    The caller holds the newsletter's lock, so that a slot that stands as running belongs to nobody.

    Args:
        now: The moment, aware.
        schedule: With a day.
        runs: All that is known of slots.
        sent: The weeks whose issues were sent.
        week_start: The weekday on which the newsletter's weeks start.
        begun: The weeks whose letter some readers have or may have, by a mailing that the ledger knows.
        since: Since when the settings have this day and time; None for longer than anybody knows.
    """
    runs = tuple(run for run in runs if not of_a_wrong_clock(run, now))
    known = {run.week: run for run in runs}
    last = last_due(schedule, now, week_start)
    desk = _Desk(now, schedule, week_start, last, sent, begun, since or last.due)
    found = [_of_open(run, desk) for run in runs if run.is_open]
    found += _superseded(known, desk)
    if desk.last.week not in known and (new := _of_new(desk, known)):
        found.append(new)
    found.sort(key=lambda decision: (decision.run.due, decision.run.week))
    return (*found, _coming(known, desk))


def made_up_for(schedule: Schedule) -> timedelta:
    """How long after its moment a run is still begun, or begun again."""
    return max(GRACE, timedelta(hours=schedule.catch_up))


def of_a_wrong_clock(run: Run, now: datetime) -> bool:
    """Whether the slot was settled, with nothing done for it, at a moment that has not come yet."""
    return run.state in ("skipped", "failed") and run.ended is not None and run.ended > now + GRACE


def _of_open(run: Run, desk: _Desk) -> Decision:
    """A run that was put off, or that was killed."""
    settled = _not_any_more(run, desk)
    if settled:
        return settled
    if run.again and desk.now < run.again <= desk.now + LONGEST + GRACE:  # else the clock was set back
        return Decision("wait", run, run.reason, at=run.again, known=True)
    if run.state == "running":
        return Decision("run", run, f"killed at its step {run.step}, taken up there", known=True)
    if run.week in desk.begun and run.step != "send":
        return Decision("run", run, _ON_BY_HAND, known=True, step="send")
    return Decision("run", run, "another try", known=True)


def _not_any_more(run: Run, desk: _Desk) -> Decision | None:
    """Why a run that was begun is not gone on with, if it is not."""
    if run.week < desk.last.week:
        reason = f"not done when {desk.last.week} came due: left at its step {run.step}"
        return Decision("fail", run, _with(reason, run.reason), known=True, tell=True)
    goes_on = run.week in desk.begun and (run.step == "send" or desk.schedule.then == "send")
    if run.week in desk.sent and not goes_on:
        return Decision("skip", run, "the issue was sent by hand meanwhile", known=True)
    if run.state == "running" and run.kills >= desk.schedule.tries + KILLED - 1:
        reason = f"killed at its step {run.step}; it was killed {run.kills + 1} times"
        return Decision("fail", run, reason, known=True, tell=True)
    idle = desk.now - (run.again or run.begun or run.due)
    if idle > desk.late and not goes_on:  # else some readers may have it; the others wait for it
        reason = f"nothing ran for {a_while(idle)} after its last try; {_within(desk)}"
        return Decision("skip", run, _with(reason, run.reason), known=True, tell=True)
    return None


def _superseded(known: Mapping[Week, Run], desk: _Desk) -> Iterator[Decision]:
    """Slots that nobody knows of, between the newest that is known and the one that came due after them."""
    before = [week for week in known if week < desk.last.week]
    if not before:
        return
    week = max(later(max(before), 1), later(desk.last.week, -_REMEMBERED))
    while week < desk.last.week:
        slot = slot_of(desk.schedule, week, desk.week_start)
        reason = f"nothing ran at its time, and {desk.last.week} came due meanwhile"
        if week in desk.sent:
            reason = "the issue was sent by hand"
        elif near := _near(slot, known, desk):
            reason = near
        yield Decision("skip", _new(slot), reason)
        week = later(week, 1)


def _of_new(desk: _Desk, known: Mapping[Week, Run]) -> Decision | None:
    """The slot that came due last, of which nothing is known; None for one that is none of ours.

    That is one before the first that is known, which a day that was moved can bring up.
    """
    run, late = _new(desk.last), desk.now - desk.last.due
    goes_on = run.week in desk.begun and desk.schedule.then == "send"
    if run.week in desk.sent and not goes_on:
        return Decision("skip", run, "the issue was sent by hand")
    if near := _near(desk.last, known, desk):
        return Decision("skip", run, near, tell=True)
    if late > GRACE:
        return _of_missed(run, late, desk, known, step="send" if goes_on else "")
    return Decision("run", run, _ON_BY_HAND if goes_on else "due", step="send" if goes_on else "")


def _of_missed(
    run: Run, late: timedelta, desk: _Desk, known: Collection[Week], *, step: Step | Literal[""]
) -> Decision | None:
    if not known:
        return Decision("skip", run, "due before the weekly run was first started")
    if run.week < min(known):
        return None
    if desk.since > desk.last.due + GRACE:
        return Decision("skip", run, _CHANGED, tell=True)
    if late <= desk.late:
        return Decision("run", run, f"missed by {a_while(late)}; {_within(desk)}", step=step)
    return Decision("skip", run, f"missed by {a_while(late)}; {_within(desk)}", tell=True)


def _near(slot: Slot, known: Mapping[Week, Run], desk: _Desk) -> str:
    """Why there is no run so soon after one before it: settings that moved the day, or the week's beginning."""
    for run in known.values():
        had = run.state in ("done", "held") or run.week in desk.begun
        if had and run.week != slot.week and timedelta(0) <= slot.due - run.due < _APART:
            after = f"only {a_while(slot.due - run.due)} after" if slot.due > run.due else "at the moment of"
            return f"it would be {after} the issue of {run.week}"
    return ""


def _coming(known: Mapping[Week, Run], desk: _Desk) -> Decision:
    """The next slot that may run: a day that was moved does not bring a second one in its week."""
    week = next(week for by in count(1) if (week := later(desk.last.week, by)) not in known)
    slot = slot_of(desk.schedule, week, desk.week_start)
    return Decision("wait", _new(slot), "not due yet", at=slot.due)


def _new(slot: Slot) -> Run:
    return Run(slot.week, slot.day, slot.due, "running")


def _within(desk: _Desk) -> str:
    if not desk.schedule.catch_up:
        return "missed runs are not made up for"
    return f"missed runs are made up for within {a_while(desk.late)}"


def _with(reason: str, before: str) -> str:
    return f"{reason}; {before}" if before else reason
