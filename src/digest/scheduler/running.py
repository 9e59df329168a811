"""One run: build, check, and then leave the issue in the outbox, mail a draft of it, or send it.

Before each step the ledger is told of it, so that a run that is killed goes on there. Every step can be done again.
"""

from __future__ import annotations

import traceback
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from digest.errors import DeliveryError, DigestError, NothingToPublish, PreflightForbids, RecipientsError
from digest.ledger import Ledger
from digest.ledger.slots import Slots
from digest.scheduler.telling import tell
from digest.scheduler.trouble import after_trouble, heals, told

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from digest.ledger.slots import Run, State, Step
    from digest.scheduler.work import Handed, World
    from digest.settings import Settings

_HELD = "preflight forbids sending it as it is"
_SHOWN = 3  # remarks in a reason
_SUBJECTS: dict[State, str] = {
    "skipped": "no issue this week",
    "held": "held by preflight",
    "failed": "the weekly run failed",
    "again": "the weekly run waits for you",
}


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a run, and what was raised on the way."""

    run: Run
    error: BaseException | None = None


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
    except Exception as error:  # noqa: BLE001 (the loop never dies of a job: a bug is a try that failed)
        result = Result(_after(error, pen), error)
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt) or world.stopping():
            raise
        result = Result(_after(error, pen), error)  # a library's own, such as the panic of one that is no Python
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


@dataclass(slots=True)
class _Pen:
    """A run and what it is written with; ``remarks`` are for the editor."""

    run: Run
    settings: Settings
    world: World
    say: Callable[[str], None]
    remarks: list[str] = field(default_factory=list)

    def begin(self, step: Step) -> None:
        """Go on with a step, unless the service is to end."""
        if self.run.step != step:
            self.write(replace(self.run, step=step))
        if self.world.stopping():
            raise _Stopped
        self.say(f"{self.run.week}: {step}")

    def write(self, run: Run) -> None:
        """Keep what is known now."""
        self.run = run
        keep(self.settings, run)

    def tell(self, subject: str, *lines: str) -> None:
        """Word to the editor."""
        tell(self.settings, self.world, self.say, self.run.week, subject, *lines)


def _through(pen: _Pen) -> Run:
    """The steps that are left."""
    then, work, week = pen.settings.schedule.then, pen.world.work, pen.run.week
    step, forbids = pen.run.step or "build", False
    if step == "send" and then != "send" and work.given(pen.settings, week):
        then = "send"  # some have it, and the others are not left without
    if step == "build":
        pen.begin("build")
        _remark(pen, work.build(pen.settings, pen.run.day, pen.world.now(), pen.run.tries > 1))
    if step in ("build", "check"):
        pen.begin("check")
        forbids = _checked(pen)
    if then == "outbox":
        return _ended(pen, "done", f"it lies in the outbox; {_HELD}" if forbids else "it lies in the outbox")
    pen.begin(then)
    if then == "draft":
        work.draft(pen.settings, week, pen.world.now())
        return _ended(pen, "done", f"a draft went to {pen.settings.schedule.editor}")
    return _sent(pen)


def _remark(pen: _Pen, problems: Sequence[str]) -> None:
    """What was odd in a build goes into the log and, where there is no draft that says it, to the editor."""
    for problem in problems:
        pen.say(f"{pen.run.week}: {problem}")
    if problems and pen.settings.schedule.then != "draft":
        pen.tell("what was odd about the issue", *problems)


def _checked(pen: _Pen) -> bool:
    """Whether preflight forbids sending it; that ends a run that would send it."""
    found, week = pen.world.work.check(pen.settings, pen.run.week), pen.run.week
    if found and pen.settings.schedule.then == "send":
        pen.remarks += found
        more = f", and {len(found) - 1} more" if len(found) > 1 else ""
        hint = f"mend it, then: digest build --date {pen.run.day}, and: digest send {week} --yes"
        raise PreflightForbids(_HELD, where=str(week), found=found[0] + more, hint=hint)
    return bool(found)


def _sent(pen: _Pen) -> Run:
    settings, work, week = pen.settings, pen.world.work, pen.run.week
    given, readers = work.given(settings, week), work.readers(settings, week)
    if not readers:
        where, hint = (
            str(settings.delivery.recipients or settings.file),
            "see what is wrong with its rows: digest send",
        )
        raise RecipientsError("there is nobody who gets it", where=where, hint=f"{hint} {week}")
    kills = 0 if given > pen.run.given else pen.run.kills  # who was killed in between got on with it
    pen.write(replace(pen.run, given=given, kills=kills, readers=readers))
    handed = work.send(settings, week, pen.world.stopping)
    if not handed.left:
        return _all_sent(pen, handed)
    if pen.world.stopping():
        raise _Stopped
    _count_given(pen)
    if handed.sent and pen.run.tries >= settings.schedule.tries:
        return _all_sent(pen, handed)
    raise DeliveryError("not all could be sent", where=str(week), found=_counts(handed), hint="they are tried again")


def _all_sent(pen: _Pen, handed: Handed) -> Run:
    """All that can be done was done; a few mailboxes that are full to the end are no failure."""
    said = [*handed.remarks]
    if handed.left:
        said.append(f"{handed.left} put off to the end; try them again with: digest send {pen.run.week} --yes")
    for line in said:
        pen.say(f"{pen.run.week}: {line}")
    if said:
        pen.tell("sent, with remarks", f"sent: {_counts(handed)}", *said)
    return _ended(pen, "done", "; ".join((f"sent: {_counts(handed)}", *handed.remarks[:_SHOWN])))


def _counts(handed: Handed) -> str:
    refused = f", {handed.refused} refused" if handed.refused else ""
    left = f", {handed.left} put off" if handed.left else ""
    return f"{handed.sent} taken{refused}{left}"


def _count_given(pen: _Pen) -> None:
    """A try that brought letters to readers counts as the first."""
    given = pen.world.work.given(pen.settings, pen.run.week)
    if given > pen.run.given:
        pen.run = replace(pen.run, given=given, tries=1, kills=0)


def _after(error: BaseException, pen: _Pen) -> Run:
    """The run after what was raised."""
    if isinstance(error, PreflightForbids):
        return _ended(pen, "held", told(error))
    if isinstance(error, NothingToPublish) and not error.heals:
        return _ended(pen, "skipped", told(error))
    if not isinstance(error, DigestError | OSError):
        pen.say("".join(traceback.format_exception(error)).rstrip())
    if pen.run.step == "send":
        with suppress(DigestError):
            _count_given(pen)
    return after_trouble(pen.run, error, pen.settings.schedule, pen.world.now())


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
    subject = _SUBJECTS[run.state]
    if run.state == "again" and heals(error):
        if run.tries != pen.settings.schedule.tries:
            return
        subject = "the weekly run is still being tried"
    more = error.problems if isinstance(error, NothingToPublish) else str(error).splitlines()[1:]
    pen.tell(subject, told(error), *more, *pen.remarks)
