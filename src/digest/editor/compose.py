"""A week's stories → an issue. Pure decisions: no input, no output, no clock."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from digest.editor.desk import laid_out
from digest.editor.inbox import inbox
from digest.editor.inboxes import own_lines
from digest.editor.lead import Led, led, recent_leads
from digest.editor.limits import NO_ROOM, placed
from digest.editor.links import linked
from digest.editor.offers import offered
from digest.editor.order import identity
from digest.editor.past import counting
from digest.editor.plan import Plan
from digest.editor.publications import credited
from digest.editor.sections import from_the_archive, more_from_the_archive, offered_by, remembered
from digest.editor.storyless import decision, has_something, open_titles, wanted
from digest.editor.themes import rarity
from digest.editor.weeks import counted, fat, gathered, said
from digest.errors import NothingToPublish, WeekSkipped
from digest.model import Hand, Issue, Week

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from digest.editor.policy import Policy
    from digest.editor.weeks import Gathered
    from digest.model import LeftOut, Problem, RelatedItem, SentIssue, Story

__all__ = ["Composed", "Plan", "compose", "issue_number"]

_TOLD = 20  # stories of which an error says what became of them
_ALL = 1_000  # items of an archive


@dataclass(frozen=True, slots=True)
class Composed:
    """The issue, what it does not tell and why, what the edits ask in vain, and the sources of all that lay there."""

    issue: Issue
    left_out: tuple[LeftOut, ...]
    problems: tuple[Problem, ...] = ()
    considered: tuple[str, ...] = ()


def compose(
    stories: Sequence[Story],
    day: date,
    plan: Plan,
    memory: Sequence[SentIssue] = (),
    hand: Hand = Hand(),  # noqa: B008 - frozen
) -> Composed:
    """Compose the issue of the week that contains the day.

    The same stories, in whatever order they come, give the same issue. Every one of them is told, named or left out.
    An editor who wrote a note or a subject wants an issue: then a thin week is not skipped, and one without any story
    becomes an issue of her note and the offers.

    Args:
        stories: In any order.
        day: The day that the issue is dated.
        plan: What the settings say.
        memory: Issues that were sent.
        hand: What the editor changes.

    Raises:
        NothingToPublish: No story is new, and there is nothing else to read.
        WeekSkipped: The week is thin and to be skipped.
    """
    desk = laid_out(stories, day, plan, memory, hand)
    found = gathered(desk.candidates, plan.policy, desk.wishes)
    if not wanted(hand) and (not found.stories or (plan.policy.thin == "skip" and found.count < plan.policy.minimum)):
        raise _nothing(found, plan.policy, _sorted(desk.candidates.left_out, found.left_out))
    issues, weights = counting(desk.week, memory), rarity(found.stories)
    online = bool(plan.newsletter.web_url)
    room = placed(found.stories, plan.stories, plan.policy, desk.wishes.pinned, online=online)
    leads = recent_leads(issues, plan.policy.apart)
    order = led(room.told, desk.wishes, leads, plan.policy.sections, weights) if room.told else Led(())
    stories = linked((*order.stories, *room.headlines), desk.week, plan.newsletter.web_url)
    issue = _told(desk.week, day, plan, stories, len(order.stories))
    earlier = [one for one in issues if one.week < desk.week]
    issue = _addressed(_offering(issue, plan, earlier), plan, issues, hand)
    told = [one.story for one in desk.candidates.left_out]
    before = remembered(issue.stories, told, earlier, weights)
    shown = {title for one in earlier[-plan.policy.apart :] for title in one.shown} if plan.policy.apart else set()
    issue, filled = _from_the_archive(issue, found, plan, before, shown)
    if not issue.stories and not has_something(issue):
        raise _nothing(found, plan.policy, _sorted(desk.candidates.left_out, found.left_out))
    decisions = (
        *desk.candidates.decisions,
        *(said(found, plan.policy, (*issue.stories, *issue.headlines), filled) if issue.stories else decision(issue)),
        *(fat(issue.stories, issue.headlines, _roomless(room.left_out)) if room.crowded else ()),
        *room.decisions,
        *order.decisions,
    )
    return Composed(
        replace(issue, decisions=decisions),
        _sorted(desk.candidates.left_out, found.left_out, room.left_out),
        (*desk.problems, *order.problems),
        desk.considered,
    )


def issue_number(week: Week, plan: Plan) -> int:
    """Counted from the first issue, where the settings name it and it is not later; else the week's own number."""
    if plan.first_issue is None:
        return week.number
    first = Week.of(plan.first_issue, starts_on=plan.week_start)
    return week.ordinal - first.ordinal + 1 if first <= week else week.number


