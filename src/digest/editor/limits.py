"""Who has room: at most so many stories, and so many of one section and of one publication."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.editor.order import because, publisher, ranked
from digest.model import LeftOut, folded

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from digest.editor.policy import Policy
    from digest.model import Article, Story

NO_ROOM = "no room"


@dataclass(frozen=True, slots=True)
class Placed:
    """The stories that are told and those that are only named, both best first.

    ``crowded`` says that some found no room.
    """

    told: tuple[Story, ...]
    headlines: tuple[Story, ...]
    left_out: tuple[LeftOut, ...]
    decisions: tuple[str, ...] = ()
    crowded: bool = False


def placed(
    stories: Sequence[Story], most: int, policy: Policy, pinned: Collection[str], *, online: bool = True
) -> Placed:
    """Give each story its room: what the editor pins, then documents, then entries of feeds, each best first.

    A document is an explicit choice: it does not wait for a week without entries, and is never cut for being one too
    many of its kind. An entry is, unless the issue would have too few stories. The best story that is open to all has
    a place, lest some readers find no lead. Headlines lead to the web, so only what is open to all and has an address
    can be one.

    Args:
        stories: Best first.
        most: Most stories that are told.
        policy: The newsletter's.
        pinned: Sources of what is in whatever the rules say.
        online: Whether the web edition can be read at an address.
    """
    limits = _Limits(policy, several=len({publisher(one.article) for one in stories if one.article.feed}) > 1)
    told, rest, cut = _walked(sorted(stories, key=lambda story: _turn(story, pinned)), most, limits, pinned)
    told, rest, cut = _readable(told, rest, cut, most, pinned)
    back = cut[: max(0, min(policy.minimum, most) - len(told))]
    lifted = (f"limits lifted for {len(back)}, so that {policy.minimum} are told",) if back else ()
    told += [because(one.story, f"{one.why}, but too few others") for one in back]
    headlines, left_out = _headlines(
        [story for story in rest if online or story.article.url], cut[len(back) :], policy, several=limits.several
    )
    nowhere = [story for story in rest if not (online or story.article.url)]
    left_out += tuple(LeftOut(story, f"{NO_ROOM}, and no address to name it by") for story in nowhere)
    return Placed(ranked(told), headlines, left_out, (*lifted, *_said(cut[len(back) :], left_out)), bool(rest))


def _said(cut: Sequence[LeftOut], left_out: Sequence[LeftOut]) -> tuple[str, ...]:
    """What became of entries that were one too many of their kind."""
    left = sum(one in left_out for one in cut)
    named = len(cut) - left
    parts = [f"{named} named only" if named else "", f"{left} left out" if left else ""]
    return (f"too many of one publication or section: {', '.join(filter(None, parts))}",) if cut else ()


def _turn(story: Story, pinned: Collection[str]) -> int:
    return 0 if story.article.source in pinned else 2 if story.article.feed else 1


def _walked(
    stories: Iterable[Story], most: int, limits: _Limits, pinned: Collection[str]
) -> tuple[list[Story], list[Story], list[LeftOut]]:
    """The stories that are told, those that found no room, and those that were one too many of their kind."""
    told: list[Story] = []
    rest: list[Story] = []
    cut: list[LeftOut] = []
    for story in stories:
        sure = story.article.source in pinned
        if len(told) >= most and not sure:
            rest.append(story)
        elif not sure and (why := limits.over(story.article)):
            cut.append(LeftOut(story, f"{why} in"))
        else:
            told.append(story)
            limits.count(story.article)
    return told, rest, cut


def _readable(
    told: list[Story], rest: list[Story], cut: list[LeftOut], most: int, pinned: Collection[str]
) -> tuple[list[Story], list[Story], list[LeftOut]]:
    """The same with a story that is open to all, where there is one: else some readers would find nothing."""
    others = [one for one in (*rest, *(one.story for one in cut)) if _open(one)]
    if any(map(_open, told)) or not others:
        return told, rest, cut
    best = ranked(others)[0]
    last = [story for story in told[-1:] if len(told) >= most and story.article.source not in pinned]
    return (
        [*told[: len(told) - len(last)], best],
        [*last, *(story for story in rest if story is not best)],
        [one for one in cut if one.story is not best],
    )


def _headlines(
    rest: Sequence[Story], cut: Sequence[LeftOut], policy: Policy, *, several: bool
) -> tuple[tuple[Story, ...], tuple[LeftOut, ...]]:
    """What is named only: what found no room, and what was one too many of its kind, each again within limits."""
    limits = _Limits(policy, several=several, by_section=False)
    why_cut = {id(one.story): one.why for one in cut}
    named: list[Story] = []
    left_out: list[LeftOut] = []
    for story in ranked([*rest, *(one.story for one in cut)]):
        over, before = limits.over(story.article), why_cut.get(id(story))
        if len(named) >= policy.headlines or not _open(story):
            left_out.append(LeftOut(story, before or NO_ROOM))
        elif over:
            left_out.append(LeftOut(story, before or f"{over} among the headlines"))
        else:
            named.append(because(story, f"named only: {before or 'no room to tell it'}"))
            limits.count(story.article)
    return ranked(named), tuple(left_out)


class _Limits:
    """How many there are of each section and publication, and whether that is enough."""

    def __init__(self, policy: Policy, *, several: bool, by_section: bool = True) -> None:
        self.several = several
        self._per_publication = policy.per_publication if several else 0
        self._per_section = policy.per_section if by_section else 0
        self._counts: Counter[tuple[str, str]] = Counter()

    def count(self, article: Article) -> None:
        self._counts["publication", publisher(article)] += 1
        self._counts["section", folded(article.section)] += 1

    def over(self, article: Article) -> str:
        """``3 of The Post are`` where that is enough, else nothing."""
        if not article.feed:
            return ""
        of_publication = self._counts["publication", publisher(article)]
        if self._per_publication and of_publication >= self._per_publication:
            return _enough(of_publication, f"of {article.publication.name or article.feed}")
        in_section = self._counts["section", folded(article.section)]
        if article.section and self._per_section and in_section >= self._per_section:
            return _enough(in_section, f"of the section {article.section}")
        return ""


def _enough(number: int, whose: str) -> str:
    return f"{number} {whose} {'is' if number == 1 else 'are'}"


def _open(story: Story) -> bool:
    return not story.article.audience
