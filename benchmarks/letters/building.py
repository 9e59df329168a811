"""Every issue that is judged, built side by side, and its letters as they lie."""

from __future__ import annotations

import json
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.torture import built, issues

from digest.errors import NothingToPublish
from digest.model import LaidLetter

MATERIAL = Path(__file__).parents[3] / "shared" / "seeds"
CORES = 2


@dataclass(frozen=True, slots=True)
class Shown:
    """A letter that is judged: its issue's name, its folder and its bytes."""

    issue: str
    folder: Path
    letter: LaidLetter

    @property
    def name(self) -> str:
        """Such as `sample/free`."""
        return f"{self.issue}/{self.letter.audience}"


def all_letters(scratch: Path, only: tuple[str, ...] = ()) -> tuple[list[Shown], list[str]]:
    """The letters of all issues, and the names of issues that could not be built."""
    names = [name for name in issues(MATERIAL) if not only or name in only]
    with ProcessPoolExecutor(CORES) as pool:
        folders = list(pool.map(partial(folder_of, scratch=scratch), names))
    made = [(name, folder) for name, folder in zip(names, folders, strict=True) if folder]
    failed = [name for name, folder in zip(names, folders, strict=True) if not folder]
    return [Shown(name, place, laid(place)) for name, folder in made for place in places(folder)], failed


def folder_of(name: str, scratch: Path) -> Path | None:
    try:
        return built(name, scratch, material=MATERIAL).folder
    except NothingToPublish as error:
        print(f"{name}: {error}")
        return None


def places(folder: Path) -> list[Path]:
    return sorted(file.parent for file in folder.glob("*/letter.html"))


def laid(place: Path) -> LaidLetter:
    """A letter from its folder in the outbox."""
    return LaidLetter(
        place.name,
        json.loads((place / "manifest.json").read_bytes()),
        (place / "letter.html").read_bytes().decode(),
        (place / "letter.txt").read_bytes().decode(),
        (place / "letter.mjml").read_bytes().decode(),
        (place / "letter.eml").read_bytes(),
    )
