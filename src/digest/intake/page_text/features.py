"""What speaks for and against a line's being part of the article, as named numbers."""

from __future__ import annotations

import math
from array import array
from collections import Counter
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import accumulate
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from digest.intake.page_text.facts import Facts

Features = dict[str, float]


class Form(IntEnum):
    """The four forms of a line, each of which has weights of its own: what speaks for a heading damns a paragraph."""

    LABEL = 0  # short, without an end mark: headings, menus, names
    SENTENCE = 1  # a short sentence or two
    UNFINISHED = 2  # long, without an end mark: headlines, teasers, captions
    PARAGRAPH = 3


_NEAR, _FAR, _WIDE = 3, 8, 10  # lines each way that count as near, as further off, and as around
_STRONG = 0.5  # a strength that is a paragraph's
_PROSE_SIZE = 25  # words of a paragraph at full strength
_SENTENCE, _MENU, _HEADING, _CAPTION = 5, 4, 8, 40  # words
_LABEL, _PARAGRAPH = 10, 20  # words from which a line is no label any more, from which it is a paragraph
_FEW, _MOST, _LONGEST = 10, 40, 150  # words
_ENOUGH = 3000  # words of prose; more than the pages hold from which the weights were learnt says nothing
_LIKELY = 80  # words that one paragraph counts in a sum
_USUAL = 20  # words of a paragraph where there are none
_END_SECTIONS = frozenset({"comments", "related", "about", "contact", "catalogue"})
_EARLY, _LATE = (
    0.05,
    0.3,
)  # shares of the prose above a heading that announces nothing yet, and that can end an article
_FADING = 3.0  # lines in which what a heading announces loses half its force

_FLAGS: tuple[tuple[str, Callable[[Facts], object]], ...] = (
    ("colon", attrgetter("colon")),
    ("several sentences", attrgetter("sentences")),
    ("item", attrgetter("item")),
    ("link marks", attrgetter("link")),
    ("address", attrgetter("address")),
    ("credit mark", attrgetter("credited")),
    ("byline", attrgetter("byline")),
    ("personal", attrgetter("personal")),
    ("call", attrgetter("call")),
    ("date line", attrgetter("dated")),
    ("question", attrgetter("question")),
    ("exclamation", attrgetter("exclaims")),
    ("cut short", attrgetter("cut")),
    ("small letter", attrgetter("lower")),
    ("opens with a quote", attrgetter("quoted")),
    ("speaks to you", attrgetter("addressed")),
    ("name at the end", attrgetter("signed")),
)


def form(line: Facts) -> Form:
    """Which of the four forms a line has."""
    if line.ends:
        return Form.PARAGRAPH if line.words >= _PARAGRAPH else Form.SENTENCE
    return Form.UNFINISHED if line.words >= _LABEL else Form.LABEL


def features(page: Sequence[Facts]) -> Iterator[Features]:
    """The features of every line, in order; most zeros are left out.

    Args:
        page: The facts of all lines of one document.
    """
    around = _Surroundings(page)
    headings = _Headings()
    for i, line in enumerate(page):
        found = _own(line)
        around.add(i, found)
        headings.add(found)
        headings.pass_by(line, around.share_above(i))
        yield found


def _own(line: Facts) -> Features:
    """Features of the line by itself."""
    words = line.words
    found = {
        "words": _log(min(words, _MOST)),
        "many words": _log(min(words, _LONGEST)),
        "function words": min(1.0, line.function_words * 2),
        "capitals": line.capitals if words > _SENTENCE // 2 else 0.0,
    }
    found.update((name, 1.0) for name, is_set in _FLAGS if is_set(line))
    if line.commas:
        found["commas"] = _log(min(line.commas, 20))
    if line.digits:
        found["digits"] = min(1.0, line.digits * 3)
    if line.furniture:
        found["site words in prose" if line.prose else "site words"] = float(min(line.furniture, 3))
    if line.commenting:
        found["comment words"] = float(min(line.commenting, 2))
    if line.caption:
        found["caption words"] = 1.0 if words < _CAPTION else 0.3
    if line.opens and words <= _FEW:
        found[f"opens {line.opens}"] = 1.0
    if line.shouting and words > 1:
        found["shouting"] = 1.0
    if line.quotes:
        found["quotes"] = _log(min(line.quotes, 10))
    return found


@lru_cache(maxsize=1 << 12)
def _log(number: float) -> float:
    return math.log1p(number)


def _strength(line: Facts) -> float:
    """How much a line looks like a paragraph of prose, 0 to 1."""
    if line.words < _SENTENCE or line.commenting > 1:
        return 0.0
    size = min(1.0, line.words / _PROSE_SIZE)
    marked = 1.0 if line.ends else 0.5 if line.colon else 0.25
    return size * marked * (0.4 if line.furniture > 1 or line.item else 1.0) * min(1.0, line.function_words * 5)


def _sums(values: Iterable[float]) -> array[float]:
    """Sums up to each line; in an array, which takes a fifth of the memory that a list of numbers takes."""
    return array("d", accumulate(values, initial=0.0))


