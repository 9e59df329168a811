"""The days whose entries an issue may tell."""

from __future__ import annotations

from datetime import timedelta
from itertools import count, takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from digest.model import SentIssue, Week

_SIX, _SEVEN = timedelta(days=6), timedelta(days=7)


def window(day: date, week: Week, memory: Sequence[SentIssue], skipped: Collection[Week] = ()) -> tuple[date, date]:
    """The first and the last day of the entries of an issue, both included.

    Seven days, as a rule, and those of the weeks right before it that were skipped. They begin with the day of the
    last issue before this week where that is up to seven days further back: what was published on that day after the
    letter had gone out is not lost, nor is what came since when an issue is a few days late.

    Args:
        day: The issue's.
        week: Its week.
        memory: Issues that were sent.
        skipped: Weeks that had no issue for want of stories.
    """
    without = {one.ordinal for one in skipped}
    weeks = takewhile(lambda back: week.ordinal - back in without, count(1))
    since = day - _SIX - sum((_SEVEN for _ in weeks), timedelta())
    before = [issue for issue in memory if issue.week < week]
    if before:
        last = max(before, key=lambda issue: issue.week).day
        if since - _SEVEN <= last < since:
            since = last
    return since, day
