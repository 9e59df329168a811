"""Times in the ledger: whole seconds since 1970 in UTC."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


def seconds(moment: datetime) -> int:
    """The moment without its fraction of a second."""
    return math.floor(moment.timestamp())


def seconds_if(moment: datetime | None) -> int | None:
    """The same where there is one."""
    return None if moment is None else math.floor(moment.timestamp())


def moment(stored: int) -> datetime:
    """The moment in UTC, also before 1970."""
    return _BEGINNING + timedelta(seconds=stored)


def moment_if(stored: int | None) -> datetime | None:
    """The same where there is one."""
    return None if stored is None else _BEGINNING + timedelta(seconds=stored)
