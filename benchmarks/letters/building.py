"""Every issue that is judged, built side by side, and its letters and pages as they lie."""

from __future__ import annotations

import json
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tests.torture import built, issues

from digest.errors import NothingToPublish
from digest.model import LaidLetter, SentIssue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.model import Issue

MATERIAL = Path(__file__).parents[3] / "shared" / "seeds"
CORES = 2
MOST_ARTICLES = 1
_LIST = "issues.html"


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


def all_pages(shown: Sequence[Shown]) -> dict[str, tuple[str, Path]]:
    """The public pages of their issues, each by a name, with its issue's: the issue, an article, and the list."""
    folders = {one.issue: one.folder.parent for one in shown}
    return {f"{issue}/{page.stem}": (issue, page) for issue, folder in folders.items() for page in pages(folder)}


def pages(folder: Path) -> list[Path]:
    articles = sorted(folder.glob("articles/*.html"))[:MOST_ARTICLES]
    return [folder / "index.html", *articles, folder / _LIST]


def folder_of(name: str, scratch: Path) -> Path | None:
    try:
        made = built(name, scratch, material=MATERIAL)
    except NothingToPublish as error:
        print(f"{name}: {error}")
        return None
    if made.folder:
        (made.folder / _LIST).write_text(list_of(made.issue), encoding="utf-8")
    return made.folder


def list_of(issue: Issue) -> str:
    """The list of issues, as if this one had been sent."""
    from digest.templating.archive import issues_page
    from digest.templating.environment import templates

    sent = datetime.combine(issue.day, time(7), UTC)
    one = SentIssue(issue.week, issue.day, issue.number, issue.subject, sent)
    return issues_page(issue.newsletter, (one,), templates())


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


def as_laid(page: Path) -> LaidLetter:
    """A page as something that judges look at: nobody mails it."""
    return LaidLetter("web", {}, page.read_bytes().decode(), "", "", b"")
