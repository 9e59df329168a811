"""When the weekly run is due: one slot for each of the newsletter's weeks.

The key is the week, never the moment: whatever is changed about day, time or zone, a week has one run.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from digest.model import Week

if TYPE_CHECKING:
    from digest.model import Schedule

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Slot:
    """The run of a week: ``day`` is that of its issue, ``due`` the moment in UTC.

    ``remark`` says what a change of the clocks does to it, and is empty otherwise.
    """

    week: Week
    day: date
    due: datetime
    remark: str = ""


def slot_of(schedule: Schedule, week: Week, week_start: int = 0) -> Slot:
    """The slot of a week.

    A time that the clocks leap over is shifted forward by the gap (02:30 becomes 03:30); of one that they show twice,
    the first counts. Both are what PEP 495 gives ``fold=0``.

    Args:
        schedule: With a day.
        week: The newsletter's week.
        week_start: The weekday on which its weeks start, 0 for Monday.

    Raises:
        ValueError: The schedule has no day.
    """
    if schedule.day is None:
        raise ValueError("a schedule without a day has no slots")
    day = first_day(week, week_start) + timedelta(days=(schedule.day - week_start) % 7)
    local = datetime.combine(day, schedule.time, ZoneInfo(schedule.zone))
    due = local.astimezone(UTC)
    return Slot(week, day, due, _remark(local, due))


def last_due(schedule: Schedule, now: datetime, week_start: int = 0) -> Slot:
    """The newest slot whose moment has come."""
    week = _week_at(schedule, now, week_start)
    # One ahead, because clocks that go back can lead from a week into the one before.
    slots = (slot_of(schedule, later(week, by), week_start) for by in (1, 0, -1, -2))
    return next(slot for slot in slots if slot.due <= now)


def next_slots(schedule: Schedule, now: datetime, count: int, week_start: int = 0) -> tuple[Slot, ...]:
    """The slots that come, the nearest first; that of this very moment is none of them."""
    week = last_due(schedule, now, week_start).week
    return tuple(slot_of(schedule, later(week, by), week_start) for by in range(1, count + 1))


def first_day(week: Week, week_start: int = 0) -> date:
    """The day on which the newsletter's week starts: the first of the seven for which `Week.of` names it."""
    return week.monday + timedelta(days=(week_start + 3) % 7 - 3)


def later(week: Week, weeks: int) -> Week:
    """The week that many weeks later."""
    return Week.of(week.monday + weeks * _WEEK)


def _week_at(schedule: Schedule, now: datetime, week_start: int) -> Week:
    return Week.of(now.astimezone(ZoneInfo(schedule.zone)).date(), starts_on=week_start)


def _remark(local: datetime, due: datetime) -> str:
    shown = due.astimezone(local.tzinfo)
    if shown.replace(tzinfo=None) != local.replace(tzinfo=None):
        if shown.date() != local.date():
            return f"the clocks leap over {local:%a %Y-%m-%d %H:%M}; the run is at {shown:%a %Y-%m-%d %H:%M}"
        return f"the clocks leap over {local:%H:%M} on this day; the run is at {shown:%H:%M}"
    if local.utcoffset() != local.replace(fold=1).utcoffset():
        return f"the clocks show {local:%H:%M} twice on this day; the run is at the first"
    return ""
