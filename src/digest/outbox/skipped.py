"""Notes on weeks that were skipped, beside the issues (docs/formats/skipped.schema.json)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from digest.errors import OutboxError
from digest.model import Week
from digest.outbox.folder import PATIENCE
from digest.outbox.lock import held
from digest.outbox.record import as_json
from digest.outbox.shape import misfit
from digest.outbox.spelling import harmless

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

FORMAT = 1
SUFFIX = ".skipped.json"
_SHAPE = {"format": int, "week": str, "date": str, "why": str, "left_out": [str]}


def write_skipped(outbox: Path, week: Week, day: date, why: str, left_out: Sequence[str]) -> Path:
    """Note that the week was skipped, whole or not at all; the next issue of that week takes the note away.

    Raises:
        OutboxBusy: A build was not done in time.
        OutboxError: The outbox cannot be written.
    """
    place = outbox / f"{week}{SUFFIX}"
    begun = outbox / f".{place.name}.new"
    told = {"format": FORMAT, "week": str(week), "date": day.isoformat(), "why": why, "left_out": list(left_out)}
    try:
        outbox.mkdir(parents=True, exist_ok=True)
        with held(outbox, patience=PATIENCE):
            begun.write_bytes(as_json(harmless(told)))
            begun.replace(place)
    except OSError as error:
        hint = "check that the outbox can be written and the disk has room"
        found = error.strerror or str(error)
        raise OutboxError(
            "cannot write the note of a skipped week", where=str(place), found=found, hint=hint
        ) from error
    return place


def read_skipped(outbox: Path, week: Week) -> dict[str, Any] | None:
    """What the note says; None where there is none that can be read."""
    try:
        told = json.loads((outbox / f"{week}{SUFFIX}").read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    return told if not misfit(told, _SHAPE) else None


def skipped_weeks(outbox: Path) -> tuple[Week, ...]:
    """The weeks that have a note, oldest first."""
    names = (file.name.removesuffix(SUFFIX) for file in outbox.glob(f"*{SUFFIX}"))
    return tuple(sorted(week for name in names if (week := Week.parse(name))))
