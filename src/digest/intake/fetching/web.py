"""One request to the web, safely and politely."""

from __future__ import annotations

import asyncio
import random
import socket
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.errors import FetchFailed
from digest.intake.fetching.addresses import REDIRECTS, Trail, follow, shown, understood
from digest.intake.fetching.causes import cause
from digest.intake.fetching.connections import Lookup, connections, sendable
from digest.intake.fetching.guard import PrivateAddress, allowed, own_hosts, private_by_name
from digest.intake.fetching.messages import Request, Response
from digest.intake.fetching.politeness import Politeness
from digest.intake.fetching.proxies import named_proxies, proxy_for
from digest.intake.fetching.unpacking import body_of, too_big

if TYPE_CHECKING:
    import ssl
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

    from aiohttp import ClientResponse, ClientSession
    from yarl import URL

    from digest.intake.fetching.limits import Limits
    from digest.intake.fetching.messages import Fetch


@asynccontextmanager
async def web(
    limits: Limits,
    *,
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    chance: Callable[[], float] = random.random,
    clock: Callable[[], float] = time.monotonic,
    lookup: Lookup = socket.getaddrinfo,
    tls: ssl.SSLContext | None = None,
) -> AsyncIterator[Fetch]:
    """A function that asks the web, for one event loop and as long as the context lasts.

    Redirects are followed, each as a request of its own: it waits for its turn at its host, and its host must be
    public, or named in ``allow_private``. The timeout counts for the whole answer, without the waiting for turns.
    Nothing is kept between requests but connections and the addresses of hosts: no cookies, no passwords.

    A proxy that HTTP_PROXY or HTTPS_PROXY names is used, whatever its own address, except for what NO_PROXY names.
    Behind it only names can be looked at: localhost and literal private addresses are refused as ever, but where any
    other name leads is up to the proxy.

    Args:
        limits: How far and how politely.
        sleep: Waits for seconds before a host's next turn.
        chance: A number from 0 to 1, for the part of the delay that is left to chance.
        clock: Seconds that only ever grow, for the delay.
        lookup: Finds a host's addresses, as ``socket.getaddrinfo`` does.
        tls: Which certificates are trusted; without it those that the system trusts.

    Yields:
        ``fetch(request)`` → Response. It raises FetchFailed for what brings no answer, or one that is not taken; an
        HTTP error is a Response with its status.
    """
    polite = Politeness(limits, sleep=sleep, chance=chance, clock=clock)
    private = own_hosts(limits.allow_private)
    async with connections(limits, lookup, tls) as (guarded, unguarded):
        way = _Way(limits, polite, guarded, unguarded, named_proxies(), private)

        async def fetch(request: Request) -> Response:
            return await _fetch(way, request)

        yield fetch


@dataclass(frozen=True, slots=True)
class _Way:
    """All that a request needs on its way."""

    limits: Limits
    polite: Politeness
    guarded: ClientSession
    unguarded: ClientSession
    proxies: Mapping[str, str]
    private: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes = b""
    location: str = ""


async def _fetch(way: _Way, request: Request) -> Response:
    import aiohttp

    trail = Trail(request.url, understood(request.url))
    own = way.private if request.inside and allowed(trail.address.raw_host or "", way.private) else frozenset()
    left = way.limits.timeout
    while True:
        try:
            answer, took = await _hop(way, request, trail.address, left, own)
        except TimeoutError as error:
            hint = "try again later, or set a longer timeout under [fetching]"
            what = f"no answer within {way.limits.timeout:g} s"
            raise FetchFailed(what, where=shown(request.url), found=_redirected(trail), hint=hint) from error
        except (aiohttp.ClientError, OSError, UnicodeError) as error:  # UnicodeError: of names that no look-up takes
            raise cause(error, shown(request.url), _redirected(trail)) from error
        if answer.status not in REDIRECTS:
            return Response(request.url, answer.status, str(trail.address), trail.moved, answer.headers, answer.body)
        trail = follow(trail, answer.status, answer.location, way.limits.redirects)
        left -= took


def _redirected(trail: Trail) -> str:
    return f"redirected to {shown(str(trail.address))}" if trail.seen else ""


async def _hop(way: _Way, request: Request, url: URL, left: float, own: frozenset[str]) -> tuple[_Answer, float]:
    """One request and its answer, and how many seconds they took; ``own`` are the hosts that may be private."""
    host = url.raw_host or ""
    open_to_all = not allowed(host, own)
    if open_to_all and private_by_name(host):
        raise PrivateAddress
    proxy = proxy_for(url, way.proxies) if way.proxies else None
    session = way.guarded if open_to_all and proxy is None else way.unguarded
    clock = asyncio.get_running_loop().time
    async with way.polite.turn(host) as others_wait:
        started = clock()
        headers = _asking(request, keep=others_wait or request.more)
        async with (
            asyncio.timeout(left),
            session.get(url, headers=headers, allow_redirects=False, proxy=proxy) as got,
        ):
            answer = await _read(got, way.limits.size, shown(request.url))
        return answer, clock() - started


def _asking(request: Request, *, keep: bool) -> dict[str, str]:
    """A request's headers; the connection is kept only where another will use it, for open files are few."""
    said = {"Accept": sendable(request.accept) or "*/*"}
    if etag := sendable(request.etag):
        said["If-None-Match"] = etag
    if since := sendable(request.last_modified):
        said["If-Modified-Since"] = since
    if not keep:
        said["Connection"] = "close"
    return said


async def _read(got: ClientResponse, most: int, where: str) -> _Answer:
    headers = _headers(got)
    if not 200 <= got.status < 300:
        return _Answer(got.status, headers, location=_printable(got.headers.get("Location", "")))
    if (got.content_length or 0) > most:
        raise too_big(most, where)
    add, whole = body_of(headers.get("content-encoding", ""), most, where)
    while piece := await got.content.readany():
        add(piece)
    return _Answer(got.status, headers, whole())


def _headers(got: ClientResponse) -> dict[str, str]:
    headers: dict[str, str] = {}
    for name, value in got.headers.items():
        key, plain = name.lower(), value if value.isprintable() else _printable(value)
        headers[key] = f"{headers[key]}, {plain}" if key in headers else plain
    return headers


def _printable(value: str) -> str:
    """A header's value with what it has of broken UTF-8 and controls replaced; it may be stored and shown."""
    text = value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)
