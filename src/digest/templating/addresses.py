"""Addresses that may stand in a letter: known schemes, plain ASCII, nothing that breaks out of an attribute."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from digest.model.domains import ascii_name

_HOST = re.compile(r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?\.?|\[[0-9a-f:.]+\]")
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_UNPRINTABLE = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
_RESERVED = "/:@!$&()*+,;=~?%"
_MERGE_SIGNS = "{}|[]"
_TRACKED = "@TrackLink"  # listmonk's, behind an address


def address(url: str, *, own: bool = False) -> str:
    """The address as printable ASCII (RFC 3986, with an IDNA host), or empty when it may not be linked.

    Args:
        url: An absolute address of the schemes http, https, mailto or tel.
        own: Whether the newsletter's own settings gave it: then a mail service's merge tags in it stay.
    """
    url = url.strip()
    if not own:
        url = _LONE_PERCENT.sub("%25", url)
    scheme, colon, rest = url.partition(":")
    if not colon or _UNPRINTABLE.search(rest.replace(" ", "")):
        return ""
    match scheme.lower():
        case "http" | "https":
            found = _web(url, _RESERVED + _MERGE_SIGNS * own)
            return found if own else found.replace(_TRACKED, f"%40{_TRACKED[1:]}")
        case "mailto":
            return "mailto:" + quote(rest, safe=_RESERVED) if "@" in rest else ""
        case "tel":
            return "tel:" + quote(rest, safe="+()") if any(map(str.isdigit, rest)) else ""
    return ""


def _web(url: str, safe: str) -> str:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    host = ascii_host(host)
    if parts.username is not None or not _HOST.fullmatch(host):
        return ""
    path = quote(parts.path, safe=safe) or "/" * bool(parts.query or parts.fragment)
    query = "?" + quote(parts.query, safe=safe) if parts.query else ""
    fragment = "#" + quote(parts.fragment, safe=safe) if parts.fragment else ""
    return f"{parts.scheme}://{host}{f':{port}' if port else ''}{path}{query}{fragment}"


def ascii_host(host: str) -> str:
    """The host in ASCII, or empty when it has no such form."""
    return f"[{host}]" if ":" in host else ascii_name(host)
