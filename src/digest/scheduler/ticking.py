"""The clock's tick: the home of `schedule`.

`schedule` reckons in the process's local time without a zone, in which an hour comes twice a year or not at all; so
the process must have its clock in UTC, and what is due is never asked of `schedule`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def ticking(tick: Callable[[], None], *, every: int, wait: Callable[[float], bool]) -> None:
    """Call at once and then every so many seconds, until told to stop.

    Args:
        tick: What is called.
        every: Seconds from one call's beginning to the next, or less when the machine's clock was set.
        wait: Waits that many seconds or less; whether to stop.
    """
    import schedule

    def begin() -> schedule.Scheduler:
        clock = schedule.Scheduler()
        clock.every(every).seconds.do(tick)
        return clock

    clock, left = begin(), 0.0
    tick()
    while not wait(max(0.0, min(left, every))):
        clock.run_pending()
        left = clock.idle_seconds or 0.0
        if left > every:  # the clock was set back: what it calls the next time would be long in coming
            tick()
            clock, left = begin(), float(every)
