"""What an address looks like: whether it can lead anywhere from an inbox."""

from __future__ import annotations

import re
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

_OF_ONE_MACHINE = frozenset({"localhost", "localhost.localdomain", "broadcasthost"})
_NOWHERE = (".localhost", ".local", ".internal", ".invalid", ".lan", ".home.arpa", ".onion")
_RESERVED = (".test", ".example")
_DOUBLED = re.compile(r"^https?:/*https?[:/]", re.IGNORECASE)
_SHARED = frozenset(
    {"github.io", "gitlab.io", "netlify.app", "pages.dev", "web.app", "vercel.app", "herokuapp.com", "blogspot.com"}
)
"""Hosts whose names below them belong to somebody else each."""
_CUT = re.compile(r"(?:…|%E2%80%A6|\.\.\.)$", re.IGNORECASE)
SHORTENERS = frozenset(
    {"bit.ly", "buff.ly", "cutt.ly", "goo.gl", "is.gd", "lnkd.in", "ow.ly", "rb.gy", "rebrand.ly", "shorturl.at"}
    | {"t.co", "tiny.cc", "tinyurl.com"}
)


@lru_cache(maxsize=1024)
def parts(url: str) -> SplitResult | None:
    """The address taken apart; None where that is not possible."""
    try:
        return urlsplit(url)
    except ValueError:
        return None


def host(url: str) -> str:
    """The host of a web address in small letters; empty for others."""
    found = parts(url)
    try:
        return (found.hostname or "").rstrip(".") if found and found.scheme in {"http", "https"} else ""
    except ValueError:
        return ""


def is_web(url: str) -> bool:
    """Whether it is an http or https address with a host."""
    return bool(host(url))


@lru_cache(maxsize=1024)
def trouble(url: str) -> str:
    """Why the address cannot lead anywhere, in words; empty where it may."""
    name = host(url)
    if _DOUBLED.match(url):
        return "its beginning stands there twice"
    if _CUT.search(url):
        return "its end is cut off"
    if url.count("(") < url.count(")") and url.endswith(")"):
        return "a bracket that closes at its end does not belong to it"
    if name in _OF_ONE_MACHINE or name.endswith(_NOWHERE):
        return "that host is no host of the internet"
    return _wrong_inside(url) or ("that address lies in a private network" if _private(name) else "")


def reserved(url: str) -> bool:
    """Whether the host is one of those that never exist (RFC 2606), which tests and examples use."""
    return host(url).endswith(_RESERVED)


def site(name: str) -> str:
    """The host without what stands before its last two parts, by which two hosts of one owner are recognised."""
    labels = name.lower().rstrip(".").split(".")
    if ".".join(labels[-2:]) in _SHARED:
        return ".".join(labels[-3:])
    known = 3 if len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3 else 2  # noqa: PLR2004 - example.co.uk
    return ".".join(labels[-known:])


def _wrong_inside(url: str) -> str:
    """What no program makes and hands slip: for web addresses alone."""
    found = parts(url)
    if found is None or found.scheme not in {"http", "https"}:
        return ""
    if ".." in found.netloc:
        return "two dots stand side by side in its host"
    if found.password is not None:
        return "it tells a password to every reader"
    if url.endswith((",", ";")):
        return f"the sign “{url[-1]}” at its end does not belong to it"
    return "" if _has_a_port(found) else "there is no such port"


def _has_a_port(found: SplitResult) -> bool:
    try:
        return found.port != 0
    except ValueError:
        return False


def _private(name: str) -> bool:
    try:
        return not ip_address(name).is_global
    except ValueError:
        return False
