"""Finding the headline among the lines above an article."""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from digest.intake.page_text.vocabulary import FUNCTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.intake.page_text.facts import Facts
    from digest.intake.page_text.features import Features
    from digest.intake.page_text.lines import Line

_LONGEST = 40  # words of a headline
_REACH, _INTO = 400, 12  # lines above the body, and lines of it, that are looked at
_NEAR, _CLOSE, _PROSE_ABOVE = 6, 8, 15  # lines
_FAR = 30  # lines above the body
_OPENING, _OPENINGS = 3, 30  # paragraphs that tell what an article is about
_FEW, _KICKER, _LONG = 2, 3, 18  # words
_STEM = 6  # letters in which the forms of a word agree
_STANDFIRST = 12  # words
_TRAIL = re.compile(r"\s[›»>]\s")
_SITE = 3  # words of the name of a site
_SEPARATORS = ("|", " › ", " » ", " > ", " / ", "•", "·")

WEIGHTS: Features = {
    "date above": 3.5,
    "gap": 2.9,
    "date below": 2.9,
    "byline next": 2.5,
    "ends a longer line": 2.3,
    "items above": 2.2,
    "gap below": 2.0,
    "theme": 1.7,
    "told in the opening": 1.6,
    "over a standfirst": 1.4,
    "words of the theme": 1.1,
    "prose below": 1.0,
    "long lines between": 0.9,
    "just above": 0.9,
    "date next": 0.9,
    "repeated": 0.8,
    "far above": -0.3,
    "far into body": -0.8,
    "below prose": -1.6,
    "in body": -1.6,
    "site words": -2.0,
    "between dates": -2.1,
    "name": -2.1,
    "kicker": -2.3,
    "caption words": -2.8,
    "very long": -2.8,
    "byline": -3.1,
    "below headline and date": -3.2,
    "one word": -3.2,
    "full stop": -3.7,
    "separators": -3.8,
    "lower case": -4.3,
    "columns": -6.3,
}


class _Candidates:
    """The lines that could be the headline, with what speaks for and against each."""

    def __init__(self, lines: Sequence[Line], page: Sequence[Facts], first: int, last: int) -> None:
        self.lines, self.page, self.first, self.last = lines, page, first, last
        self.times = Counter(line.key for line in page)
        self.told = Counter(stem for line in page[first:last] for stem in _stems(line))
        self.openings = _all_stems(page[first : min(last, first + _OPENINGS)])
        self.opening = _all_stems(page[first : first + _OPENING])
        nearby = page[max(0, first - _REACH) : first + _REACH]
        self.nearby = "\n".join([*(line.key for line in nearby if line.words <= _LONGEST), ""])
        self.long_above = [0, *accumulate(line.words > _STANDFIRST for line in page[:first])]

    def features(self, i: int) -> dict[str, float]:
        """All features of a line, zeros left out."""
        found = self._shape(i) | self._place(i) | self._echoes(i) | self._above(i) | self._below(i)
        return {name: float(value) for name, value in found.items() if value}

    def _shape(self, i: int) -> dict[str, float]:
        """What a line looks like by itself."""
        line, text = self.page[i], self.lines[i].text
        return {
            "one word": line.words == 1,
            "very long": line.words > _LONG,
            "full stop": line.ends and text.endswith("."),
            "lower case": text[0].islower(),
            "separators": any(mark in text for mark in _SEPARATORS),
            "columns": "\t" in text,
            "site words": min(2, line.furniture),
            "caption words": line.caption or line.credited,
            "byline": line.byline,
        }

    def _place(self, i: int) -> dict[str, float]:
        """How far above the body, or inside it, a line stands."""
        distance = self.first - i
        return {
            "gap": self.page[i].gap,
            "just above": 1 <= distance <= _NEAR,
            "in body": distance <= 0,
            "far into body": math.log1p(max(0, -distance)),
            "far above": math.log1p(max(0, distance - _FAR)),
            "long lines between": math.log1p(self.long_above[-1] - self.long_above[i + 1]) if distance > 0 else 0.0,
        }

    def _echoes(self, i: int) -> dict[str, float]:
        """Where else a line, or its words, stand."""
        line = self.page[i]
        stems = _stems(line)
        itself = self.first <= i < self.last
        times = [self.told[stem] - itself for stem in stems]
        return {
            "told in the opening": min(1.0, len(stems & self.opening) / 4),
            "theme": math.fsum(map(math.log1p, times)) / (len(times) or 1),
            "words of the theme": min(3.0, sum(n > 1 for n in times) / 2),
            "name": line.words in {2, 3} and line.capitals == 1 and not stems & self.openings,
            "repeated": self.times[line.key] > 1,
            "ends a longer line": line.words > _FEW and f" {line.key}\n" in self.nearby,
        }

    def _above(self, i: int) -> dict[str, float]:
        """What stands above a line."""
        above = self.page[max(0, i - _CLOSE) : i]
        meta = max((j for j, line in enumerate(above) if line.dated or line.byline), default=0)
        headlines = (line for line in above[:meta] if not line.byline and not _is_sentence(line))
        return {
            "date above": bool(above) and above[-1].dated,
            "items above": sum(line.item for line in above) / _CLOSE,
            "below prose": any(line.prose and not line.furniture for line in self.page[max(0, i - _PROSE_ABOVE) : i]),
            "below headline and date": max((self._like(line, 4, 25) for line in headlines), default=0.0),
        }

    def _below(self, i: int) -> dict[str, float]:
        """What stands below a line."""
        below = self.page[i + 1 : i + 1 + _NEAR]
        dated = any(line.dated for line in below)
        return {
            "gap below": bool(below) and below[0].gap,
            "kicker": self.page[i].words <= _KICKER and bool(below) and _is_headline(below[0]),
            "date next": any(line.dated for line in below[:2]),
            "date below": dated,
            "between dates": dated and any(line.dated for line in self.page[max(0, i - _NEAR) : i]),
            "byline next": any(line.byline for line in below[:2]),
            "prose below": any(line.prose for line in below[:2]),
            "over a standfirst": max((self._like(line, 8, 45) for line in below[:3]), default=0.0),
        }

    def _like(self, line: Facts, least: int, most: int) -> float:
        """How much of a neighbour of so many words the article tells again."""
        fits = least <= line.words <= most and not (line.opens or line.dated or line.furniture)
        return _share(_stems(line), self.openings) if fits else 0.0


def _is_sentence(line: Facts) -> bool:
    return line.ends and line.words > _STANDFIRST


def _is_headline(line: Facts) -> bool:
    """Whether a line has the length of a headline, and is nothing else."""
    return 5 <= line.words <= 20 and not (line.byline or line.dated or _is_sentence(line))


def _stems(line: Facts) -> frozenset[str]:
    return _stems_of(line.key)


@lru_cache(maxsize=1 << 12)
def _stems_of(key: str) -> frozenset[str]:
    """A line is a neighbour of many candidates."""
    return frozenset(word[:_STEM] for word in key.split() if word not in FUNCTION_WORDS)


def _all_stems(page: Sequence[Facts]) -> frozenset[str]:
    return frozenset(stem for line in page for stem in _stems(line))


def _share(stems: frozenset[str], told: frozenset[str]) -> float:
    return len(stems & told) / len(stems) if stems else 0.0


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
    free = [i for i in named if not _is_told(lines[i], page[i])] or named
    return [(i, candidates.features(i)) for i in free]


def _is_told(line: Line, facts: Facts) -> bool:
    """Whether a line is a sentence of the text or an item of a list, which would lose its place as a headline."""
    return facts.item or (facts.words > _STANDFIRST and line.text.endswith("."))


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
