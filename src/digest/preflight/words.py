"""Words that nobody meant to send: marks of unfinished work, years gone by, dates that cannot be."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.preflight.sight import Sight

_CAPITALS = "A-ZÁÀÂÄÃÅÇÉÈÊÍÓÔÖÕÚÜÑ"
_PERHAPS = re.compile(r"TK|TODO|FIXME|TBD|XXXX|\[|[Ll][Oo][Rr][Ee][Mm]|[Ii][Nn][Ss][Ee][Rr][Tt]")
_FORGOTTEN = re.compile(
    rf"(?<![{_CAPITALS}]{{2}}[ ])\bTODO\b(?![ ][{_CAPITALS}]{{1,30}}\b)|\bFIXME\b|\bTBD\b"
    r"|\bX{4,8}\b|\b(?:TK){2,4}\b|\[TK\b[^\]]{0,30}\]"
    r"|(?i:\blorem (?:ipsum|dolor)\b|^\W{0,3}insert\b(?:[^.!?]{0,60}\bhere|[ ](?:text|link))\W{0,3}$"
    r"|\[(?:link|url|name|date|image|photo|headline|subject|preheader|tbd|tbc|(?:insert|add) [^\]]{1,30})\])"
)
_TO_COME = re.compile(
    r"^TK\b|[$€£]TK\b|\(TK\)|\bTK(?=[.,;:!?)]|[ ]?%|[ ](?:per ?cent|people|years|million|billion)\b|$)"
)
_TK = re.compile(r"\bTK\b")
_NAMED_TK = re.compile(rf"\bTK[ ][{_CAPITALS}]\w")
_OFTEN = 3  # times after which TK is a name and no mark
_YEAR = r"((?:19|20)\d\d)"
_SPAN = r"\s{0,3}[-\N{EN DASH}\N{EM DASH}]\s{0,3}"
_BETWEEN = (
    r"(?:(?!since\b|seit\b|founded\b|est\b|established\b|in\b|depuis\b|desde\b)[^\s\d][^\s\d]{0,40}[\s,]{1,3}){0,5}?"
)
_RIGHTS = re.compile(
    rf"(?:©|\(c\)|\bcopyright\b|\ball rights reserved\b)[\s,.]{{0,3}}{_BETWEEN}"
    rf"(?:{_YEAR}{_SPAN})?{_YEAR}(?:{_SPAN}(\d\d)\b(?!\d))?",
    re.IGNORECASE,
)
_BLANK = re.compile(r"\n[ \t]*\n")
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
    said = [text for text in _said(sight) if _PERHAPS.search(text)]
    marks = (_FORGOTTEN, _TO_COME) if _has_tk_as_a_mark(sight, said) else (_FORGOTTEN,)
    for mark in marks:
        for match in (found for text in said for found in mark.finditer(text)):
            yield f"the letter says “{match[0]}”"


def stale_year(sight: Sight) -> Iterator[str]:
    """A year gone by in the footer says that nobody looks."""
    day = _day(sight)
    if day is None:
        return
    tagline = str(sight.letter.manifest.get("tagline", ""))
    for place, text in (("HTML part", sight.words), ("text part", sight.text)):
        footer = " ".join(text.split()[-_FOOTER:])
        for match in _RIGHTS.finditer(f"{tagline} · {footer}"):
            last = int(match[2][:2] + match[3]) if match[3] else int(match[2])
            if last < day.year:
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


def _said(sight: Sight) -> list[str]:
    """What the letter says, paragraph by paragraph, each on one line."""
    shown = [text for text, _ in sight.seen]
    pictures = [image.get("alt") for image in sight.images]
    told = [sight.letter.subject, sight.letter.preheader, *shown, *pictures, *_BLANK.split(sight.text)]
    return [" ".join(text.split()) for text in dict.fromkeys(told)]


def _has_tk_as_a_mark(sight: Sight, said: list[str]) -> bool:
    """Whether TK means “to come”, as English editors write it, and is not somebody's name."""
    language = str(sight.letter.manifest.get("language", "")) or "en"
    often = len(_TK.findall(sight.words)) >= _OFTEN
    return language.startswith("en") and not often and not any(map(_NAMED_TK.search, said))


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
