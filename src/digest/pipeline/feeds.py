"""Entries to articles: what the ledger remembers of the issue's week."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from digest.errors import UnreadableDocument
from digest.intake.feeds import outcome
from digest.intake.feeds.article import article_of, source_of
from digest.intake.feeds.choice import chosen
from digest.intake.feeds.in_time import in_time
from digest.intake.repeats import reread
from digest.intake.sources import Gathered
from digest.ledger.ledger import Ledger
from digest.model import Input, Problem
from digest.model.feeds import FeedState

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from digest.model import Article
    from digest.model.feeds import Entry, Feed
    from digest.settings import Settings

    Taken = tuple[Feed, tuple[Entry, ...]]  # a feed with those of its entries that belong to the week

_LONGEST = 10.0  # seconds of CPU time for an entry


def gather_feeds(
    settings: Settings,
    first: date,
    last: date,
    *,
    online: bool,
    wanted: Callable[[str, str], bool] = lambda *_: True,
    troubles: bool = True,
    say: Callable[[str], None] = lambda _: None,
) -> Gathered:
    """The articles of the entries of these days, from the ledger.

    Args:
        settings: The newsletter's; its time zone says when a day begins.
        first: The first day.
        last: The last day.
        wanted: Whether an entry of this source and address is to be read.
        troubles: Whether what is wrong with feeds is told.
        online: Whether pages of entries may be fetched for feeds whose whole text is wanted.
        say: Told what is being done.

    Raises:
        LedgerError: The ledger cannot be read or written.
    """
    with (Ledger if online else Ledger.if_there)(settings.ledger) as ledger:
        states = ledger.feed_states()
        taken = _taken(settings, ledger, first, last, wanted)
        problems = _troubles(settings.feeds, states) if troubles else []
        if online and (lacking := _lacking(taken)):
            say(f"fetching {len(lacking):,} pages")
            taken, unfetched = _completed(settings, ledger, taken, lacking)
            problems.extend(unfetched)
    say("reading entries")
    zone = ZoneInfo(settings.time_zone)
    articles: list[Article] = []
    for feed, entries in taken:
        made, trouble = _articles(feed, entries, states.get(feed.url) or FeedState(feed.url), zone)
        articles.extend(made)
        problems.extend(trouble)
    inputs = [_input(entry) for _, entries in taken for entry in entries]
    names = (source_of(entry) for _, entries in taken for entry in entries)
    return Gathered(tuple(articles), tuple(problems), tuple(inputs), tuple(names))


def failing(settings: Settings) -> int:
    """How many feeds of the settings failed when they were asked last; those that are gone for good are none.

    Raises:
        LedgerError: The ledger cannot be read.
    """
    with Ledger.if_there(settings.ledger) as ledger:
        states = ledger.feed_states()
    found = (states.get(feed.url) for feed in settings.feeds)
    return sum(1 for state in found if state and state.failures and not state.gone)


def _articles(
    feed: Feed, entries: Sequence[Entry], state: FeedState, zone: ZoneInfo
) -> tuple[list[Article], list[Problem]]:
    """The articles of a feed's entries, at most as many as it may have; what many of them lack is said once."""
    made: list[Article] = []
    told: list[Entry] = []
    lacking: dict[str, list[UnreadableDocument]] = defaultdict(list)
    for entry in entries:
        if len(made) == (feed.max_items or len(entries)):
            break
        try:
            made.append(in_time(_LONGEST, article_of, entry, feed, state, zone))
            told.append(entry)
        except UnreadableDocument as error:
            lacking[error.what].append(error)
        except TimeoutError:
            what, hint = "the entry is too tangled to be read", "exclude it with a pattern"
            lacking[what].append(UnreadableDocument(what, where=entry.link, found=entry.title[:80], hint=hint))

    def again(place: int, repeated: Mapping[str, float]) -> Article:
        return article_of(told[place], feed, state, zone, repeated=repeated)

    return list(reread(made, again)), [_together(feed, errors) for errors in lacking.values()]


def _together(feed: Feed, errors: Sequence[UnreadableDocument]) -> Problem:
    first = errors[0]
    if len(errors) == 1:
        return Problem.of(first)
    return Problem(first.what, feed.url, f"{len(errors)} entries; the first: {first.found}", first.hint)


def _taken(
    settings: Settings, ledger: Ledger, first: date, last: date, wanted: Callable[[str, str], bool]
) -> list[Taken]:
    """Each feed with those of its entries that it is asked for."""
    zone = ZoneInfo(settings.time_zone)
    start = datetime.combine(first, time.min, zone)
    end = datetime.combine(last + timedelta(days=1), time.min, zone)
    by_feed: dict[str, list[Entry]] = {feed.url: [] for feed in settings.feeds}
    for entry in ledger.entries(tuple(by_feed), start, end):
        if wanted(source_of(entry), entry.link):
            by_feed[entry.feed].append(entry)
    return [(feed, chosen(by_feed[feed.url], feed)) for feed in settings.feeds]


def _troubles(feeds: Sequence[Feed], states: Mapping[str, FeedState]) -> list[Problem]:
    """What is wrong with feeds, and which of them nobody has asked yet."""
    found = []
    for feed in feeds:
        state = states.get(feed.url)
        if state is None:
            found.append(Problem("the feed was never asked", feed.url, hint="ask it with: digest feeds fetch"))
        elif problem := outcome.trouble(state, feed):
            found.append(problem)
    return found


def _lacking(wanted: Sequence[Taken]) -> list[Entry]:
    """The entries whose whole text is wanted and not there yet."""
    return [
        entry
        for feed, entries in wanted
        if feed.full_text
        for entry in entries[: feed.max_items or None]
        if entry.link and not entry.page
    ]


def _completed(
    settings: Settings, ledger: Ledger, wanted: Sequence[Taken], lacking: Sequence[Entry]
) -> tuple[list[Taken], tuple[Problem, ...]]:
    """The same with the text of the pages that could be fetched, which the ledger remembers."""
    from digest.intake.feeds.pages import with_pages

    complete, problems = with_pages(lacking, limits=settings.fetching, reader=settings.page_reader)
    ledger.keep((), [entry for entry in complete if entry.page])
    by_name = {(entry.feed, entry.identity): entry for entry in complete}
    now_whole = [
        (feed, tuple(by_name.get((entry.feed, entry.identity), entry) for entry in entries))
        for feed, entries in wanted
    ]
    return now_whole, problems


def _input(entry: Entry) -> Input:
    content = (entry.page or entry.content).encode("utf-8", "surrogatepass")
    return Input(entry.link or f"{entry.feed}#{entry.identity}", len(content), hashlib.sha256(content).hexdigest())
