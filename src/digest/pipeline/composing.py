"""From sources to an issue: what is remembered, wanted, offered and found, composed by the editor's rules."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, NoReturn

from digest.editor.compose import compose
from digest.editor.overrides import subject_again
from digest.editor.past import counting
from digest.editor.plan import Plan
from digest.editor.storyless import wanted
from digest.errors import LedgerError, NothingToPublish, OutboxError, WeekSkipped, did_you_mean
from digest.model import Hand, Problem
from digest.outbox.skipped import skipped_weeks, write_skipped
from digest.pipeline.candidates import candidates
from digest.pipeline.recall import recall

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from digest.editor.compose import Composed
    from digest.model import CatalogueItem, SentIssue, Week
    from digest.pipeline.candidates import Candidates
    from digest.pipeline.order import Order
    from digest.settings import Settings

    Items = tuple[CatalogueItem, ...]

_WITHOUT_FEEDS = "put text, Markdown or HTML files there, or name another folder with --seeds"
_WITH_FEEDS = "put documents there, or see how the feeds do with: digest feeds list"


@dataclass(frozen=True, slots=True)
class Edition:
    """A composed issue, what it was chosen from, and the issues that were sent before it."""

    composed: Composed
    found: Candidates
    memory: tuple[SentIssue, ...]
    problems: tuple[Problem, ...]


def edition(settings: Settings, order: Order, say: Callable[[str], None]) -> Edition:
    """Read what there is, and compose the issue of the order's day.

    Raises:
        NothingToPublish: No document gave a new story.
        WeekSkipped: The week is thin and to be skipped, which the outbox has a note of then.
        OutboxError: The issue was sent, and what it was made of is gone.
        SettingsErrors: The edits or the deals have mistakes.
    """
    week, outbox = order.week(settings), order.place(settings)
    plan = replace(_plan(settings), skipped=skipped_weeks(outbox))
    hand, odd = _hand(settings, week) if order.edits else (Hand(), ())
    memory, forgotten = recall(settings.ledger, outbox, week)
    found = candidates(settings, order, plan, memory, hand, say)
    composing = partial(compose, day=order.day, plan=plan, memory=memory, hand=hand)
    was_sent = any(issue.week == week for issue in memory)
    composed = _chosen(found, settings, order, composing, was_sent=was_sent, asked=wanted(hand))
    told = {(problem.what, problem.where) for problem in found.problems}
    forgotten = tuple(problem for problem in forgotten if (problem.what, problem.where) not in told)
    again = subject_again(hand, counting(week, memory), settings.policy.apart)
    problems = (*forgotten, *found.problems, *odd, *([again] if again else []), *composed.problems)
    return Edition(composed, found, memory, problems)


def _hand(settings: Settings, week: Week) -> tuple[Hand, tuple[Problem, ...]]:
    """The edits of the week, and what is odd about their folder."""
    if not settings.edits.exists():
        return Hand(), ()
    from digest.settings.edits import misnamed_edits, read_edits

    hand = read_edits(settings.edits, week)
    return hand, (*misnamed_edits(settings.edits, week), *_for_nobody(hand, settings))


def _for_nobody(hand: Hand, settings: Settings) -> Iterator[Problem]:
    """Subjects and preheaders that the edits give for audiences that there are not."""
    known = [audience.name for audience in settings.audiences]
    for name in dict.fromkeys((*hand.subjects, *hand.preheaders)):
        if name not in known:
            hint = did_you_mean(name, known) or f"known here: {', '.join(known)}"
            yield Problem("the edits have an inbox line for no audience", hand.file, name, hint)


def _chosen(
    found: Candidates,
    settings: Settings,
    order: Order,
    composing: Callable[..., Composed],
    *,
    was_sent: bool,
    asked: bool,
) -> Composed:
    """The issue; where there is none, the error says what became of the sources."""
    week = order.week(settings)
    try:
        skips = settings.policy.thin == "skip"
        return composing(found.stories) if found.stories or skips or asked else _nothing(settings, order)
    except NothingToPublish as nothing:
        if was_sent:
            raise _cannot_be_built_again(week, found, nothing) from nothing
        if isinstance(nothing, WeekSkipped) and not order.dry_run:
            why = f"{nothing.what} · {nothing.found}"
            write_skipped(order.place(settings), week, order.day, why, nothing.problems)
        nothing.problems = (*map(str, found.problems), *nothing.problems)
        nothing.heals = _out_of_reach(settings, order, all_feeds=isinstance(nothing, WeekSkipped))
        raise


def _out_of_reach(settings: Settings, order: Order, *, all_feeds: bool) -> bool:
    """Whether a folder of documents is missing, or a feed, or all of them, failed when they were asked last."""
    if not all(folder.is_dir() for folder in order.seeds or settings.seeds):
        return True
    if not settings.feeds:
        return False
    from digest.pipeline.feeds import failing

    try:
        failed = failing(settings)
    except LedgerError:
        return True
    return failed >= (len(settings.feeds) if all_feeds else 1)


def _cannot_be_built_again(week: Week, found: Candidates, why: NothingToPublish) -> OutboxError:
    """What it was made of is gone, or its rules are others now."""
    count = len(found.stories)
    return OutboxError(
        f"the issue of {week} was sent and cannot be built again",
        where=str(week),
        found=f"{why.what}: {count} of its stories {'is' if count == 1 else 'are'} still there",
        hint=f"it stays as it is; to make another: digest mark-sent {week} --undo",
    )


def _nothing(settings: Settings, order: Order) -> NoReturn:
    raise NothingToPublish(
        "nothing to publish",
        where=", ".join(str(folder) for folder in order.seeds or settings.seeds),
        found="no document with a story" + (", no entry of a feed either" if settings.feeds else ""),
        hint=_WITH_FEEDS if settings.feeds else _WITHOUT_FEEDS,
    )


def _offers(settings: Settings) -> tuple[Items, Items]:
    """Deals and catalogue items."""
    if not settings.deals.exists():
        return (), ()
    from digest.settings.deals import read_deals

    offers = read_deals(settings.deals, audiences=[audience.name for audience in settings.audiences])
    return offers.deals, offers.catalogue


def _plan(settings: Settings) -> Plan:
    deals, catalogue = _offers(settings)
    return Plan(
        newsletter=settings.newsletter,
        publications=settings.publications,
        deals=deals,
        catalogue_items=catalogue,
        stories=settings.stories,
        archive=settings.archive,
        catalogue=settings.catalogue,
        week_start=settings.week_start,
        first_issue=settings.first_issue,
        members=tuple(audience.name for audience in settings.audiences if audience.deals),
        audiences=settings.audiences,
        policy=settings.policy,
    )
