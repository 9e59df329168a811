"""Words that nobody meant to send: marks of unfinished work, years gone by, dates that cannot be."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.preflight.sight import Sight

_FORGOTTEN = re.compile(
    r"\bTK\b|\bTODO\b|lorem ipsum|\binsert (?:here|text|link)\b|\bX{3,8}\b"
    r"|\[(?:link|url|name|date|image|photo|headline|subject|preheader|tbd|tbc|insert [^\]]{1,30})\]",
    re.IGNORECASE,
)
_YEAR = r"((?:19|20)\d\d)"
_SPAN = r"\s*[-\N{EN DASH}\N{EM DASH}]\s*"
_RIGHTS = re.compile(
    rf"(?:©|\(c\)|\bcopyright\b|\ball rights reserved\b)[\s,.]*(?:{_YEAR}{_SPAN})?{_YEAR}",
    re.IGNORECASE,
)
_FOOTER = 40  # words at a letter's end; years above them are those of credits and stories
_MONTHS = [
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
]
_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_DATED = re.compile(
    rf"\b({'|'.join(_DAYS)}),?\s+(?:the\s+)?(?:(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?({'|'.join(_MONTHS)})"
    rf"|({'|'.join(_MONTHS)})\s+(\d{{1,2}})(?:st|nd|rd|th)?)(?:,?\s+{_YEAR})?(?!\d)",
    re.IGNORECASE,
)


def stories(sight: Sight) -> Iterator[str]:
    """A letter needs something to read."""
    record, offers = sight.laid.record, sight.letter.manifest.get("offers")
    instead = not record.get("stories") and (record.get("note") or record.get("archive") or offers)
    if not sight.stories and not instead:
        yield "there is no story for these readers"


def forgotten(sight: Sight) -> Iterator[str]:
    """Editors' marks for what is still to come."""
    for match in _FORGOTTEN.finditer(f"{sight.letter.subject}\n{sight.letter.preheader}\n{sight.words}"):
        yield f"the letter says “{match[0]}”"


def stale_year(sight: Sight) -> Iterator[str]:
    """A year gone by in the footer says that nobody looks."""
    day = _day(sight)
    if day is None:
        return
    tagline = str(sight.letter.manifest.get("tagline", ""))
    for place, text in (("HTML part", sight.words), ("text part", sight.letter.text)):
        footer = " ".join(text.split()[-_FOOTER:])
        for match in _RIGHTS.finditer(f"{tagline} · {footer}"):
            if int(match[2]) < day.year:
                yield f"the {place} says “{match[0]}” in {day.year}"


def weekday(sight: Sight) -> Iterator[str]:
    """A date and its weekday that do not go together make readers miss what is announced."""
    day = _day(sight)
    note = "\n".join(map(str, sight.laid.record.get("note", ())))
    for match in _DATED.finditer(note) if day else ():
        meant = _meant(match, day) if day else None
        if meant and _DAYS[meant.weekday()] != match[1].lower():
            right = _DAYS[meant.weekday()].capitalize()
            yield f"the note says “{match[0]}”, but {meant.isoformat()} is a {right}"


def _day(sight: Sight) -> date | None:
    try:
        return date.fromisoformat(str(sight.laid.record.get("date", "")))
    except ValueError:
        return None


def _meant(match: re.Match[str], day: date) -> date | None:
    """The day of which the words speak; without a year the one nearest to the issue's."""
    number, month = int(match[2] or match[5]), _MONTHS.index((match[3] or match[4]).lower()) + 1
    years = [int(match[6])] if match[6] else [day.year - 1, day.year, day.year + 1]
    found = []
    for year in years:
        try:
            found.append(date(year, month, number))
        except ValueError:
            continue
    return min(found, key=lambda one: abs(one - day), default=None)
