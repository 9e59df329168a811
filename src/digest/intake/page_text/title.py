"""Finding the headline among the lines above an article."""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import TYPE_CHECKING

from digest.intake.page_text.vocabulary import FUNCTION_WORDS
from digest.model import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.intake.page_text.facts import Facts
    from digest.intake.page_text.features import Features
    from digest.intake.page_text.lines import Line

_SENTENCE = 13  # words from which a line that ends in a full stop is told, not titled
_LONGEST = 40  # words of a headline
_REACH, _INTO = 400, 5  # lines above the body, and lines of it, that are looked at
_NEAR, _AROUND, _PROSE_ABOVE = 6, 8, 15  # lines
_OPENING, _OPENINGS = 3, 30  # paragraphs that tell what an article is about
_MENU, _FEW = 3, 2  # words
_STEM = 6  # letters in which the forms of a word agree
_STANDFIRST = 12  # words
_TRAIL = re.compile(r"\s[›»>]\s")
_SITE = 3  # words of the name of a site
_SEPARATORS = ("|", " › ", " » ", " > ", " / ", "•", "·")

WEIGHTS: Features = {
    "gap below": 2.45,
    "told again": 1.97,
    "gap": 1.97,
    "date below": 1.91,
    "told in the opening": 1.90,
    "date above": 1.86,
    "byline below": 1.49,
    "quoted elsewhere": 1.39,
    "byline next": 1.26,
    "end of a trail": 1.21,
    "menus above": 1.21,
    "words told again": 1.08,
    "title case": 1.06,
    "over a standfirst": 1.05,
    "sharing below": 0.92,
    "headline length": 0.86,
    "prose below": 0.75,
    "date next": 0.67,
    "menus below": 0.63,
    "repeated": 0.52,
    "just above": 0.15,
    "distance": -0.28,
    "cut short": -0.56,
    "under a headline": -0.67,
    "long with end": -0.70,
    "top": -0.87,
    "colon at end": -0.91,
    "site words": -1.00,
    "date line": -1.18,
    "very long": -1.44,
    "lower case": -1.58,
    "item": -1.78,
    "caption words": -1.92,
    "below prose": -2.17,
    "separators": -2.20,
    "one word": -2.31,
    "full stop": -2.53,
    "in body": -3.03,
}


