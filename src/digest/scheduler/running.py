"""One run: build, check, and then leave the issue in the outbox, mail a draft of it, or send it.

Before each step the ledger is told of it, so that a run that is killed goes on there. Every step can be done again.
"""

from __future__ import annotations

import traceback
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from digest.errors import DeliveryError, DigestError, NothingToPublish, PreflightForbids
from digest.ledger import Ledger
from digest.ledger.slots import Slots
from digest.scheduler.trouble import after_trouble, heals, told

if TYPE_CHECKING:
    from collections.abc import Callable

    from digest.ledger.slots import Run, State, Step
    from digest.model import Week
    from digest.scheduler.work import World
    from digest.settings import Settings

_HELD = "preflight forbids sending it as it is"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a run, and what was raised on the way."""

    run: Run
    error: Exception | None = None


class _Stopped(Exception):
    """The service is to end; the run goes on at its next start."""


def carry_out(run: Run, settings: Settings, world: World, say: Callable[[str], None]) -> Result:
    """Do what is left of a run that was taken, and keep what became of it.

    Whatever a step raises becomes a later try or the end of the run; only being stopped leaves it as it stands.

    Args:
        run: As the ledger has it now.
        settings: The newsletter's.
        world: With the steps.
        say: Takes a line of the log.

    Raises:
        LedgerError: What became of it cannot be kept; it is taken up again at its step.
    """
    pen = _Pen(run, settings, world, say)
    try:
        result = Result(_through(pen))
    except _Stopped:
        result = Result(_put_off(pen))
    except NothingToPublish as error:
        result = Result(_ended(pen, "skipped", told(error)), error)
    except PreflightForbids as error:
        result = Result(_ended(pen, "held", told(error)), error)
    except DigestError as error:
        result = Result(after_trouble(pen.run, error, settings.schedule.tries, world.now()), error)
    except Exception as error:  # noqa: BLE001 (the loop never dies of a job: a bug is a try that failed)
        if not isinstance(error, OSError):
            say(traceback.format_exc().rstrip())
        result = Result(after_trouble(pen.run, error, settings.schedule.tries, world.now()), error)
    _tell_of(result, pen)
    keep(settings, result.run)
    return result


def keep(settings: Settings, *runs: Run) -> None:
    """Keep what is known of slots; the ledger is open for that moment only.

    Raises:
        LedgerError: It cannot be written.
    """
    with Ledger(settings.ledger) as ledger:
        Slots(ledger).keep(runs)


def tell(settings: Settings, world: World, say: Callable[[str], None], week: Week, subject: str, *lines: str) -> None:
    """Mail the editor, where there is a server for it; that this fails stops nothing."""
    if not (settings.smtp.host and settings.schedule.editor):
        return
    try:
        world.work.notify(settings, week, subject, lines, world.now())
    except Exception as error:  # noqa: BLE001 (word of trouble must not make more of it)
        say(f"{week}: the editor could not be told · {told(error)}")


@dataclass(slots=True)
class _Pen:
    """A run and what it is written with."""

    run: Run
    settings: Settings
    world: World
    say: Callable[[str], None]

    def begin(self, step: Step) -> None:
        """Go on with a step, unless the service is to end."""
        if self.run.step != step:
            self.run = replace(self.run, step=step)
            keep(self.settings, self.run)
        if self.world.stopping():
            raise _Stopped
        self.say(f"{self.run.week}: {step}")


def _through(pen: _Pen) -> Run:
    """The steps that are left."""
    then, work, week = pen.settings.schedule.then, pen.world.work, pen.run.week
    step, forbids = pen.run.step or "build", False
    if step == "build":
        pen.begin("build")
        work.build(pen.settings, pen.run.day, pen.world.now())
    if step in ("build", "check"):
        pen.begin("check")
        forbids = work.check(pen.settings, week)
        if forbids and then == "send":
            raise PreflightForbids(_HELD, where=str(week), hint=f"mend it, then: digest send {week}")
    if then == "outbox":
        return _ended(pen, "done", f"it lies in the outbox; {_HELD}" if forbids else "it lies in the outbox")
    pen.begin(then)
    if then == "draft":
        work.draft(pen.settings, week, pen.world.now())
        return _ended(pen, "done", f"a draft went to {pen.settings.schedule.editor}")
    return _sent(pen)


def _sent(pen: _Pen) -> Run:
    handed = pen.world.work.send(pen.settings, pen.run.week, pen.world.stopping)
    refused = f", {handed.refused} refused" if handed.refused else ""
    if not handed.left:
        return _ended(pen, "done", f"sent: {handed.sent} taken{refused}")
    if pen.world.stopping():
        raise _Stopped
    found = f"{handed.left} left, {handed.sent} taken{refused}"
    raise DeliveryError("not all could be sent", where=str(pen.run.week), found=found, hint="they are tried again")


def _ended(pen: _Pen, state: State, reason: str) -> Run:
    return replace(pen.run, state=state, ended=pen.world.now(), reason=reason)


def _put_off(pen: _Pen) -> Run:
    """A run that was stopped on purpose: that was no try."""
    reason = f"stopped at its step {pen.run.step}"
    return replace(pen.run, state="again", tries=pen.run.tries - 1, again=pen.world.now(), reason=reason)


def _tell_of(result: Result, pen: _Pen) -> None:
    """Word to the editor of what needs one."""
    run, error = result.run, result.error
    if error is None:
        return
    subject = {"skipped": "no issue this week", "held": "held by preflight", "failed": "the weekly run failed"}
    if run.state in subject:
        tell(pen.settings, pen.world, pen.say, run.week, subject[run.state], *str(error).splitlines())
    elif run.tries == 1 and not heals(error):
        tell(pen.settings, pen.world, pen.say, run.week, "the weekly run waits for you", *str(error).splitlines())
