"""Feeds are asked side by side, and what they answer is parsed in an executor."""

from __future__ import annotations

import asyncio
import hashlib
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import timedelta
from itertools import chain, zip_longest
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from digest.errors import FetchFailed
from digest.intake.feeds import outcome
from digest.intake.feeds.entries import entries_of
from digest.intake.feeds.parsing import Parsing
from digest.intake.fetching.guard import is_own
from digest.intake.fetching.local import read_local
from digest.intake.fetching.messages import Request
from digest.intake.fetching.web import web

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from concurrent.futures import Executor
    from datetime import datetime

    from digest.intake.feeds.raw import Parsed
    from digest.intake.feeds.refresh import Work
    from digest.intake.fetching.limits import Limits
    from digest.intake.fetching.messages import Fetch, Response
    from digest.model.feeds import Entry, Feed, FeedState

_ERROR = 400  # the first status of an error
_NOT_MODIFIED = 304
_OK = 200
_FEW_HOSTS = 256  # to which connections may stay open at the same time


def ask_all(feeds: Sequence[Feed], limits: Limits, executor: Executor | None, work: Work) -> None:
    """Ask the feeds and hand what came of each to the work; what was done is kept whatever ends it."""
    new = sum(not work.state(feed).succeeded for feed in feeds)
    with Parsing(executor, expected=new) as parsing:
        asyncio.run(_ask_all(_by_turns(feeds), limits, parsing, work))


def _by_turns(feeds: Iterable[Feed]) -> list[Feed]:
    """The feeds in an order in which those of one host lie far apart."""
    hosts: dict[str, list[Feed]] = defaultdict(list)
    for feed in feeds:
        hosts[_host(feed)].append(feed)
    return [feed for feed in chain.from_iterable(zip_longest(*hosts.values())) if feed is not None]


def _host(feed: Feed) -> str:
    return urlsplit(feed.url).netloc if feed.file is None else ""


class _Hosts:
    """Tells of each feed whether others of its host come after it."""

    def __init__(self, feeds: Iterable[Feed]) -> None:
        self._left = Counter(map(_host, feeds))
        self._few = len(self._left) <= _FEW_HOSTS

    def more(self, feed: Feed) -> bool:
        """Whether it pays to keep the connection; of many hosts too many would stay open."""
        host = _host(feed)
        self._left[host] -= 1
        return self._few and self._left[host] > 0


async def _ask_all(feeds: Sequence[Feed], limits: Limits, parsing: Parsing, work: Work) -> None:
    """As many workers as may wait for answers; each holds one body at a time."""
    pending, hosts = iter(feeds), _Hosts(feeds)

    async def worker(fetch: Fetch) -> None:
        for feed in pending:
            more = hosts.more(feed)
            work.done(*await _ask(feed, fetch, limits, parsing, work, more=more))

    try:
        async with web(limits) as fetch:
            await asyncio.gather(*(worker(fetch) for _ in range(min(2 * limits.at_once, len(feeds)))))
    finally:
        work.flush()


async def _ask(
    feed: Feed, fetch: Fetch, limits: Limits, parsing: Parsing, work: Work, *, more: bool
) -> tuple[FeedState, Sequence[Entry]]:
    """One feed's new state and its entries."""
    state, now, pause = work.state(feed), work.now, timedelta(seconds=limits.pause)
    try:
        response = await _fetched(feed, state, fetch, limits, more=more)
        if response.status >= _ERROR:
            return outcome.answered_badly(state, response, now), ()
        sha256 = hashlib.sha256(response.body).hexdigest()
        if response.status == _NOT_MODIFIED or sha256 == state.sha256:
            return outcome.unchanged(state, feed, response, now, pause=pause), ()
        parsed = await parsing.parse(response)
        if not parsed[0] and parsed[5]:  # a home page that names feeds
            response, parsed = await _discovered(parsed, fetch, parsing, inside=is_own(feed.url, limits))
            state = replace(state, address=response.address)
            sha256 = hashlib.sha256(response.body).hexdigest()
        first_time = state.succeeded is None
        contents, entries = _contents(feed, response, parsed, sha256, now, first_time=first_time)
        return outcome.read(state, feed, response, now, contents, pause=pause), entries
    except FetchFailed as failure:
        return outcome.failed(state, failure, now), ()


async def _fetched(feed: Feed, state: FeedState, fetch: Fetch, limits: Limits, *, more: bool) -> Response:
    conditional = feed.conditional and bool(state.succeeded)
    request = Request(
        state.address or feed.url,
        etag=state.etag if conditional else "",
        last_modified=state.last_modified if conditional else "",
        more=more,
        inside=is_own(feed.url, limits),
    )
    response = await fetch(request) if feed.file is None else read_local(request, feed.file, limits.size)
    if response.status == _NOT_MODIFIED and not (request.etag or request.last_modified):
        what, hint = "the server says that nothing has changed, but was not asked that", "tell whoever runs it"
        raise FetchFailed(what, where=response.address, hint=hint)
    return response


async def _discovered(parsed: Parsed, fetch: Fetch, parsing: Parsing, *, inside: bool) -> tuple[Response, Parsed]:
    """The first feed that a home page names."""
    response = await fetch(Request(parsed[5][0], inside=inside))
    if response.status != _OK:
        raise FetchFailed(
            "the feed that its page names could not be read", where=response.url, found=str(response.status)
        )
    return response, await parsing.parse(response)


def _contents(
    feed: Feed, response: Response, parsed: Parsed, sha256: str, now: datetime, *, first_time: bool
) -> tuple[outcome.Contents, tuple[Entry, ...]]:
    """What the feed says of itself, and its entries."""
    version, title, home_page, language, raw, _, whole = parsed
    if not version:
        raise outcome.no_feed(response)
    entries = entries_of(feed, raw, now, first_time=first_time)
    newest = max((entry.published for entry in entries if entry.published), default=None)
    return outcome.Contents(title, home_page, language, newest, sha256, whole), entries
