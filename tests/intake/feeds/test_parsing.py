from __future__ import annotations

import asyncio
import os
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from typing import Any

import pytest

from digest.errors import FetchFailed
from digest.intake.feeds.parsing import Parsing
from digest.intake.feeds.worker import parse_in_time
from digest.intake.fetching.messages import Response

RSS = b'<rss version="2.0"><channel><title>A feed</title><item><title>One</title><link>https://a.test/1</link></item></channel></rss>'
TANGLED = (
    b'<rss version="2.0"><channel><item ' + b" ".join(b'a%d="b"' % n for n in range(200_000)) + b"/></channel></rss>"
)


def a_response(body: bytes) -> Response:
    return Response("https://a.test/rss", 200, "https://a.test/rss", headers={}, body=body)


def titles(bodies: list[bytes], executor: Executor | None = None) -> list[str]:
    async def all_of_them(parsing: Parsing) -> list[str]:
        parsed = await asyncio.gather(*(parsing.parse(a_response(body)) for body in bodies))
        return [feed[1] for feed in parsed]

    with Parsing(executor) as parsing:
        return asyncio.run(all_of_them(parsing))


def numbered(number: int) -> bytes:
    return RSS.replace(b"A feed", b"Feed %d" % number)


def test_few_and_many_are_parsed_alike() -> None:
    assert titles([numbered(n) for n in range(30)]) == [f"Feed {n}" for n in range(30)]


@pytest.mark.parametrize(("expected", "made"), [(10, False), (100, True)])
def test_where_many_are_expected_the_pool_is_made_at_once(expected: int, made: bool) -> None:
    with Parsing(expected=expected) as parsing:
        assert (parsing._own is not None) is made  # noqa: SLF001


def test_big_feeds_are_not_parsed_where_others_wait() -> None:
    with Parsing() as parsing:
        asyncio.run(parsing.parse(a_response(RSS + b" " * 600_000)))
        assert parsing._own is not None  # noqa: SLF001 (nothing else shows where it was done)


def test_a_feed_that_takes_for_ever_is_given_up() -> None:
    with pytest.raises(TimeoutError):
        parse_in_time(TANGLED, "", "https://a.test/rss", 1.0)


def test_a_given_executor_that_takes_too_long_is_a_failure_of_the_feed() -> None:
    with pytest.raises(FetchFailed, match="reading it takes more than 20 s"):
        titles([RSS], Failing(TimeoutError()))


def test_a_given_executor_that_broke_is_a_failure_of_the_feed() -> None:
    with pytest.raises(FetchFailed, match="the process that read the feed died"):
        titles([RSS], Failing(BrokenProcessPool()))


class Failing(Executor):
    def __init__(self, error: Exception) -> None:
        self.error = error

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:  # noqa: ARG002
        future: Future[Any] = Future()
        future.set_exception(self.error)
        return future


def test_a_pool_that_died_is_made_anew() -> None:
    async def parse_twice(parsing: Parsing) -> str:
        big = a_response(RSS + b" " * 600_000)
        await parsing.parse(big)
        assert parsing._own is not None  # noqa: SLF001
        with pytest.raises(BrokenProcessPool):
            await asyncio.get_running_loop().run_in_executor(parsing._own, os._exit, 1)  # noqa: SLF001
        return (await parsing.parse(big))[1]

    with Parsing() as parsing:
        assert asyncio.run(parse_twice(parsing)) == "A feed"
