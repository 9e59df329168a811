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
    return len(sifted(desk.candidates.fresh, plan.policy, desk.wishes).stories) < plan.policy.minimum
