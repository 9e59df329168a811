"""Which issues were sent: marked, taken back, listed, and recalled when the ledger is lost.

What is marked is frozen in the outbox's archive, listed there and told by its feed.

The ledger is what later issues are made by; a receipt in the outbox says the same of each issue, and stands in for
what the ledger does not know. The receipt is written (and taken away) first; what a command that is killed in between
left undone, the next one that marks an issue, or ``digest history --rebuild``, does.
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from digest.errors import LedgerError, OutboxError
from digest.ledger.ledger import Ledger
from digest.model import Problem
from digest.outbox.archive import FOLDER, keep
from digest.outbox.checked import last_state
from digest.outbox.folder import PATIENCE
from digest.outbox.issues import read_issue, weeks_in
from digest.outbox.lock import held
from digest.outbox.record import HELD
from digest.outbox.sent import read_receipts, remove_receipt, sent_issue, write_receipt
from digest.outbox.skipped import skipped_weeks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path
    from typing import Any

    from digest.model import SentIssue, Week
    from digest.settings import Settings

_REBUILD = "bring it back with: digest history --rebuild"


@dataclass(frozen=True, slots=True)
class History:
    """What is known of issues: ``issues`` were sent, oldest week first.

    ``with_receipt`` are the weeks of those that have one in the outbox; ``unmarked`` the weeks of issues that lie in
    the outbox and were not sent, ``skipped`` those that were skipped.
    """

    issues: tuple[SentIssue, ...] = ()
    with_receipt: tuple[Week, ...] = ()
    unmarked: tuple[Week, ...] = ()
    skipped: tuple[Week, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuilt ledger knows: ``restored`` are the weeks that it learned from receipts."""

    history: History
    restored: tuple[Week, ...] = ()


