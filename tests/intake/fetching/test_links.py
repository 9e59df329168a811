from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from aiohttp import web as served

from digest.intake.fetching.limits import Limits
from digest.intake.fetching.links import AT_ONCE, Asked, answers
from tests.intake.fetching.servers import LIMITS, answering, run, serving


async def asked(url: str, limits: Limits = LIMITS, **world: Any) -> Asked:
    return (await answers([url], limits, **world))[url]


def answer_of(handler: Any, path: str = "/") -> Asked:
    async def main() -> Asked:
        async with serving(handler) as url:
            return await asked(f"{url}{path}")

    return run(main())


def test_a_link_that_leads_somewhere_has_nothing_wrong() -> None:
    assert answer_of(answering()) == Asked(200)


def test_a_link_is_asked_with_head_alone_where_that_is_answered() -> None:
    methods: list[str] = []

    async def handler(request: served.BaseRequest) -> served.Response:
        methods.append(request.method)
        return served.Response(status=200)

    answer_of(handler)
    assert methods == ["HEAD"]


def test_a_server_that_knows_no_head_is_asked_with_get() -> None:
    async def handler(request: served.BaseRequest) -> served.Response:
        return served.Response(status=405 if request.method == "HEAD" else 200)

    assert answer_of(handler) == Asked(200)


def test_a_page_that_is_gone_is_said_to_be() -> None:
    assert answer_of(answering(status=404)) == Asked(404, "status 404", gone=True)
    assert answer_of(answering(status=410)).gone


def test_a_server_that_turns_programs_away_proves_nothing() -> None:
    for status in (403, 429, 500):
        assert answer_of(answering(status=status)) == Asked(status, f"status {status}", gone=False)


def test_redirects_are_followed_to_their_end() -> None:
    async def handler(request: served.BaseRequest) -> served.Response:
        if request.path == "/old":
            return served.Response(status=301, headers={"Location": "/new"})
        return served.Response(status=200 if request.path == "/new" else 404)

    assert answer_of(handler, "/old") == Asked(200)
    assert answer_of(handler, "/other").gone


def test_redirects_without_an_end_prove_nothing() -> None:
    asked = answer_of(answering(status=302, headers={"Location": "/"}))
    assert (asked.status, asked.gone) == (0, False)
    assert "circle" in asked.wrong


def test_a_host_that_does_not_exist_is_gone() -> None:
    def nobody(*_: Any, **__: Any) -> list[tuple[Any, ...]]:
        import socket

        raise socket.gaierror(socket.EAI_NONAME, "no such name")

    found = run(asked("https://nobody.test/a", lookup=nobody))
    assert found == Asked(0, found.wrong, gone=True)
    assert "not known" in found.wrong


def test_a_private_network_is_never_asked() -> None:
    async def main() -> tuple[Asked, list[str]]:
        seen: list[str] = []

        async def handler(request: served.BaseRequest) -> served.Response:
            seen.append(request.path)
            return served.Response()

        async with serving(handler) as url:
            return await asked(url, replace(LIMITS, allow_private=frozenset())), seen

    found, seen = run(main())
    assert found.gone
    assert "private network" in found.wrong
    assert seen == []


def test_a_server_that_does_not_answer_proves_nothing() -> None:
    async def slow(_: served.BaseRequest) -> served.Response:
        await asyncio.sleep(5)
        return served.Response()

    async def main() -> Asked:
        async with serving(slow) as url:
            return await asked(url, replace(LIMITS, timeout=0.1))

    found = run(main())
    assert (found.gone, found.wrong) == (False, "no answer within 0.1 s")


def test_each_link_is_asked_once_and_few_at_a_time() -> None:
    now, most, paths = 0, 0, []

    async def handler(request: served.BaseRequest) -> served.Response:
        nonlocal now, most
        now, most = now + 1, max(most, now + 1)
        paths.append(request.path)
        await asyncio.sleep(0.01)
        now -= 1
        return served.Response()

    async def main(urls: Sequence[str]) -> None:
        async with serving(handler) as url:
            await answers([f"{url}{path}" for path in urls], replace(LIMITS, per_host=50, at_once=64))

    run(main([f"/{number % 20}" for number in range(40)]))
    assert sorted(paths) == sorted(f"/{number}" for number in range(20))
    assert most <= AT_ONCE


def test_no_address_breaks_the_others() -> None:
    async def main() -> dict[str, Asked]:
        async with serving(answering()) as url:
            return await answers([url, "https://[::", "ftp://a.test", "https://a:b@c.test/"], LIMITS)

    found = list(run(main()).values())
    assert found[0] == Asked(200)
    assert all(one.wrong for one in found[1:])
