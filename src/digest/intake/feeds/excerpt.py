"""An entry's summary is its standfirst, unless it is only the beginning of its text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from digest.intake.feeds.furniture import without_furniture
from digest.intake.page_text.lines import Line
from digest.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_TEXT = 6_000  # characters in which an excerpt is found again
_SURE = 8  # words with which text and excerpt both begin
_RUN, _SHARE = 3, 0.5  # words in a row, and the share of such runs that an excerpt has in common with its text
_WORD = re.compile(r"\w+")


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
