"""What a preview knows of one week's issue."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from digest.preview.looking import fingerprints, look
from digest.preview.telling import Place

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from digest.model import Week
    from digest.preview.looking import Look


@dataclass(slots=True)
class Shown:
    """An issue that somebody looks at, or has looked at.

    ``saves`` is how many saves its last build knew of, ``built`` the scratch outbox in which the last good one lies
    where it is not what the real one has, ``trouble`` why the last one gave no issue; ``seen`` is what the real
    outbox looked like, ``letters`` the fingerprints of what was told last.
    """

    week: Week
    saves: int
    seen: Look
    built: Path | None = None
    trouble: tuple[str, ...] = ()
    letters: Mapping[str, str] = field(default_factory=dict)

    def place(self, outbox: Path) -> Place | None:
        """Where the issue lies; None when there is none."""
        return Place(self.built, self.week, scratch=True) if self.built else laid(outbox, self.week)

    def news(self, outbox: Path) -> tuple[str, ...]:
        """The audiences whose letters are not those that were told last; told of they are by this."""
        before, place = self.letters, self.place(outbox)
        self.letters = fingerprints(place.folder) if place else {}
        return tuple(name for name, found in self.letters.items() if before.get(name) != found)


def shown(outbox: Path, week: Week, saves: int) -> Shown:
    """The week's issue as it is looked at for the first time."""
    found = Shown(week, saves, look(outbox, week))
    found.news(outbox)
    return found


def laid(outbox: Path, week: Week) -> Place | None:
    """Where the week's issue lies in the real outbox; None when there is none."""
    return Place(outbox, week) if (outbox / str(week) / "issue.json").is_file() else None
