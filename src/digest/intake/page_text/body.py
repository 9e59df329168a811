"""The body of an article: the run of lines whose scores sum highest.

A linear score for each line and the maximum-sum segment over them: the method of Pasternack and Roth,
"Extracting Article Text from the Web with Maximum Subsequence Segmentation" (WWW 2009), with lines for tokens.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from digest.intake.page_text.features import Form, features, form
from digest.intake.page_text.weights import INTERCEPTS, WEIGHTS
from digest.model import Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.intake.page_text.facts import Facts
    from digest.intake.page_text.features import Features

Scored = tuple[float, tuple[Reason, ...]]
_SIGNS = 3  # reasons that are shown of a line
_FLOOR, _CEILING = -0.5, 3.0  # what one line may add to a run
_KEPT = {Form.LABEL: -0.25, Form.SENTENCE: -0.15, Form.UNFINISHED: -0.15, Form.PARAGRAPH: -1.05}  # log-odds
_ENOUGH = 4.0  # a run that is an article already
_TEASERS = frozenset({"related", "catalogue", "about", "contact"})
_TEASER_REACH = 6
_SLIGHT = 0.1  # points that no editor needs to see
_CAPTION = 60  # words
_BY_FORM = tuple({name: values[kind] for name, values in WEIGHTS.items()} for kind in Form)
_OF_THE_PAGE = frozenset(name for name in WEIGHTS if name.endswith("of the page"))  # say nothing of one line


def weighed(found: Features, kind: Form) -> Features:
    """The points of every feature of a line of that form."""
    weights = _BY_FORM[kind]
    return {name: weights.get(name, 0.0) * value for name, value in found.items()}


def signs(points: Features) -> tuple[Reason, ...]:
    """The heaviest features of a line, for the editor."""
    heavy = [(-abs(value), name) for name, value in points.items() if value > _SLIGHT or value < -_SLIGHT]
    heavy.sort()
    shown = [name for _, name in heavy if name not in _OF_THE_PAGE][:_SIGNS]
    return tuple([_reason(name, round(points[name], 1)) for name in shown])


@lru_cache(maxsize=1 << 14)
def _reason(rule: str, points: float) -> Reason:
    """The same few reasons stand at many lines: each is made once."""
    return Reason(rule, points)


def score_lines(page: Sequence[Facts]) -> list[Scored]:
    """Score (log-odds that the line belongs to the body) and reasons of every line, in order."""
    scored = []
    for line, found in zip(page, features(page), strict=True):
        kind = form(line)
        points = weighed(found, kind)
        scored.append((INTERCEPTS[kind] + sum(points.values()), signs(points)))
    return scored


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
    """For every line whether it belongs to the body, which opens with more than a label."""
    start, end = best_run(page, scores)
    forms = [form(line) for line in page[start:end]]
    opening = start + next((i for i, kind in enumerate(forms) if kind is not Form.LABEL), 0)
    kept = [False] * len(page)
    for i in range(opening, end):
        kept[i] = scores[i] > _KEPT[forms[i - start]] and not _is_caption(page[i])
    return kept


def _is_caption(line: Facts) -> bool:
    """Whether a line carries the credit of a picture, which no paragraph of an article does."""
    return line.credited and line.words <= _CAPTION
