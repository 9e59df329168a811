"""Rules about the shape of a paragraph: its length, its sentences, its marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from digest.model import Kind

if TYPE_CHECKING:
    from digest.summariser.profile import Paragraph, Profile

_COMFORTABLE = 40  # words that a key paragraph may have before it counts as long
_TERSE = 10  # words below which a paragraph says too little
_FULL = 40  # words of a sentence that could not say more
_WORDS_PER_LINK = 8  # in what is no more than a list of links
_QUOTED = re.compile(r'"[^"]{3,}"|“[^“”]{3,}”|„[^“”„]{3,}[“”]|«[^«»]{3,}»')
_LIST_MARK = re.compile(r"\s*(?:[-*•–]|\d+[.)])\s")
_INNER_MARKS = (" * ", " • ")
_DASHES = 3  # a pair of them may be brackets
_LINK_MARKS = ("://", "www.", "|", "·", "•")
_LINK = re.compile(r"https?://|www\.|\s[|·•]\s")


def full_sentences(paragraph: Paragraph, _: Profile) -> float:
    """How long its sentences are on average: 1 for 40 words and more."""
    return min(1.0, paragraph.length / (len(paragraph.sentences) or 1) / _FULL)


def long(paragraph: Paragraph, _: Profile) -> float:
    """How far it runs beyond 40 words, in units of 40."""
    return max(0, paragraph.length - _COMFORTABLE) / _COMFORTABLE


def terse(paragraph: Paragraph, _: Profile) -> float:
    """Whether it has fewer than 10 words."""
    return float(paragraph.length < _TERSE)


def filling(paragraph: Paragraph, profile: Profile) -> float:
    """How much of its share of the story it fills: 1 for all of it.

    Where a story may have few paragraphs, a small one wastes its place; where only words are counted the share, and
    with it this rule, is nothing.
    """
    return min(1.0, paragraph.length / profile.share) if profile.scarce else 0.0


def listed(paragraph: Paragraph, _: Profile) -> float:
    """Whether it is an item, looks like a list, or follows a line that ends in a colon."""
    text = paragraph.text
    inside = any(mark in text for mark in _INNER_MARKS) or text.count(" - ") >= _DASHES
    return float(paragraph.kind is Kind.ITEM or paragraph.after_lead_in or inside or bool(_LIST_MARK.match(text)))


def links(paragraph: Paragraph, _: Profile) -> float:
    """How much of it is addresses, or names between bars and dots: 1 for two where there is one to eight words."""
    found = len(_LINK.findall(paragraph.text)) if any(mark in paragraph.text for mark in _LINK_MARKS) else 0
    return min(1.0, _WORDS_PER_LINK * found / (paragraph.length + 1)) if found > 1 else 0.0


def dangling(paragraph: Paragraph, _: Profile) -> float:
    """Whether it ends in a colon, so that what it announces would be missing."""
    return float(ends_in_colon(paragraph.text))


def quoted(paragraph: Paragraph, _: Profile) -> float:
    """The share of it that stands in quotation marks; all of a quotation."""
    if paragraph.kind is Kind.QUOTE:
        return 1.0
    return sum(len(quote) for quote in _QUOTED.findall(paragraph.text)) / (len(paragraph.text) or 1)


def asking(paragraph: Paragraph, _: Profile) -> float:
    """The share of its sentences that are questions."""
    return sum(is_question(sentence) for sentence in paragraph.sentences) / (len(paragraph.sentences) or 1)


def is_question(sentence: str) -> bool:
    """Whether a sentence ends in a question mark, inside or outside quotes."""
    return sentence.rstrip("\"'”’»“)] ").endswith(("?", "？", "؟"))


def ends_in_colon(text: str) -> bool:
    """Whether a text announces something that stands below it."""
    return text.rstrip().endswith((":", "："))
