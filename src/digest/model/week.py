"""The weeks of a newsletter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

_WEEK = re.compile(r"(\d{4})-W(\d{2})")


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """An ISO 8601 week: ``2024-W25`` runs from Monday 17 to Sunday 23 June 2024."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date, *, starts_on: int = 0) -> Self:
        """The week that contains the day.

        Args:
            day: Any day of the week.
            starts_on: The weekday on which the newsletter's weeks start, 0 for Monday (ISO 8601) to 6 for Sunday. A
                week that starts on another day has the number of the ISO week that holds most of its days.
        """
        first = day - timedelta(days=(day.weekday() - starts_on) % 7)
        year, number, _ = (first + timedelta(days=3)).isocalendar()
        return cls(year, number)

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The week that ``2024-W25`` names, or None."""
        match = _WEEK.fullmatch(text)
        if match is None:
            return None
        year, number = int(match[1]), int(match[2])
        try:
            date.fromisocalendar(year, number, 1)
        except ValueError:
            return None
        return cls(year, number)

    @property
    def monday(self) -> date:
        """Its first day."""
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def ordinal(self) -> int:
        """Weeks since the year 1, for counting and rotating."""
        return self.monday.toordinal() // 7

    def __str__(self) -> str:
        return f"{self.year:04}-W{self.number:02}"
