"""Hard-wrapped text: paragraphs that an editor or a mail program broke into lines of equal width."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from digest.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from digest.intake.page_text.lines import Line

_WIDTHS = range(45, 101)  # characters at which programs wrap
_FULL = 0.7  # share of the widest line below which a line ends its paragraph
_PAIRS, _SHARE = 3, 0.5  # so many, and such a share, of the lines that are glued must break inside a sentence


def unwrapped(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines with wrapped paragraphs joined, each numbered by its first line; other texts stay as they are.

    Args:
        lines: The lines of a plain text, in order.
    """
    glued = [(a, b) for a, b in pairwise(lines) if _is_glued(b)]
    broken = sum(len(a.text) in _WIDTHS and b.text[:1].islower() and a.text[-1] not in ".!?:…" for a, b in glued)
    if broken < _PAIRS or broken < _SHARE * len(glued):
        return tuple(lines)
    widest = max(len(a.text) for a, _ in glued if len(a.text) in _WIDTHS)
    return tuple(_joined(lines, widest))


def _is_glued(line: Line) -> bool:
    return not line.gap and line.kind is Kind.PARAGRAPH


def _joined(lines: Sequence[Line], widest: int) -> Iterator[Line]:
    words: list[str] = []
    first: Line | None = None
    last: Line | None = None
    for line in lines:
        if first is not None and last is not None and _is_glued(line) and _FULL * widest <= len(last.text) <= widest:
            words.append(line.text)
        else:
            if first is not None:
                yield replace(first, text=" ".join(words))
            first, words = line, [line.text]
        last = line
    if first is not None:
        yield replace(first, text=" ".join(words))
