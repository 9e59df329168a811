"""The stories among which an issue is chosen: what documents and feeds hold, read and told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from digest.editor.news import is_thin, past, window
from digest.errors import LedgerError, did_you_mean
from digest.intake.sources import Gathered, gather
from digest.intake.twins import joined
from digest.model import Problem, Week
from digest.model.visible import name
from digest.pipeline.insiders import assigned, lost_for_marks, told

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Sequence
    from datetime import date

    from digest.editor.past import Past
    from digest.editor.plan import Plan
    from digest.intake.feeds.refresh import Refreshed
    from digest.model import Article, Hand, Input, SentIssue, Story
    from digest.pipeline.order import Order
    from digest.settings import Settings

_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Stories with something to keep, what was odd about their sources, and what came of asking feeds.

    ``names`` are those of all documents and entries that were looked at.
    """

    stories: tuple[Story, ...]
    problems: tuple[Problem, ...]
    inputs: tuple[Input, ...]
    names: tuple[str, ...]
    refreshed: Refreshed | None = None


def candidates(
    settings: Settings,
    order: Order,
    plan: Plan,
    memory: Sequence[SentIssue],
    hand: Hand,
    say: Callable[[str], None],
) -> Candidates:
    """Everything that the issue of the order's day can be chosen from.

    Entries of feeds that an earlier issue used are not read again; those of the week before are read only where the
    policy lets them roll over. For an issue that was sent only what was looked at then is looked at again.
    """
    week = order.week(settings)
    since, until = window(order.day, week, memory, plan.skipped)
    policy, then = plan.policy, _looked_at(week, memory)
    wanted = partial(_wanted, before=past(week, memory), then=then, asked=bool(hand.pin or hand.order))
    reach = _Reach(settings, order if then is None else replace(order, now=None), wanted, say)
    say("reading documents")
    seeds = order.seeds or settings.seeds
    gathered = gather(seeds, reader=settings.page_reader, may_be_empty=bool(settings.feeds), only=then)
    gathered = assigned(gathered, settings.audiences)
    reaches_back = policy.roll_over == "always" or bool(hand.pin or hand.order)
    first = since - _WEEK if reaches_back else since
    gathered, refreshed = reach.with_feeds(gathered, first, until, troubles=then is None)
    say("choosing paragraphs")
    stories = _told(gathered.articles, settings)
    rolls_over = settings.feeds and policy.roll_over == "thin" and not reaches_back
    if rolls_over and is_thin(stories, order.day, plan, memory, hand):
        say("reading the week before")
        known = {article.source for article in gathered.articles}
        gathered, _ = replace(reach, order=replace(order, now=None)).with_feeds(gathered, since - _WEEK, since - _DAY)
        stories += _told((each for each in gathered.articles if each.source not in known), settings)
    problems = (*dict.fromkeys(gathered.problems), *_lost(gathered.articles, stories, settings))
    return Candidates(tuple(stories), problems, gathered.inputs, gathered.names, refreshed)


@dataclass(frozen=True, slots=True)
class _Remembered:
    """Sources as an issue that was sent spells them, to be asked for as documents and entries do."""

    spelt: frozenset[str]

    def __contains__(self, source: object) -> bool:
        return isinstance(source, str) and name(source) in self.spelt


def _looked_at(week: Week, memory: Sequence[SentIssue]) -> _Remembered | None:
    """What was looked at for this week's issue if it was sent, else None."""
    sent = (issue.considered for issue in memory if issue.week == week and issue.considered)
    return next((_Remembered(frozenset(considered)) for considered in sent), None)


def _wanted(source: str, url: str, *, before: Past, then: Container[str] | None, asked: bool) -> bool:
    """Whether an entry is to be read: one that was used only where the editor asks for stories by their names."""
    if then is not None:
        return source in then
    return asked or before.used(source, url) is None


@dataclass(frozen=True, slots=True)
class _Reach:
    """What stays the same when entries are gathered twice."""

    settings: Settings
    order: Order
    wanted: Callable[[str, str], bool]
    say: Callable[[str], None]

    def with_feeds(
        self, gathered: Gathered, first: date, last: date, *, troubles: bool = False
    ) -> tuple[Gathered, Refreshed | None]:
        """What was gathered and the entries of these days; feeds are asked before where that is wanted."""
        if not self.settings.feeds:
            return gathered, None
        from digest.pipeline.feeds import gather_feeds

        try:
            refreshed = self._refreshed()
            online = refreshed is not None
            entries = gather_feeds(
                self.settings, first, last, online=online, wanted=self.wanted, troubles=troubles, say=self.say
            )
        except LedgerError as error:  # the documents are still there
            hint = f"{error.hint}; this issue is made without feeds"
            return replace(gathered, problems=(*gathered.problems, replace(Problem.of(error), hint=hint))), None
        return joined(gathered, entries), refreshed

    def _refreshed(self) -> Refreshed | None:
        if self.order.now is None or self.order.dry_run:
            return None
        from digest.pipeline.fetching import fetch_feeds

        return fetch_feeds(self.settings, now=self.order.now, always=self.order.again, say=self.say)


def _told(articles: Iterable[Article], settings: Settings) -> list[Story]:
    """The stories of the articles that are for somebody and have something to keep."""
    known = {audience.name for audience in settings.audiences}
    stories = (told(article, settings.keep) for article in articles if article.audience in known | {""})
    return [story for story in stories if story.paragraphs]


def _lost(articles: Iterable[Article], stories: Sequence[Story], settings: Settings) -> Iterable[Problem]:
    told = {story.article.source for story in stories}
    return (_why_lost(article, settings) for article in articles if article.source not in told)


def _why_lost(article: Article, settings: Settings) -> Problem:
    known = [audience.name for audience in settings.audiences]
    if article.audience and article.audience not in known:
        hint = did_you_mean(article.audience, known) or f"known here: {', '.join(known)}"
        return Problem("left out: no such audience", article.source, article.audience, hint)
    if marked := lost_for_marks(article):
        return marked
    found, hint = f"{article.words:,} words", "give it paragraphs of whole sentences, or raise keep.words"
    return Problem("left out: no paragraph that a story could keep", article.source, found, hint)
