"""Thin weeks and fat ones: what is rolled over, and what is said of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.editor.order import because, ranked
from digest.editor.sifting import sifted
from digest.model import LeftOut

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from digest.editor.candidates import Candidates
    from digest.editor.overrides import Wishes
    from digest.editor.policy import Policy
    from digest.model import Story


@dataclass(frozen=True, slots=True)
class Gathered:
    """The stories of a week, best first, and what could not be one.

    ``own`` counts those of the week itself; ``rolled`` are the sources of those of the week before.
    """

    stories: tuple[Story, ...]
    left_out: tuple[LeftOut, ...]
    own: int
    rolled: frozenset[str] = frozenset()

    @property
    def count(self) -> int:
        """All of them."""
        return len(self.stories)


def gathered(candidates: Candidates, policy: Policy, wishes: Wishes) -> Gathered:
    """The stories of a week; of the week before, all that may come in always, or as many as a thin one lacks."""
    own = sifted(candidates.fresh, policy, wishes)
    lacking = policy.minimum - len(own.stories)
    if policy.roll_over == "never" or (policy.roll_over == "thin" and lacking <= 0):
        return Gathered(own.stories, (*own.left_out, *_not_rolled_over(candidates.older)), len(own.stories))
    both = sifted((*candidates.fresh, *candidates.older), policy, wishes)
    fresh = {story.article.source for story in candidates.fresh}
    of_this_week = [story for story in both.stories if both.sources[story.article.source] & fresh]
    others = [story for story in both.stories if not both.sources[story.article.source] & fresh]
    most = len(others) if policy.roll_over == "always" else max(0, policy.minimum - len(of_this_week))
    rolled = [because(story, f"rolled over: published {story.article.published}") for story in others[:most]]
    return Gathered(
        ranked([*of_this_week, *rolled]),
        (*both.left_out, *_not_rolled_over(others[most:])),
        len(of_this_week),
        frozenset(story.article.source for story in rolled),
    )


def said(week: Gathered, policy: Policy, shown: Iterable[Story], filled: int) -> tuple[str, ...]:
    """What was decided about a week that is thin, or that was not for what was rolled over.

    Args:
        week: Its stories.
        policy: The newsletter's.
        shown: What the issue tells and names of them.
        filled: How many items the archive gave beyond its usual ones.
    """
    count = sum(story.article.source in week.rolled for story in shown)
    done = [f"rolled over {counted(count, 'entry', 'entries')} of the week before"] if count else []
    if week.own >= policy.minimum:
        return tuple(done)
    if week.count < policy.minimum and policy.thin == "fill":
        done.append(
            f"filled up with {counted(filled, 'item')} from the archive" if filled else "nothing to fill it with"
        )
    elif week.count < policy.minimum:
        done.append("published as it is")
    return (f"{thin(week.own, policy.minimum)}; {', '.join(done)}",)


def thin(count: int, wanted: int) -> str:
    """How thin a week is."""
    return f"thin week: {counted(count, 'story', 'stories')}, {wanted} wanted"


def fat(told: Sequence[Story], headlines: Sequence[Story], left: int) -> tuple[str, ...]:
    """What was decided about a week that has more stories than an issue tells."""
    if not headlines and not left:
        return ()
    parts = [f"fat week: {counted(len(told), 'story', 'stories')} told"]
    parts += [f"{len(headlines)} named only"] if headlines else []
    parts += [f"{left} left out for want of room"] if left else []
    return (", ".join(parts),)


def counted(number: int, one: str, many: str = "") -> str:
    """``1 story``, ``2 stories``."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"


def _not_rolled_over(stories: Iterable[Story]) -> tuple[LeftOut, ...]:
    return tuple(LeftOut(story, f"not of this week: published {story.article.published}") for story in stories)
