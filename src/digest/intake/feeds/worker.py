"""What a process of the pool does; it imports little, because every one of them pays for it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from typing import TYPE_CHECKING, NoReturn

from digest.intake.feeds.in_time import in_time
from digest.intake.feeds.parse import parse_feed

if TYPE_CHECKING:
    from digest.intake.feeds.raw import Parsed

LONGEST = 20.0
"""Seconds of CPU time for one feed."""


def parse_in_time(body: bytes, content_type: str, address: str, longest: float = LONGEST) -> Parsed:
    """As ``parse_feed``, within so many seconds of CPU time where that can be bounded.

    Args:
        body: As there.
        content_type: As there.
        address: As there.
        longest: Seconds.

    Raises:
        TimeoutError: The document is made so that reading it does not end.
    """
    return in_time(longest, parse_feed, body, content_type, address)


def live_and_die_with_the_parent() -> None:
    """What a process of the pool does first: leave Ctrl-C to its parent, and end when that has ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_after, args=(parent.sentinel,), daemon=True).start()


def _end_after(sentinel: int) -> NoReturn:
    from multiprocessing.connection import wait

    wait([sentinel])
    os._exit(1)
