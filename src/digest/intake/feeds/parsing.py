"""Where feeds are parsed: here while they are few, in a pool of processes when there are many, or where one says."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, NoReturn, Self

from digest.errors import FetchFailed
from digest.intake.feeds.in_time import in_time
from digest.intake.feeds.parse import parse_feed

if TYPE_CHECKING:
    from types import TracebackType

    from digest.intake.feeds.raw import Parsed
    from digest.intake.fetching.messages import Response

_FEW = 16  # feeds that are parsed sooner than two processes have started
_BIG = 500_000  # bytes; what is bigger would hold up all who wait for answers
LONGEST = 20.0  # seconds of CPU time


class Parsing:
    """Parses feeds in an executor; the pool that it makes itself ends with it."""

    def __init__(self, executor: Executor | None = None) -> None:
        self._given = executor
        self._own: ProcessPoolExecutor | None = None
        self._parsed = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._own is not None:
            self._own.shutdown(wait=True, cancel_futures=True)

    async def parse(self, response: Response) -> Parsed:
        """What the body says.

        Raises:
            FetchFailed: It took too long to read, or the process that read it died of it.
        """
        self._parsed += 1
        here = self._given is None and self._own is None and self._parsed <= _FEW and len(response.body) < _BIG
        task = (response.body, response.headers.get("content-type", ""), response.address)
        try:
            return parse_in_time(*task) if here else await self._elsewhere(*task)
        except TimeoutError as error:
            found = f"reading it takes more than {LONGEST:g} s"
            raise FetchFailed("the feed is too tangled", where=response.address, found=found) from error
        except BrokenExecutor as error:
            raise FetchFailed("the process that read the feed died", where=response.address) from error

    async def _elsewhere(self, body: bytes, content_type: str, address: str) -> Parsed:
        """Parsed in the executor; one that died of another feed is asked again, made anew."""
        loop = asyncio.get_running_loop()
        executor = self._given or self._pool()
        try:
            return await loop.run_in_executor(executor, parse_in_time, body, content_type, address)
        except BrokenExecutor:
            if self._own is executor:
                self._own = None
            if executor is self._given:
                raise
            return await loop.run_in_executor(self._pool(), parse_in_time, body, content_type, address)

    def _pool(self) -> ProcessPoolExecutor:
        # Not forked: the loop's threads would be cut off in the middle of what they do.
        self._own = self._own or ProcessPoolExecutor(
            mp_context=multiprocessing.get_context("spawn"), initializer=live_and_die_with_the_parent
        )
        return self._own


def parse_in_time(body: bytes, content_type: str, address: str, longest: float = LONGEST) -> Parsed:
    """As ``parse_feed``, within so many seconds of CPU time where that can be bounded.

    Args:
        body: As there.
        content_type: As there.
        address: As there.
        longest: Seconds.

    Raises:
        TimeoutError: The document is made so that reading it does not end.
    """
    return in_time(longest, parse_feed, body, content_type, address)


def live_and_die_with_the_parent() -> None:
    """What a process of the pool does first: leave Ctrl-C to its parent, and end when that has ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_after, args=(parent.sentinel,), daemon=True).start()


def _end_after(sentinel: int) -> NoReturn:
    wait([sentinel])
    os._exit(1)
