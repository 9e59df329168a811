"""Who may ask, and under which rules what was asked for is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

METHODS = ("GET", "HEAD")
_WEB = 80  # the port that browsers leave out
_DATA = ("/api/", "/events")  # what the page's scripts alone ask for; a letter's pictures, styles and frames may not
OWN = {"same-origin", "none"}  # values of Sec-Fetch-Site: from the page, or typed by hand

EVERYWHERE = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-DNS-Prefetch-Control": "off",
    "Server": "digest",
}
NOTHING = "default-src 'none'; frame-ancestors 'none'"
PAGE = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
_LETTER = (
    "default-src 'none'; img-src {}; style-src 'unsafe-inline'; sandbox allow-same-origin; form-action 'none'; "
    "base-uri 'none'; frame-ancestors 'self'"
)


def letter_policy(week: str, host: str, *, images: bool) -> str:
    """The Content-Security-Policy of a letter: no script, no form, nothing but the pictures of its own issue.

    Args:
        week: The issue's.
        host: As the request named it. A policy cannot name an IPv6 address (Content Security Policy Level 3, 2.3.1),
            so there it is the whole server, of which `refused` gives a picture nothing else.
        images: Whether pictures are shown at all.
    """
    own = "'self'" if host.startswith("[") else f"http://{host.lower()}/files/{week}/"
    return _LETTER.format(f"{own} data:" if images else "'none'")


def refused(
    *,
    method: str,
    path: str,
    hosts: Sequence[str],
    origins: Sequence[str],
    sites: Sequence[str],
    kinds: Sequence[str] = (),
    port: int,
) -> tuple[int, str] | None:
    """The status and the line with which a request is turned away; None for one that may be answered.

    A name that a stranger's DNS lets point here comes with the stranger's name as Host; a page of another origin
    comes with its own as Origin, or tells in Sec-Fetch-Site (Fetch Metadata Request Headers, 2.4) that it is another.

    Args:
        method: GET, for instance.
        path: Without the query.
        hosts: All values of Host.
        origins: All values of Origin.
        sites: All values of Sec-Fetch-Site.
        kinds: All values of Sec-Fetch-Dest.
        port: The one that is listened to.
    """
    places = ("127.0.0.1", "localhost", "[::1]")
    known = {*(f"{place}:{port}" for place in places), *(places if port == _WEB else ())}
    if len(hosts) != 1 or hosts[0].lower() not in known:
        return 421, "this preview answers to 127.0.0.1 and localhost alone"
    if any(origin.lower() != f"http://{hosts[0].lower()}" for origin in origins):
        return 403, "this preview answers to its own page alone"
    foreign = path.startswith(_DATA) and not {"empty"}.issuperset(kinds)
    if foreign or (path != "/" and not OWN.issuperset(sites)):
        return 403, "this preview answers to its own page alone"
    if method not in METHODS:
        return 405, "only GET and HEAD are answered"
    return None
