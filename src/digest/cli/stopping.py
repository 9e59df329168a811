"""Signals that ask a command to stop, which it does when what is under way is finished."""

from __future__ import annotations

import os
import signal
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextmanager
def stopping(*, wanted: bool) -> Iterator[Callable[[], int]]:
    """What tells the number of the signal that came, or 0; a second one ends the program as it always does.

    A signal that is ignored, as by ``nohup``, stays so.

    Args:
        wanted: Whether the command can be stopped so; without it, signals do what they always do.
    """
    came: list[int] = []
    now = {number: signal.getsignal(number) for number in _SIGNALS} if wanted else {}
    before = {number: handler for number, handler in now.items() if handler is not signal.SIG_IGN}
    terminals = [number for number in (1, 2) if _is_terminal(number)]

    def note(number: int, frame: FrameType | None) -> None:
        if came:
            _as_always(number, before[signal.Signals(number)], frame)
        came.append(number)
        if number == signal.SIGHUP:  # the terminal is gone: who writes to it would fail
            _silenced(terminals)

    for number in before:
        signal.signal(number, note)
    try:
        yield lambda: came[0] if came else 0
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _as_always(number: int, handler: object, frame: FrameType | None) -> None:
    if callable(handler):
        handler(number, frame)
    else:
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)


def _is_terminal(number: int) -> bool:
    with suppress(OSError):
        return os.isatty(number)
    return False


def _silenced(terminals: list[int]) -> None:
    nothing = os.open(os.devnull, os.O_WRONLY)
    for number in terminals:
        os.dup2(nothing, number)
    os.close(nothing)
