"""Dates as publications write them: on a line of their own, in a byline, or at the head of a paragraph."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from digest.intake.day_forms import all_dates, slashed, spelled_orders

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from digest.intake.day_forms import Found

_PUBLISHED = re.compile(
    r"(?:first )?(?:published|posted|created|veröffentlicht|erstellt|publi[ée]|publiziert|publicado|pubblicato"
    r"|опубликовано|gepubliceerd|geplaatst|opublikowano|erschienen|erscheinungsdatum|stand|publicerad|publisert|julkaistu"
    r"|publikováno|yayınlan|közzétéve|eingestellt|eingetragen|\bdat(?:um|e|a|o)\b)"
)
_UPDATED = re.compile(
    r"(?:last )?(?:updated?|modified|edited|revised|aktualisiert|aktualisierung|geändert|bearbeitet|mis à jour"
    r"|modifié|actualizado|aggiornato|modificato|atualizado|обновлено|bijgewerkt|gewijzigd|zaktualizowano"
    r"|letzte änderung|uppdaterad|oppdatert|opdateret|päivitetty|aktualizováno|güncelle|frissítve|diperbarui)"
)
_TERM = re.compile(r"\b(?:termine?|bis|gültig seit|gültig ab|until|deadline|born|geboren|when|wann)\W*$")
_SENTENCE = re.compile(
    r"(?:dies\w+|der|this|the|cette?|este|esta|questo)"
    r" (?:beitrag|eintrag|artikel|seite|entry|post|article|page|entrada|artículo)"
    r" (?:wurde|was|has been|a été|fue|è stato)\b"
)
_STATED = re.compile(rf"(?:{_PUBLISHED.pattern}|{_UPDATED.pattern}|copyright|©)")
_NOISE = re.compile(
    r"[a-z]{0,4}\d{1,2}[:.h]\d\d(?::\d\d)?|\b(?:am|pm|a\.m|p\.m|uhr|est|edt|pst|pdt|gmt|utc|cet|cest|bst|ist|h)\b"
    r"|\d+ ?(?:min|minutes?|minuten|comments?|kommentare?)\b"
)
_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"(?:[^\W\d_]{4}|\d{4})[.!]\s*$")
_CLOCK = re.compile(r"(?<![\d.])\d{1,2}[:h]\d\d(?!\d)|(?<![\d.])\d{1,2}\.\d\d uhr")
_TWELVE_HOURS = re.compile(r"\d ?[ap]\.?m\b")
_ENGLISH, _BRITISH = re.compile(r" (?:the|and|of) "), re.compile(r"\.co\.uk|\.org\.uk|\.com\.au|£|\bbst\b")
_BEFORE = re.compile(r"[\W_]*(?:[^\W\d_][\w.-]*[\W_]+){0,3}")
_IN_PROSE = re.compile(
    r"\b(?:on|am|in|im|vom|seit|ab|bis|until|since|by|zum|der|den|the|le|el|il|du|del|em|fra|til)\s+$"
)
_AFTER = re.compile(r"\s*(?:[.,:;–—|)/-]|$)|\s+(?-i:[^\W\d_a-zß-ÿа-я])|\s*\d")
_HEAD, _LABELLED_HEAD, _FAR = 70, 260, 60  # characters


def published_date(line: str, *, longest: int = 160, spare: int = 9, month_first: bool = False) -> date | None:
    """The publication date that a line states, or None.

    A line states a date when little else stands in it: prose that mentions a day is no date line. A date called
    "updated" counts only where the line has no other.

    Args:
        line: One line of a document.
        longest: Characters beyond which a line is taken for prose.
        spare: Words that may stand beside the date (a weekday, a byline, a label, a time).
        month_first: Whether 4/5/2024 is the fifth of April.
    """
    if len(line) > longest or not any(map(str.isdigit, line)):
        return None
    text = line.casefold()
    found = all_dates(text, month_first=month_first)
    if not found:
        return None
    rest = _NOISE.sub(" ", "".join(_between(text, found)))
    if len(_WORD.findall(rest)) > spare:
        return None
    return _first_published(text, found)


def _first_published(text: str, found: list[Found]) -> date | None:
    ends = [0, *(end for _, end, _ in found)]
    if _TERM.search(text[max(0, found[0][0] - 24) : found[0][0]]):
        return None
    first = [day for (start, _, day), floor in zip(found, ends, strict=False) if not _updated(text, start, floor)]
    return first[0] if first else found[0][2]


def _updated(text: str, start: int, floor: int) -> bool:
    """Whether the words just before a date call it the day of a change."""
    before = text[max(floor, start - 40) : start]
    changed = [m.start() for m in _UPDATED.finditer(before)]
    stated = [m.start() for m in _PUBLISHED.finditer(before)]
    return bool(changed) and (not stated or changed[-1] > stated[-1])


def states_update_only(line: str) -> bool:
    """Whether a date line gives the day of a change and no other."""
    text = line.casefold()
    found = all_dates(text)
    ends = [0, *(end for _, end, _ in found)]
    return bool(found) and all(
        _updated(text, start, floor) for (start, _, _), floor in zip(found, ends, strict=False)
    )


def states_publication(line: str) -> bool:
    """Whether a short line calls its date the day of publication."""
    return len(line) <= _LABELLED_HEAD and _PUBLISHED.search(line.casefold()) is not None


def tells_time(line: str) -> bool:
    """Whether a short line tells the hour, as stamps do and the dates of a story do not."""
    return len(line) <= _LABELLED_HEAD and _CLOCK.search(line.casefold()) is not None


def opening_date(line: str, *, month_first: bool = False) -> date | None:
    """The date that heads a paragraph ("Harbour Town, 23 June 2024 - The ..."), or None.

    At most three words stand before it and none that makes it a part of the sentence ("on 23 June 2024"); a mark, a
    capital or a number follows it.
    """
    head = line[:_HEAD]
    text = head.casefold()
    if len(text) != len(head):  # a letter that folds into two would shift every span
        return None
    found = all_dates(text, month_first=month_first)
    if not found:
        return None
    start, end, day = found[0]
    part = _IN_PROSE.search(text[:start]) or _TERM.search(text[:start])
    fits = _BEFORE.fullmatch(head[:start]) and not part and _AFTER.match(line[end:])
    return day if fits else None


def stated_date(line: str, *, month_first: bool = False) -> date | None:
    """The date in a sentence on the document itself ("This entry was posted on ..."), or None."""
    text = line[:_LABELLED_HEAD].casefold()
    sentence = _SENTENCE.search(text)
    label = sentence or _STATED.search(text)
    if label is None:
        return None
    far = _LABELLED_HEAD if sentence else _FAR
    found = [day for day in all_dates(text, month_first=month_first) if 0 <= day[0] - label.end() <= far]
    return _first_published(text, found) if found else None


def speaks_of_itself(line: str) -> bool:
    """Whether a line is a sentence on the document itself ("This entry was posted ...")."""
    return _SENTENCE.match(line[:_LABELLED_HEAD].casefold()) is not None


def tells_a_story(line: str) -> bool:
    """Whether a dated sentence speaks of something else than its document ("It was opened on 23 June 2024.").

    An abbreviation at the end ("4:05 p.m.") ends no sentence.
    """
    return _SENTENCE_END.search(line[-_FAR:]) is not None and not speaks_of_itself(line)


def told_date(line: str, title: str, *, month_first: bool = False) -> date | None:
    """The date beside the headline where a line tells it again, as teasers do, or None."""
    start = line.find(title)
    if start < 0 or len(line) > len(title) + _FAR:
        return None
    found = all_dates((line[:start] + " " + line[start + len(title) :]).casefold(), month_first=month_first)
    return found[0][2] if found else None


def month_first(lines: Iterable[str]) -> bool:
    """Whether a document writes 4/5/2024 for the fifth of April.

    Its other dates tell: one that only one order explains, then those that spell the month. Without such dates an
    English document that counts its hours to twelve, or has nothing British, does.
    """
    text = "\n".join(lines).casefold()
    pairs = slashed(text)
    american, european = sum(second > 12 for _, second in pairs), sum(first > 12 for first, _ in pairs)
    if american != european:
        return american > european
    american, european = spelled_orders(text)
    if american != european:
        return american > european
    words = text.count(" ") + 1
    english = len(_ENGLISH.findall(text)) > words / 40  # about every tenth word of English prose is one of these
    return english and (_TWELVE_HOURS.search(text) is not None or not _BRITISH.search(text))


def may_be_both(line: str) -> bool:
    """Whether a date of the line means different days in the two orders of day and month."""
    return any(first <= 12 and second <= 12 and first != second for first, second in slashed(line))


def _between(text: str, found: list[Found]) -> list[str]:
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
    found = all_dates(text)
    kept = list(line)
    for start, end, _ in found:
        kept[start:end] = [" "] * (end - start)
    return _NOISE.sub(" ", "".join(kept))
