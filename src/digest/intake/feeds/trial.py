"""Asks addresses whether there is a feed, and remembers nothing."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.errors import FetchFailed
from digest.intake.feeds.entries import entries_of
from digest.intake.feeds.outcome import answered_badly, no_feed
from digest.intake.feeds.parsing import Parsing
from digest.intake.fetching.guard import is_own
from digest.intake.fetching.local import read_local
from digest.intake.fetching.messages import Request
from digest.intake.fetching.web import web
from digest.model import Problem
from digest.model.feeds import FeedState

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from digest.intake.feeds.parse import Parsed
    from digest.intake.fetching.limits import Limits
    from digest.intake.fetching.messages import Fetch, Response
    from digest.model.feeds import Feed

_ERROR, _GONE = 400, 410  # statuses: the first of an error; gone for good
_VERSION = re.compile(r"(rss|atom|json)(\d)?(\d*)")
_FAMILIES = {"rss": "RSS", "atom": "Atom", "json": "JSON Feed"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address answered; only ``feed`` and ``trouble`` mean anything where there is trouble.

    ``address`` is where the feed is for good: as it was asked for, where permanent redirects lead, or what the home
    page names first; ``others`` are those that it names beside that. ``kind`` is as in ``RSS 2.0``; ``newest`` is
    None where no entry states a date that makes sense.
    """

    feed: Feed
    address: str = ""
    discovered: bool = False
    others: tuple[str, ...] = ()
    kind: str = ""
    title: str = ""
    entries: int = 0
    newest: datetime | None = None
    whole: bool = True
    trouble: Problem | None = None

    @property
    def moved(self) -> bool:
        """Whether the address has changed for good."""
        return not self.discovered and self.address not in ("", self.feed.url)


def ask(
    feeds: Sequence[Feed], limits: Limits, now: datetime, say: Callable[[str], None] = lambda _: None
) -> list[Answer]:
    """What each of them answers, in their order.

    Args:
        feeds: They need not stand in the settings.
        limits: Bounds of every request.
        now: The moment of asking, aware.
        say: Told what is being done.
    """
    return asyncio.run(_ask_all(feeds, limits, now, say))


def kind_of(version: str) -> str:
    """``RSS 2.0`` for ``rss20``, ``Atom 1.0`` for ``atom10``."""
    match = _VERSION.match(version)
    if not match:
        return version.upper()
    family, major, minor = match.groups()
    return " ".join((_FAMILIES[family], *([f"{major}.{minor or 0}"] if major else [])))


async def _ask_all(feeds: Sequence[Feed], limits: Limits, now: datetime, say: Callable[[str], None]) -> list[Answer]:
    answers: dict[int, Answer] = {}
    pending = iter(enumerate(feeds))
    with Parsing() as parsing:
        async with web(limits) as fetch:

            async def worker() -> None:
                for number, feed in pending:
                    answers[number] = await _answer(feed, fetch, limits, parsing, now)
                    say(f"asking feeds, {len(answers):,} of {len(feeds):,}")

            await asyncio.gather(*(worker() for _ in range(min(2 * limits.at_once, len(feeds)))))
    return [answers[number] for number in range(len(feeds))]


async def _answer(feed: Feed, fetch: Fetch, limits: Limits, parsing: Parsing, now: datetime) -> Answer:
    try:
        response = await _response(feed, fetch, limits, now)
        parsed = await parsing.parse(response)
        named = parsed[5]
        if parsed[0] or not named:
            return _read(feed, response, parsed, now, address=response.moved or feed.url)
        response = _good(await fetch(Request(named[0], inside=is_own(feed.url, limits))), now)
        found = response.moved or named[0]
        return _read(feed, response, await parsing.parse(response), now, address=found, others=named[1:])
    except FetchFailed as failure:
        return Answer(feed, trouble=Problem.of(failure))


async def _response(feed: Feed, fetch: Fetch, limits: Limits, now: datetime) -> Response:
    if feed.file is not None:
        return await asyncio.to_thread(read_local, Request(feed.url), feed.file, limits.size)
    return _good(await fetch(Request(feed.url)), now)


def _good(response: Response, now: datetime) -> Response:
    """The answer, unless it is an error: then in the words that `digest feeds fetch` remembers."""
    if response.status < _ERROR:
        return response
    state = answered_badly(FeedState(response.url), response, now)
    hint = "find out where it has gone" if response.status == _GONE else "open it in a browser"
    raise FetchFailed(state.trouble, where=response.address, hint=hint)


def _read(
    feed: Feed,
    response: Response,
    parsed: Parsed,
    now: datetime,
    *,
    address: str,
    others: tuple[str, ...] | None = None,
) -> Answer:
    version, title, _, _, raw, _, whole = parsed
    if not version:
        raise no_feed(response)
    dates = [entry.published for entry in entries_of(feed, raw, now) if entry.published]
    return Answer(
        feed,
        address=address,
        discovered=others is not None,
        others=others or (),
        kind=kind_of(version),
        title=title,
        entries=len(raw),
        newest=max(dates, default=None),
        whole=whole,
    )
