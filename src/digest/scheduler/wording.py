"""Times as the editor reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from datetime import datetime, timedelta

_HOUR, _DAY = 60, 1440  # minutes


def a_while(span: timedelta) -> str:
    """``3 minutes``, ``12 hours``, ``3 h 20 min``, ``2 days``: whole minutes below two days, else whole days."""
    minutes = max(1, round(span.total_seconds() / 60))
    if minutes >= 2 * _DAY:
        return f"{minutes // _DAY} days"
    hours, rest = divmod(minutes, _HOUR)
    if not hours:
        return "1 minute" if minutes == 1 else f"{minutes} minutes"
    if rest:
        return f"{hours} h {rest} min"
    return "1 hour" if hours == 1 else f"{hours} hours"


def local(moment: datetime, zone: str) -> str:
    """``Sun 2024-06-23 08:00 BST`` on the clocks of the zone."""
    return moment.astimezone(ZoneInfo(zone)).strftime("%a %Y-%m-%d %H:%M %Z")


def stamped(text: str, moment: datetime, zone: str) -> str:
    """A line of the log."""
    return f"{moment.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M:%S %Z}  {text}"
