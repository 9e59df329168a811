"""Which blocks may stand in a story at all."""

from __future__ import annotations

import re
from enum import IntEnum
from typing import TYPE_CHECKING

from digest.model import Kind
from digest.model.sentences import END_MARKS
from digest.summariser.shape import ends_in_colon, is_question, links
from digest.summariser.voice import housekeeping

if TYPE_CHECKING:
    from digest.summariser.profile import Paragraph, Profile

_ONE_LINER = 8  # words
_HEADING_LIKE = 15  # words of a paragraph without an end mark
_ANNOUNCING = 10  # words of a line that says no more than that something follows
_CHARACTERS_PER_WORD = 100  # more than any language's words have on average; addresses may be long
_END_MARK = re.compile(rf"[{END_MARKS}:][\"'”’»“)\]\s]*$")


class Fitness(IntEnum):
    """How fit a block is to be a key paragraph; one of a lower sort is taken only where there is none above it."""

    NEVER = 0  # headings and code
    BARRED = 1  # housekeeping, lead-ins to something that a story does not show, lists of links
    SLIGHT = 2  # one-liners, items of a list, and paragraphs that do nothing but ask
    FIT = 3


SAYINGS = {
    "never": "A heading, code, or signs without words: never kept.",
    "barred": "Asking to subscribe, leading in to what is not shown, or listing links: kept only for want of others.",
    "slight": "A one-liner, an item of a list, or nothing but questions: kept only for want of others.",
}


def fitness(paragraph: Paragraph, profile: Profile) -> Fitness:
    """How fit a block is to be a key paragraph."""
    if paragraph.kind in {Kind.HEADING, Kind.CODE} or not paragraph.sentences or _is_noise(paragraph):
        return Fitness.NEVER
    if housekeeping(paragraph, profile) >= 1 or _is_lead_in(paragraph) or links(paragraph, profile) >= 1:
        return Fitness.BARRED
    if paragraph.kind is Kind.ITEM or _is_one_liner(paragraph) or all(map(is_question, paragraph.sentences)):
        return Fitness.SLIGHT
    return Fitness.FIT


def _is_noise(paragraph: Paragraph) -> bool:
    return len(paragraph.text) > _CHARACTERS_PER_WORD * (paragraph.length + 1)


def _is_lead_in(paragraph: Paragraph) -> bool:
    return paragraph.length < _ANNOUNCING and ends_in_colon(paragraph.text)


def _is_one_liner(paragraph: Paragraph) -> bool:
    if paragraph.length >= _HEADING_LIKE:
        return False
    return paragraph.length < _ONE_LINER or not _END_MARK.search(paragraph.text)
