"""Candidates to stories: copies become one, and what is too slight stays out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from digest.editor.copies import groups, guarding, lost_in
from digest.editor.order import because, publisher, ranked
from digest.model import Elsewhere, LeftOut, folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from digest.editor.overrides import Wishes
    from digest.editor.policy import Policy
    from digest.model import Story

_EXCERPT = 1.5  # times that the longest copy is longer


@dataclass(frozen=True, slots=True)
class Sifted:
    """Stories that could stand in the issue, best first, and those that could not.

    ``sources`` has for each story's source those of it and its copies.
    """

    stories: tuple[Story, ...]
    left_out: tuple[LeftOut, ...]
    sources: dict[str, frozenset[str]]


def sifted(candidates: Iterable[Story], policy: Policy, wishes: Wishes) -> Sifted:
    """Tell every story once, and none that scores below the floor.

    Of copies one with parts for one audience stays, then a document rather than an entry of a feed, the whole text
    rather than an excerpt, then the one that scores more. The floor is for entries; the editor's word stands over it.
    """
    stories: list[Story] = []
    left_out: list[LeftOut] = []
    sources: dict[str, frozenset[str]] = {}
    for group in groups(ranked(candidates), (wishes.pinned, wishes.dropped)):
        first = _kept(group, wishes)
        dropped = first.article.source in wishes.dropped
        same = f"same story as {first.article.source}" + (", which the editor dropped" if dropped else "")
        copies = [story for story in group if story is not first]
        left_out += (LeftOut(copy, same + _and_lost(first, copy)) for copy in copies)
        story = guarding(_with_copies(first, copies), copies)
        sources[first.article.source] = frozenset(each.article.source for each in group)
        if dropped:
            left_out.append(LeftOut(first, "dropped by the editor"))
        elif _is_slight(first, policy, wishes):
            left_out.append(LeftOut(story, f"score {story.score:g} is below the floor {policy.floor:g}"))
        else:
            stories.append(story)
    return Sifted(ranked(stories), tuple(left_out), sources)


def _kept(group: Sequence[Story], wishes: Wishes) -> Story:
    """The one of a group that is told; what the editor names leads its group already."""
    if group[0].article.source in wishes.pinned | wishes.dropped:
        return group[0]
    longest = max(story.article.words for story in group)
    return min(group, key=lambda story: (*_outer(story), story.article.words * _EXCERPT < longest))


def _outer(story: Story) -> tuple[bool, bool]:
    return not story.article.insiders, bool(story.article.feed)


def _and_lost(first: Story, copy: Story) -> str:
    lost = lost_in(first, copy)
    return f"; what it has for {lost} alone nobody sees" if lost else ""


def _is_slight(story: Story, policy: Policy, wishes: Wishes) -> bool:
    article = story.article
    return bool(article.feed) and story.score < policy.floor and article.source not in wishes.pinned


def _with_copies(story: Story, copies: Iterable[Story]) -> Story:
    """The story with the places where it stands, too, each publication's title once."""
    here = {(publisher(story.article), folded(story.article.title)): None}
    also = []
    for copy in copies:
        key = (publisher(copy.article), folded(copy.article.title))
        if key not in here:
            here[key] = None
            also.append(_elsewhere(copy))
    if not also:
        return story
    return because(replace(story, also=tuple(also)), f"stands in {len(also)} other place{'s'[: len(also) > 1]}, too")


def _elsewhere(story: Story) -> Elsewhere:
    article = story.article
    return Elsewhere(article.source, article.title, article.url, article.publication.name)
