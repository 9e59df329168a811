"""What becomes of a run of which a step failed: another try, or none."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from digest.errors import (
    DeliveryError,
    DigestError,
    FetchFailed,
    LedgerError,
    OutboxError,
    RecipientsError,
)

if TYPE_CHECKING:
    from datetime import datetime

    from digest.ledger.slots import Run

_QUICK = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60))
_SLOW = timedelta(hours=1)
_PASSING = (DeliveryError, FetchFailed, LedgerError, OutboxError)


def heals(error: Exception) -> bool:
    """Whether it may be over in a while without the editor: a network, a server, a disk, a lock, and also a bug."""
    if isinstance(error, DigestError):
        return isinstance(error, _PASSING) and not isinstance(error, RecipientsError)
    return True


def told(error: Exception) -> str:
    """The error in one line."""
    lines = str(error).splitlines() or [""]
    if not isinstance(error, DigestError | OSError):
        return f"a bug, whose traceback stands in the log · {type(error).__name__}: {lines[0]}"
    return lines[0] if len(lines) == 1 else f"{lines[0]} · and {len(lines) - 1} more"


def after_trouble(run: Run, error: Exception, tries: int, now: datetime) -> Run:
    """The run after a try that failed.

    What can heal is tried again after 1, 5, 15 and then every 60 minutes; what waits for the editor every 60 minutes.
    A check that failed begins with building again, which may bring back what is missing.

    Args:
        run: As it was taken.
        error: What was raised.
        tries: The most tries.
        now: This moment.
    """
    if run.tries >= tries:
        return replace(run, state="failed", ended=now, reason=told(error))
    delay = _QUICK[min(run.tries, len(_QUICK)) - 1] if heals(error) else _SLOW
    step = "build" if run.step == "check" else run.step
    return replace(run, state="again", step=step, again=now + delay, reason=told(error))
