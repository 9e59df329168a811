"""The kinds of value a setting can have: each reads one TOML value or says what it expected."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NewType
from warnings import catch_warnings, simplefilter

from digest.errors import did_you_mean
from digest.intake.encodings import clean
from digest.settings.fonts import NoStackError, stack
from digest.settings.themes import THEMES

if TYPE_CHECKING:
    from collections.abc import Callable

Text = NewType("Text", str)
Line = NewType("Line", str)
Language = NewType("Language", str)
Zone = NewType("Zone", str)
Weekday = NewType("Weekday", str)
Url = NewType("Url", str)
SecureUrl = NewType("SecureUrl", str)
BaseUrl = NewType("BaseUrl", str)
Address = NewType("Address", str)
ListId = NewType("ListId", str)
Selector = NewType("Selector", str)
Domain = NewType("Domain", str)
Colour = NewType("Colour", str)
ThemeName = NewType("ThemeName", str)
Fonts = NewType("Fonts", str)
Density = NewType("Density", str)
Radius = NewType("Radius", int)
Name = NewType("Name", str)
SubjectShape = NewType("SubjectShape", str)
Count = NewType("Count", int)
Some = NewType("Some", int)
Seconds = NewType("Seconds", float)
FeedUrl = NewType("FeedUrl", str)
Host = NewType("Host", str)
Pattern = NewType("Pattern", str)
PageReader = NewType("PageReader", str)
RollOver = NewType("RollOver", str)
ThinWeek = NewType("ThinWeek", str)
Day = NewType("Day", date)
OptionalDay = Day | None
OptionalRadius = Radius | None

DENSITIES = ("airy", "normal", "compact")
PAGE_READERS = ("own", "trafilatura")
ROLL_OVERS = ("never", "thin", "always")
THIN_WEEKS = ("publish", "fill", "skip")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_URL = re.compile(r"https?://[^\s/?#@]+\.[^\s/?#@]+([/?#]\S*)?", re.ASCII)
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@([A-Za-z0-9-]+\.)+[A-Za-z0-9-]+")
_SELECTOR = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*")
_DOMAIN = re.compile(r"([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z0-9-]+")
_LIST_ID = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9-]+)+")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_MOST = 100_000
_ROUNDEST = 24  # pixels; a picture's corner, no circle
_HEAVIEST = 1000
_LONGEST_ADDRESS = 900  # characters; a header's line has at most 998 (RFC 5322, 2.1.1)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
_FEED = re.compile(r"https?://[^\s/?#@]+([/?#]\S*)?|file:\S+", re.IGNORECASE)
_HOST = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*")
_PORT = re.compile(r":\d*\Z")
_DAY_SECONDS = 86_400
_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")


class Unexpected(ValueError):
    """A value that is not of the setting's kind."""

    def __init__(self, expected: str, *, hint: str = "") -> None:
        super().__init__(expected)
        self.expected, self.hint = expected, hint


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise Unexpected("text in quotes")
    if _CONTROL.search(value):
        raise Unexpected("text without control characters")
    return value


def _text(value: Any) -> str:
    if not (text := _string(value).strip()):
        raise Unexpected("some text")
    return text


def _line(value: Any) -> str:
    """Whatever stands between the quotes, on one line and without what nobody can see."""
    if not isinstance(value, str):
        raise Unexpected("text in quotes")
    return " ".join(clean(value).split())


def _subject_shape(value: Any) -> str:
    """A line with one place for the issue's own subject, and no other braces."""
    text = _line(value)
    if text and (text.count("{subject}") != 1 or set("{}") & set(text.replace("{subject}", ""))):
        raise Unexpected("a line with {subject} once", hint='write subject = "Inside: {subject}"')
    return text


def _matching(pattern: re.Pattern[str], expected: str, *, empty: bool = True) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        text = _string(value).strip()
        if not (pattern.fullmatch(text) or (empty and not text)):
            raise Unexpected(expected)
        return text

    return read


def _url(value: Any) -> str:
    text = _string(value).strip()
    if not text or _URL.fullmatch(text):
        return _bounded(text)
    raise Unexpected("an address that starts with https://")


def _bounded(address: str) -> str:
    if len(address) > _LONGEST_ADDRESS:
        expected = f"an address of at most {_LONGEST_ADDRESS} characters"
        raise Unexpected(expected, hint=f"it has {len(address)} characters: take a shorter one")
    return address


def _secure(value: Any) -> str:
    text = _url(value)
    if text.startswith("http://"):
        raise Unexpected("an address that starts with https://", hint="mail programs block plain http")
    return text


def _base(value: Any) -> str:
    text = _secure(value)
    if "?" in text or "#" in text:
        raise Unexpected("an address to which a path can be added, without ? and #")
    return text


