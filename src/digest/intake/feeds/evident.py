"""Entries that leave no doubt: their markup says what each line is, and every paragraph is one of whole sentences.

Most entries of most feeds are such; the recogniser, which weighs every line by dozens of signs, need not be asked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from digest.intake.dates import published_date
from digest.intake.page_text import head, vocabulary
from digest.intake.page_text.byline import is_byline, sign_off_name
from digest.intake.page_text.recogniser import Recognised
from digest.model import Block, Kind, Reason, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.intake.page_text.lines import Line

_ENDS = re.compile(r"[.!?…。！？][\"'”’»“)\]]*$")
_PROSE = 160  # characters from which a line is no date, byline, button or heading of a section
_HEADING = 12  # words of a line that stands over others without markup that says so
_EDGE = 3  # lines at both ends in which a name or another line without a full stop may be anything
_CLOSING = 2  # paragraphs at the end that may speak of the newsletter
_SURE = (Reason("the feed's markup", 1.0),)
_MARKED = frozenset({Role.TITLE, Role.CAPTION, Role.FURNITURE, Role.CALL_TO_ACTION})


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
        blocks=tuple(map(_block, lines)),
        title=title,
        kicker=kicker,
        caption=said,
        credit=credit,
        call_to_action=_first(lines, Role.CALL_TO_ACTION),
    )


def _first(lines: Sequence[Line], role: Role) -> str:
    return next((line.text for line in lines if line.role is role), "")


def _block(line: Line) -> Block:
    return Block(line.text, line.role or Role.BODY, line.number, _kind(line), 1.0, _SURE)


def _kind(line: Line) -> Kind:
    """A short paragraph that ends no sentence is a subhead."""
    if line.kind is not Kind.PARAGRAPH or line.role is not None or len(line.text) > _PROSE or not line.gap:
        return line.kind
    subhead = len(line.text.split()) <= _HEADING and not _ENDS.search(line.text) and line.text[-1] != ":"
    return Kind.HEADING if subhead else Kind.PARAGRAPH


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
