"""Paragraphs that stand in an article twice: pull quotes, and what a page repeats word for word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from digest.summariser.profile import Paragraph

_NEAR = 6  # paragraphs between a pull quote and what it is pulled from; a motto far above its place opens the text


def repeated(field: Sequence[Paragraph], room: int) -> frozenset[int]:
    """Those of the paragraphs, by index, that only say again what another one says.

    These are pull quotes, whose words all stand in a fuller paragraph near by, and of several with the same words all
    but the first that is no quotation, or the first of all. What is too long to be kept as a whole stands for no
    other.

    Args:
        field: Paragraphs of one article.
        room: The most words of a paragraph that can be kept as a whole; 0 for no limit.
    """
    whole = {one.index: one for one in field if one.words and (one.length <= room or not room)}
    first: dict[str, Paragraph] = {}
    for one in sorted(whole.values(), key=lambda one: (one.kind is Kind.QUOTE, one.index)):
        first.setdefault(one.line, one)
    found = set()
    for one in field:
        around = [whole[index] for index in range(one.index - _NEAR, one.index + _NEAR + 1) if index in whole]
        fuller = any(len(other.line) > len(one.line) and one.line in other.line for other in around)
        if fuller or first.get(one.line, one) is not one:
            found.add(one.index)
    return frozenset(found)


def says_again(paragraph: Paragraph, others: Iterable[Paragraph]) -> bool:
    """Whether the paragraph and one of the others have all words of the one in common, word for word."""
    return any(_within(paragraph, other) or _within(other, paragraph) for other in others)


def _within(one: Paragraph, other: Paragraph) -> bool:
    return bool(one.words) and one.line in other.line
