"""Words that one document marks for some readers, and a copy of it tells to all: the mark counts for both."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from digest.model import Problem, Role, folded
from digest.model.runs import found, indexed, runs, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from digest.model import Article, Block
    from digest.model.runs import Index

    Marks = dict[tuple[str, ...], dict[str, str]]  # for each run the documents that mark it, and for whom

_MOST = 0.6  # of the runs of the shorter of two copies
_FIELDS = ("standfirst", "caption", "kicker", "call_to_action")
_OWN = frozenset({Role.BODY, Role.STANDFIRST, Role.CAPTION, Role.KICKER, Role.CALL_TO_ACTION, Role.LEAD_IN})


def withheld(articles: Sequence[Article]) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """The articles, each without what everybody could read in it and a copy of it marks for some.

    Eight words in a row are the same words, or a shorter passage of four and more as a whole. Copies have the same
    title, or most of their words in common; others may quote each other. A document that is for one audience as a
    whole takes nothing from others: a copy of it for all is no oversight.

    Args:
        articles: All articles at hand, their marks as they are written.

    Returns:
        The articles in their order, and a problem for each of which something was left out.
    """
    marks = _marks(articles)
    if not marks:
        return tuple(articles), ()
    look = _Look(marks, indexed(marks), {article.source: article for article in articles if _is_marked(article)})
    problems: list[Problem] = []
    return tuple(_without(article, look, problems) for article in articles), tuple(problems)


@dataclass(frozen=True, slots=True)
class _Look:
    """What is marked: its runs, and the articles that mark it, by their sources."""

    marks: Marks
    index: Index
    marking: Mapping[str, Article]

    def other(self, article: Article, text: str) -> tuple[str, str] | None:
        """A copy of the article that marks words of the text, and for whom."""
        for run in found(self.index, words_of(text)):
            for source, audience in self.marks[run].items():
                if source != article.source and _are_copies(self.marking[source], article):
                    return source, audience
        return None


def _marks(articles: Iterable[Article]) -> Marks:
    marks: Marks = defaultdict(dict)
    for article in articles:
        for block in article.blocks:
            if block.audience and block.role in _OWN:
                for run in runs(words_of(block.text)):
                    marks[run].setdefault(article.source, block.audience)
    return marks


def _is_marked(article: Article) -> bool:
    return any(block.audience for block in article.blocks)


def _are_copies(one: Article, other: Article) -> bool:
    if folded(one.title) == folded(other.title):
        return True
    first, second = _runs_in(one.blocks), _runs_in(other.blocks)
    return len(first & second) >= _MOST * min(len(first), len(second))


@lru_cache(maxsize=64)
def _runs_in(blocks: tuple[Block, ...]) -> frozenset[tuple[str, ...]]:
    return frozenset(run for block in blocks if block.role in _OWN for run in runs(words_of(block.text)))


def _without(article: Article, look: _Look, problems: list[Problem]) -> Article:
    if article.audience:
        return article
    public = (block for block in article.blocks if _is_public(block))
    lost = {block: there for block in public if (there := look.other(article, block.text))}
    blank = {name: there for name in _FIELDS if (there := look.other(article, getattr(article, name)))}
    if not lost and not blank:
        return article
    source, audience = next(iter((*lost.values(), *blank.values())))
    line = next((block.line for block in lost), 1)
    what, hint = "words are left out that a copy marks", "mark them here, too, or take the mark there out"
    problems.append(Problem(what, f"{article.source}:{line}", f"{source} has them for {audience} alone", hint))
    blocks = tuple(block for block in article.blocks if block not in lost)
    standfirst, caption, kicker, call = ("" if name in blank else getattr(article, name) for name in _FIELDS)
    return replace(article, blocks=blocks, standfirst=standfirst, caption=caption, kicker=kicker, call_to_action=call)


def _is_public(block: Block) -> bool:
    return not block.audience and block.role in _OWN
