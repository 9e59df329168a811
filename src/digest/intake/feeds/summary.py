"""A summary that a feed sends beside the text of an entry, put in front of it and marked as what it is."""

from __future__ import annotations

import re
from html import escape

from digest.intake.feeds.plain_text import one_line

_LEAST, _MOST = 4, 50  # words of a standfirst
_LONGEST = 600  # characters
_ACTIVE = re.compile(r"<(?:a|img|video|audio|iframe|table|li|h[1-6])\b", re.IGNORECASE)
_CUT = re.compile(r"(?:\[(?:…|\.{3})\]|…|\.{3})\W*$")


def with_summary(content: str, summary: str, *, markup: bool) -> str:
    """The text of an entry with its summary in front, marked as such (DPUB-ARIA 1.1, doc-subtitle), or as it was.

    Summaries that are too long or too short, cut off or lead elsewhere are left out. Whether one says more than the
    text is found out when the entry is told: most never are.

    Args:
        content: HTML.
        summary: As the feed has it.
        markup: Whether the summary is HTML.
    """
    if not summary or len(summary) > 2 * _LONGEST or "<" not in content or _ACTIVE.search(summary):
        return content
    said = one_line(summary, _LONGEST, markup=markup)
    if not _LEAST <= len(said.split()) <= _MOST or _CUT.search(said):
        return content
    return f'<p role="doc-subtitle">{escape(said, quote=False)}</p>\n{content}'
