"""All feeds that are due: asked side by side, parsed in an executor, kept in batches."""

from __future__ import annotations

import asyncio
import hashlib
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import chain, zip_longest
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from digest.errors import FetchFailed
from digest.intake.feeds import outcome
from digest.intake.feeds.entries import entries_of
from digest.intake.feeds.parsing import Parsing
from digest.intake.fetching.local import read_local
from digest.intake.fetching.messages import Request
from digest.intake.fetching.web import web
from digest.model.feeds import FeedState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from concurrent.futures import Executor
    from datetime import datetime

    from digest.intake.feeds.raw import Parsed
    from digest.intake.fetching.limits import Limits
    from digest.intake.fetching.messages import Fetch, Response
    from digest.model.feeds import Entry, Feed

    Keep = Callable[[Sequence[FeedState], Sequence[Entry]], int]

_ERROR = 400  # the first status of an error
_NOT_MODIFIED = 304
_OK = 200
_BATCH = 100  # feeds that are kept in one transaction
_BATCH_SIZE = 4_000_000  # characters of content, after which a batch is kept however few feeds it has


@dataclass(slots=True)
class Refreshed:
    """What came of it: how many feeds were asked, had something to read, failed; how many entries are new."""

    asked: int = 0
    changed: int = 0
    failed: int = 0
    new: int = 0


def refresh(
    feeds: Sequence[Feed],
    states: Mapping[str, FeedState],
    keep: Keep,
    *,
    limits: Limits,
    now: datetime,
    executor: Executor | None = None,
    always: bool = False,
    say: Callable[[str], None] = lambda _: None,
) -> Refreshed:
    """Ask every feed that is due, and keep what it sent.

    A feed that fails costs nothing but itself; what became of it stands in its state. Memory does not grow with the
    number of feeds: what was read is kept in batches and dropped.

    Args:
        feeds: The feeds of the settings.
        states: What is remembered of each, by its url.
        keep: Told the new states and entries, a batch at a time; answers how many of the entries are new.
        limits: Bounds of every request.
        now: The moment of asking, aware and in UTC.
        executor: Where feeds are parsed, each by one call that takes bytes and gives plain tuples; a pool of
            processes of this machine unless given, made when there is enough to do.
        always: Whether those are asked, too, that are not due.
        say: Told what is being done.
    """
    asked = [
        feed
        for feed in feeds
        if always or feed.file is not None or outcome.due(states.get(feed.url) or FeedState(feed.url), now)
    ]
    work = _Work(states, keep, now, say, len(asked))
    if asked:
        with Parsing(executor) as parsing:
            asyncio.run(_ask_all(_by_turns(asked), limits, parsing, work))
    return work.sum


def _by_turns(feeds: Iterable[Feed]) -> list[Feed]:
    """The feeds in an order in which those of one host lie far apart."""
    hosts: dict[str, list[Feed]] = defaultdict(list)
    for feed in feeds:
        hosts[urlsplit(feed.url).netloc if feed.file is None else ""].append(feed)
    return [feed for feed in chain.from_iterable(zip_longest(*hosts.values())) if feed is not None]


@dataclass(slots=True)
class _Work:
    """What is remembered, and what waits to be kept."""

    states: Mapping[str, FeedState]
    keep: Keep
    now: datetime
    say: Callable[[str], None]
    total: int
    sum: Refreshed = field(default_factory=Refreshed)
    waiting: list[FeedState] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    size: int = 0

    def state(self, feed: Feed) -> FeedState:
        return self.states.get(feed.url) or FeedState(feed.url)

    def done(self, state: FeedState, entries: Sequence[Entry] = ()) -> None:
        self.sum.asked += 1
        self.sum.failed += bool(state.failures)
        self.sum.changed += bool(entries)
        self.waiting.append(state)
        self.entries.extend(entries)
        self.size += sum(len(entry.content) for entry in entries)
        if len(self.waiting) >= _BATCH or self.size >= _BATCH_SIZE:
            self.flush()

    def flush(self) -> None:
        if self.waiting:
            self.sum.new += self.keep(self.waiting, self.entries)
            self.say(f"asking feeds, {self.sum.asked:,} of {self.total:,}")
        self.waiting, self.entries, self.size = [], [], 0


async def _ask_all(feeds: Sequence[Feed], limits: Limits, parsing: Parsing, work: _Work) -> None:
    """As many workers as may wait for answers; each holds one body at a time."""
    pending = iter(feeds)

    async def worker(fetch: Fetch) -> None:
        for feed in pending:
            work.done(*await _ask(feed, fetch, limits, parsing, work))

    try:
        async with web(limits) as fetch:
            await asyncio.gather(*(worker(fetch) for _ in range(min(2 * limits.at_once, len(feeds)))))
    finally:
        work.flush()


async def _ask(
    feed: Feed, fetch: Fetch, limits: Limits, parsing: Parsing, work: _Work
) -> tuple[FeedState, Sequence[Entry]]:
    """One feed's new state and its entries."""
    state, now, pause = work.state(feed), work.now, timedelta(seconds=limits.pause)
    try:
        response = await _fetched(feed, state, fetch, limits)
        if response.status >= _ERROR:
            return outcome.answered_badly(state, response, now), ()
        sha256 = hashlib.sha256(response.body).hexdigest()
        if response.status == _NOT_MODIFIED or sha256 == state.sha256:
            return outcome.unchanged(state, feed, response, now, pause=pause), ()
        parsed = await parsing.parse(response)
        if not parsed[0] and parsed[5]:  # a home page that names feeds
            response, parsed = await _discovered(parsed, fetch, parsing)
            state = replace(state, address=response.address)
            sha256 = hashlib.sha256(response.body).hexdigest()
        contents, entries = _contents(feed, response, parsed, sha256, now)
        return outcome.read(state, feed, response, now, contents, pause=pause), entries
    except FetchFailed as failure:
        return outcome.failed(state, failure, now), ()


async def _fetched(feed: Feed, state: FeedState, fetch: Fetch, limits: Limits) -> Response:
    conditional = feed.conditional and bool(state.succeeded)
    request = Request(
        state.address or feed.url,
        etag=state.etag if conditional else "",
        last_modified=state.last_modified if conditional else "",
    )
    return await fetch(request) if feed.file is None else read_local(request, feed.file, limits.size)


async def _discovered(parsed: Parsed, fetch: Fetch, parsing: Parsing) -> tuple[Response, Parsed]:
    """The first feed that a home page names."""
    response = await fetch(Request(parsed[5][0]))
    if response.status != _OK:
        raise FetchFailed(
            "the feed that its page names could not be read", where=response.url, found=str(response.status)
        )
    return response, await parsing.parse(response)


def _contents(
    feed: Feed, response: Response, parsed: Parsed, sha256: str, now: datetime
) -> tuple[outcome.Contents, tuple[Entry, ...]]:
    """What the feed says of itself, and its entries."""
    version, title, home_page, language, raw, _, whole = parsed
    if not version:
        kind = response.headers.get("content-type", "").partition(";")[0] or "no content type"
        raise FetchFailed("there is no feed at this address", where=response.address, found=kind)
    entries = entries_of(feed, raw, now)
    newest = max((entry.moment for entry in entries), default=None)
    return outcome.Contents(title, home_page, language, newest, sha256, whole), entries
