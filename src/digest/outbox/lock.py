"""One writer at a time in an outbox."""

from __future__ import annotations

import fcntl
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from digest.errors import OutboxBusy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_PAUSE = 0.05  # seconds between two tries


@contextmanager
def held(
    outbox: Path,
    *,
    patience: float,
    waiting: Callable[[], None] = lambda: None,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[None]:
    """Hold the outbox's lock; the system lets go of it when the process ends, however it ends.

    Args:
        outbox: An existing folder.
        patience: Seconds to wait for another build.
        waiting: Called once when there is one to wait for.
        sleep: Waits that many seconds.

    Raises:
        OutboxBusy: The other build was not done in that time.
    """
    with (outbox / ".lock").open("ab") as file:
        tries = max(1, round(patience / _PAUSE))
        for turn in range(tries + 1):
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError as error:
                if turn == 0:
                    waiting()
                if turn == tries:
                    raise OutboxBusy(
                        "another build is writing",
                        where=str(outbox),
                        found=f"still busy after {patience:g} seconds",
                        hint="try again when it is done",
                    ) from error
                sleep(_PAUSE)
        yield
