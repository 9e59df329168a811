"""An article counted once, so that every rule is a look-up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import chain
from math import log2
from typing import TYPE_CHECKING

from digest.summariser.sentences import sentences
from digest.summariser.words import content_stems, count, language_of, tokens

if TYPE_CHECKING:
    from collections.abc import Mapping

    from digest.model import Article, Kind


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One body block, counted.

    ``index`` is its place in the body from 0, ``length`` its number of words, ``words_before`` that of the blocks
    above it, ``words`` its folded tokens, ``stems`` the different stems of its content words in
    reading order, ``after_lead_in``
    whether the block above it ends in a colon.
    """

    index: int
    text: str
    kind: Kind
    length: int
    words_before: int
    words: tuple[str, ...]
    stems: tuple[str, ...]
    sentences: tuple[str, ...]
    after_lead_in: bool


@dataclass(frozen=True, slots=True)
class Profile:
    """What the rules may ask about a whole article.

    ``weight`` has every stem that stands in more than one paragraph, with the logarithm (base 2) of their number;
    ``title`` and ``standfirst`` are stems; ``share`` is the number of words that a story has for each
    paragraph it may keep, 0 where it has no limit.
    """

    language: str
    paragraphs: tuple[Paragraph, ...]
    title: frozenset[str]
    standfirst: frozenset[str]
    weight: Mapping[str, float]
    heaviest: float
    total_weight: float
    share: float


def profile(article: Article, share: float = 0.0) -> Profile:
    """Count an article's words, in time that grows with their number."""
    words = [tuple(tokens(block.text)) for block in article.body]
    language = language_of(article.language, chain.from_iterable(words))
    paragraphs = _paragraphs(article, words, language)
    spread = Counter(chain.from_iterable(paragraph.stems for paragraph in paragraphs))
    weight = {stem: log2(times) for stem, times in spread.items() if times > 1}
    return Profile(
        language,
        paragraphs,
        frozenset(content_stems(tokens(article.title), language)),
        frozenset(content_stems(tokens(article.standfirst), language)),
        weight,
        max(weight.values(), default=0.0),
        sum(weight.values()),
        share,
    )


def _paragraphs(article: Article, words: list[tuple[str, ...]], language: str) -> tuple[Paragraph, ...]:
    paragraphs: list[Paragraph] = []
    before, after_lead_in = 0, False
    for index, (block, own) in enumerate(zip(article.body, words, strict=True)):
        length = count(block.text)
        stems = tuple(dict.fromkeys(content_stems(own, language)))  # a set's order would leak into sums
        parts = sentences(block.text)
        paragraphs.append(
            Paragraph(index, block.text, block.kind, length, before, own, stems, parts, after_lead_in),
        )
        before += length
        after_lead_in = block.text.rstrip().endswith((":", "："))
    return tuple(paragraphs)
