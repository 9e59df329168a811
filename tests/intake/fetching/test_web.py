from __future__ import annotations

import asyncio
import subprocess
import sys
from dataclasses import replace

import pytest
from aiohttp import web as served

from digest.intake.fetching.messages import PAGES, Request, Response
from digest.intake.fetching.web import web

from .servers import HELLO, HOME, LIMITS, answering, fetched, from_raw, leading_home, run, saying, serving, talking


def heard(request: Request, **changes: object) -> tuple[Response, dict[str, str]]:
    """An answer, and the headers by which it was asked for."""
    asked: list[dict[str, str]] = []

    async def handler(request: served.BaseRequest) -> served.Response:
        asked.append({name.lower(): value for name, value in request.headers.items()})
        return served.Response(body=HELLO)

    async def main() -> Response:
        async with serving(handler) as url:
            return await fetched(replace(request, url=url), replace(LIMITS, **changes))  # type: ignore[arg-type]

    return run(main()), asked[0]


def test_an_answer_comes_with_its_status_headers_and_body() -> None:
    async def main() -> Response:
        async with serving(answering(headers={"ETag": '"1"', "X-Two": "a"})) as url:
            return await fetched(f"{url}/feed?a=b#part")

    response = run(main())
    assert (response.status, response.body, response.moved) == (200, HELLO, "")
    assert response.headers["etag"] == '"1"'
    assert response.headers["x-two"] == "a"
    assert response.url.endswith("/feed?a=b#part")
    assert response.address.endswith("/feed?a=b")


def test_equal_headers_are_joined_in_their_order() -> None:
    response = from_raw(b"HTTP/1.1 200 OK\r\nVary: a\r\nContent-Length: 2\r\nVARY: b\r\n\r\nok")
    assert response.headers["vary"] == "a, b"


@pytest.mark.parametrize("status", [400, 404, 410, 429, 500, 503, 300, 599])
def test_an_error_of_http_is_an_answer_without_a_body(status: int) -> None:
    async def main() -> Response:
        async with serving(answering(b"x" * 3_000_000, status, {"Retry-After": "5"})) as url:
            return await fetched(url)

    response = run(main())
    assert (response.status, response.body, response.headers["retry-after"]) == (status, b"", "5")


def test_the_program_says_who_it_is_and_what_it_takes() -> None:
    _, asked = heard(Request("", accept=PAGES), user_agent="digest/9 (+https://letters.example.org)")
    assert asked["user-agent"] == "digest/9 (+https://letters.example.org)"
    assert asked["accept"] == PAGES
    assert asked["accept-encoding"] == "gzip, deflate"
    assert not {"if-none-match", "if-modified-since", "cookie", "authorization"} & set(asked)


def test_a_request_with_validators_asks_whether_anything_has_changed() -> None:
    _, asked = heard(Request("", etag='W/"x"', last_modified="Mon, 22 Jan 2024 10:00:00 GMT"))
    assert asked["if-none-match"] == 'W/"x"'
    assert asked["if-modified-since"] == "Mon, 22 Jan 2024 10:00:00 GMT"


@pytest.mark.parametrize("value", ["a\r\nX-Evil: 1", "a\nb", "a\0", "\udcff", "x" * 100_000, "\x7f", "\u2028"])
def test_a_validator_that_no_header_can_carry_is_left_out(value: str) -> None:
    response, asked = heard(Request("", etag=value, last_modified=value, accept=value), user_agent=value)
    assert response.body == HELLO
    assert not {"if-none-match", "if-modified-since", "x-evil"} & set(asked)
    assert asked["user-agent"] == "digest"


@pytest.mark.parametrize("raw", [b'"\xff\xfe"', b'"\xc3\xa4\xe2\x82\xac"', b"unquoted", b'"a\tb"', b"\xed\xa0\x80"])
def test_whatever_etag_a_server_gives_can_be_stored_and_sent_back(raw: bytes) -> None:
    async def main() -> tuple[Response, Response]:
        said = b"HTTP/1.1 200 OK\r\nETag: " + raw + b"\r\nContent-Length: 2\r\n\r\nok"
        async with talking(saying(said)) as url, web(LIMITS) as fetch:
            first = await fetch(Request(url))
            return first, await fetch(Request(url, etag=first.headers["etag"]))

    first, second = run(main())
    assert first.headers["etag"].isprintable()
    assert first.headers["etag"].encode()
    assert second.body == b"ok"


