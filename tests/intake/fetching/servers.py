"""Real servers on loopback, well-behaved and not."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import pytest
from aiohttp import web as served

from digest.errors import FetchFailed
from digest.intake.fetching.limits import Limits
from digest.intake.fetching.messages import Request, Response
from digest.intake.fetching.web import web

T = TypeVar("T")
HOME = "127.0.0.1"
LIMITS = Limits(timeout=10, size=1_000_000, delay=0, allow_private=frozenset({HOME, "localhost"}))
HELLO = b"<rss><channel><title>Hello</title></channel></rss>"

Handler = Callable[[served.BaseRequest], Awaitable[served.StreamResponse]]
Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def serving(handler: Handler, tls: ssl.SSLContext | None = None) -> AsyncIterator[str]:
    """A server that answers with ``handler``; gives its address without a slash at the end."""
    runner = served.ServerRunner(served.Server(handler), shutdown_timeout=0.1)
    await runner.setup()
    try:
        site = served.TCPSite(runner, HOME, 0, ssl_context=tls)
        await site.start()
        yield f"{'https' if tls else 'http'}://{HOME}:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def talking(talk: Talk) -> AsyncIterator[str]:
    """A server that says on every connection what ``talk`` says."""
    tasks: set[asyncio.Task[None]] = set()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        try:
            await talk(reader, writer)
        except (ConnectionError, asyncio.CancelledError):
            pass
        finally:
            tasks.discard(task)
            writer.close()

    server = await asyncio.start_server(connected, HOME, 0)
    try:
        yield f"http://{HOME}:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        for task in tuple(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def saying(said: bytes) -> Talk:
    """A talk that reads one request, says these bytes and hangs up."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(said)
        await writer.drain()

    return talk


def answering(
    body: bytes = HELLO, status: int = 200, headers: dict[str, str] | None = None
) -> Callable[[served.BaseRequest], Awaitable[served.Response]]:
    """A handler that always gives the same answer."""

    async def handler(request: served.BaseRequest) -> served.Response:  # noqa: ARG001  # a handler takes a request
        return served.Response(body=body, status=status, headers=headers)

    return handler


async def fetched(request: Request | str, limits: Limits = LIMITS, **world: Any) -> Response:
    """One answer."""
    async with web(limits, **world) as fetch:
        return await fetch(Request(request) if isinstance(request, str) else request)


async def refused(request: Request | str, limits: Limits = LIMITS, **world: Any) -> FetchFailed:
    """Why there is none."""
    with pytest.raises(FetchFailed) as caught:
        await fetched(request, limits, **world)
    failure = caught.value
    assert failure.where, failure
    assert failure.hint, failure
    assert "\n" not in str(failure)
    assert str(failure).isprintable()
    return failure


def from_raw(said: bytes, **changes: Any) -> Response:
    """The answer to one request at a server that says these bytes."""

    async def main() -> Response:
        async with talking(saying(said)) as url:
            return await fetched(f"{url}/feed", **changes)

    return run(main())


def trouble(said: bytes, **changes: Any) -> FetchFailed:
    """Why there is no answer from a server that says these bytes."""

    async def main() -> FetchFailed:
        async with talking(saying(said)) as url:
            return await refused(f"{url}/feed", **changes)

    return run(main())


def leading_home(*args: Any, **kwargs: Any) -> list[tuple[Any, ...]]:
    """A look-up by which every name leads to this machine."""
    return socket.getaddrinfo(HOME, *args[1:], **kwargs)


def run(main: Coroutine[Any, Any, T]) -> T:
    """What a coroutine gives, in a loop of its own."""
    return asyncio.run(main)
