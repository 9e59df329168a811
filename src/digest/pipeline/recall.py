"""What earlier issues used, for the one that is built."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from digest.errors import LedgerError
from digest.model import Problem

if TYPE_CHECKING:
    from pathlib import Path

    from digest.model import SentIssue

_HINT = "bring it back with: digest history --rebuild"


def recall(ledger: Path, outbox: Path) -> tuple[tuple[SentIssue, ...], tuple[Problem, ...]]:
    """The issues that were sent, oldest first: those that the ledger knows, and others that have a receipt.

    A ledger that is lost or cannot be read must not make an issue repeat what was sent.
    """
    from digest.outbox.sent import read_receipts

    problems: tuple[Problem, ...] = ()
    try:
        known = _remembered(ledger)
    except LedgerError as error:
        known, problems = (), (Problem.of(error),)
    others, damaged = read_receipts(outbox, unless=[issue.week for issue in known])
    if others and not problems:
        found = f"{len(others)} that the outbox has a receipt of, the first {others[0].week}"
        problems = (Problem("the ledger does not know of issues that were sent", str(ledger), found, _HINT),)
    return tuple(sorted((*known, *others), key=attrgetter("week"))), (*problems, *damaged)


def _remembered(file: Path) -> tuple[SentIssue, ...]:
    if not file.exists():
        return ()
    from digest.ledger.ledger import Ledger

    with Ledger.if_there(file) as ledger:
        return ledger.issues()
