"""Ask the feeds that are due, and remember what they sent."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from digest.intake.feeds.refresh import refresh
from digest.ledger.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Executor
    from datetime import datetime

    from digest.intake.feeds.refresh import Refreshed
    from digest.settings import Settings

_CONTENT_KEPT = timedelta(days=60)


def fetch_feeds(
    settings: Settings,
    *,
    now: datetime,
    always: bool = False,
    executor: Executor | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> Refreshed:
    """Ask the feeds that are due and remember in the ledger what they sent.

    Args:
        settings: The newsletter's.
        now: The moment, aware and in UTC.
        always: Whether those are asked, too, that are not due.
        executor: Where feeds are parsed; a pool of processes of this machine unless given.
        say: Told what is being done.

    Raises:
        LedgerError: The ledger cannot be read or written.
    """
    with Ledger(settings.ledger) as ledger:
        refreshed = refresh(
            settings.feeds,
            ledger.feed_states(),
            ledger.keep,
            limits=settings.fetching,
            now=now,
            executor=executor,
            always=always,
            say=say,
        )
        ledger.prune(now - _CONTENT_KEPT)
        return refreshed
