"""What earlier issues used, for the one that is built."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from digest.errors import LedgerError
from digest.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from digest.model import SentIssue, Week

_HINT = "bring it back with: digest history --rebuild"


def recall(ledger: Path, outbox: Path, week: Week) -> tuple[tuple[SentIssue, ...], tuple[Problem, ...]]:
    """The issues that were sent, oldest first: those that the ledger knows, and others that have a receipt.

    A ledger that is lost or cannot be read must not make an issue repeat what was sent; an earlier issue that nobody
    marked may, and is said.

    Args:
        ledger: The ledger's file.
        outbox: The outbox.
        week: That of the issue that is built.
    """
    problems: tuple[Problem, ...] = ()
    try:
        known = _remembered(ledger)
    except LedgerError as error:
        known, problems = (), (Problem.of(error),)
    others, damaged = _from_receipts(outbox, [issue.week for issue in known])
    if others and not problems:
        found = f"{len(others)} that the outbox has a receipt of, the first {others[0].week}"
        problems = (Problem("the ledger does not know of issues that were sent", str(ledger), found, _HINT),)
    issues = tuple(sorted((*known, *others), key=attrgetter("week")))
    return issues, (*problems, *damaged, *_unmarked(issues, outbox, week))


def _from_receipts(outbox: Path, known: Sequence[Week]) -> tuple[tuple[SentIssue, ...], tuple[Problem, ...]]:
    if not any(outbox.glob("*.sent.json")):
        return (), ()
    from digest.outbox.sent import read_receipts

    return read_receipts(outbox, unless=known)


def _unmarked(issues: Sequence[SentIssue], outbox: Path, week: Week) -> Iterator[Problem]:
    """The last of the earlier issues that lie there unmarked, later than any that was sent."""
    if not any(folder.name < str(week) for folder in outbox.glob("*-W[0-9][0-9]")):
        return
    from digest.outbox.issues import weeks_in

    last = max((issue.week for issue in issues if issue.week < week), default=None)
    lying = [other for other in weeks_in(outbox) if other < week and (last is None or other > last)]
    if lying:
        found = "its stories may come again" if len(lying) == 1 else f"and {len(lying) - 1} before it"
        hint = f"when it was sent, say so with: digest mark-sent {lying[-1]}"
        yield Problem("an earlier issue lies in the outbox and is not marked as sent", str(lying[-1]), found, hint)


def _remembered(file: Path) -> tuple[SentIssue, ...]:
    if not file.exists():
        return ()
    from digest.ledger.ledger import Ledger

    with Ledger.if_there(file) as ledger:
        return ledger.issues()
