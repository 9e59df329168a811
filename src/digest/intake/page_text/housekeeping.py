"""Telling the newsletter's own business at the end of an article from the article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.intake.page_text.vocabulary import HOUSEKEEPING, LEAD_IN
from digest.model import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.intake.page_text.facts import Facts
    from digest.intake.page_text.lines import Line

_LEAD_IN_WORDS = 12
_MOST = 0.7  # of the paragraphs may be housekeeping


def closing_roles(lines: Sequence[Line], page: Sequence[Facts], body: Sequence[int]) -> dict[int, tuple[Role, str]]:
    """Lines of the body that speak of the newsletter and not of the story, with the rule that says so.

    They close an article: counting up from its end, personal paragraphs belong to them as long as a paragraph with
    one of the set phrases (thanks to subscribers, plans, "housekeeping") or a dead lead-in stands above.

    Args:
        lines: All lines of the document.
        page: Their facts.
        body: Indexes of the lines of the body, in order.
    """
    found = {i: (Role.LEAD_IN, "leads to what the text has lost") for i in body if _is_lead_in(lines[i], page[i])}
    start = _closing(lines, page, body)
    for i in body[start:]:
        if i not in found:
            said = HOUSEKEEPING.search(lines[i].text.casefold())
            found[i] = (
                Role.HOUSEKEEPING,
                f"speaks of the newsletter: {said[0]}" if said else "among paragraphs on the newsletter",
            )
    return found


def _is_lead_in(line: Line, facts: Facts) -> bool:
    return facts.words <= _LEAD_IN_WORDS and facts.colon and LEAD_IN.fullmatch(line.text.casefold()) is not None


def _closing(lines: Sequence[Line], page: Sequence[Facts], body: Sequence[int]) -> int:
    """Position in ``body`` of the first paragraph of the closing housekeeping; its length where there is none."""
    start = len(body)
    for position in range(len(body) - 1, int(len(body) * (1 - _MOST)), -1):
        i = body[position]
        if HOUSEKEEPING.search(lines[i].text.casefold()):
            start = position
        elif not page[i].personal:
            break
    return start
