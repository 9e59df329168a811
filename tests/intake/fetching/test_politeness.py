from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from itertools import pairwise

import pytest

from digest.intake.fetching.limits import Limits
from digest.intake.fetching.politeness import Politeness

from .servers import run

LIMITS = Limits(at_once=64, per_host=2, delay=1.0)


class Time:
    """A clock that moves only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self.slept: list[float] = []

    def clock(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        await asyncio.sleep(0)
        self.now += seconds


def polite(
    limits: Limits, time: Time, chance: float = 0.0, sleep: Callable[[float], Awaitable[object]] | None = None
) -> Politeness:
    return Politeness(limits, sleep=sleep or time.sleep, chance=lambda: chance, clock=time.clock)


def starts(count: int, limits: Limits, chance: float = 0.0, host: str = "a.example.org") -> list[float]:
    """When requests to one host start that were all asked for at once."""
    time = Time()
    begun: list[float] = []

    async def main() -> None:
        queue = polite(limits, time, chance)

        async def one() -> None:
            async with queue.turn(host):
                begun.append(time.now)

        await asyncio.gather(*(one() for _ in range(count)))

    run(main())
    return begun


@pytest.mark.parametrize(("chance", "gap"), [(0.0, 1.0), (0.5, 1.25), (1.0, 1.5)])
def test_requests_to_one_host_start_a_delay_apart_and_up_to_half_as_much_by_chance(chance: float, gap: float) -> None:
    begun = starts(5, LIMITS, chance)
    assert [later - earlier for earlier, later in pairwise(begun)] == [gap] * 4


def test_a_host_of_ones_own_network_needs_no_delay() -> None:
    limits = replace(LIMITS, allow_private=frozenset({"intranet"}))
    assert len(set(starts(5, limits, host="intranet."))) == 1
    assert len(set(starts(5, limits))) == 5


def test_without_a_delay_nobody_sleeps() -> None:
    assert len(set(starts(5, replace(LIMITS, delay=0)))) == 1


def test_different_hosts_do_not_wait_for_each_other() -> None:
    time = Time()

    async def main() -> None:
        queue = polite(LIMITS, time)
        for number in range(50):
            async with queue.turn(f"h{number}.example.org"):
                pass

    run(main())
    assert time.slept == []


def test_a_host_is_the_same_in_any_spelling() -> None:
    time = Time()

    async def main() -> None:
        queue = polite(LIMITS, time)
        for host in ("a.example.org", "A.example.org", "a.example.org."):
            async with queue.turn(host):
                pass

    run(main())
    assert len(time.slept) == 2


def most_at_once(limits: Limits, hosts: list[str]) -> int:
    now = most = 0

    async def main() -> None:
        queue = polite(limits, Time())

        async def one(host: str) -> None:
            nonlocal now, most
            async with queue.turn(host):
                now += 1
                most = max(most, now)
                for _ in range(20):
                    await asyncio.sleep(0)
                now -= 1

        await asyncio.gather(*map(one, hosts))

    run(main())
    return most


def test_a_host_has_only_so_many_requests_at_a_time() -> None:
    assert most_at_once(replace(LIMITS, per_host=3, delay=0), ["a"] * 20) == 3


def test_all_hosts_together_have_only_so_many_requests_at_a_time() -> None:
    assert most_at_once(replace(LIMITS, at_once=7, delay=0), [f"h{n}" for n in range(40)]) == 7


def test_waiting_for_a_host_takes_no_place_from_the_others() -> None:
    async def main() -> list[str]:
        done: list[str] = []
        never = asyncio.Event()

        async def for_ever(_: float) -> None:
            await never.wait()

        queue = polite(replace(LIMITS, at_once=1), Time(), sleep=for_ever)

        async def one(host: str) -> None:
            async with queue.turn(host):
                done.append(host)

        slow = [asyncio.create_task(one("slow")) for _ in range(4)]
        await asyncio.gather(one("a"), one("b"), one("c"))
        for task in slow:
            task.cancel()
        await asyncio.gather(*slow, return_exceptions=True)
        return done

    assert run(main()) == ["slow", "a", "b", "c"]


def test_the_delay_counts_from_when_a_request_starts_not_from_when_it_could_have() -> None:
    time = Time()
    begun: list[tuple[str, float]] = []

    async def main() -> None:
        queue = polite(replace(LIMITS, at_once=1), time)

        async def one(host: str, lasting: float) -> None:
            async with queue.turn(host):
                begun.append((host, time.now))
                await asyncio.sleep(0)
                time.now += lasting

        await asyncio.gather(one("long", 100), one("a", 0), one("a", 0))

    run(main())
    assert begun == [("long", 1_000), ("a", 1_100), ("a", 1_101)]


def test_whoever_gives_up_waiting_leaves_the_queue() -> None:
    async def main() -> bool:
        queue = polite(replace(LIMITS, per_host=1, delay=0), Time())

        async def one() -> bool:
            async with queue.turn("a") as others:
                return others

        async with queue.turn("a"):
            waiting = [asyncio.create_task(one()) for _ in range(3)]
            await asyncio.sleep(0.01)
            for task in waiting:
                task.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)
        return await one()

    assert run(main()) is False


def test_one_is_told_whether_others_wait_for_the_same_host() -> None:
    async def main() -> list[bool]:
        queue = polite(replace(LIMITS, per_host=1, delay=0), Time())

        async def one(host: str) -> bool:
            async with queue.turn(host) as others:
                return others

        return list(await asyncio.gather(one("a"), one("a"), one("a"), one("b")))

    assert run(main()) == [True, True, False, False]
