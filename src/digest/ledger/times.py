"""Times in the ledger: whole seconds since 1970 in UTC."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

from digest.ledger.values import Damaged, number

_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = 86_400  # from the ends of the calendar, so that a time can be shown in every time zone
_FIRST = math.ceil(datetime.min.replace(tzinfo=UTC).timestamp()) + _DAY
_LAST = math.floor(datetime.max.replace(tzinfo=UTC).timestamp()) - _DAY


def seconds(moment: datetime) -> int:
    """The moment without its fraction of a second."""
    return math.floor(moment.timestamp())


def seconds_if(moment: datetime | None) -> int | None:
    """The same where there is one."""
    return None if moment is None else math.floor(moment.timestamp())


def moment(stored: object) -> datetime:
    """The moment in UTC, also before 1970.

    Raises:
        Damaged: It is no time of the calendar.
    """
    if not _FIRST <= number(stored) <= _LAST:
        raise Damaged(f"a time that is none: {stored}")
    return _BEGINNING + timedelta(seconds=number(stored))


def moment_if(stored: object) -> datetime | None:
    """The same where there is one."""
    return None if stored is None else moment(stored)
