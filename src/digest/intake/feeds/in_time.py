"""A bound on the CPU time of work on what strangers sent."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

P = ParamSpec("P")
T = TypeVar("T")


def in_time(seconds: float, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What the work gives, where the process's main thread does it within so many seconds of CPU time.

    In another thread nothing is bounded: only the main thread can be interrupted.

    Raises:
        TimeoutError: It took longer.
    """
    if threading.current_thread() is not threading.main_thread():
        return work(*args, **kwargs)
    try:
        with _alarm(seconds):
            return work(*args, **kwargs)
    except _TooLong as error:
        raise TimeoutError from error


class _TooLong(BaseException):
    """Passes through whoever catches every exception."""


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    def ring(_: int, __: FrameType | None) -> NoReturn:
        raise _TooLong

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
