"""Line breaks that only tear a sentence, as editors and mail programs set them into a paragraph."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from digest.model import Kind
from digest.model.sentences import END_MARKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from digest.intake.page_text.lines import Line

_ENDS = (*END_MARKS, *":;：；")
_CLOSING = "\"'”’»“)]"
_VERSE = 60  # characters that no line of a poem or an address has
_STANZA = 3  # lines
_NOTE = 30  # characters of a line that may be one of an address


def mended(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines, joined where a single break stands inside a sentence.

    No end mark stands before it and a small letter behind it. Three and more short lines are verse or an address, two
    very short ones without an end mark a note; they stay.

    Args:
        lines: Of one text; those behind a single break have no ``gap``.
    """
    return tuple(line for group in _groups(lines) for line in ([*group] if _is_verse(group) else _joined(group)))


def _groups(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Lines between which there are single breaks."""
    group: list[Line] = []
    for line in lines:
        if group and line.gap:
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _is_verse(group: Sequence[Line]) -> bool:
    longest = max(len(line.text) for line in group)
    if len(group) >= _STANZA:
        return longest < _VERSE
    return longest < _NOTE and not _ends(group[-1].text)


def _joined(group: Iterable[Line]) -> Iterator[Line]:
    whole: Line | None = None
    for line in group:
        if whole is None:
            whole = line
        elif _is_torn(whole, line):
            whole = replace(whole, text=f"{whole.text} {line.text}", url=whole.url or line.url)
        else:
            yield whole
            whole = line
    if whole is not None:
        yield whole


def _is_torn(line: Line, following: Line) -> bool:
    plain = line.kind is following.kind is Kind.PARAGRAPH and line.role is following.role
    return plain and not _ends(line.text) and following.text[:1].islower()


def _ends(text: str) -> bool:
    return text.rstrip(_CLOSING).endswith(_ENDS)
