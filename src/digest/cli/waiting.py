"""How a service waits and is told to stop."""

from __future__ import annotations

import os
import select
import signal
from typing import TYPE_CHECKING

from digest.cli import ending

if TYPE_CHECKING:
    from types import FrameType


class Stop:
    """Set by SIGTERM or SIGINT; a second one ends the process at once, as it ends any other command.

    A pipe wakes who waits: the lock in a `threading.Event` may be held by the very thread that the signal interrupts.
    """

    def __init__(self) -> None:
        self._set = False
        self._ear, self._mouth = os.pipe()
        os.set_blocking(self._mouth, False)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._told)

    def is_set(self) -> bool:
        """Whether it is time to stop."""
        return self._set

    def wait(self, seconds: float) -> bool:
        """Wait so long, or until it is time to stop; whether it is."""
        if not self._set:
            select.select([self._ear], [], [], seconds)
        return self._set

    def _told(self, number: int, frame: FrameType | None) -> None:
        if self._set:
            signal.signal(signal.SIGINT, signal.default_int_handler)
            if number == signal.SIGINT:
                raise KeyboardInterrupt
            ending.terminate(number, frame)
        self._set = True
        os.write(self._mouth, b".")
