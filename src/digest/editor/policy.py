"""How an editor of this newsletter decides about a week."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

RollOver = Literal["never", "thin", "always"]
ThinWeek = Literal["publish", "fill", "skip"]


@dataclass(frozen=True, slots=True)
class Policy:
    """How an editor of this newsletter decides about a week; counts are the most that may stand in an issue.

    Args:
        minimum: The fewest stories; with fewer the week is thin.
        floor: The score below which an entry of a feed is no story. A document is an explicit choice and has none.
        roll_over: Whether unused entries of the seven days before may come in.
        thin: What becomes of a week that is thin even so: published as it is, filled up from the archive, or skipped.
        apart: The number of issues within which neither a lead nor a subject comes again.
        headlines: Stories beyond the last that are named only.
        per_section: Entries of feeds in one section; 0 for no limit.
        per_publication: Entries of feeds of one publication, where there are others; 0 for no limit.
        sections: Those that have a heading of their own, in their order.
        deals: Deals in a letter.
    """

    minimum: int = 1
    floor: float = 0.0
    roll_over: RollOver = "thin"
    thin: ThinWeek = "fill"
    apart: int = 12
    headlines: int = 8
    per_section: int = 0
    per_publication: int = 3
    sections: tuple[str, ...] = ()
    deals: int = 3
