"""Whether links lead somewhere: each is asked once, with HEAD, and with GET where HEAD is refused."""

from __future__ import annotations

import asyncio
import random
import socket
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from digest.errors import FetchFailed
from digest.intake.fetching.addresses import REDIRECTS, Trail, follow, shown, understood
from digest.intake.fetching.causes import cause
from digest.intake.fetching.connections import Lookup, connections
from digest.intake.fetching.guard import PrivateAddress, allowed, own_hosts, private_by_name
from digest.intake.fetching.politeness import Politeness
from digest.intake.fetching.proxies import named_proxies, proxy_for

if TYPE_CHECKING:
    import ssl
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from aiohttp import ClientSession
    from yarl import URL

    from digest.intake.fetching.limits import Limits

AT_ONCE = 8  # requests; a letter's links are asked once a week
PATIENCE = 15.0  # seconds for one link, its redirects among them

_OK = 400  # statuses from which an answer is a refusal
_TOO_MANY = 429
_GONE = frozenset({404, 410})
_NEVER = ("the host is not known", "the address is not understood", "an address in a private network")


@dataclass(frozen=True, slots=True)
class Asked:
    """What became of a link: its last status, 0 without an answer, and what is wrong in words, empty for nothing.

    ``gone`` says that nobody can read there; else what is wrong may be so for programs alone, or for a while.
    """

    status: int
    wrong: str = ""
    gone: bool = False


def ask(urls: Sequence[str], limits: Limits) -> dict[str, Asked]:
    """Ask every address once; nothing is raised for one that brings no answer.

    Hosts in private networks are refused unless the limits allow them by name. There are at most eight requests at
    once, and at each host as many as the limits say.
    """
    return asyncio.run(answers(urls, limits))


async def answers(
    urls: Sequence[str],
    limits: Limits,
    *,
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    chance: Callable[[], float] = random.random,
    clock: Callable[[], float] = time.monotonic,
    lookup: Lookup = socket.getaddrinfo,
    tls: ssl.SSLContext | None = None,
) -> dict[str, Asked]:
    """The same inside a loop, with another world than the real one."""
    bounded = replace(limits, at_once=min(limits.at_once, AT_ONCE), timeout=min(limits.timeout, PATIENCE))
    polite = Politeness(bounded, sleep=sleep, chance=chance, clock=clock)
    async with connections(bounded, lookup, tls) as (guarded, unguarded):
        way = _Way(bounded, polite, guarded, unguarded, named_proxies(), own_hosts(bounded.allow_private))
        once = list(dict.fromkeys(urls))
        found = await asyncio.gather(*(_asked(way, url) for url in once))
    return dict(zip(once, found, strict=True))


@dataclass(frozen=True, slots=True)
class _Way:
    limits: Limits
    polite: Politeness
    guarded: ClientSession
    unguarded: ClientSession
    proxies: Mapping[str, str]
    private: frozenset[str]


async def _asked(way: _Way, url: str) -> Asked:
    try:
        status = await _status(way, url, "HEAD")
        if status >= _OK and status != _TOO_MANY:  # some servers answer only GET
            status = await _status(way, url, "GET")
    except FetchFailed as failed:
        wrong = ", ".join(filter(None, (failed.what, failed.found)))
        return Asked(0, wrong, gone=failed.what in _NEVER)
    return Asked(status, f"status {status}" if status >= _OK else "", gone=status in _GONE)


async def _status(way: _Way, url: str, method: str) -> int:
    """The status at the end of the redirects.

    Raises:
        FetchFailed: There is no answer.
    """
    import aiohttp

    trail = Trail(url, understood(url))
    own = way.private if allowed(trail.address.raw_host or "", way.private) else frozenset[str]()
    try:
        while True:
            status, location = await _hop(way, trail.address, method, own)
            if status not in REDIRECTS:
                return status
            trail = follow(trail, status, location, way.limits.redirects)
    except TimeoutError as error:
        raise FetchFailed(f"no answer within {way.limits.timeout:g} s", where=shown(url)) from error
    except (aiohttp.ClientError, OSError, UnicodeError) as error:
        raise cause(error, shown(url)) from error


async def _hop(way: _Way, url: URL, method: str, own: frozenset[str]) -> tuple[int, str]:
    """One request: its status and where it leads; a body is not read."""
    host = url.raw_host or ""
    open_to_all = not allowed(host, own)
    if open_to_all and private_by_name(host):
        raise PrivateAddress
    proxy = proxy_for(url, way.proxies) if way.proxies else None
    session = way.guarded if open_to_all and proxy is None else way.unguarded
    headers = {"Accept": "*/*", "Connection": "close"}
    async with (
        way.polite.turn(host),
        asyncio.timeout(way.limits.timeout),
        session.request(method, url, headers=headers, allow_redirects=False, proxy=proxy) as got,
    ):
        return got.status, got.headers.get("Location", "")
