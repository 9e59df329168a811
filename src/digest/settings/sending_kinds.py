"""The kinds of value that settings of the weekly run and of delivery have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NewType
from urllib.parse import urlsplit

from digest.settings.kinds import READERS, Host, SecureUrl, Unexpected, Weekday, Zone, one_of, or_nothing

if TYPE_CHECKING:
    from collections.abc import Callable

OptionalWeekday = NewType("OptionalWeekday", str)
OptionalZone = NewType("OptionalZone", str)
Time = NewType("Time", str)
AfterRun = NewType("AfterRun", str)
Doubt = NewType("Doubt", str)
Security = NewType("Security", str)
OptionalHost = NewType("OptionalHost", str)
Port = NewType("Port", int)
AnyUrl = NewType("AnyUrl", str)
ReaderUrl = NewType("ReaderUrl", str)

AFTER_RUN = ("outbox", "draft", "send")
DOUBTS = ("again", "hold")
SECURITIES = ("starttls", "tls", "none")

_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_URL = re.compile(r"https?://[^\s/?#@]+(/[^\s?#]*)?", re.ASCII)
_PORTS = range(1, 65536)


def _time(value: Any) -> str:
    if not isinstance(value, str) or not _TIME.fullmatch(value):
        raise Unexpected('a time of day such as "08:00", in quotes')
    return value


def _port(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value not in _PORTS:
        raise Unexpected("a port, 1 to 65535")
    return value


def _any_url(value: Any) -> str:
    """Of a service, which may be this machine's own and without a certificate."""
    if not isinstance(value, str) or (value and not _URL.fullmatch(value)) or not _has_a_fit_port(value):
        raise Unexpected("an address that starts with https:// or http://, without ? and #")
    return value.rstrip("/")


def _has_a_fit_port(url: str) -> bool:
    try:
        return urlsplit(url).port != 0
    except ValueError:
        return False


def _reader_url(value: Any) -> str:
    """An https address with one place for a reader's token, and no other braces."""
    if value == "":
        return ""
    if not isinstance(value, str) or value.count("{token}") != 1 or set("{}") & set(value.replace("{token}", "")):
        raise Unexpected("an address with {token} once")
    READERS[SecureUrl](value.replace("{token}", "token"))
    return value.strip()


SENDING_READERS: dict[Any, Callable[[Any], Any]] = {
    OptionalWeekday: or_nothing(READERS[Weekday]),
    OptionalZone: or_nothing(READERS[Zone]),
    Time: _time,
    AfterRun: one_of(AFTER_RUN),
    Doubt: one_of(DOUBTS),
    Security: one_of(SECURITIES),
    OptionalHost: or_nothing(READERS[Host]),
    Port: _port,
    AnyUrl: _any_url,
    ReaderUrl: _reader_url,
}