def test_a_304_has_no_body_though_it_may_state_the_length_of_one() -> None:
    response = from_raw(b'HTTP/1.1 304 Not Modified\r\nContent-Length: 9000000\r\nETag: "1"\r\n\r\n')
    assert (response.status, response.body, response.headers["etag"]) == (304, b"", '"1"')


@pytest.mark.parametrize("version", [b"1.0", b"1.1"])
def test_a_body_without_a_length_ends_where_the_connection_does(version: bytes) -> None:
    assert from_raw(b"HTTP/" + version + b" 200 OK\r\n\r\n" + HELLO).body == HELLO


def test_cookies_are_not_kept() -> None:
    asked: list[str] = []

    async def handler(request: served.BaseRequest) -> served.Response:
        asked.append(request.headers.get("Cookie", ""))
        return served.Response(headers={"Set-Cookie": "a=b; Path=/"})

    async def main() -> None:
        limits = replace(LIMITS, allow_private=frozenset({"intranet.example.org"}))
        async with serving(handler) as url, web(limits, lookup=leading_home) as fetch:
            named = url.replace(HOME, "intranet.example.org")  # cookies are never kept for IP addresses
            await fetch(Request(named))
            await fetch(Request(named))

    run(main())
    assert asked == ["", ""]


def test_requests_that_wait_for_a_host_share_its_connection() -> None:
    seen: list[asyncio.BaseTransport | None] = []

    async def handler(request: served.BaseRequest) -> served.Response:
        seen.append(request.transport)
        return served.Response(body=HELLO)

    async def main() -> None:
        async with serving(handler) as url, web(replace(LIMITS, per_host=1)) as fetch:
            await asyncio.gather(*(fetch(Request(f"{url}/{n}")) for n in range(5)))

    run(main())
    assert len(seen) == 5
    assert len(set(seen)) == 1


def test_as_many_requests_as_are_allowed_run_at_the_same_time() -> None:
    waiting = 0
    all_here = asyncio.Event()

    async def handler(request: served.BaseRequest) -> served.Response:  # noqa: ARG001  # a handler takes a request
        nonlocal waiting
        waiting += 1
        if waiting == 120:
            all_here.set()
        await all_here.wait()
        return served.Response(body=HELLO)

    async def main() -> list[Response]:
        async with serving(handler) as url, web(replace(LIMITS, at_once=120, per_host=120)) as fetch:
            return list(await asyncio.gather(*(fetch(Request(f"{url}/{n}")) for n in range(120))))

    assert [response.status for response in run(main())] == [200] * 120


def test_a_connection_that_nobody_waits_for_is_closed() -> None:
    open_now: set[asyncio.StreamWriter] = set()
    all_closed = asyncio.Event()
    said = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        open_now.add(writer)
        asked = await reader.readuntil(b"\r\n\r\n")
        writer.write(said if b"connection: close" in asked.lower() else said.replace(b"Connection: close\r\n", b""))
        await reader.read()  # until the other side closes
        open_now.discard(writer)
        if not open_now:
            all_closed.set()

    async def main() -> None:
        hosts = [f"h{n}.example.org" for n in range(40)]
        limits = replace(LIMITS, at_once=8, allow_private=frozenset(hosts))
        async with talking(talk) as url, web(limits, lookup=leading_home) as fetch:
            port = url.rpartition(":")[2]
            await asyncio.gather(*(fetch(Request(f"http://{host}:{port}/")) for host in hosts))
            while open_now:
                all_closed.clear()
                await asyncio.wait_for(all_closed.wait(), 5)

    run(main())


def test_whoever_asks_nothing_pays_for_no_http() -> None:
    code = "import sys, digest.intake.fetching.web; sys.exit('aiohttp' in sys.modules or 'yarl' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
