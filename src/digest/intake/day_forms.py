"""The forms in which publications write a day, and where in a text they stand."""

from __future__ import annotations

import re
from datetime import date

from digest.intake.months import NUMBER

Found = tuple[int, int, date]
"""Where a date starts and ends in a text, and the day."""

_EARLIEST, _LATEST = 1990, 2100
_S = r"[ \u00a0\u2009\u202f]"
_MONTH = r"([^\W\d_]{3,12})\b\.?"  # any word; ``NUMBER`` knows which of them are months
_DAY = r"(\d{1,2})(?:st|nd|rd|th|er|º|ª|°|-го|\.)?"
_OF = rf"{_S}*(?:de{_S}|del{_S}|of{_S}|-)?{_S}*"
# "20194:29", "20195. May": what follows the year lost its space.
_YEAR = rf"((?:19|20|21)\d\d)(?!\d(?!\d?(?::\d\d|\.{_S}?[^\W\d])))"

_ISO = re.compile(rf"(?<!\d){_YEAR}(?:[-/.]|\.{_S})(\d{{1,2}})(?:[-/.]|\.{_S})(\d{{1,2}})(?![\d])")
_DAY_MONTH = re.compile(rf"(?<![\d.])(?<!\d:){_DAY}{_OF}{_MONTH}{_OF},?{_S}*{_YEAR}")
_DAY_MONTH_SHORT = re.compile(
    rf"(?<![\d.])(?<!\d:)(\d{{1,2}})[-.]{_S}?{_MONTH}[-. \u00a0]?{_S}?[’']?(\d\d)(?![\d:.])"
)
_MONTH_DAY = re.compile(rf"(?<!\w){_MONTH}{_S}*{_DAY}{_S}*,?{_S}*{_YEAR}")
_YEAR_MONTH_DAY = re.compile(rf"(?<!\d){_YEAR}\.?{_S}+{_MONTH}{_S}*(\d{{1,2}})(?!\d)")
_NUMERIC = re.compile(
    rf"(?<![\d./-])(?<!\d:)(\d{{1,2}})([./-]){_S}?(\d{{1,2}})\2{_S}?((?:19|20|21)\d\d|\d\d)(?![\d:])"
)
_BARRED = re.compile(r"(?<![\d|])(\d\d)( \| )(\d\d)\2((?:19|20|21)\d\d)(?!\d)")
_CJK = re.compile(rf"((?:19|20)\d\d)[年년]{_S}?(\d{{1,2}})[月월]{_S}?(\d{{1,2}})[日일]")
_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(?:(?:19|20|21)\d\d|\d\d)(?![\d/])")
_MONTHS_OF_YEAR = 12


def day(year: str, month: int, of_month: str) -> date | None:
    """That day, or None where no calendar has it or nobody published on it."""
    try:
        found = date(int(year), month, int(of_month))
    except ValueError:
        return None
    return found if _EARLIEST <= found.year <= _LATEST else None


def _century(year: str) -> str:
    if len(year) > 2:
        return year
    return f"20{year}" if int(year) < 70 else f"19{year}"  # POSIX's pivot is 69


def _numeric(match: re.Match[str], *, month_first: bool) -> date | None:
    first, mark, second, year = match.groups()
    if mark == "/" and (int(second) > _MONTHS_OF_YEAR or (month_first and int(first) <= _MONTHS_OF_YEAR)):
        first, second = second, first
    return day(_century(year), int(second), first) if int(second) <= _MONTHS_OF_YEAR else None


def _named(match: re.Match[str], year: int, month: int, of_month: int) -> date | None:
    number = NUMBER.get(match[month])
    return day(_century(match[year]), number, match[of_month]) if number else None


def _plain(match: re.Match[str]) -> date | None:
    return day(match[1], int(match[2]), match[3])


def all_dates(text: str, *, month_first: bool = False) -> list[Found]:
    """Every date in a casefolded text, in order.

    Args:
        text: The text; times and years without a day are not dates.
        month_first: Whether 4/5/2024 is the fifth of April; it is the fourth of May otherwise. Where only one
            of the two orders is possible, it is taken.
    """
    found: list[tuple[int, int, date | None]] = []
    found += [(*m.span(), _plain(m)) for pattern in (_ISO, _CJK) for m in pattern.finditer(text)]
    found += [
        (*m.span(), _named(m, 3, 2, 1)) for pattern in (_DAY_MONTH, _DAY_MONTH_SHORT) for m in pattern.finditer(text)
    ]
    found += [(*m.span(), _named(m, 3, 1, 2)) for m in _MONTH_DAY.finditer(text)]
    found += [(*m.span(), _named(m, 1, 2, 3)) for m in _YEAR_MONTH_DAY.finditer(text)]
    found += [
        (*m.span(), _numeric(m, month_first=month_first))
        for pattern in (_NUMERIC, _BARRED)
        for m in pattern.finditer(text)
    ]
    return sorted((start, end, on) for start, end, on in found if on is not None)


def slashed(text: str) -> list[tuple[int, int]]:
    """The first two numbers of every date of the form 4/5/2024."""
    return [(int(match[1]), int(match[2])) for match in _SLASHED.finditer(text)]


def spelled_orders(text: str) -> tuple[int, int]:
    """How many dates of a casefolded text write the month's name before the day, and how many behind it."""
    before = sum(_named(match, 3, 1, 2) is not None for match in _MONTH_DAY.finditer(text))
    behind = sum(_named(match, 3, 2, 1) is not None for match in _DAY_MONTH.finditer(text))
    return before, behind
