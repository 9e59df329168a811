"""A week's stories → an issue. Pure decisions: no input, no output, no clock."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from digest.editor.bounds import bounded
from digest.editor.links import linked
from digest.editor.order import ordered
from digest.editor.publications import attributed, credited
from digest.editor.sections import from_the_archive, rotated
from digest.editor.subject import preheader, subject
from digest.model import Issue, Week

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from digest.model import CatalogueItem, Newsletter, Publication, Story


@dataclass(frozen=True, slots=True)
class Plan:
    """What the settings say of an issue; counts are the most that may stand in it."""

    newsletter: Newsletter
    publications: tuple[Publication, ...] = ()
    deals: tuple[CatalogueItem, ...] = ()
    stories: int = 12
    archive: int = 3
    catalogue: int = 3
    week_start: int = 0
    first_issue: date | None = None
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Composed:
    """The issue, and the stories for which it had no room."""

    issue: Issue
    left_out: tuple[Story, ...]


def compose(stories: Sequence[Story], day: date, plan: Plan) -> Composed:
    """Compose the issue of the week that contains the day.

    Args:
        stories: At least one, in any order.
        day: The day that the issue is dated.
        plan: What the settings say.
    """
    week = Week.of(day, starts_on=plan.week_start)
    fit = [replace(story, article=bounded(story.article)) for story in stories]
    told = attributed(fit, plan.publications, plan.newsletter.language)
    best = ordered(told, week, starts_on=plan.week_start)
    chosen = linked(best[: plan.stories], week, plan.newsletter.web_url)
    number = issue_number(week, plan)
    issue = Issue(
        week=week,
        number=number,
        day=day,
        newsletter=plan.newsletter,
        subject=subject(chosen, f"{plan.newsletter.name}, No. {number}"),
        preheader=preheader(chosen, plan.newsletter.tagline),
        stories=chosen,
        archive=from_the_archive(chosen, plan.archive),
        deals=plan.deals,
        catalogue=rotated(chosen, plan.catalogue, week),
        publications=credited(chosen),
        members=plan.members,
    )
    return Composed(issue, best[plan.stories :])


def issue_number(week: Week, plan: Plan) -> int:
    """Counted from the first issue, where the settings name it and it is not later; else the week's own number."""
    if plan.first_issue is None:
        return week.number
    first = Week.of(plan.first_issue, starts_on=plan.week_start)
    return week.ordinal - first.ordinal + 1 if first <= week else week.number