def _roomless(left_out: Sequence[LeftOut]) -> int:
    return sum(one.why.startswith(NO_ROOM) for one in left_out)


def _nothing(found: Gathered, policy: Policy, left_out: Sequence[LeftOut]) -> NothingToPublish:
    """Why there is no issue, and what became of the first stories."""
    thin = policy.thin == "skip"
    kind = WeekSkipped if thin else NothingToPublish
    error = kind(
        "thin week: skipped" if thin else "nothing to publish",
        found=f"{counted(found.count, 'story', 'stories')}, at least {policy.minimum} wanted"
        if thin
        else "no new story",
        hint="add documents, pin a story, write a note into the edits, or change [week] in the settings",
    )
    lines = tuple(f"left out: {one.story.article.source} · {one.why}" for one in left_out)
    more = (f"and {len(lines) - _TOLD} more",) if len(lines) > _TOLD else ()
    error.problems = (*lines[:_TOLD], *more)
    return error


def _told(week: Week, day: date, plan: Plan, stories: Sequence[Story], told: int) -> Issue:
    """The issue with its stories, of which so many are told."""
    opening, headlines = tuple(stories[:told]), tuple(stories[told:])
    behind = {story.article.section for story in opening[1:]}
    return Issue(
        week=week,
        number=issue_number(week, plan),
        day=day,
        newsletter=plan.newsletter,
        subject="",
        preheader="",
        stories=opening,
        headlines=headlines,
        sections=tuple(section for section in plan.policy.sections if section in behind),
        publications=credited(opening),
        members=plan.members,
    )


def _addressed(issue: Issue, plan: Plan, issues: Sequence[SentIssue], hand: Hand) -> Issue:
    """With what an inbox shows of it and what the editor writes."""
    recent = tuple(one.subject for one in issues[-plan.policy.apart :]) if plan.policy.apart else ()
    offers = open_titles((*issue.deals, *issue.catalogue)) if plan.offers_to_all else ()
    of = partial(inbox, newsletter=plan.newsletter, week=issue.week, recent=recent, hand=hand, offers=offers)
    line = of(issue.stories)
    return replace(
        issue,
        audiences=plan.audiences,
        inbox=tuple(own_lines(plan.audiences, issue.stories, line, of, hand)),
        subject=line.subject,
        preheader=line.preheader,
        subjects=line.subjects,
        note=hand.note,
        edited=hand.file if hand else "",
    )


def _offering(issue: Issue, plan: Plan, earlier: Sequence[SentIssue]) -> Issue:
    """With its deals and catalogue."""
    public = [story for story in issue.stories if not story.article.audience]
    terms = tuple(dict.fromkeys(stem for story in public for stem in story.terms))
    shown = tuple(one.shown for one in reversed(earlier))
    share = partial(offered, week=issue.week, day=issue.day, terms=terms, shown=shown)
    items = (*plan.catalogue_items, *offered_by(issue.stories))
    return replace(issue, deals=share(plan.deals, plan.policy.deals), catalogue=share(items, plan.catalogue))


def _from_the_archive(
    issue: Issue, found: Gathered, plan: Plan, before: Sequence[RelatedItem], shown: Collection[str]
) -> tuple[Issue, int]:
    """With its archive, and how many more items than usual that has because the week is thin."""
    stories = (*issue.stories, *issue.headlines)
    usual = from_the_archive(stories, plan.archive, (), shown)
    missing = max(0, plan.policy.minimum - found.count)
    if not missing or plan.policy.thin != "fill":
        return replace(issue, archive=usual), 0
    every = from_the_archive(stories, _ALL, before, shown)
    more = more_from_the_archive(usual, every, missing, shown)
    return replace(issue, archive=(*usual, *more)), len(more)


def _sorted(*parts: Sequence[LeftOut]) -> tuple[LeftOut, ...]:
    """Best first."""
    every = [one for part in parts for one in part]
    return tuple(sorted(every, key=lambda one: (-one.story.score, identity(one.story), one.why)))
