"""When the weekly run is due, and what becomes of its issue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import Literal

AfterRun = Literal["outbox", "draft", "send"]


@dataclass(frozen=True, slots=True)
class Schedule:
    """The weekly run.

    ``day`` is 0 for Monday to 6 for Sunday, None for no run at all; ``time`` is what the clocks of ``zone`` (IANA)
    show. ``then`` says what becomes of the issue; ``editor`` is the address that gets drafts and word of failures. A
    run that was missed is made up for within ``catch_up`` hours; one whose failure can heal is tried ``tries`` times.
    """

    day: int | None = None
    time: time = time(8)
    zone: str = "UTC"
    then: AfterRun = "outbox"
    editor: str = ""
    catch_up: int = 12
    tries: int = 5
