"""Finding the headline among the lines above an article."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from digest.intake.page_text import vocabulary as words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.intake.page_text.facts import Facts
    from digest.intake.page_text.features import Features
    from digest.intake.page_text.lines import Line

_LONGEST = 40  # words of a headline
_REACH = 400  # lines above the body that are looked at
_NEAR = 6
_FEW = 2
_STANDFIRST = 12  # words
_OPENING_PARAGRAPHS = 30

WEIGHTS: Features = {
    "words told again": 2.38,
    "told again": 1.69,
    "quoted elsewhere": 1.51,
    "byline below": 1.41,
    "date below": 1.27,
    "numbered": 1.26,
    "repeated": 1.24,
    "gap": 1.12,
    "headline length": 0.91,
    "prose below": 0.62,
    "over a standfirst": 0.43,
    "just above": 0.08,
    "ends in another line": 0.01,
    "link marks": -0.11,
    "quotation": -0.18,
    "opens": -0.35,
    "address": -0.44,
    "distance": -0.50,
    "said before": -0.50,
    "byline": -0.53,
    "caption words": -0.62,
    "few words": -0.74,
    "sentence": -0.79,
    "colon at end": -0.95,
    "item": -0.98,
    "very long": -1.04,
    "top": -1.06,
    "long with end": -1.12,
    "under a headline": -1.32,
    "below prose": -1.42,
    "site words": -1.59,
    "date line": -1.92,
    "full stop": -1.93,
    "lower case": -1.96,
    "in body": -2.41,
    "one word": -2.75,
}


def title_candidates(
    lines: Sequence[Line], page: Sequence[Facts], first: int, last: int
) -> list[tuple[int, Features]]:
    """Lines that could be the headline, each with what speaks for and against it.

    Args:
        lines: All lines of the document.
        page: Their facts.
        first: Index of the first line of the body.
        last: Index behind the last line of the body.
    """
    vocabulary = _content_words(page[first : min(last, first + _OPENING_PARAGRAPHS)])
    counts = Counter(line.key for line in page)
    nearby = "\n".join(line.key for line in page[max(0, first - _REACH) : first + _REACH] if line.words <= _LONGEST)
    seen: set[str] = set()
    found: list[tuple[int, Features]] = []
    for i in range(max(0, first - _REACH), min(len(page), first + 1)):
        line = page[i]
        if 0 < line.words <= _LONGEST and any(c.isalpha() for c in line.key):
            found.append((i, _features(lines, page, i, first, counts, seen, vocabulary, nearby)))
        seen.add(line.key)
    return found


def _content_words(page: Sequence[Facts]) -> set[str]:
    return {word for line in page for word in line.key.split() if word not in words.FUNCTION_WORDS}


def _features(
    lines: Sequence[Line],
    page: Sequence[Facts],
    i: int,
    first: int,
    counts: Counter[str],
    seen: set[str],
    vocabulary: set[str],
    nearby: str,
) -> Features:
    line = page[i]
    content = [word for word in line.key.split() if word not in words.FUNCTION_WORDS]
    below = range(i + 1, min(len(page), i + 1 + _NEAR))
    distance = first - i
    found = {
        "distance": math.log1p(max(0, distance)),
        "in body": float(distance <= 0),
        "just above": float(1 <= distance <= _NEAR),
        "repeated": float(counts[line.key] > 1),
        "said before": float(line.key in seen),
        "one word": float(line.words == 1),
        "few words": float(line.words in {2, 3}),
        "headline length": float(5 <= line.words <= 18),  # what headlines measure
        "very long": float(line.words > 25),
        "full stop": float(line.ends and lines[i].text.endswith(".")),
        "site words": float(min(2, line.furniture)),
        "opens": float(bool(line.opens) or line.call),
        "date line": float(line.dated and line.words < 12),
        "byline": float(line.byline),
        "caption words": float(line.caption or line.credited),
        "item": float(line.item),
        "numbered": float(lines[i].text[:1].isdigit() and ". " in lines[i].text[:5]),
        "heading": float(line.heading),
        "link marks": float(line.link),
        "address": float(line.address),
        "gap": float(line.gap),
        "date below": float(any(page[k].dated for k in below)),
        "byline below": float(any(page[k].byline for k in below)),
        "prose below": float(any(page[k].prose for k in list(below)[:2])),
        "told again": sum(word in vocabulary for word in content) / len(content) if content else 0.0,
        "words told again": min(1.0, sum(word in vocabulary for word in set(content)) / 6),
        "top": float(i == 0),
        "below prose": float(any(page[k].prose and page[k].furniture == 0 for k in range(max(0, i - 15), i))),
        "long with end": float(line.ends and line.words > _STANDFIRST),
        "ends in another line": float(any(_ends_in(line, other) for other in page[max(0, i - 8) : i + 9])),
        "quoted elsewhere": float(line.words > _FEW and nearby.count(line.key) > counts[line.key]),
        "under a headline": max((_headline_like(page[k], vocabulary) for k in range(max(0, i - 3), i)), default=0.0),
        "over a standfirst": max((_standfirst_like(page[k], vocabulary) for k in list(below)[:3]), default=0.0),
        "sentence": float(line.sentences),
        "lower case": float(lines[i].text[:1].islower()),
        "quotation": float(lines[i].text[:1] in '"“„«'),
        "colon at end": float(line.colon),
    }
    return {name: value for name, value in found.items() if value}


def _told_again(line: Facts, vocabulary: set[str]) -> float:
    content = [word for word in line.key.split() if word not in words.FUNCTION_WORDS]
    return sum(word in vocabulary for word in content) / len(content) if content else 0.0


def _ends_in(line: Facts, other: Facts) -> bool:
    """Whether a line ends in another one, as a trail of menu entries ends in the headline."""
    return other.words > _FEW and line.words > other.words and line.key.endswith(other.key)


def _headline_like(line: Facts, vocabulary: set[str]) -> float:
    """Whether a neighbour could be the headline itself."""
    fits = 4 <= line.words <= 20 and not line.ends and not line.opens and not line.dated and not line.furniture
    return _told_again(line, vocabulary) if fits else 0.0


def _standfirst_like(line: Facts, vocabulary: set[str]) -> float:
    fits = 8 <= line.words <= 45 and not line.opens and not line.dated and not line.furniture
    return _told_again(line, vocabulary) if fits else 0.0


def score(found: Features) -> float:
    """How much a candidate looks like the headline."""
    return sum(WEIGHTS.get(name, 0.0) * value for name, value in found.items())


def find_title(lines: Sequence[Line], page: Sequence[Facts], first: int, last: int) -> int | None:
    """The index of the headline, or None where no line looks like one."""
    marked = [i for i, line in enumerate(page[: first + 1]) if line.heading and lines[i].role == "title"]
    if marked:
        return marked[0]
    candidates = [(score(found), i) for i, found in title_candidates(lines, page, first, last)]
    best = max(candidates, default=None, key=lambda pair: (pair[0], -pair[1]))
    return best[1] if best else None
