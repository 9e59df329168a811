"""Builds an issue to be looked at: in a scratch outbox, asking nobody and writing nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.model import Week
from digest.pipeline.building import build
from digest.pipeline.order import Order
from digest.preview.looking import same_issue
from digest.settings.reading import load
from digest.settings.signing import signer

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from digest.preview.scratch import Scratch
    from digest.settings import Settings


@dataclass(frozen=True, slots=True)
class Built:
    """A build that gave an issue; ``outbox`` is the scratch one, None where the real one has the same bytes."""

    settings: Settings
    week: Week
    outbox: Path | None


def rebuilt(config: Path, outbox: Path | None, day: date, scratch: Scratch, environ: Mapping[str, str]) -> Built:
    """Build the issue of the day from what is there now; the settings are read again.

    Args:
        config: The settings' file.
        outbox: The real one, where it is not the settings'.
        day: The issue's.
        scratch: Where it is laid.
        environ: The environment, which names the key that letters are signed with.

    Raises:
        DigestError: As `digest.pipeline.building.build` and `digest.settings.reading.load` raise it; the scratch
            outbox of before is untouched.
    """
    settings = load(config)
    week = Week.of(day, starts_on=settings.week_start)
    real = outbox or settings.outbox
    place = scratch.outbox(real, week)
    try:
        order = Order(day=day, outbox=place, now=None)
        build(settings, order, cache=scratch.cache, signer=signer(settings, environ))
    except BaseException:
        scratch.drop(place)
        raise
    if same_issue(real / str(week), place / str(week)):
        scratch.drop(place)
        return Built(settings, week, None)
    return Built(settings, week, place)
