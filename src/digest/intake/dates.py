"""Dates as publications write them: on a line of their own or in a byline, in nine languages, never in prose."""

from __future__ import annotations

import re
from datetime import date

_EARLIEST, _LATEST = 1990, 2100

_MONTHS = """
january jan januar jänner janvier janv enero ene gennaio gen janeiro января январь янв januari stycznia
  styczeń sty
february feb februar février févr fév febrero febbraio febr fevereiro fev февраля февраль фев февр februari
  lutego luty lut
march mar märz mär mrz mars marzo março марта март мар maart mrt marca marzec
april apr avril avr abril abr aprile апреля апрель апр kwietnia kwiecień kwi
may mai mayo maggio mag maio мая май mei maja maj
june jun juni juin junio giugno giu junho июня июнь июн czerwca czerwiec cze
july jul juli juillet juil julio luglio lug julho июля июль июл lipca lipiec lip
august aug août aout agosto ago augusti августа август авг augustus sierpnia sierpień sie
september sep sept septembre septiembre setiembre settembre set setembro сентября сентябрь сен сент września
  wrzesień wrz
october oct oktober okt octobre octubre ottobre ott outubro out октября октябрь окт października październik
  paź
november nov novembre noviembre novembro ноября ноябрь ноя нояб listopada listopad lis
december dec dezember dez décembre déc diciembre dic dicembre dezembro декабря декабрь дек grudnia grudzień
  gru
"""
_ROWS = _MONTHS.replace("\n  ", " ").strip().split("\n")  # one for each month
_NUMBER = {name: number for number, names in enumerate(_ROWS, 1) for name in names.split()}
_MONTH = r"([^\W\d_]{3,12})\b\.?"  # any word; ``_NUMBER`` knows which of them are months
_DAY = r"(\d{1,2})(?:st|nd|rd|th|er|º|ª|°|-го|\.)?"
_OF = r"[ \u00a0]*(?:de[ \u00a0]|del[ \u00a0]|of[ \u00a0]|-)?[ \u00a0]*"
# "20194:29", "20195. May": what follows the year lost its space.
_YEAR = r"((?:19|20|21)\d\d)(?!\d(?!\d?(?::\d\d|\.[ \u00a0]?[^\W\d])))"

_ISO = re.compile(rf"(?<!\d){_YEAR}[-/.](\d{{1,2}})[-/.](\d{{1,2}})(?![\d])")
_DAY_MONTH = re.compile(rf"(?<![\d.:]){_DAY}{_OF}{_MONTH}{_OF},?[ \u00a0]*{_YEAR}")
_MONTH_DAY = re.compile(rf"(?<!\w){_MONTH}[ \u00a0]*{_DAY}[ \u00a0]*,?[ \u00a0]*{_YEAR}")
_YEAR_MONTH_DAY = re.compile(rf"(?<!\d){_YEAR}[ \u00a0]+{_MONTH}[ \u00a0]*(\d{{1,2}})(?!\d)")
_NUMERIC = re.compile(r"(?<![\d.:/-])(\d{1,2})([./-])[ \u00a0]?(\d{1,2})\2[ \u00a0]?((?:19|20|21)\d\d|\d\d)(?![\d:])")
_CJK = re.compile(r"((?:19|20)\d\d)[年][ ]?(\d{1,2})月[ ]?(\d{1,2})日")

_PUBLISHED = re.compile(
    r"(?:first )?(?:published|posted|created|veröffentlicht|erstellt|publié|publicado|pubblicato|опубликовано"
    r"|gepubliceerd|geplaatst|opublikowano|erschienen|stand)"
)
_UPDATED = re.compile(
    r"(?:last )?(?:updated?|modified|edited|revised|aktualisiert|geändert|mis à jour|modifié|actualizado|aggiornato"
    r"|modificato|atualizado|обновлено|bijgewerkt|gewijzigd|zaktualizowano|letzte änderung)"
)
_NOISE = re.compile(
    r"[a-z]{0,4}\d{1,2}[:.h]\d\d(?::\d\d)?|\b(?:am|pm|a\.m|p\.m|uhr|est|edt|pst|pdt|gmt|utc|cet|cest|bst|ist|h)\b"
    r"|\d+ ?(?:min|minutes?|minuten|comments?|kommentare?)\b"
)
_WORD = re.compile(r"\w+")


