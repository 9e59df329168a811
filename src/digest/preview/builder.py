"""Builds an issue to be looked at: in a scratch outbox, asking nobody and writing nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.model import Week
from digest.pipeline.building import build
from digest.pipeline.order import Order
from digest.settings.reading import load
from digest.settings.signing import signer

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from digest.preview.scratch import Scratch
    from digest.settings import Settings


def rebuilt(
    config: Path, outbox: Path | None, day: date, scratch: Scratch, environ: Mapping[str, str]
) -> tuple[Settings, Week, Path]:
    """Build the issue of the day from what is there now; the settings are read again.

    Args:
        config: The settings' file.
        outbox: The real one, where it is not the settings'.
        day: The issue's.
        scratch: Where it is laid.
        environ: The environment, which names the key that letters are signed with.

    Returns:
        The settings, the issue's week, and the scratch outbox in which it lies.

    Raises:
        DigestError: As `digest.pipeline.building.build` and `digest.settings.reading.load` raise it; the scratch
            outbox of before is untouched.
    """
    settings = load(config)
    week = Week.of(day, starts_on=settings.week_start)
    place = scratch.outbox(outbox or settings.outbox, week)
    try:
        order = Order(day=day, outbox=place, now=None)
        build(settings, order, cache=scratch.cache, signer=signer(settings, environ))
    except BaseException:
        scratch.drop(place)
        raise
    return settings, week, place
