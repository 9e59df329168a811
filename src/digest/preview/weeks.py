"""Which issue is shown first, and for which day one is built."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from digest.errors import OutboxError
from digest.model import Week
from digest.outbox.issues import weeks_in
from digest.preview.telling import line

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from digest.preview.telling import Place
    from digest.settings import Settings


def first_week(settings: Settings, outbox: Path, asked: Week | None, today: date) -> Week:
    """The week that is shown first: the one that is asked for, or the newest in the outbox, or this one.

    Raises:
        OutboxError: There is no issue of the week that is asked for, and it is not this one.
    """
    there, now = weeks_in(outbox), Week.of(today, starts_on=settings.week_start)
    if asked is None:
        return there[-1] if there else now
    if asked not in {*there, now}:
        last = f"; in the outbox: {', '.join(map(str, there[-3:]))}" if there else ""
        hint = f"build it with digest build --date, or name the outbox with --outbox{last}"
        raise OutboxError("no such issue", where=str(outbox / str(asked)), hint=hint)
    return asked


def day_of(week: Week, place: Place | None, settings: Settings, today: Callable[[str], date]) -> date:
    """The day for which the week's issue is built: its own, or today where there is none yet.

    Args:
        week: The issue's.
        place: Where it lies, if it does.
        settings: The newsletter's.
        today: Says the day in a time zone.
    """
    told = line(place, sent=False)["date"] if place else ""
    with suppress(TypeError, ValueError):
        return date.fromisoformat(told)
    now = today(settings.time_zone)
    return now if Week.of(now, starts_on=settings.week_start) == week else week.monday
