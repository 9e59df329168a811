"""How fast letters go out, and how long is waited."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_LOOK = 0.2  # seconds between two looks at whether waiting is over


def wait(seconds: float, sleep: Callable[[float], None], over: Callable[[], bool]) -> None:
    """Wait, but not longer than until it is over."""
    left = seconds
    while left > 0 and not over():
        sleep(min(left, _LOOK))
        left -= _LOOK


class Pace:
    """Lets so many through in a second, whichever thread they are in.

    Args:
        per_second: How many; 0 for no limit.
        clock: Seconds that only grow.
        sleep: Waits that many seconds.
    """

    def __init__(self, per_second: int, clock: Callable[[], float], sleep: Callable[[float], None]) -> None:
        self._gap = 1 / per_second if per_second else 0.0
        self._clock, self._sleep = clock, sleep
        self._lock = threading.Lock()
        self._next = 0.0

    def hold(self, seconds: float) -> None:
        """Let nobody through for so long."""
        with self._lock:
            self._next = max(self._next, self._clock() + seconds)

    def keep(self, over: Callable[[], bool]) -> None:
        """Wait for one's turn."""
        with self._lock:
            now = self._clock()
            turn = max(now, self._next)
            self._next = turn + self._gap
        wait(turn - now, self._sleep, over)
