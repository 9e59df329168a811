"""The least that reading feeds can cost: fetched with aiohttp, parsed with feedparser alone, and thrown away.

    python benchmarks/feed_floor.py FILE     # one address a line

On as many processes as digest itself takes, and with the switches that make feedparser quickest.
"""

from __future__ import annotations

import asyncio
import io
import multiprocessing
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import aiohttp
import feedparser

_AT_ONCE = 64


def entries(body: bytes) -> int:
    """How many entries a feed has."""
    return len(feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False).entries)


async def read_all(addresses: list[str]) -> int:
    """The number of entries of all feeds."""
    loop = asyncio.get_running_loop()
    pending = iter(addresses)
    total = 0
    context = multiprocessing.get_context("spawn")
    connector = aiohttp.TCPConnector(limit=_AT_ONCE)
    with ProcessPoolExecutor(mp_context=context) as pool:
        async with aiohttp.ClientSession(connector=connector) as session:

            async def worker() -> int:
                found = 0
                for address in pending:
                    async with session.get(address) as response:
                        body = await response.read()
                    found += await loop.run_in_executor(pool, entries, body)
                return found

            total = sum(await asyncio.gather(*(worker() for _ in range(_AT_ONCE))))
    return total


if __name__ == "__main__":
    print(asyncio.run(read_all(Path(sys.argv[1]).read_text(encoding="utf-8").split())))
