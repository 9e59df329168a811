"""Entries that leave no doubt: their markup says what each line is, and every paragraph is one of whole sentences.

Most entries of most feeds are such; the recogniser, which weighs every line by dozens of signs, need not be asked.
"""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING

from digest.intake.dates import published_date
from digest.intake.page_text import head, vocabulary
from digest.intake.page_text.byline import is_byline, sign_off_name
from digest.intake.page_text.recognised import Recognised
from digest.model import Block, Kind, Reason, Role
from digest.model.sentences import END_MARKS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.intake.page_text.lines import Line

_ENDS = re.compile(rf"[{END_MARKS}][\"'”’»“)\]]*$")
_PROSE = 160  # characters from which a line is no date, byline, button or heading of a section
_GOES_ON, _CELL = ":,;", " · "
_HEADING = 12  # words of a line that stands over others without markup that says so
_EDGE = 3  # lines at both ends in which a name or another line without a full stop may be anything
_CLOSING = 2  # paragraphs at the end that may speak of the newsletter
_SURE = (Reason("the feed's markup", 1.0),)
_MARKED = frozenset({Role.TITLE, Role.STANDFIRST, Role.CAPTION, Role.FURNITURE, Role.CALL_TO_ACTION, Role.SIGN_OFF})


def evident(lines: Sequence[Line]) -> Recognised | None:
    """What the lines of an entry say, or None where one of them must be weighed.

    Args:
        lines: The headline, if there is one, and the lines of the entry.
    """
    free = [line for line in lines if line.role is None]
    if any(line.role is not None and line.role not in _MARKED for line in lines):
        return None
    if not all(_is_plain(line, edge=not _EDGE <= i < len(free) - _EDGE) for i, line in enumerate(free)):
        return None
    if any(vocabulary.HOUSEKEEPING.search(line.text.casefold()) for line in free[-_CLOSING:]):
        return None
    kicker, title = head.split_kicker(_first(lines, Role.TITLE))
    caption = _first(lines, Role.CAPTION)
    said, credit = head.split_credit(caption) if caption else ("", "")
    return Recognised(
        blocks=tuple(_block(line, following) for line, following in zip_longest(lines, lines[1:])),
        title=title,
        kicker=kicker,
        standfirst=_first(lines, Role.STANDFIRST),
        caption=said,
        credit=credit,
        call_to_action=_first(lines, Role.CALL_TO_ACTION),
    )


def _first(lines: Sequence[Line], role: Role) -> str:
    return next((line.text for line in lines if line.role is role), "")


def _block(line: Line, following: Line | None) -> Block:
    subhead = line.kind is Kind.PARAGRAPH and line.role is None and is_subhead(line, following)
    return Block(line.text, line.role or Role.BODY, line.number, Kind.HEADING if subhead else line.kind, 1.0, _SURE)


def is_subhead(line: Line, following: Line | None) -> bool:
    """Whether a paragraph is a subhead without the markup of one: short, no whole sentence, apart from what follows.

    The first line of a stanza, a row of a table and what leads to a list are none.

    Args:
        line: The paragraph.
        following: The line behind it, None at the end.
    """
    text = line.text
    if len(text) > _PROSE or not line.gap or (following is not None and not following.gap):
        return False
    whole = _ENDS.search(text) or text[-1] in _GOES_ON or _CELL in text
    return len(text.split()) <= _HEADING and not whole


def _is_plain(line: Line, *, edge: bool) -> bool:
    """Whether a line without a role is surely one of the text."""
    text = line.text
    if line.kind is Kind.CODE or len(text) > _PROSE:
        return True
    folded = text.casefold()
    if vocabulary.opens(folded) or vocabulary.CALL.match(folded) or published_date(text):
        return False
    if line.kind is Kind.HEADING:
        return True
    if not _ENDS.search(text) and (edge or vocabulary.FURNITURE.search(folded)) and line.kind is Kind.PARAGRAPH:
        return False
    return not (is_byline(text) or sign_off_name(text) or vocabulary.LEAD_IN.match(folded))
