"""How long an answer says that it should be left alone."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_NONE = timedelta()
_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)
_SECONDS = re.compile(r"\s*(-?)([0-9]+)\s*(?:,|$)")
_DIRECTIVE = re.compile(r'([^\s=,;"]+)(?:\s*=\s*(?:"([^"]*)"|([^\s,;"]*)))?')
_LONGEST = 2_000  # characters of a header that are looked at


def retry_after(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """How long to wait by the Retry-After header, seconds or a date (RFC 9110 10.2.3).

    Args:
        headers: Names in small letters.
        now: An aware moment.

    Returns:
        From nothing to a week; None where the header is absent or not understood.
    """
    value = headers.get("retry-after", "")[:_LONGEST]
    if seconds := _SECONDS.match(value):
        return _NONE if seconds[1] else min(_delta(seconds[2]), _WEEK)
    moment = _date(value)
    return None if moment is None else max(_NONE, min(moment - now, _WEEK))


def fresh_for(headers: Mapping[str, str]) -> timedelta:
    """How long an answer stays fresh: ``max-age`` of Cache-Control less Age (RFC 9111 4.2).

    Nothing for ``no-cache``, ``no-store`` and what is not understood; of two ``max-age`` the first one counts. What
    is meant for shared caches alone (``s-maxage``) and the older Expires are left out of account.

    Args:
        headers: Names in small letters.

    Returns:
        From nothing to a day.
    """
    said: dict[str, str] = {}
    for name, quoted, plain in _DIRECTIVE.findall(headers.get("cache-control", "")[:_LONGEST]):
        said.setdefault(name.lower(), quoted or plain)
    if "no-cache" in said or "no-store" in said:
        return _NONE
    age = _SECONDS.match(headers.get("age", "")[:_LONGEST])
    old = _NONE if age is None or age[1] else _delta(age[2])
    return max(_NONE, min(_delta(said.get("max-age", "")) - old, _DAY))


def _delta(digits: str) -> timedelta:
    """Seconds written as digits; RFC 9111 1.2.2 lets a number that is too large count as 2^31."""
    if not (digits.isascii() and digits.isdigit()):
        return _NONE
    return timedelta(seconds=min(int(digits.lstrip("0")[:11] or "0"), 2**31))


def _date(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return None
