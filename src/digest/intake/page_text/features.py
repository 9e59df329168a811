"""What speaks for and against a line's being part of the article, as named numbers."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from digest.intake.page_text.facts import Facts

Features = dict[str, float]

_NEAR, _WIDE = 3, 12  # lines each way that count as the neighbourhood and as the surroundings
_STRONG = 0.5  # a strength that is a paragraph's
_PROSE_SIZE = 25  # words of a paragraph at full strength
_SENTENCE, _MENU, _HEADING, _CAPTION = 5, 4, 8, 40  # words
_FEW, _MANY, _MOST = 10, 20, 40  # words at which a line is short, long, very long
_END_SECTIONS = frozenset({"comments", "related", "about", "contact", "catalogue"})
_LATE = 0.3  # share of the prose above a heading that can end an article


def features(page: Sequence[Facts]) -> Iterator[Features]:
    """The features of every line, in order, zeros left out.

    Args:
        page: The facts of all lines of one document.
    """
    around = _Surroundings(page)
    headings = _Headings()
    for i, line in enumerate(page):
        found = {**dict(_own(line)), **dict(around.of(i)), **dict(headings.above())}
        headings.pass_by(line, around.share_above(i))
        yield {name: value for name, value in found.items() if value}


def _strength(line: Facts) -> float:
    """How much a line looks like a paragraph of prose, 0 to 1."""
    if line.words < _SENTENCE or line.commenting > 1:
        return 0.0
    size = min(1.0, line.words / _PROSE_SIZE)
    marked = 1.0 if line.ends else 0.5 if line.colon else 0.25
    return size * marked * (0.4 if line.furniture > 1 or line.item else 1.0) * min(1.0, line.function_words * 5)


def _is_menu(line: Facts) -> bool:
    return line.words <= _MENU and not line.ends


class _Surroundings:
    """Sums over the lines of a page, so that every neighbourhood costs the same."""

    def __init__(self, page: Sequence[Facts]) -> None:
        self.page = page
        self.strength = [_strength(line) for line in page]
        self.prose = [0.0, *accumulate(self.strength)]
        self.menus = [0, *accumulate(int(_is_menu(line)) for line in page)]
        self.times = Counter(line.key for line in page)

    def share_above(self, i: int) -> float:
        """Share of the page's prose above a line."""
        return self.prose[i] / (self.prose[-1] or 1.0)

    def of(self, i: int) -> Iterator[tuple[str, float]]:
        """Features of a line's surroundings."""
        last, strength, prose, above = len(self.page), self.strength, self.prose, self.share_above(i)
        low, high = max(0, i - _NEAR), min(last, i + 1 + _NEAR)
        far_low, far_high = max(0, i - _WIDE), min(last, i + 1 + _WIDE)
        yield "repeated", float(self.times[self.page[i].key] > 1)
        yield "prose before", (prose[i] - prose[low]) / _NEAR
        yield "prose after", (prose[high] - prose[i + 1]) / _NEAR
        yield "prose around", (prose[far_high] - prose[far_low] - strength[i]) / _WIDE
        yield "menus around", (self.menus[far_high] - self.menus[far_low] - _is_menu(self.page[i])) / (2 * _WIDE)
        yield "menus near", (self.menus[high] - self.menus[low] - _is_menu(self.page[i])) / (2 * _NEAR)
        yield "after prose", float(i > 0 and strength[i - 1] > _STRONG)
        yield "before prose", float(i + 1 < last and strength[i + 1] > _STRONG)
        yield "share above", above
        yield "late", max(0.0, above - 0.8) * 5
        yield "nothing above", float(prose[i] < 0.02 * prose[-1])
        yield "glued", float(not self.page[i].gap or (i + 1 < last and not self.page[i + 1].gap))


@dataclass(slots=True)
class _Headings:
    """Which headings of furniture stand above a line."""

    last: str = ""
    since: int = 0
    commented: bool = False
    ends: int = 0
    _fading: float = field(default=3.0)

    def above(self) -> Iterator[tuple[str, float]]:
        """Features of what the headings above a line announce."""
        if self.last:
            yield f"under {self.last}", 1.0 / (1.0 + self.since / self._fading)
        yield "below comments", float(self.commented)
        yield "below an end", min(1.0, self.ends / 3)

    def pass_by(self, line: Facts, share_above: float) -> None:
        """Take a line in before the next is looked at."""
        if not line.opens or line.words > _HEADING or line.ends:
            self.since += 1
            return
        self.last, self.since = line.opens, 0
        if share_above > _LATE:
            self.commented = self.commented or line.opens == "comments"
            self.ends += line.opens in _END_SECTIONS


def _own(line: Facts) -> Iterator[tuple[str, float]]:
    """Features of the line by itself."""
    yield "words", math.log1p(min(line.words, _MOST)) / math.log1p(_MOST)
    yield "short", float(line.words <= _MENU)
    yield "long", float(line.words >= _MANY)
    yield "very long", float(line.words >= _MOST)
    yield "sentence end", float(line.ends)
    yield "short with end", float(line.ends and line.words < _FEW)
    yield "no end", float(not line.ends and not line.colon and line.words >= _FEW)
    yield "colon", float(line.colon)
    yield "several sentences", float(line.sentences)
    yield "item", float(line.item)
    yield "item with prose", float(line.item and line.prose)
    yield "capitals", line.capitals if line.words > _SENTENCE // 2 else 0.0
    yield "shouting", float(line.shouting and line.words > 1)
    yield "digits", min(1.0, line.digits * 3)
    yield "commas", min(1.0, line.commas / 4)
    yield "function words", min(1.0, line.function_words * 2)
    yield "link marks", float(line.link)
    yield "address", float(line.address)
    yield "site words in prose" if line.prose else "site words", float(min(line.furniture, 3))
    yield "caption words", float(line.caption) * (1.0 if line.words < _CAPTION else 0.3)
    yield "credit mark", float(line.credited)
    yield "byline", float(line.byline)
    yield "comment words", float(min(line.commenting, 2))
    yield "personal", float(line.personal)
    yield f"opens {line.opens}", float(bool(line.opens) and line.words <= _FEW)
    yield "call", float(line.call)
    yield "date line", float(line.dated)
    yield "heading", float(line.heading)
