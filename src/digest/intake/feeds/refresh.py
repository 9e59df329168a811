"""All feeds that are due: which they are, and what is kept of them; asking them stands in `asking`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from digest.model.feeds import FeedState

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from concurrent.futures import Executor
    from datetime import datetime

    from digest.intake.fetching.limits import Limits
    from digest.model.feeds import Entry, Feed

    Keep = Callable[[Sequence[FeedState], Sequence[Entry]], int]

_BATCH = 250  # feeds that are kept in one transaction
_BATCH_SIZE = 16_000_000  # characters of content, after which a batch is kept however few feeds it has


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
    from digest.intake.feeds.outcome import due

    asked = [
        feed
        for feed in feeds
        if always or feed.file is not None or due(states.get(feed.url) or FeedState(feed.url), now)
    ]
    work = Work(states, keep, now, say, len(asked))
    if asked:
        from digest.intake.feeds.asking import ask_all

        ask_all(asked, limits, executor, work)
    return work.sum


@dataclass(slots=True)
class Work:
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
        """What is remembered of the feed."""
        return self.states.get(feed.url) or FeedState(feed.url)

    def done(self, state: FeedState, entries: Sequence[Entry] = ()) -> None:
        """Take what came of one feed."""
        self.sum.asked += 1
        self.sum.failed += bool(state.failures)
        self.sum.changed += bool(entries)
        self.waiting.append(state)
        self.entries.extend(entries)
        self.size += sum(len(entry.content) for entry in entries)
        if len(self.waiting) >= _BATCH or self.size >= _BATCH_SIZE:
            self.flush()

    def flush(self) -> None:
        """Keep what waits."""
        if self.waiting:
            self.sum.new += self.keep(self.waiting, self.entries)
            self.say(f"asking feeds, {self.sum.asked:,} of {self.total:,}")
        self.waiting, self.entries, self.size = [], [], 0
