"""What a judge says of one letter: numbers, and what weighs enough to be told."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from digest.model import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

MUST, SHOULD, NOTE = Severity.MUST, Severity.SHOULD, Severity.NOTE

_LONGEST = 220


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that a judge minds, in its own words."""

    severity: Severity
    what: str
    hint: str


@dataclass(frozen=True, slots=True)
class Said:
    """``measures`` are named numbers, as the table of `make judges` has them."""

    measures: Mapping[str, float] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()


def in_short(words: str) -> str:
    """On one line, and not longer than one can read."""
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