class _Surroundings:
    """Sums over the lines of a page, so that every neighbourhood costs the same."""

    def __init__(self, page: Sequence[Facts]) -> None:
        self.page = page
        self.strength = array("d", map(_strength, page))
        self.strong = _sums(self.strength)
        self.prose = _sums(min(line.words, _LIKELY) if line.prose else 0 for line in page)
        self.menus = _sums(line.words <= _MENU for line in page)
        self.times = Counter(line.key for line in page)
        self.repeats = _sums(self.times[line.key] > 1 for line in page)
        self.comments = _sums(line.commenting > 0 for line in page)
        self.site = _sums(line.furniture > 0 for line in page)
        self.credits = _sums((line.credited or line.pictured) and line.words <= _PROSE_SIZE for line in page)
        lengths = sorted(line.words for line in page if line.prose)
        self.usual = lengths[len(lengths) // 2] if lengths else _USUAL
        self.gaps = sum(line.gap for line in page) / (len(page) or 1)

    def share_above(self, i: int) -> float:
        """Share of the page's prose above a line."""
        return self.strong[i] / (self.strong[-1] or 1.0)

    def add(self, i: int, found: Features) -> None:
        """Add the features of a line's surroundings."""
        last, share = len(self.page), self.share_above(i)
        near, far, wide = max(0, i - _NEAR), max(0, i - _FAR), max(0, i - _WIDE)
        nearer, further, wider = min(last, i + 1 + _NEAR), min(last, i + 1 + _FAR), min(last, i + 1 + _WIDE)
        prose, comments, repeats, credits_ = self.prose, self.comments, self.repeats, self.credits
        found["prose just above"] = _log(prose[i] - prose[near])
        found["prose just below"] = _log(prose[nearer] - prose[i + 1])
        found["prose above"] = _log(prose[i] - prose[far])
        found["prose below"] = _log(prose[further] - prose[i + 1])
        found["all prose above"] = _log(min(_ENOUGH, prose[i]))
        found["all prose below"] = _log(min(_ENOUGH, prose[-1] - prose[i + 1]))
        found["prose of the page"] = _log(min(_ENOUGH, prose[-1]))
        found["usual length of the page"] = _log(self.usual)
        found["blank lines of the page"] = self.gaps
        found["length against the usual"] = _log(min(_LONGEST, self.page[i].words) / max(_SENTENCE, self.usual))
        found["share above"] = share
        found["menus around"] = _log(self.menus[wider] - self.menus[wide])
        found["site words around"] = _log(self.site[nearer] - self.site[near])
        found["repeats around"] = _log(repeats[wider] - repeats[wide])
        found["comments just below"] = comments[min(last, i + 3)] - comments[i + 1]
        found["comments above"] = _log(comments[i] - comments[wide])
        found["comments below"] = _log(comments[wider] - comments[i + 1])
        found["credit above"] = credits_[i] - credits_[max(0, i - 1)]
        found["credit below"] = credits_[min(last, i + 2)] - credits_[i + 1]
        found["repeated"] = _log(min(_FEW, self.times[self.page[i].key] - 1))
        if share > 0.8:
            found["late"] = (share - 0.8) * 5
        if self.strong[i] < 0.02 * self.strong[-1]:
            found["nothing above"] = 1.0
        self._add_neighbours(i, found)

    def _add_neighbours(self, i: int, found: Features) -> None:
        page = self.page
        if i:
            above = page[i - 1]
            found["words above"] = _log(above.words)
            found["sentence above"] = float(above.ends)
            found["colon above"] = float(above.colon)
            found["item above"] = float(above.item)
            found["after prose"] = float(self.strength[i - 1] > _STRONG)
        glued = not page[i].gap
        if i + 1 < len(page):
            below = page[i + 1]
            found["words below"] = _log(below.words)
            found["sentence below"] = float(below.ends)
            found["item below"] = float(below.item)
            found["before prose"] = float(self.strength[i + 1] > _STRONG)
            glued = glued or not below.gap
        found["glued"] = float(glued)


@dataclass(slots=True)
class _Headings:
    """Which headings of furniture stand above a line."""

    last: str = ""
    since: int = 0
    commented: bool = False
    ends: int = 0

    def add(self, found: Features) -> None:
        """Add the features of what the headings above a line announce."""
        if self.last:
            found[f"under {self.last}"] = 1.0 / (1.0 + self.since / _FADING)
        if self.commented:
            found["below comments"] = 1.0
        if self.ends:
            found["below an end"] = min(1.0, self.ends / 3)

    def pass_by(self, line: Facts, share_above: float) -> None:
        """Take a line in before the next is looked at."""
        counts = line.opens == "comments" and share_above < _EARLY  # how many there are, told under a headline
        if not line.opens or counts or line.words > _HEADING or line.ends:
            self.since += 1
            return
        self.last, self.since = line.opens, 0
        if share_above > _LATE:
            self.commented = self.commented or line.opens == "comments"
            self.ends += line.opens in _END_SECTIONS
