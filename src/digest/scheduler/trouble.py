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
    NothingToPublish,
    OutboxError,
    RecipientsError,
)
from digest.scheduler.decisions import LONGEST, made_up_for

if TYPE_CHECKING:
    from datetime import datetime

    from digest.ledger.slots import Run, State
    from digest.model import Schedule

_QUICK = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60))
_PASSING = (DeliveryError, FetchFailed, LedgerError, OutboxError)
_FORBIDDEN = ("permission denied", "readonly database", "read-only", "operation not permitted")
_OWNER = "a command that ran as another user may own files here; run all of them as the service's"


def heals(error: BaseException) -> bool:
    """Whether it may be over in a while without the editor: a network, a server, a disk, a lock, and also a bug."""
    if isinstance(error, NothingToPublish):
        return error.heals
    if isinstance(error, DigestError):
        return isinstance(error, _PASSING) and not isinstance(error, RecipientsError)
    return True


def told(error: BaseException) -> str:
    """The error in one line."""
    if isinstance(error, NothingToPublish):  # what became of each source comes before what it is
        return DigestError.__str__(error)
    lines = str(error).splitlines() or [""]
    if not isinstance(error, DigestError | OSError):
        return f"a bug, whose traceback stands in the log · {type(error).__name__}: {lines[0]}"
    line = lines[0] if len(lines) == 1 else f"{lines[0]} · and {len(lines) - 1} more"
    return f"{line} · {_OWNER}" if any(word in line.lower() for word in _FORBIDDEN) else line


def after_trouble(run: Run, error: BaseException, schedule: Schedule, now: datetime) -> Run:
    """The run after a try that failed.

    What can heal is tried again after 1, 5, 15 and then every 60 minutes; what waits for the editor every 60 minutes.
    A check that failed begins with building again, which may bring back what is missing.

    Args:
        run: As it was taken.
        error: What was raised.
        schedule: How often, and how long, it is tried.
        now: This moment.
    """
    delay = _QUICK[max(1, min(run.tries, len(_QUICK))) - 1] if heals(error) else LONGEST
    if run.tries >= schedule.tries and not _has_time(run, error, schedule, now + delay):
        state: State = "skipped" if isinstance(error, NothingToPublish) else "failed"
        return replace(run, state=state, ended=now, reason=told(error))
    step = "build" if run.step == "check" else run.step
    return replace(run, state="again", step=step, again=now + delay, reason=told(error))


def _has_time(run: Run, error: BaseException, schedule: Schedule, at: datetime) -> bool:
    """Whether it is tried again by the clock, however often it was: sending, and sources that are out of reach.

    Readers wait for what others have, until the next slot comes due.
    """
    if run.step != "send" and not isinstance(error, NothingToPublish):
        return False
    return bool(run.given) or at <= run.due + made_up_for(schedule)
