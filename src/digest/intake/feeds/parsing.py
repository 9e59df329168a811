"""Where feeds are parsed: here while they are few, in a pool of processes when there are many, or where one says."""

from __future__ import annotations

import asyncio
import multiprocessing
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor
from typing import TYPE_CHECKING, Self

from digest.errors import FetchFailed
from digest.intake.feeds.parse import parse_feed

if TYPE_CHECKING:
    from types import TracebackType

    from digest.intake.feeds.raw import Parsed
    from digest.intake.fetching.messages import Response

_FEW = 16  # feeds that are parsed sooner than two processes have started


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
            FetchFailed: The process that read it died of it.
        """
        kind = response.headers.get("content-type", "")
        self._parsed += 1
        executor = self._given or self._own
        if executor is None and self._parsed <= _FEW:
            return parse_feed(response.body, kind, response.address)
        executor = executor or self._pool()
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(executor, parse_feed, response.body, kind, response.address)
        except BrokenExecutor as error:
            self._own = None
            raise FetchFailed("the process that read the feed died", where=response.address) from error

    def _pool(self) -> Executor:
        # Not forked: the loop's threads would be cut off in the middle of what they do.
        self._own = ProcessPoolExecutor(mp_context=multiprocessing.get_context("spawn"))
        return self._own