def mark_sent(
    settings: Settings,
    week: Week,
    *,
    at: datetime,
    outbox: Path | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> SentIssue:
    """Remember that the week's issue was sent, as it lies in the outbox.

    An issue that was marked before keeps its first moment, unless what was sent is not what lies there now.

    Args:
        settings: The newsletter's.
        week: The issue's.
        at: When it was sent, aware.
        outbox: Where it lies, when not where the settings say.
        say: Told what the editor should know.

    Returns:
        What is remembered.

    Raises:
        OutboxError: There is no such issue, or the outbox cannot be read or written.
        LedgerError: The ledger cannot be read or written.
    """
    place = outbox or settings.outbox
    read_issue(place, week)  # what is not there needs no ledger
    with Ledger(settings.ledger) as ledger, _locked(place):
        told = read_issue(place, week)
        receipts = {issue.week: issue for issue in read_receipts(place)[0]}
        _mend(ledger, receipts, week, say)
        known = {issue.week: issue for issue in ledger.issues()}
        before = receipts.get(week) or known.get(week)
        issue = _remembered(told, at, before, place, ZoneInfo(settings.time_zone), say)
        if issue is not before:
            keep(place, week)  # first: what has a receipt is never copied again
        if receipts.get(week) != issue:
            write_receipt(place, issue)
        if known.get(week) != issue:
            _remember(ledger, issue, place, receipts.get(week))
        _relist(settings, place, {**known, **receipts, week: issue}, say)
    if last_state(place, week) == HELD:
        say("preflight had held it: look at the findings in its preflight.json")
    return issue


def unmark(
    settings: Settings, week: Week, *, outbox: Path | None = None, say: Callable[[str], None] = lambda _: None
) -> bool:
    """Forget that the week's issue was sent; whether it was remembered.

    Args:
        settings: The newsletter's.
        week: The issue's.
        outbox: Where it lies, when not where the settings say.
        say: Told what the editor should know.

    Raises:
        OutboxError: The outbox cannot be written.
        LedgerError: The ledger cannot be read or written.
    """
    place = outbox or settings.outbox
    known = history(settings, outbox=place)
    was = week in (*known.with_receipt, *(issue.week for issue in known.issues))
    if was:
        with Ledger(settings.ledger) as ledger:
            if place.is_dir():
                with _locked(place):
                    remove_receipt(place, week)
            ledger.unremember(week)
    if (place / FOLDER).is_dir():
        with _locked(place):
            left = (*history(settings, outbox=place).issues, *read_receipts(place)[0])
            _relist(settings, place, {issue.week: issue for issue in left}, say)
    return was


def history(settings: Settings, *, outbox: Path | None = None) -> History:
    """Which issues were sent; nothing is written.

    Raises:
        LedgerError: The ledger cannot be read.
    """
    with Ledger.if_there(settings.ledger) as ledger:
        return _history(ledger.issues(), outbox or settings.outbox)


def rebuild(settings: Settings, *, outbox: Path | None = None) -> Rebuilt:
    """Make the ledger know every issue that has a receipt in the outbox; what it knows besides stays.

    Raises:
        LedgerError: The ledger cannot be read or written.
    """
    place = outbox or settings.outbox
    with Ledger(settings.ledger) as ledger:
        known = {issue.week: issue for issue in ledger.issues()}
        missing = [issue for issue in read_receipts(place)[0] if known.get(issue.week) != issue]
        for issue in missing:
            ledger.remember(issue)
        return Rebuilt(_history(ledger.issues(), place), tuple(issue.week for issue in missing))


def _history(issues: tuple[SentIssue, ...], outbox: Path) -> History:
    receipts, problems = read_receipts(outbox)
    known = {issue.week: issue for issue in issues}
    with_receipt = tuple(receipt.week for receipt in receipts)
    lost = [receipt.week for receipt in receipts if known.get(receipt.week) != receipt]
    unmarked = tuple(week for week in weeks_in(outbox) if week not in {*known, *with_receipt})
    if lost:
        found = ", ".join(map(str, lost))
        problems += (Problem("the ledger does not know what was sent", str(outbox), found, _REBUILD),)
    return History(issues, with_receipt, unmarked, skipped_weeks(outbox), problems)


def _relist(settings: Settings, outbox: Path, sent: Mapping[Week, SentIssue], say: Callable[[str], None]) -> None:
    """Bring the archive's list and feed up to date; what cannot be written there changes nothing that is known."""
    from digest.pipeline.publishing import relist
    from digest.templating.environment import templates

    for problem in relist(settings.newsletter, outbox, sent.values(), templates(settings.templates)):
        say(str(problem))


def _mend(ledger: Ledger, receipts: Mapping[Week, SentIssue], marked: Week, say: Callable[[str], None]) -> None:
    """Do what killed commands left undone: what has a receipt is known."""
    known = {issue.week: issue for issue in ledger.issues()}
    for week, issue in receipts.items():
        if known.get(week) != issue:
            ledger.remember(issue)
            if week != marked:
                say(f"{week} has a receipt that the ledger did not know; it knows it now")


def _remembered(
    told: Mapping[str, Any],
    at: datetime,
    before: SentIssue | None,
    outbox: Path,
    zone: ZoneInfo,
    say: Callable[[str], None],
) -> SentIssue:
    """What to remember of the issue: what was known before, when nothing else lies there now."""
    try:
        issue = sent_issue(told, at)
    except ValueError as error:
        where = str(outbox / told["week"] / "issue.json")
        hint = "build the week again"
        raise OutboxError("not an issue.json of digest", where=where, found=str(error), hint=hint) from error
    if before is None:
        return issue
    moment = f"{before.sent.astimezone(zone):%Y-%m-%d %H:%M}"
    if _readable(before) == _readable(issue):
        say(f"it was marked before: sent {moment}; that stays, take it back with --undo")
        return before
    say(f"it was marked before, sent {moment}, but another issue lies in the outbox now; this one is remembered")
    return issue


def _remember(ledger: Ledger, issue: SentIssue, outbox: Path, receipt: SentIssue | None) -> None:
    """Let the ledger know; when it cannot, the receipt that lay there before lies there again."""
    try:
        ledger.remember(issue)
    except LedgerError:
        with suppress(OutboxError):
            if receipt:
                write_receipt(outbox, receipt)
            else:
                remove_receipt(outbox, issue.week)
        raise


def _readable(issue: SentIssue) -> SentIssue:
    """What readers got of it."""
    stories = tuple(replace(story, terms=(), sketch=()) for story in issue.stories)
    return replace(issue, sent=issue.sent.min, stories=stories, considered=())


@contextmanager
def _locked(outbox: Path) -> Iterator[None]:
    """No build lays an issue meanwhile, and no other command marks one."""
    with ExitStack() as stack:
        try:
            stack.enter_context(held(outbox, patience=PATIENCE))
        except OSError as error:
            found = error.strerror or str(error)
            hint = "check that the folder can be written, or choose another with --outbox"
            raise OutboxError("cannot write the outbox", where=str(outbox), found=found, hint=hint) from error
        yield
