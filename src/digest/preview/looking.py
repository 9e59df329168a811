"""What an outbox looks like now: to know what changed in it, whoever changed it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.outbox.checked import NAME
from digest.outbox.issues import weeks_in
from digest.preview.finding import audiences, inside

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from digest.model import Week

    State = tuple[int, int, int]

_LETTER = ("letter.html", "letter.txt", "letter.eml")


@dataclass(frozen=True, slots=True)
class Look:
    """``letters`` is the state of the files of one issue's letters; the rest is what else is told of the outbox."""

    issue: State
    letters: tuple[tuple[str, State], ...]
    check: State
    weeks: tuple[Week, ...]
    receipts: tuple[str, ...]

    def laid_anew(self, before: Look) -> bool:
        """Whether the issue is there, and not the one that was there before."""
        return any(self.issue) and (self.issue, self.letters) != (before.issue, before.letters)


def look(outbox: Path, week: Week) -> Look:
    """Look at the outbox, and at the week's issue in it."""
    folder = outbox / str(week)
    return Look(
        issue=_state(folder / "issue.json"),
        letters=tuple((str(path), _state(path)) for path in sorted(folder.glob("*/letter.*"))),
        check=_state(folder / "preflight.json"),
        weeks=weeks_in(outbox),
        receipts=tuple(sorted(path.name for path in outbox.glob("*.sent.json"))),
    )


def fingerprints(folder: Path) -> Mapping[str, str]:
    """One of each audience's letter, by its bytes."""
    return {name: _fingerprint(folder, name) for name in audiences(folder)}


def same_issue(one: Path, other: Path) -> bool:
    """Whether both folders hold the same issue, byte by byte; what was found about it is no part of it."""
    names = [sorted(path.relative_to(place) for path in place.rglob("*") if path.is_file()) for place in (one, other)]
    compared = [[name for name in found if name.name != NAME] for found in names]
    return compared[0] == compared[1] != [] and all(
        (one / name).read_bytes() == (other / name).read_bytes() for name in compared[0]
    )


def _fingerprint(folder: Path, audience: str) -> str:
    found = hashlib.sha256()
    for name in _LETTER:
        path = folder / audience / name
        found.update(path.read_bytes() if inside(folder, path) else b"")
    return found.hexdigest()


def _state(path: Path) -> State:
    try:
        found = path.stat()
    except OSError:
        return 0, 0, 0
    return found.st_ino, found.st_mtime_ns, found.st_size
