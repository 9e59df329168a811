"""The whole text of entries from their pages, where the feed sends only a beginning."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from digest.errors import DigestError, FetchFailed
from digest.intake.feeds.full_text import text_of_page
from digest.intake.feeds.in_time import in_time
from digest.intake.fetching.guard import is_own
from digest.intake.fetching.messages import PAGES, Request
from digest.intake.fetching.web import web
from digest.model import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.intake.feeds.full_text import Reader
    from digest.intake.fetching.limits import Limits
    from digest.intake.fetching.messages import Fetch
    from digest.model.feeds import Entry

_OK = 200
_LONGEST = 10.0  # seconds of CPU time
_AS_SENT = "its story is made of what the feed sent"


def with_pages(
    entries: Sequence[Entry], *, limits: Limits, reader: Reader
) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """The entries with the text of their pages, in the same order; where there is none, as they were.

    Args:
        entries: Entries that have a link.
        limits: Bounds of every request.
        reader: Who finds the text in a page.
    """
    found = asyncio.run(_all(entries, limits, reader))
    return tuple(entry for entry, _ in found), tuple(problem for _, problem in found if problem)


async def _all(entries: Sequence[Entry], limits: Limits, reader: Reader) -> list[tuple[Entry, Problem | None]]:
    async with web(limits) as fetch:
        return await asyncio.gather(*(_one(entry, fetch, reader, limits) for entry in entries))


async def _one(entry: Entry, fetch: Fetch, reader: Reader, limits: Limits) -> tuple[Entry, Problem | None]:
    try:
        response = await fetch(Request(entry.link, accept=PAGES, inside=is_own(entry.feed, limits)))
        if response.status != _OK:
            raise FetchFailed(
                "the entry's page could not be read", where=entry.link, found=f"status {response.status}"
            )
        page = in_time(_LONGEST, text_of_page, response.body, response.address, reader=reader)
        if not page:
            raise FetchFailed("no text was found in the entry's page", where=entry.link)
    except TimeoutError:
        return entry, Problem("the entry's page is too tangled to be read", entry.link, hint=_AS_SENT)
    except DigestError as error:
        return entry, Problem(error.what, error.where, error.found, _AS_SENT)
    return replace(entry, page=page), None
