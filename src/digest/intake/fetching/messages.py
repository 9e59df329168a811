"""What is asked of the web, and what comes back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

FEEDS = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, "
    "application/json;q=0.8, application/xml;q=0.8, text/xml;q=0.8, text/html;q=0.5, */*;q=0.1"
)
PAGES = "text/html, application/xhtml+xml, */*;q=0.1"


@dataclass(frozen=True, slots=True)
class Request:
    """One address to be read.

    ``etag`` and ``last_modified`` are what its last answer said in the headers of these names, empty for none: with
    them the server may answer that nothing has changed. ``accept`` is the Accept header: ``FEEDS`` or ``PAGES``.
    ``more`` says that others to the same host will follow, for which its connection is kept. ``inside`` says whether
    this request may reach the hosts of ``allow_private``, its redirects included; what strangers name may not, and
    nothing may that begins at another host.
    """

    url: str
    etag: str = ""
    last_modified: str = ""
    accept: str = FEEDS
    more: bool = False
    inside: bool = True


@dataclass(frozen=True, slots=True)
class Response:
    """An answer, whatever its status.

    ``url`` is the address as it was asked for, ``address`` the one that answered in the end. ``moved`` is where
    permanent redirects lead (301 and 308, RFC 9110 15.4), counted from the start while every step is a permanent one
    and none goes from https to http; empty when there are none. Whoever remembers it looks at ``status`` first.
    ``headers`` have their names in small letters, equal ones are joined by ``", "``, and their values can be printed.
    ``body`` is decompressed; it is read for a success (2xx) alone, and empty for any other status.
    """

    url: str
    status: int
    address: str
    moved: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


Fetch: TypeAlias = Callable[[Request], Awaitable[Response]]
