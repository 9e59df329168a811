"""An article counted once, so that every rule is a look-up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import chain
from math import log2
from typing import TYPE_CHECKING

from digest.model.sentences import sentences
from digest.summariser.cues import ADDRESS, AUTHOR, REPORTING
from digest.summariser.stopwords import STOP_WORDS
from digest.summariser.words import content_stems, count, language_of, tokens

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from digest.model import Article, Kind

_TALKING = 0.4  # share of paragraphs with a voice in an article that talks
_UNKNOWN = 0.5  # liveliness where the language is not known
_CROWD = 10  # words for each paragraph of a story in which paragraphs are not scarce


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One body block, counted.

    ``index`` is its place in the body from 0, ``length`` its number of words, ``words_before`` that of the blocks
    above it, ``words`` its folded tokens, ``line`` the same with a space around each, ``stems`` the different stems
    of its content words in reading order, ``after_lead_in`` whether the block above it ends in a colon.
    """

    index: int
    text: str
    kind: Kind
    length: int
    words_before: int
    words: tuple[str, ...]
    line: str
    stems: tuple[str, ...]
    sentences: tuple[str, ...]
    after_lead_in: bool


@dataclass(frozen=True, slots=True)
class Profile:
    """What the rules may ask about a whole article.

    ``weight`` has every stem that stands in more than one paragraph, with the logarithm (base 2) of their number;
    ``carried`` has, for each paragraph, those that it has, with the same;
    ``title`` and ``standfirst`` are stems; ``lively`` is how much it talks, from 0, as a specification does, to 1, as
    news and columns do; ``share`` is the number of words that a story has for each paragraph it may keep, 0 where it
    has no limit.
    """

    language: str
    paragraphs: tuple[Paragraph, ...]
    title: frozenset[str]
    standfirst: frozenset[str]
    weight: Mapping[str, float]
    carried: tuple[Mapping[str, float], ...]
    heaviest: float
    total_weight: float
    lively: float
    share: float

    @property
    def scarce(self) -> bool:
        """Whether a story may have few paragraphs, so that each must say much."""
        return self.share > _CROWD


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
        tuple({stem: weight[stem] for stem in paragraph.stems if stem in weight} for paragraph in paragraphs),
        max(weight.values(), default=0.0),
        sum(weight.values()),
        _lively(words, language),
        share,
    )


def _lively(words: Sequence[tuple[str, ...]], language: str) -> float:
    """How many paragraphs speak to "you", of "me" or tell what somebody said: 1 for two of five and more."""
    if language not in STOP_WORDS or not words:
        return _UNKNOWN
    voices = ADDRESS[language] | AUTHOR[language] | REPORTING[language]
    return min(1.0, sum(not voices.isdisjoint(own) for own in words) / len(words) / _TALKING)


def _paragraphs(article: Article, words: list[tuple[str, ...]], language: str) -> tuple[Paragraph, ...]:
    paragraphs: list[Paragraph] = []
    before, after_lead_in = 0, False
    for index, (block, own) in enumerate(zip(article.body, words, strict=True)):
        length = count(block.text)
        stems = tuple(dict.fromkeys(content_stems(own, language)))  # a set's order would leak into sums
        parts = sentences(block.text)
        paragraphs.append(
            Paragraph(
                index, block.text, block.kind, length, before, own, f" {' '.join(own)} ", stems, parts, after_lead_in
            ),
        )
        before += length
        after_lead_in = block.text.rstrip().endswith((":", "："))
    return tuple(paragraphs)
