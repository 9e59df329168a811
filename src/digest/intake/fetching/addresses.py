"""Addresses: which ones are asked, and where a redirect leads."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.errors import FetchFailed

if TYPE_CHECKING:
    from yarl import URL

_LONGEST = 8_000  # characters; servers understand at least so many (RFC 9110 4.1)
_SHOWN = 300
_CREDENTIALS = re.compile(r"//[^/?#\\]*@")
_PERMANENT = frozenset({301, 308})
_HOST = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?|[0-9a-f:.]*:[0-9a-f:.]*", re.IGNORECASE)
REDIRECTS = frozenset({301, 302, 303, 307, 308})


def shown(address: str) -> str:
    """An address for the editor's eyes: no password, nothing that a terminal obeys, not too long."""
    bare = _CREDENTIALS.sub("//", address)[:_SHOWN]
    plain = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in bare)
    return plain if len(plain) < _SHOWN else f"{plain[:-1]}…"


def understood(address: str, *, where: str = "", base: URL | None = None) -> URL:
    """An address that can be asked, without its fragment.

    Args:
        address: An http or https address; a relative one only beside a base.
        where: The address that led here, for the error; without it the address itself.
        base: The address that a relative one starts from.

    Raises:
        FetchFailed: It is no address, of another kind, or carries a name or a password.
    """
    from yarl import URL

    what = "a redirect to an address that is not understood" if base else "the address is not understood"
    wrong = FetchFailed(
        what, where=where or shown(address), found=shown(address) if where else "", hint="is it spelt right?"
    )
    text = address.strip()
    if not text.isprintable() or not 0 < len(text) <= _LONGEST:
        raise wrong
    try:
        url = URL(text)
        url = (base.join(url) if base else url).with_fragment(None)
        known = url.scheme in {"http", "https"} and bool(_HOST.fullmatch(url.raw_host or ""))
    except ValueError as error:
        raise wrong from error
    if not known:
        raise wrong
    if url.raw_user is not None or url.raw_password is not None:
        raise FetchFailed("a name or a password in the address", where=wrong.where, hint="take it out")
    return url


@dataclass(frozen=True, slots=True)
class Trail:
    """The way that redirects have led so far: from the address asked for to the one that is asked next."""

    asked: str
    address: URL
    seen: tuple[URL, ...] = ()
    moved: str = ""
    permanent: bool = True


def follow(trail: Trail, status: int, location: str, most: int) -> Trail:
    """The trail one redirect longer.

    Raises:
        FetchFailed: It leads nowhere, in a circle, too far, or to what is no web address.
    """
    asked = shown(trail.asked)
    if not location.strip():
        raise FetchFailed("a redirect to nowhere", where=asked, found=f"status {status}", hint="try again later")
    target = understood(location, where=asked, base=trail.address)
    seen = (*trail.seen, trail.address)
    if target in seen:
        raise FetchFailed("redirects in a circle", where=asked, found=shown(str(target)), hint="open it in a browser")
    if len(seen) > most:
        hint = "open it in a browser and take the address it ends at"
        raise FetchFailed(f"more than {most} redirects", where=asked, found=shown(str(target)), hint=hint)
    less_safe = trail.address.scheme == "https" and target.scheme == "http"
    permanent = trail.permanent and status in _PERMANENT and not less_safe
    return Trail(trail.asked, target, seen, str(target) if permanent else trail.moved, permanent)
