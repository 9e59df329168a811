"""Which story leads, and how the others stand behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.editor.order import because
from digest.editor.themes import together
from digest.model import Problem, folded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from digest.editor.overrides import Wishes
    from digest.model import SentIssue, Story


_BEST = "the best score"


@dataclass(frozen=True, slots=True)
class Led:
    """The stories of an issue, the lead first."""

    stories: tuple[Story, ...]
    decisions: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def recent_leads(issues: Sequence[SentIssue], apart: int) -> dict[str, str]:
    """The folded titles of the last leads, each with the week of its issue.

    Args:
        issues: Those that count, oldest first.
        apart: How many of the last ones are asked.
    """
    latest = issues[-apart:] if apart else ()
    return {folded(issue.stories[0].title): str(issue.week) for issue in latest if issue.stories}


def led(
    stories: Sequence[Story],
    wishes: Wishes,
    recent: Mapping[str, str],
    sections: Sequence[str],
    weights: Mapping[str, float],
) -> Led:
    """Put the stories into the order of the issue.

    The editor's order stands over all, but a story that some readers may not see does not lead while another can.
    Else the best story leads whose title has led no issue lately. Behind the lead stand the sections in their order,
    then the others; within each, best first and one theme together.

    Args:
        stories: At least one, best first.
        wishes: The editor's.
        recent: Folded titles of leads that do not come again, with their weeks.
        sections: Those that have a heading of their own.
        weights: What each stem counts.
    """
    ordered = [story for source in wishes.order for story in stories if story.article.source == source]
    readable = [story for story in stories if not story.article.audience] or list(stories)
    named = next((story for story in ordered if not story.article.audience or len(readable) == len(stories)), None)
    if named:
        lead, why = named, "put first by the editor"
        decisions: tuple[str, ...] = ()
    else:
        lead, why = _best(readable, recent)
        decisions = () if why == _BEST else (f"“{lead.article.title}” leads: {why}",)
    behind = [because(story, "put here by the editor") for story in ordered if story is not lead]
    others = [story for story in stories if story is not lead and story not in ordered]
    lead = because(lead, f"leads: {why}")
    stories = (lead, *behind, *_arranged(others, lead, sections, weights))
    return Led(stories, decisions, _refused(ordered, readable, wishes))


def _best(stories: Sequence[Story], recent: Mapping[str, str]) -> tuple[Story, str]:
    """The best whose title has led no issue lately, and why it leads."""
    best = stories[0]
    week = recent.get(folded(best.article.title))
    if not week:
        return best, _BEST
    title = best.article.title
    for story in stories[1:]:
        if folded(story.article.title) not in recent:
            return story, f"the best score but for “{title}”, the title that led {week}"
    return best, f"no other story may, though “{title}” led {week}"


def _refused(ordered: Sequence[Story], readable: Sequence[Story], wishes: Wishes) -> tuple[Problem, ...]:
    """What is wrong with the story that the editor put first."""
    if not ordered or any(ordered[0] is story for story in readable):
        return ()
    source = ordered[0].article.source
    name = wishes.order[source]
    hint = f"only {ordered[0].article.audience} readers may see it; put one that is open to all before it"
    return (Problem("the edits put a story first that cannot lead", wishes.where(name), name, hint),)


def _arranged(
    stories: Sequence[Story], lead: Story, sections: Sequence[str], weights: Mapping[str, float]
) -> list[Story]:
    """By section, within it by theme; what is on the lead's theme opens the first of them."""
    arranged: list[Story] = []
    for section in (*sections, ""):
        members = [story for story in stories if _section(story, sections) == section]
        opened = () if arranged else (lead,)
        themed = together(members, weights, opened)
        arranged += (because(story, f"stands under “{section}”") for story in themed) if section else themed
    return arranged


def _section(story: Story, sections: Sequence[str]) -> str:
    return story.article.section if story.article.section in sections else ""