class _Candidates:
    """The lines that could be the headline, with what speaks for and against each."""

    def __init__(self, lines: Sequence[Line], page: Sequence[Facts], first: int, last: int) -> None:
        self.lines, self.page, self.first = lines, page, first
        self.counts = Counter(line.key for line in page)
        self.told = _stems(page[first : min(last, first + _OPENINGS)])
        self.opening = _stems(page[first : first + _OPENING])
        self.nearby = "\n" + "\n".join(
            line.key for line in page[max(0, first - _REACH) : first + _REACH] if line.words <= _LONGEST
        )

    def features(self, i: int) -> dict[str, float]:
        """All features of a line, zeros left out."""
        found = self._shape(i) | self._echoes(i) | self._neighbours(i)
        return {name: float(value) for name, value in found.items() if value}

    def _shape(self, i: int) -> dict[str, float]:
        """What a line looks like by itself, and how far above the body it stands."""
        line, text = self.page[i], self.lines[i].text
        distance = self.first - i
        return {
            "distance": math.log1p(max(0, distance)),
            "in body": distance <= 0,
            "just above": 1 <= distance <= _NEAR,
            "top": i == 0,
            "one word": line.words == 1,
            "headline length": 5 <= line.words <= 18,  # what headlines measure
            "very long": line.words > 25,
            "long with end": line.ends and line.words > _STANDFIRST,
            "full stop": line.ends and text.endswith("."),
            "colon at end": line.colon,
            "lower case": text[0].islower(),
            "title case": line.capitals if line.words > _MENU else 0.0,
            "separators": any(mark in text for mark in _SEPARATORS),
            "site words": min(2, line.furniture),
            "caption words": line.caption or line.credited,
            "date line": line.dated and line.words < _STANDFIRST,
            "item": line.item,
            "gap": line.gap,
        }

    def _echoes(self, i: int) -> dict[str, float]:
        """Where else a line, or its words, stand."""
        line = self.page[i]
        stems = _stems([line])
        around = self.page[max(0, i - _AROUND) : i + _AROUND + 1]
        begun = self.lines[i].text.endswith(("…", "...")) and f"\n{line.key} " in self.nearby
        quoted = line.words > _FEW and self.nearby.count(line.key) > self.counts[line.key]
        return {
            "told again": _share(stems, self.told),
            "words told again": min(1.0, len(stems & self.told) / 6),
            "told in the opening": min(1.0, len(stems & self.opening) / 4),
            "repeated": self.counts[line.key] > 1,
            "quoted elsewhere": quoted and not begun,
            "end of a trail": any(_ends_in(other, line) for other in around),
            "cut short": line.words > _FEW and begun,
        }

    def _neighbours(self, i: int) -> dict[str, float]:
        """What stands above and below a line."""
        page = self.page
        above, below = page[max(0, i - _NEAR + 1) : i], page[i + 1 : i + 1 + _NEAR]
        return {
            "menus above": sum(line.words <= _MENU for line in above) / _NEAR,
            "menus below": sum(line.words <= _MENU for line in below) / _NEAR,
            "date above": bool(above) and above[-1].dated,
            "date next": any(line.dated for line in below[:2]),
            "date below": any(line.dated for line in below),
            "byline next": any(line.byline for line in below[:2]),
            "byline below": any(line.byline for line in below),
            "sharing below": any(line.opens == "sharing" for line in below[:4]),
            "prose below": any(line.prose for line in below[:2]),
            "gap below": bool(below) and below[0].gap,
            "below prose": any(line.prose and not line.furniture for line in page[max(0, i - _PROSE_ABOVE) : i]),
            "under a headline": max((self._like(line, 4, 20) for line in above[-3:] if not line.ends), default=0.0),
            "over a standfirst": max((self._like(line, 8, 45) for line in below[:3]), default=0.0),
        }

    def _like(self, line: Facts, least: int, most: int) -> float:
        """How much of a neighbour of so many words the article tells again."""
        fits = least <= line.words <= most and not (line.opens or line.dated or line.furniture)
        return _share(_stems([line]), self.told) if fits else 0.0


def _stems(page: Sequence[Facts]) -> frozenset[str]:
    return frozenset(word[:_STEM] for line in page for word in line.key.split() if word not in FUNCTION_WORDS)


def _share(stems: frozenset[str], told: frozenset[str]) -> float:
    return len(stems & told) / len(stems) if stems else 0.0


def _ends_in(trail: Facts, line: Facts) -> bool:
    """Whether a trail of menu entries ("Home > News > ...") ends in a line."""
    return line.words > _FEW and trail.words > line.words and trail.key.endswith(line.key)


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
    candidates = _Candidates(lines, page, first, last)
    reach = range(max(0, first - _REACH), min(len(page), first + _INTO))
    named = [i for i in reach if 0 < page[i].words <= _LONGEST and any(c.isalpha() for c in page[i].key)]
    fit = [i for i in named if not _is_told(lines[i])] or named
    return [(i, candidates.features(i)) for i in fit]


def _is_told(line: Line) -> bool:
    """Whether a line is a sentence of the text or an item of a list, which would lose its place as a headline."""
    return line.kind is Kind.ITEM or (line.text.endswith(".") and len(line.text.split()) >= _SENTENCE)


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


def trimmed(title: str) -> str:
    """A headline without the trail of menu entries or the name of the site that share its line.

    "Home › News › A Harbour Comes Back" and "A Harbour Comes Back | Coast Review" are both "A Harbour Comes Back".
    """
    trail = [part.strip() for part in _TRAIL.split(title)]
    if len(trail) > _FEW and len(trail[-1].split()) > _FEW:
        return trail[-1]
    left, bar, right = title.rpartition(" | ")
    return left.strip() if bar and len(left.split()) > _FEW and len(right.split()) <= _SITE else title
