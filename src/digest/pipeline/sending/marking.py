"""The issue marked as sent with its first reader, while the others get theirs."""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from digest.errors import DigestError
from digest.model import Problem
from digest.outbox.sent import receipt_file
from digest.pipeline.history import mark_sent

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from digest.ledger.ledger import Ledger
    from digest.model import Week
    from digest.settings import Settings


def marked(ledger: Ledger, outbox: Path, week: Week) -> tuple[bool, bool]:
    """Whether the ledger has the week's issue as sent, and whether its receipt lies in the outbox."""
    return week in {issue.week for issue in ledger.issues()}, receipt_file(outbox, week).exists()


class Marking:
    """Marks an issue, once.

    Somebody may hold the outbox's lock for long. No reader's message waits for that, so it is done beside them, and
    tried once more in the end.
    """

    def __init__(self, settings: Settings, outbox: Path, week: Week, ledger: Ledger) -> None:
        self._settings, self._outbox, self._week, self._ledger = settings, outbox, week, ledger
        self._at: datetime | None = None
        self._thread: threading.Thread | None = None
        self._done = False

    def begin(self, at: datetime) -> None:
        """Mark it, unless that was begun or done before."""
        if self._at is not None:
            return
        self._at = at
        self._done = all(marked(self._ledger, self._outbox, self._week))
        if not self._done:
            self._thread = threading.Thread(target=self._beside, args=(at,), daemon=True)
            self._thread.start()

    def ended(self) -> tuple[Problem, ...]:
        """Wait until it is done, or try again; what stands in the way."""
        if self._thread is not None:
            self._thread.join()
        if self._done or self._at is None:
            return ()
        try:
            self._mark(self._at)
        except DigestError as error:
            hint = f"mark it with: digest mark-sent {self._week}"
            return (Problem("the issue could not be marked as sent", str(self._week), str(error), hint),)
        return ()

    def _beside(self, at: datetime) -> None:
        with suppress(Exception):  # it is tried again where it can be told
            self._mark(at)

    def _mark(self, at: datetime) -> None:
        mark_sent(self._settings, self._week, at=at, outbox=self._outbox)
        self._done = True
