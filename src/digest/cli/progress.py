"""Progress for a person who waits longer than a second; nobody else is shown any."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import TracebackType

    from rich.status import Status

_PATIENCE = 1.0  # seconds


class Progress:
    """A line at the foot of the terminal that says what is being done; appears after a second."""

    def __init__(self, *, terminal: bool | None = None, patience: float = _PATIENCE) -> None:
        self._terminal = sys.stderr.isatty() if terminal is None else terminal
        self._timer = threading.Timer(patience, self._appear)
        self._timer.daemon = True
        self._lock = threading.Lock()
        self._status: Status | None = None
        self._doing = "working"
        self._over = False

    def __enter__(self) -> Self:
        if self._terminal:
            self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        with self._lock:
            self._over = True
            if self._status:
                self._status.stop()

    def say(self, doing: str) -> None:
        """Change what it says."""
        with self._lock:
            self._doing = doing
            if self._status:
                self._status.update(f"{doing} …")

    def _appear(self) -> None:
        from rich.console import Console
        from rich.status import Status

        with self._lock:
            if not self._over:
                self._status = Status(f"{self._doing} …", console=Console(stderr=True))
                self._status.start()
