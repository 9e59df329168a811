"""Which stories are in the issue, and which one leads."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from digest.model import Reason, Week

if TYPE_CHECKING:
    from collections.abc import Iterable

    from digest.model import Story

_PICTURE = 0.5
_CAPTION = 0.25
_THIS_WEEK = 0.5


def ordered(stories: Iterable[Story], week: Week, *, starts_on: int = 0) -> tuple[Story, ...]:
    """Best first, each with the reasons for its place; equal stories stand in the order of their sources.

    A story for everybody comes before one that is kept for an audience, so that the lead is never one that some
    readers may not see.
    """
    weighed = [_weighed(story, week, starts_on) for story in stories]
    return tuple(sorted(weighed, key=lambda s: (s.article.audience != "", -s.score, s.article.source)))


def _weighed(story: Story, week: Week, starts_on: int) -> Story:
    article = story.article
    reasons = list(story.reasons)
    if article.picture:
        reasons.append(Reason("has a picture", _PICTURE))
    elif article.caption:
        reasons.append(Reason("names a picture", _CAPTION))
    if article.published and Week.of(article.published, starts_on=starts_on) == week:
        reasons.append(Reason("published this week", _THIS_WEEK))
    return replace(story, reasons=tuple(reasons), score=round(sum(r.points for r in reasons), 3))
