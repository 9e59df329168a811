"""Lines of the text part in which words of both directions meet: mail programs lay out each by its first letter."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from jinja2 import pass_context

from digest.templating.directions import MARKS, direction_of
from digest.templating.markup import newsletter_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jinja2.runtime import Context


@pass_context
def dotted(context: Context, parts: Iterable[str]) -> str:
    """What there is of the parts in one line, with dots between them, that runs as the newsletter does.

    A mark opens a line that starts with words of the other direction, and a date that follows such words: its day
    would join them (Unicode Standard Annex 9, W7).
    """
    way = newsletter_of(context, "dotted").direction
    line = ""
    for part in filter(None, parts):
        kept = MARKS[way] + part if _would_join(line, part, way) else part
        line = f"{line} · {kept}" if line else kept
    return MARKS[way] + line if direction_of(line) not in {"", way} else line


@pass_context
def bracketed(context: Context, url: str, beside: str = "") -> str:
    """The address between ``<`` and ``>``; marks hold these where a line runs from right to left.

    Args:
        context: Jinja's.
        url: The address.
        beside: The words of the line; without any, it runs as the newsletter does.
    """
    way = direction_of(beside) or newsletter_of(context, "bracketed").direction
    mark = MARKS["ltr"] if way == "rtl" else ""
    return f"{mark}<{url}>{mark}"


def _would_join(line: str, part: str, way: str) -> bool:
    """Whether a part that starts with a number comes after words of the other direction."""
    weak = unicodedata.bidirectional(part[0]) not in {"L", "R", "AL"}
    return bool(line) and weak and direction_of(part) in {"", way} and direction_of(line[::-1]) not in {"", way}
