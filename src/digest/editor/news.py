"""What may be asked of the editor before a week is read: which days it takes, what was used, whether it is thin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.editor.days import window
from digest.editor.desk import laid_out
from digest.editor.past import past
from digest.editor.sifting import sifted
from digest.model import Hand

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from digest.editor.plan import Plan
    from digest.model import SentIssue, Story, Week

_FIRST = 50  # stories among which there are enough, as a rule

__all__ = ["is_thin", "past", "used", "window"]


def used(source: str, url: str, week: Week, memory: Sequence[SentIssue]) -> bool:
    """Whether an issue that counts had a story of this source or address; who asks often keeps ``past``."""
    return past(week, memory).used(source, url) is not None


def is_thin(
    stories: Sequence[Story],
    day: date,
    plan: Plan,
    memory: Sequence[SentIssue] = (),
    hand: Hand = Hand(),  # noqa: B008 - frozen
) -> bool:
    """Whether a week has fewer stories of its own than its issue needs, before anything is rolled over."""
    desk = laid_out(stories, day, plan, memory, hand)
    fresh, wanted = desk.candidates.fresh, plan.policy.minimum
    named = desk.wishes.pinned | desk.wishes.dropped  # with what the editor drops go its copies
    first = [story for place, story in enumerate(fresh) if place < wanted + _FIRST or story.article.source in named]
    if len(sifted(first, plan.policy, desk.wishes).stories) >= wanted:
        return False  # the others can only add to them
    return len(sifted(fresh, plan.policy, desk.wishes).stories) < wanted
