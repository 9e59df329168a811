"""Those who listen to what happens."""

from __future__ import annotations

import asyncio
from contextlib import aclosing

from digest.model import Week
from digest.preview.events import Events, event

WEEK, BEFORE = Week(2024, 25), Week(2024, 24)


def test_an_event_is_one_block_whatever_its_words() -> None:
    assert event("trouble", {"lines": ["a\nb", "ü"]}) == b'event: trouble\ndata: {"lines": ["a\\nb", "\\u00fc"]}\n\n'


def test_silence_is_broken_by_a_comment() -> None:
    async def heard() -> list[bytes]:
        async with aclosing(Events().stream(WEEK, [b"first"], alive=0.01)) as stream:
            return [await anext(stream), await anext(stream), await anext(stream)]

    assert asyncio.run(heard()) == [b"first", b":\n\n", b":\n\n"]


def test_a_page_that_does_not_listen_any_more_is_sent_away() -> None:
    async def heard() -> tuple[int, int]:
        events = Events()
        async with aclosing(events.stream(WEEK, [b"first"])) as stream:
            await anext(stream)
            for number in range(1000):
                events.tell("issue", {"stamp": number})
            rest = [told async for told in stream]
        return len(rest), len(events.listeners)

    late, left = asyncio.run(heard())
    assert 0 < late < 1000
    assert left == 0


def test_who_comes_after_the_end_is_told_the_state_and_sent_away() -> None:
    async def heard() -> list[bytes]:
        events = Events()
        events.close()
        return [told async for told in events.stream(WEEK, [b"first"])]

    assert asyncio.run(heard()) == [b"first"]


def test_who_goes_away_is_forgotten() -> None:
    async def left() -> int:
        events = Events()
        async with aclosing(events.stream(WEEK, [b"first"])) as stream:
            await anext(stream)
        return len(events.listeners)

    assert asyncio.run(left()) == 0


def test_what_concerns_one_issue_is_told_to_those_who_follow_it() -> None:
    async def heard() -> list[bytes]:
        events = Events()
        async with aclosing(events.stream(WEEK, [b"one"])) as one, aclosing(events.stream(BEFORE, [b"two"])) as two:
            await anext(one)
            await anext(two)
            assert events.weeks() == (BEFORE, WEEK)
            events.tell("building", {}, WEEK)
            events.tell("issue", {})
            return [await anext(two), await anext(one), await anext(one)]

    assert asyncio.run(heard()) == [event("issue", {}), event("building", {}), event("issue", {})]
