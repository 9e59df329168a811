"""A profile of each publication: the lines that stand in most of its documents are its furniture, not their text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from digest.errors import UnreadableDocument
from digest.model import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from digest.intake.page_text.lines import Line
    from digest.model import Article

ENOUGH = 3
"""Documents from which a publication's habits can be told."""

_MOST = 0.5  # share of them above which a line is one
_DIGITS = re.compile(r"\d+")
_SHORT = 12  # words up to which a line with another number is the same line
# What a publication says in every document in its own right, or what may well be the same in all.
_RIGHTLY = frozenset(
    {Role.BYLINE, Role.DATE, Role.KICKER, Role.ABOUT, Role.CONTACT, Role.SECTION, Role.FURNITURE, Role.HOUSEKEEPING}
)


def line_key(text: str) -> str:
    """What a line is counted under: letters alike, spaces alike, and in a short line numbers alike."""
    words = text.casefold().split()
    line = " ".join(words)
    return _DIGITS.sub("0", line) if len(words) <= _SHORT else line


def publication_key(article: Article) -> str:
    """Whose document this is: its publication's name, else the host of its address, else nobody's."""
    return article.publication.name.casefold() or (urlsplit(article.url).hostname or "")


def profiles(articles: Iterable[Article]) -> dict[str, dict[str, float]]:
    """Each publication's repeated lines with the share of its documents in which they stand.

    Args:
        articles: All articles at hand; a publication with fewer than three has no profile.
    """
    documents: dict[str, list[set[str]]] = defaultdict(list)
    for article in articles:
        if key := publication_key(article):
            documents[key].append({line_key(block.text) for block in article.blocks if not block.audience})
    return {key: lines for key, many in documents.items() if len(many) >= ENOUGH and (lines := _repeated(many))}


def _repeated(documents: list[set[str]]) -> dict[str, float]:
    count = Counter(line for lines in documents for line in lines)
    return {line: times / len(documents) for line, times in count.items() if times > _MOST * len(documents)}


def reread(articles: Sequence[Article], again: Callable[[int, Mapping[str, float]], Article]) -> tuple[Article, ...]:
    """The articles, those read again that took a line of their publication's furniture for their own.

    Args:
        articles: All articles at hand.
        again: Reads the article at that place once more, given its publication's repeated lines; one that holds
            nothing else stays as it is.
    """
    known = profiles(articles)
    return tuple(_once_more(place, article, known, again) for place, article in enumerate(articles))


def _once_more(
    place: int,
    article: Article,
    known: Mapping[str, Mapping[str, float]],
    again: Callable[[int, Mapping[str, float]], Article],
) -> Article:
    lines = known.get(publication_key(article), {})
    if not any(line_key(b.text) in lines for b in article.blocks if b.role not in _RIGHTLY and not b.audience):
        return article
    try:
        return again(place, lines)
    except UnreadableDocument:
        return article


def without_repeats(lines: Iterable[Line], repeated: Mapping[str, float]) -> tuple[Line, ...]:
    """The lines, those that are repeated marked as furniture."""
    return tuple(replace(line, role=Role.FURNITURE) if line_key(line.text) in repeated else line for line in lines)