def _day(year: str, month: int, day: str) -> date | None:
    try:
        found = date(int(year), month, int(day))
    except ValueError:
        return None
    return found if _EARLIEST <= found.year <= _LATEST else None


def _numeric(match: re.Match[str]) -> date | None:
    first, mark, second, year = match.groups()
    if len(year) == 2:  # the two digits of a year
        year = f"20{year}" if int(year) < 70 else f"19{year}"  # POSIX's pivot is 69
    if mark == "/" and int(second) > 12:  # only the American order is possible
        return _day(year, int(first), second) if int(first) <= 12 else None
    return _day(year, int(second), first) if int(second) <= 12 else None


def _named(match: re.Match[str], year: int, month: int, day: int) -> date | None:
    number = _NUMBER.get(match[month])
    return _day(match[year], number, match[day]) if number else None


def _all_dates(text: str) -> list[tuple[int, int, date]]:
    """Every date in the text with the span of its words, in order."""
    found: list[tuple[int, int, date | None]] = []
    found += [(*m.span(), _day(m[1], int(m[2]), m[3]) if int(m[2]) <= 12 else None) for m in _ISO.finditer(text)]
    found += [(*m.span(), _day(m[1], int(m[2]), m[3]) if int(m[2]) <= 12 else None) for m in _CJK.finditer(text)]
    found += [(*m.span(), _named(m, 3, 2, 1)) for m in _DAY_MONTH.finditer(text)]
    found += [(*m.span(), _named(m, 3, 1, 2)) for m in _MONTH_DAY.finditer(text)]
    found += [(*m.span(), _named(m, 1, 2, 3)) for m in _YEAR_MONTH_DAY.finditer(text)]
    found += [(*m.span(), _numeric(m)) for m in _NUMERIC.finditer(text)]
    return sorted((start, end, day) for start, end, day in found if day is not None)


def _updated(text: str, start: int, floor: int) -> bool:
    """Whether the words just before a date call it the day of a change."""
    before = text[max(floor, start - 40) : start]
    changed = [m.start() for m in _UPDATED.finditer(before)]
    stated = [m.start() for m in _PUBLISHED.finditer(before)]
    return bool(changed) and (not stated or changed[-1] > stated[-1])


def published_date(line: str, *, longest: int = 160, spare: int = 9) -> date | None:
    """The publication date that a line states, or None.

    A line states a date when little else stands in it: prose that mentions a day is no date line. A date called
    "updated" counts only where the line has no other.

    Args:
        line: One line of a document.
        longest: Characters beyond which a line is taken for prose.
        spare: Words that may stand beside the date (a weekday, a byline, a label, a time).
    """
    if len(line) > longest or not any(letter.isdigit() for letter in line):
        return None
    text = line.casefold()
    found = _all_dates(text)
    if not found:
        return None
    rest = _NOISE.sub(" ", "".join(_between(text, found)))
    if len(_WORD.findall(rest)) > spare:
        return None
    ends = [0, *(end for _, end, _ in found)]
    first = [day for (start, _, day), floor in zip(found, ends, strict=False) if not _updated(text, start, floor)]
    return first[0] if first else found[0][2]


def states_update_only(line: str) -> bool:
    """Whether a date line gives the day of a change and no other."""
    text = line.casefold()
    found = _all_dates(text)
    ends = [0, *(end for _, end, _ in found)]
    return bool(found) and all(
        _updated(text, start, floor) for (start, _, _), floor in zip(found, ends, strict=False)
    )


def _between(text: str, found: list[tuple[int, int, date]]) -> list[str]:
    parts, last = [], 0
    for start, end, _ in found:
        parts.append(text[last:start] if start > last else "")
        last = max(last, end)
    return [*parts, " ", text[last:]]


def without_dates(line: str) -> str:
    """The line with its dates and clock times taken out."""
    text = line.casefold()
    if len(text) != len(line):  # a letter that folds into two would shift every span
        return line
    found = _all_dates(text)
    kept = list(line)
    for start, end, _ in found:
        kept[start:end] = [" "] * (end - start)
    return _NOISE.sub(" ", "".join(kept))