def _feed_url(value: Any) -> str:
    text = _text(value)
    if _SCHEME.match(text) and not _FEED.fullmatch(text):
        raise Unexpected("an address that starts with https://, http:// or file:, or a path")
    return _bounded(text) if _SCHEME.match(text) else text


def _host(value: Any) -> str:
    text = _text(value).casefold()
    if _is_host(text):
        return text.strip("[]")
    hint = "without the port" if _is_host(_PORT.sub("", text)) else ""
    raise Unexpected('a host name such as "intranet.example.org" or an IP address', hint=hint)


def _is_host(text: str) -> bool:
    from ipaddress import IPv6Address

    if ":" not in text:
        return bool(_HOST.fullmatch(text))
    try:
        return bool(IPv6Address(text.removeprefix("[").removesuffix("]")))
    except ValueError:
        return False


def _pattern(value: Any) -> str:
    text = _text(value)
    try:
        with catch_warnings():
            simplefilter("ignore")  # of what a later Python may read otherwise
            re.compile(text)
    except (re.error, RecursionError, OverflowError) as error:
        raise Unexpected("a regular expression", hint=str(error)) from error
    return text


def _seconds(value: Any) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= _DAY_SECONDS:
        raise Unexpected("a number of seconds, 0 or more")
    return float(value)


def _zone(value: Any) -> str:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

    text = _string(value)
    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Unexpected("an IANA time zone", hint=did_you_mean(text, available_timezones())) from error
    return text


def _weekday(value: Any) -> str:
    text = _string(value).lower()
    if text not in WEEKDAYS:
        raise Unexpected("a day of the week", hint=did_you_mean(text, WEEKDAYS))
    return text


def one_of(choices: tuple[str, ...]) -> Callable[[Any], str]:
    """A kind of which there are these words only."""

    def read(value: Any) -> str:
        text = _string(value)
        if text not in choices:
            raise Unexpected(" or ".join(f'"{choice}"' for choice in choices), hint=did_you_mean(text, choices))
        return text

    return read


def or_nothing(read: Callable[[Any], str]) -> Callable[[Any], str]:
    """The same kind, or empty text."""
    return lambda value: read(value) if value != "" else ""


def _count(value: Any) -> int:
    if _is_count(value):
        return int(value)
    raise Unexpected("a whole number, 0 or more")


def _some(value: Any) -> int:
    if _is_count(value) and value > 0:
        return int(value)
    raise Unexpected("a whole number, 1 or more")


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST


def _weight(value: Any) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not abs(value) <= _HEAVIEST:
        raise Unexpected("a number")
    return float(value)


def _fonts(value: Any) -> str:
    """A font stack; empty for the theme's."""
    text = _string(value).strip()
    try:
        return stack(text) if text else ""
    except NoStackError as error:
        raise Unexpected('a stack\'s name, or fonts such as "Charter, Georgia, serif"', hint=str(error)) from error


def _radius(value: Any) -> int:
    if _is_count(value) and value <= _ROUNDEST:
        return int(value)
    raise Unexpected(f"a whole number of pixels, 0 to {_ROUNDEST}")


def _day(value: Any) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise Unexpected("a date such as 2024-06-23, without quotes")
    return value


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Unexpected("true or false")
    return value


READERS: dict[Any, Callable[[Any], Any]] = {
    str: _string,
    bool: _truth,
    float: _weight,
    Text: _text,
    Line: _line,
    SubjectShape: _subject_shape,
    Language: _matching(_LANGUAGE, 'a language tag such as "en" or "pt-BR"', empty=False),
    Zone: _zone,
    Weekday: _weekday,
    Url: _url,
    SecureUrl: _secure,
    BaseUrl: _base,
    Address: _matching(_ADDRESS, "an e-mail address"),
    Selector: _matching(_SELECTOR, 'a DKIM selector such as "digest" or "s1.mail"'),
    Domain: _matching(_DOMAIN, 'a domain such as "example.org"'),
    ListId: _matching(_LIST_ID, 'dotted words such as "weekly.example.org"'),
    Colour: _matching(_COLOUR, 'a colour such as "#8a2b1d"'),
    ThemeName: one_of(tuple(THEMES)),
    Fonts: _fonts,
    Density: or_nothing(one_of(DENSITIES)),
    OptionalRadius: _radius,
    Name: _matching(_NAME, "a short name in small letters, digits and hyphens", empty=False),
    Count: _count,
    Some: _some,
    Seconds: _seconds,
    FeedUrl: _feed_url,
    Host: _host,
    Pattern: _pattern,
    PageReader: one_of(PAGE_READERS),
    RollOver: one_of(ROLL_OVERS),
    ThinWeek: one_of(THIN_WEEKS),
    Day: _day,
    OptionalDay: _day,
}
