"""Whose turn it is: few requests at a host at a time, and some time between them."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from digest.intake.fetching.guard import canonical

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from digest.intake.fetching.limits import Limits


@dataclass(slots=True)
class _Host:
    places: asyncio.Semaphore
    door: asyncio.Lock = field(default_factory=asyncio.Lock)
    opens: float = 0.0
    waiting: int = 0


class Politeness:
    """The queues in front of all hosts, for one event loop.

    Args:
        limits: ``at_once``, ``per_host``, ``delay`` and, for hosts without a delay, ``allow_private``.
        sleep: Waits for seconds.
        chance: A number from 0 to 1, anew at every call.
        clock: Seconds that only ever grow.
    """

    def __init__(
        self,
        limits: Limits,
        *,
        sleep: Callable[[float], Awaitable[object]],
        chance: Callable[[], float],
        clock: Callable[[], float],
    ) -> None:
        self._limits, self._sleep, self._chance, self._clock = limits, sleep, chance, clock
        self._without_delay = frozenset(map(canonical, limits.allow_private)) if limits.delay else frozenset()
        self._all = asyncio.Semaphore(limits.at_once)
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, name: str) -> AsyncIterator[bool]:
        """Wait for one's turn at a host and have it; gives whether others wait for the same host.

        A place among all requests is taken only when the host's own turn has come, so that one slow host holds no
        other up.
        """
        name = canonical(name)
        host = self._hosts.get(name)
        if host is None:
            host = self._hosts[name] = _Host(asyncio.Semaphore(self._limits.per_host))
        host.waiting += 1
        try:
            await asyncio.sleep(0)  # whoever comes in the same moment is to be counted
            await host.places.acquire()
        except BaseException:
            host.waiting -= 1
            raise
        try:
            try:
                await self._start(host, 0.0 if name in self._without_delay else self._limits.delay)
            finally:
                host.waiting -= 1
            try:
                yield host.waiting > 0
            finally:
                self._all.release()
        finally:
            host.places.release()

    async def _start(self, host: _Host, delay: float) -> None:
        if not delay:
            await self._all.acquire()
            return
        async with host.door:  # held until the request starts, so that the next one counts from there
            while (wait := host.opens - self._clock()) > 0:
                await self._sleep(wait)
            await self._all.acquire()
            host.opens = self._clock() + delay * (1 + self._chance() / 2)
