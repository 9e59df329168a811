"""The desk: the stories of a week, made ready and sorted into new and not new."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from digest.editor.bounds import bounded
from digest.editor.candidates import Candidates, candidates, considered
from digest.editor.days import window
from digest.editor.order import identity, weighed
from digest.editor.overrides import Wishes, edited, understood
from digest.editor.publications import attributed
from digest.editor.slugs import slug, slugs
from digest.editor.videos import watched
from digest.model import Week, folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from digest.editor.plan import Plan
    from digest.model import Article, Hand, Problem, SentIssue, Story


@dataclass(frozen=True, slots=True)
class Desk:
    """What an issue is made from.

    ``considered`` are the sources of all stories that lie on it; ``problems`` what the edits name in vain.
    """

    week: Week
    wishes: Wishes
    candidates: Candidates
    considered: tuple[str, ...]
    problems: tuple[Problem, ...]


def laid_out(stories: Iterable[Story], day: date, plan: Plan, memory: Sequence[SentIssue], hand: Hand) -> Desk:
    """Lay out the stories: in an order of their own, as the editor changed them, weighed, and sorted."""
    week = Week.of(day, starts_on=plan.week_start)
    everything = sorted(stories, key=identity)
    here = _named(considered(everything, week, memory, hand))
    wishes = understood(hand, here)
    changed = [edited(story, wishes) for story in here]
    days = window(day, week, memory, plan.skipped)
    ready = _ready((story for story, _ in changed), plan, days)
    return Desk(
        week,
        wishes,
        candidates(ready, days, week, memory, wishes),
        tuple(sorted({story.article.source for story in here})),
        (*wishes.problems, *(problem for _, problems in changed for problem in problems)),
    )


def _named(stories: Sequence[Story]) -> list[Story]:
    """Each with its slug, by which the edits may call it whatever its title and its place become."""
    titled = [story for story in stories if slug(story.article.title)]
    names = dict(zip(map(id, titled), slugs(story.article.title for story in titled), strict=True))
    return [replace(story, slug=names.get(id(story), "")) for story in stories]


def _ready(stories: Iterable[Story], plan: Plan, days: tuple[date, date]) -> list[Story]:
    names = {folded(name): name for name in plan.policy.sections}
    fit = (replace(story, article=_in_section(watched(bounded(story.article)), names)) for story in stories)
    told = attributed(fit, plan.publications, plan.newsletter.language)
    return [weighed(story, *days) for story in told]


def _in_section(article: Article, names: Mapping[str, str]) -> Article:
    """With its section as the settings spell it."""
    return replace(article, section=names.get(folded(article.section), article.section))
