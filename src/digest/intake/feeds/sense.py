"""Dates that make sense: read from what a feed states, never a wrong one for one that cannot be read."""

from __future__ import annotations

import calendar
import re
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

_EARLIEST = int(datetime(1995, 1, 1, tzinfo=UTC).timestamp())  # the web's publications are not older
_LATEST = int(datetime(2100, 1, 1, tzinfo=UTC).timestamp())
_AHEAD = timedelta(days=2)  # a clock that is wrong, or a zone
_LONGEST = 100  # characters; a date has fewer
_DAY_ALONE = len("2024-06-23")
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: n for n, name in enumerate(_NAMES, 1)}
_EAST = {  # hours east of Greenwich: the zones of RFC 822, 5.1, and those in wide use
    0: "z ut utc gmt wet",
    -5: "est cdt",
    -4: "edt ast",
    -6: "cst mdt",
    -7: "mst pdt",
    -8: "pst akdt",
    -9: "akst",
    -10: "hst",
    1: "cet met mez bst west",
    2: "cest mest mesz eet",
    3: "eest msk",
    9: "jst kst",
    10: "aest",
    11: "aedt",
    12: "nzst",
    13: "nzdt",
}
_ZONES = {name: 60 * hours for hours, names in _EAST.items() for name in names.split()}
_MAIL = re.compile(  # RFC 822 as RSS has it
    r"(?:[^\W\d_]{2,10}\.?,?\s+)?(\d{1,2})\s+([A-Za-z]{3})[a-z]*\.?,?\s+(\d{4}|\d\d)"
    r"(?:\s+(\d{1,2}):(\d\d)(?::(\d\d))?(?:\.\d+)?\s*([+-]\d\d:?\d\d|[A-Za-z]{0,4}))?\s*(?:\(\w*\))?"
)
_NUMBER = re.compile(r"(\d{9,10})(?:\.\d*)?|(\d{12,13})|(\d{15,16})|(\d{18,19})")
_DIGITS = re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?")
_CLOCK = re.compile(r"(?<![\d:+-])(\d{1,2}):(\d\d)(?::(\d\d))?(?!\d)")
_BEHIND = re.compile(r"(?:\.\d+)?\s*([ap])?\.?(?:m\.?)?\b\s*([+-]\d\d:?\d\d|[A-Za-z]{1,4}\b)?", re.IGNORECASE)
_NOON = (12, 0, 0)  # of a day without a clock time: so it is that day from UTC-12 to UTC+11
_SHORT = re.compile(r"\d{1,4}")
_WORD = re.compile(r"[^\W\d_]{3,}")


def stated_moment(text: object, parsed: object = None) -> int | None:
    """The moment that a feed states, in epoch seconds, or None where it states none that can be.

    Understood are RFC 822 and ISO 8601, seconds and milliseconds since 1970, and days as publications write them,
    with or without a clock time; without a zone it is taken for UTC, without a clock time for noon.

    Args:
        text: What stands in the feed.
        parsed: What another reader made of it (a time tuple in UTC), which counts where none of the above fits and
            where it is at least of the year that is stated.
    """
    if not isinstance(text, str) or not (line := text.strip()) or len(line) > _LONGEST:
        return None
    try:
        moment = _mail(line) or _number(line) or _iso(line) or _written(line) or _other(line, parsed)
    except (ValueError, OverflowError):
        return None
    return moment if moment is not None and _EARLIEST <= moment < _LATEST else None


def sensible(moment: int | None, now: datetime) -> datetime | None:
    """A stated moment as an aware time in UTC; None for one that was not stated or lies more than two days ahead."""
    if moment is None or not _EARLIEST <= moment <= (now + _AHEAD).timestamp():
        return None
    return datetime.fromtimestamp(moment, UTC)


def _mail(line: str) -> int | None:
    match = _MAIL.fullmatch(line)
    if match is None or (month := _MONTHS.get(match[2].lower())) is None:
        return None
    year = int(match[3])
    if len(match[3]) == 2:  # RFC 822 has two digits; its pivot is that of RFC 5322, 4.3
        year += 2000 if year < 50 else 1900
    clock = _clock(match[4], match[5], match[6] or "0") if match[4] else _NOON
    return _moment(year, month, int(match[1]), clock, _zone(match[7] or ""))


def _number(line: str) -> int | None:
    if match := _NUMBER.fullmatch(line):
        return int(line.partition(".")[0]) // (1, 1000, 10**6, 10**9)[(match.lastindex or 1) - 1]
    if match := _DIGITS.fullmatch(line):
        year, month, day, *clock = (int(part or 0) for part in match.groups())
        return _moment(year, month, day, (clock[0], clock[1], clock[2]), 0)
    return None


def _iso(line: str) -> int | None:
    compact = line.replace(" Z", "Z")
    try:
        found = datetime.fromisoformat(compact)
    except ValueError:
        return None
    if len(compact) <= _DAY_ALONE:
        found = found.replace(hour=_NOON[0])
    return int((found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp())


def _written(line: str) -> int | None:
    """A day as publications write it, with the clock time that stands beside it."""
    from digest.intake.dates import published_date

    day: date | None = published_date(line)
    if day is None:
        return None
    match = _CLOCK.search(line)
    if match is None:
        return _moment(day.year, day.month, day.day, _NOON, 0)
    hour, minute, second = _clock(match[1], match[2], match[3] or "0")
    behind = _BEHIND.match(line, match.end())
    half, zone = (behind[1], behind[2]) if behind else (None, None)
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half in "pP" else 0)
    return _moment(day.year, day.month, day.day, (hour, minute, second), _zone(zone or ""))


def _other(line: str, parsed: object) -> int | None:
    """What another reader understood, for dates in words, where it has the year and about the day that are stated."""
    if not isinstance(parsed, tuple) or len(parsed) != 9 or not _WORD.search(line):
        return None
    numbers = {int(digits) for digits in _SHORT.findall(line)}
    days = {parsed[2] - 1, parsed[2], parsed[2] + 1} - {0}  # a zone may have moved it
    if parsed[0] not in numbers or not days & numbers:
        return None
    return calendar.timegm(parsed) if ":" in line else calendar.timegm((*parsed[:3], *_NOON, *parsed[6:]))


def _clock(hour: str, minute: str, second: str) -> tuple[int, int, int]:
    """The hour, minute and second; noon for a time that no clock shows, so that at least the day is right."""
    time = int(hour), int(minute), min(int(second), 59)  # a leap second is the last of its minute
    return time if time[0] < 24 and time[1] < 60 else _NOON


def _zone(name: str) -> int:
    """Minutes east of Greenwich, none for a zone that is not known."""
    if name[:1] not in {"+", "-"}:
        return _ZONES.get(name.lower(), 0)
    hours, minutes = int(name[1:3]), int(name[-2:])
    return (hours * 60 + minutes) * (-1 if name[0] == "-" else 1) if hours <= 14 and minutes < 60 else 0


def _moment(year: int, month: int, day: int, clock: tuple[int, int, int], minutes: int) -> int:
    zone = timezone(timedelta(minutes=minutes))
    return int(datetime(year, month, day, *clock, tzinfo=zone).timestamp())
