"""A summary that a feed sends beside the text of an entry: its standfirst, unless it is only the text's beginning."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from digest.intake.feeds.furniture import without_furniture
from digest.intake.feeds.plain_text import one_line
from digest.intake.page_text.lines import Line
from digest.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_LEAST, _MOST = 4, 50  # words of a standfirst
_LONGEST = 600  # characters
_TEXT = 6_000  # characters in which an excerpt is found again
_SURE = 8  # words with which text and excerpt both begin
_RUN, _SHARE = 3, 0.5  # words in a row, and the share of such runs that an excerpt has in common with its text
_ACTIVE = re.compile(r"<(?:a|img|video|audio|iframe|table|li|h[1-6])\b", re.IGNORECASE)
_CUT = re.compile(r"(?:\[(?:…|\.{3})\]|…|\.{3})\W*$")
_WORD = re.compile(r"\w+")


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


def without_excerpt(lines: Sequence[Line], title: str) -> tuple[Line, ...]:
    """The lines of an entry without a standfirst that says only what the title or the text says, or nothing."""
    if not lines or lines[0].role is not Role.STANDFIRST:
        return tuple(lines)
    said, rest = lines[0].text, tuple(lines[1:])
    told = _is_text(said) and not _is_excerpt(said, title) and not _is_excerpt(said, _beginning(rest))
    return (lines[0], *rest) if told else rest


def _is_text(said: str) -> bool:
    return [line.role for line in without_furniture([Line(said, 1)])] == [None]


def _is_excerpt(said: str, text: str) -> bool:
    """Whether most of it stands in the text, in the same words."""
    words, within = _WORD.findall(said.casefold()), f" {' '.join(_WORD.findall(text.casefold()))} "
    if within.startswith(f" {' '.join(words[:_SURE])} "):
        return True
    runs = [" ".join(words[i : i + _RUN]) for i in range(max(1, len(words) - _RUN + 1))]
    return sum(f" {run} " in within for run in runs) >= _SHARE * len(runs)


def _beginning(lines: Iterable[Line]) -> str:
    return "\n".join(line.text for line in lines)[:_TEXT]
