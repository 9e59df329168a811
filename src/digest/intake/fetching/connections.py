"""The two ways out: one that refuses private addresses, one that does not; and how names are looked up.

Connections that are kept open belong to one way, and on it to one host, port and proxy: what was opened to a host
that may be private is never used for another.
"""

from __future__ import annotations

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, TypeAlias

from digest.intake.fetching.guard import guarded_socket

if TYPE_CHECKING:
    import ssl
    from collections.abc import AsyncIterator, Callable

    from aiohttp import ClientSession
    from aiohttp.abc import AbstractResolver

    from digest.intake.fetching.limits import Limits

Lookup: TypeAlias = "Callable[..., list[tuple[Any, ...]]]"
_REMEMBERED = 300  # seconds that a host's addresses are remembered
_LONGEST_HEADER = 32_768  # bytes; policies for scripts grow beyond aiohttp's 8 KB


@asynccontextmanager
async def connections(
    limits: Limits, lookup: Lookup, tls: ssl.SSLContext | None
) -> AsyncIterator[tuple[ClientSession, ClientSession]]:
    """The guarded way out and the open one; closed in the end."""
    # As many as requests: look-ups mostly wait, and in the loop's own few threads dead names would hold up live ones.
    threads = ThreadPoolExecutor(limits.at_once, thread_name_prefix="lookup")
    try:
        resolver = _resolver(threads, lookup)
        async with (
            _session(limits, resolver, tls, guarded_socket) as guarded,
            _session(limits, resolver, tls, None) as unguarded,
        ):
            yield guarded, unguarded
    finally:
        threads.shutdown(wait=False, cancel_futures=True)


def sendable(value: str) -> str:
    """A header's value, or nothing where it could not be sent, or would end the header."""
    return value if len(value) <= _LONGEST_HEADER // 4 and value.isprintable() else ""


def _session(
    limits: Limits,
    resolver: AbstractResolver,
    tls: ssl.SSLContext | None,
    factory: Callable[..., socket.socket] | None,
) -> ClientSession:
    import aiohttp

    connector = aiohttp.TCPConnector(
        limit=0,  # how many run at once is settled before a connection is asked for
        resolver=resolver,
        ttl_dns_cache=_REMEMBERED,
        ssl=tls or True,
        socket_factory=factory,
    )
    headers = {"Accept-Encoding": "gzip, deflate", "User-Agent": sendable(limits.user_agent) or "digest"}
    return aiohttp.ClientSession(
        connector=connector,
        headers=headers,
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=aiohttp.ClientTimeout(total=None, sock_connect=None),
        auto_decompress=False,
        trust_env=False,  # aiohttp would also send passwords that it finds in ~/.netrc
        max_line_size=_LONGEST_HEADER,
        max_field_size=_LONGEST_HEADER,
    )


def _resolver(threads: ThreadPoolExecutor, lookup: Lookup) -> AbstractResolver:
    from functools import partial

    from aiohttp.abc import AbstractResolver, ResolveResult

    class Resolver(AbstractResolver):
        async def resolve(
            self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
        ) -> list[ResolveResult]:
            ask = partial(lookup, host, port, type=socket.SOCK_STREAM, family=family, flags=socket.AI_ADDRCONFIG)
            found = await asyncio.get_running_loop().run_in_executor(threads, ask)
            hosts = [
                ResolveResult(hostname=host, host=to[0], port=to[1], family=kind, proto=proto, flags=0)
                for kind, _, proto, _, to in found
                if kind in {socket.AF_INET, socket.AF_INET6}
            ]
            if not hosts:
                raise socket.gaierror(socket.EAI_NONAME, "no address")
            return hosts

        async def close(self) -> None:
            """Nothing is held open."""

    return Resolver()
