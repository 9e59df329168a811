"""The day on which an article appeared, from the lines round it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.intake import dates

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from digest.intake.page_text.facts import Facts
    from digest.intake.page_text.lines import Line

_HEADED = 3  # lines above the headline that a date may head
_TELLING = 15  # characters of a headline that stand elsewhere by no chance
_SOON = 9  # lines below an article in which its date stands
_SOME = 2  # date lines that no label explains
_STAMP = 7  # words of a date with weekday and hour
_SELF = 60  # lines below an article that may speak of it


def find_date(
    lines: Sequence[Line], page: Sequence[Facts], around: Sequence[int], title: int, late: Sequence[int]
) -> tuple[int, date] | None:
    """The line that states the day of publication, with the day, or None.

    Sought are date lines round the headline, then a date that heads a paragraph under it, then the end of the
    article, then its inside, last what the page says of itself below it and where it tells the headline again.

    Args:
        lines: All lines of the document.
        page: Their facts.
        around: Lines round the headline, best first.
        title: Index of the headline.
        late: Lines behind the article.
    """
    stated = [i for i in around if _states_day(lines[i].text, page[i])]
    found = [i for i in stated if not dates.states_update_only(lines[i].text)] or stated
    found.sort(key=lambda i: _distance(lines[i].text, i, title))
    if not found:
        found = [i for i in around if i > title - _HEADED and _heads(lines[i].text)]
    found = found or _dated_late(lines, page, title, late)
    if found:
        read = dates.published_date if page[found[0]].dated else dates.opening_date
        day = read(lines[found[0]].text, month_first=_month_first(lines, found[0]))
        return (found[0], day) if day else None
    return _said_of_itself(lines, title, late)


def _dated_late(lines: Sequence[Line], page: Sequence[Facts], title: int, late: Sequence[int]) -> list[int]:
    """The date lines at the end of an article or inside it, best first.

    Inside it only those count that speak of publishing, or a stamp with the hour; many stamps are those of comments.
    """
    inside = range(title + 1, late[0]) if late else range(0)
    ended, within = (
        [i for i in places if _states_day(lines[i].text, page[i]) and not _in_comments(page, i)]
        for places in (late, inside)
    )
    said = [i for i in (*ended, *within) if dates.states_publication(lines[i].text)]
    said += [i for i in (*ended, *within) if dates.states_update_only(lines[i].text)]
    if said or len(within) > _SOME:
        return said
    soon = ended if len(ended) <= _SOME else [i for i in ended if i in late[:_SOON]]
    return soon or [i for i in within if dates.tells_time(lines[i].text)]


def _states_day(line: str, facts: Facts) -> bool:
    """Whether a date line is neither a quoted post nor a sentence of a story ("It was opened on 23 June 2024.")."""
    if not facts.dated or "(@" in line:
        return False
    labelled = dates.states_publication(line) or dates.states_update_only(line)
    return labelled or facts.words <= _STAMP or not dates.tells_a_story(line)


def _heads(line: str) -> bool:
    return "(@" not in line and dates.opening_date(line) is not None


def _in_comments(page: Sequence[Facts], i: int) -> bool:
    """Whether a date line belongs to a reader's comment: a clock time alone ("at 10:15") does not tell."""
    return page[i].commenting > 1 or any(page[k].commenting for k in (i - 1, i + 1) if 0 <= k < len(page))


def _distance(line: str, i: int, title: int) -> float:
    """How far from the headline a date line stands; one that speaks of publishing is nearer than it seems."""
    return (i - title if i > title else 3 * (title - i)) / (3 if dates.states_publication(line) else 1)


def _said_of_itself(lines: Sequence[Line], title: int, late: Sequence[int]) -> tuple[int, date] | None:
    """The line below an article, or anywhere with its headline, that tells the day of publication, with the day."""
    for i in range(title + 1, min(len(lines), late[-1] + _SELF) if late else 0):
        text = lines[i].text
        if (i >= late[0] or dates.speaks_of_itself(text)) and dates.stated_date(text):
            day = dates.stated_date(text, month_first=_month_first(lines, i))
            return (i, day) if day else None
    headline = lines[title].text if title < len(lines) else ""
    for i in range(len(lines)) if len(headline) > _TELLING else ():
        if i != title and headline in lines[i].text and dates.told_date(lines[i].text, headline):
            day = dates.told_date(lines[i].text, headline, month_first=_month_first(lines, i))
            return (i, day) if day else None
    return None


def _month_first(lines: Sequence[Line], i: int) -> bool:
    """Whether the date of a line has the month first, which is asked only where it matters."""
    return dates.may_be_both(lines[i].text) and dates.month_first(line.text for line in lines)
