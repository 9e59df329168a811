"""What is new: of this week, and in no issue yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from digest.editor.order import because, ranked
from digest.editor.past import past
from digest.model import LeftOut
from digest.model.visible import name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from digest.editor.overrides import Wishes
    from digest.model import Article, Hand, SentIssue, Story, Week

_SEVEN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Stories among which an issue is chosen, best first, and those that are not new.

    ``fresh`` holds what the editor dropped, too, because its copies go with it. ``older`` are entries that a week may
    roll over. ``decisions`` say where the editor's word stood over a rule.
    """

    fresh: tuple[Story, ...]
    older: tuple[Story, ...]
    left_out: tuple[LeftOut, ...]
    decisions: tuple[str, ...] = ()


def considered(stories: Iterable[Story], week: Week, memory: Sequence[SentIssue], hand: Hand) -> tuple[Story, ...]:
    """The stories among which an issue may choose: all, or for one that was sent those that it had then.

    What the editor pins or orders by its source is among them in any case.
    """
    then = next((frozenset(issue.considered) for issue in memory if issue.week == week), frozenset[str]())
    asked = {*hand.pin, *hand.order}
    return tuple(
        story for story in stories if not then or name(story.article.source) in then or story.article.source in asked
    )


def candidates(
    stories: Sequence[Story], days: tuple[date, date], week: Week, memory: Sequence[SentIssue], wishes: Wishes
) -> Candidates:
    """Sort out what is new: of these days, the first and the last.

    A document is a candidate until an issue with it was sent. An entry of a feed must be of the issue's days, or of
    the seven before them, to be rolled over. What the editor pins or orders is new by her word.
    """
    since, until = days
    known = {audience: past(week, memory, audience) for audience in {story.article.audience for story in stories}}
    fresh: list[Story] = []
    older: list[Story] = []
    left_out: list[LeftOut] = []
    decisions: list[str] = []
    for story in stories:
        article = story.article
        before = known[article.audience].told(story)
        why = f"was in {before}" if before else _late(article, since, until)
        if article.source in wishes.dropped:
            fresh.append(story)  # its copies shall not come in its place
        elif article.source in wishes.pinned:
            word = "ordered" if article.source in wishes.order else "pinned"
            fresh.append(because(story, f"{word} by the editor"))
            decisions += [f"{word} by the editor: {article.source} ({why})"] if why else []
        elif not why:
            fresh.append(because(story, _new(article)))
        elif not before and _rolls_over(article, since):
            older.append(story)
        else:
            left_out.append(LeftOut(story, why))
    return Candidates(ranked(fresh), ranked(older), tuple(left_out), tuple(decisions))


def _late(article: Article, since: date, until: date) -> str:
    """Why an entry is not of the issue's days; nothing where it is, or is a document."""
    if not article.feed or (article.published and since <= article.published <= until):
        return ""
    return f"not of this week: {f'published {article.published}' if article.published else 'it has no date'}"


def _rolls_over(article: Article, since: date) -> bool:
    return article.published is not None and since - _SEVEN <= article.published < since


def _new(article: Article) -> str:
    return f"of this week: published {article.published}" if article.feed else "a document that was in no issue yet"
