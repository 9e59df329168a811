"""Where feeds are parsed: here while they are few, in a pool of processes when there are many, or where one says."""

from __future__ import annotations

import asyncio
import multiprocessing
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor
from typing import TYPE_CHECKING, Self

from digest.errors import FetchFailed
from digest.intake.feeds.worker import LONGEST, live_and_die_with_the_parent, parse_in_time

if TYPE_CHECKING:
    from types import TracebackType

    from digest.intake.feeds.raw import Parsed
    from digest.intake.fetching.messages import Response

_FEW = 16  # feeds that are parsed sooner than two processes have started
_BIG = 500_000  # bytes; what is bigger would hold up all who wait for answers


class Parsing:
    """Parses feeds in an executor; the pool that it makes itself ends with it.

    Args:
        executor: Where to parse; where none is given, here as long as they are few, then in a pool of its own.
        expected: How many feeds will have something to parse, where that is known: for many the pool is made at once.
    """

    def __init__(self, executor: Executor | None = None, *, expected: int = 0) -> None:
        self._given = executor
        self._expected = expected
        self._own: ProcessPoolExecutor | None = None
        self._parsed = 0

    def __enter__(self) -> Self:
        if self._given is None and self._expected > 2 * _FEW:
            self._pool().submit(int)  # the processes start while the first answers are waited for
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
                # What is left of a broken pool is not always ended by its own SIGTERM, and is waited for at the end.
                for child in multiprocessing.active_children():
                    child.kill()
            if executor is self._given:
                raise
            return await loop.run_in_executor(self._pool(), parse_in_time, body, content_type, address)

    def _pool(self) -> ProcessPoolExecutor:
        # Not forked: the loop's threads would be cut off in the middle of what they do.
        self._own = self._own or ProcessPoolExecutor(
            mp_context=multiprocessing.get_context("spawn"), initializer=live_and_die_with_the_parent
        )
        return self._own
