"""A summary that a feed sends beside the text of an entry: its standfirst, unless it is only the text's beginning."""

from __future__ import annotations

import re
from html import escape, unescape

from digest.intake.feeds.furniture import without_furniture
from digest.intake.feeds.plain_text import one_line
from digest.intake.page_text.lines import Line

_LEAST, _MOST = 4, 50  # words of a standfirst
_LONGEST = 600  # characters
_TEXT = 20_000  # characters in which an excerpt is found again
_RUN, _SHARE = 3, 0.5  # words in a row, and the share of such runs that an excerpt has in common with its text
_ACTIVE = re.compile(r"<(?:a|img|video|audio|iframe|table|li|h[1-6])\b", re.IGNORECASE)
_CUT = re.compile(r"(?:\[(?:…|\.{3})\]|…|\.{3})\W*$")
_TAG = re.compile(r"<[^<>]*>")
_WORD = re.compile(r"\w+")


def with_standfirst(content: str, summary: str, title: str, *, markup: bool) -> str:
    """The text of an entry with its summary in front, marked as such (DPUB-ARIA 1.1, doc-subtitle), or as it was.

    Summaries that are cut off, lead elsewhere, or say what the title or the text says are left out.

    Args:
        content: HTML.
        summary: As the feed has it.
        title: The entry's.
        markup: Whether the summary is HTML.
    """
    if not summary or len(summary) > 2 * _LONGEST or "<" not in content or _ACTIVE.search(summary):
        return content
    said = one_line(summary, _LONGEST, markup=markup)
    if not _LEAST <= len(said.split()) <= _MOST or _CUT.search(said) or not _is_text(said):
        return content
    if _is_excerpt(said, title) or _is_excerpt(said, _plain(content)):
        return content
    return f'<p role="doc-subtitle">{escape(said, quote=False)}</p>\n{content}'


def _is_text(said: str) -> bool:
    return [line.role for line in without_furniture([Line(said, 1)])] == [None]


def _is_excerpt(said: str, text: str) -> bool:
    """Whether most of it stands in the text, in the same words."""
    words, within = _WORD.findall(said.casefold()), f" {' '.join(_WORD.findall(text.casefold()))} "
    runs = [" ".join(words[i : i + _RUN]) for i in range(max(1, len(words) - _RUN + 1))]
    return sum(f" {run} " in within for run in runs) >= _SHARE * len(runs)


def _plain(content: str) -> str:
    text = _TAG.sub(" ", content[:_TEXT])
    return unescape(text) if "&" in text else text
