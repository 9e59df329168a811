"""Newsletters that try a letter hard, each a folder here or made of numbers, and the issues that come of them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from digest.pipeline.building import Built, Order, build
from digest.settings.reading import load
from tests.torture.made import five_hundred, long_words, only_images

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
DAY = date(2024, 6, 23)
_NOW = datetime(2024, 6, 23, 7, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Torture:
    """``make`` writes what is too large, or too dull, to be kept as files."""

    name: str
    make: Callable[[Path], None] | None = None


TORTURES = (
    Torture("unicode"),
    Torture("right-to-left"),
    Torture("500-stories", five_hundred),
    Torture("one-story"),
    Torture("none-but-deals"),
    Torture("long-words", long_words),
    Torture("no-images"),
    Torture("only-images", only_images),
    Torture("hostile-feed"),
)


def issues(material: Path | None = None) -> tuple[str, ...]:
    """The names of all that can be built here; ``material`` is the folder of the two first documents."""
    more = ("documents",) if material and material.is_dir() else ()
    return ("sample", *more, *(torture.name for torture in TORTURES))


def laid_by(name: str, folder: Path) -> Path:
    """Copy or make the newsletter of this name, and give its digest.toml."""
    torture = next(one for one in TORTURES if one.name == name)
    place = folder / name
    if torture.make:
        place.mkdir(parents=True)
        torture.make(place)
    else:
        shutil.copytree(HERE / name, place, ignore=shutil.ignore_patterns("ledger.sqlite*", "outbox"))
    return place / "digest.toml"


def built(name: str, folder: Path, *, material: Path | None = None) -> Built:
    """Build the issue into ``folder / "outbox" / name``."""
    outbox = folder / "outbox" / name
    if name in ("sample", "documents"):
        seeds = (material,) if name == "documents" and material else ()
        return build(load(ROOT / "digest.toml"), Order(DAY, seeds, outbox))
    return build(load(laid_by(name, folder)), Order(DAY, (), outbox, now=_NOW))
