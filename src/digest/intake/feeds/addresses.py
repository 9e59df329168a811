"""Addresses that a feed names: absolute, http or https, written so that they can stand anywhere."""

from __future__ import annotations

import re
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from digest.intake.shapes import is_web_address

_LONGEST = 2000  # characters of an address
_PLAIN = re.compile(
    r"https?://[A-Za-z0-9][A-Za-z0-9.-]*(?::[0-9]{1,5})?(?:[/?#][A-Za-z0-9/._~:?#\[\]@!$&()*+,;=%-]*)?"
)
_SAFE = "/._~:?#[]@!$&()*+,;=%-"
_GAPS = re.compile(r"[\t\r\n]+")  # the URL Standard takes them out wherever they stand
_NAMED = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def web_address(value: object, base: str = "") -> str:
    """An address as an absolute one, or nothing for what no reader can follow.

    Args:
        value: What the feed names; anything but text gives nothing.
        base: The address that relative ones start from.
    """
    if not isinstance(value, str) or len(value) > 2 * _LONGEST:
        return ""
    address = _GAPS.sub("", value.strip())
    if len(address) <= _LONGEST and _PLAIN.fullmatch(address):
        return address
    return _resolved(address, base)


def _resolved(address: str, base: str) -> str:
    if not address or (_NAMED.match(address) and address[:5].lower() not in {"http:", "https"}):
        return ""
    try:
        scheme, host, *rest = urlsplit(urljoin(base, address))
        name = host if host.isascii() else host.encode("idna").decode()
    except ValueError:  # UnicodeError is one
        return ""
    whole = urlunsplit((scheme, name, *(quote(part, safe=_SAFE) for part in rest)))
    return whole if len(whole) <= _LONGEST and is_web_address(whole) else ""
