"""The body of an article: the run of lines whose scores sum highest.

A linear score for each line and the maximum-sum segment over them: the method of Pasternack and Roth,
"Extracting Article Text from the Web with Maximum Subsequence Segmentation" (WWW 2009), with lines for tokens.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from digest.intake.page_text.features import features
from digest.intake.page_text.weights import INTERCEPT, WEIGHTS
from digest.model import Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.intake.page_text.facts import Facts
    from digest.intake.page_text.features import Features

Scored = tuple[float, tuple[Reason, ...]]
_SIGNS = 4  # reasons that are shown of a line
_FLOOR, _CEILING = -0.2, 3.0  # what one line may add to a run
_KEPT = 0.25  # log-odds; between the best for whole bodies and the best for single lines
_ENOUGH = 4.0  # a run that is an article already
_TEASERS = frozenset({"related", "catalogue", "about", "contact"})
_TEASER_REACH = 6
_SLIGHT = 0.05  # points that no editor needs to see
_CAPTION = 60  # words


def line_score(found: Features) -> float:
    """Log-odds that a line belongs to the body."""
    return INTERCEPT + sum(WEIGHTS.get(name, 0.0) * value for name, value in found.items())


def signs(found: Features) -> tuple[Reason, ...]:
    """The heaviest features of a line, for the editor."""
    points = sorted(
        ((WEIGHTS.get(name, 0.0) * value, name) for name, value in found.items()), key=lambda p: (-abs(p[0]), p[1])
    )
    return tuple(_reason(name, round(value, 2)) for value, name in points[:_SIGNS] if abs(value) >= _SLIGHT)


@lru_cache(maxsize=1 << 14)
def _reason(rule: str, points: float) -> Reason:
    """The same few reasons stand at many lines: each is made once."""
    return Reason(rule, points)


def score_lines(page: Sequence[Facts]) -> list[Scored]:
    """Score and reasons of every line, in order."""
    return [(line_score(found), signs(found)) for found in features(page)]


def best_run(page: Sequence[Facts], scores: Sequence[float]) -> tuple[int, int]:
    """Start and end (exclusive) of the run of lines with the highest sum; both 0 where no line is likely.

    A line counts by its length, and its score is bounded: one chart or menu inside an article must not split it.
    """
    best = total = 0.0
    start, run = 0, (0, 0)
    for i, (line, value) in enumerate(zip(page, scores, strict=True)):
        if best > _ENOUGH and _opens_teasers(page, i):
            break
        if total <= 0:
            total, start = 0.0, i
        total += min(_CEILING, max(_FLOOR, value)) * (0.3 + min(line.words, 60) / 30)
        if total > best:
            best, run = total, (start, i + 1)
    return run


def _opens_teasers(page: Sequence[Facts], i: int) -> bool:
    """Whether a heading such as "You might also like" stands over a title that stands twice, as teasers do."""
    if page[i].opens not in _TEASERS or page[i].ends:
        return False
    below = [line.key for line in page[i + 1 : i + 1 + _TEASER_REACH] if not line.dated]
    return any(a == b for a, b in pairwise(below))


def in_body(page: Sequence[Facts], scores: Sequence[float]) -> list[bool]:
    """For every line whether it belongs to the body."""
    start, end = best_run(page, scores)
    return [start <= i < end and value > _KEPT and not _is_caption(page[i]) for i, value in enumerate(scores)]


def _is_caption(line: Facts) -> bool:
    """Whether a line carries the credit of a picture, which no paragraph of an article does."""
    return line.credited and line.words <= _CAPTION
