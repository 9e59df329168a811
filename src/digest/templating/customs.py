"""How a language writes dates and lists, by the Unicode consortium's data (CLDR), which Babel brings along."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from functools import reduce
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from digest.templating.keeping import keep, kept

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from babel.core import Locale

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_JOINTS = ("2", "start", "middle", "end")


@dataclass(frozen=True, slots=True)
class Customs:
    """How a language writes dates and lists.

    ``dates`` are twelve, one for each month, with ``{day}`` and ``{year}``; ``joints`` put two things together, with
    ``{0}`` and ``{1}``: a pair; the first and the rest; those between; the last two (CLDR, list patterns).
    """

    dates: tuple[str, ...]
    joints: tuple[str, str, str, str]

    def in_words(self, day: date) -> str:
        """``June 23, 2024``, ``23. Juni 2024``."""
        return self.dates[day.month - 1].format(day=day.day, year=day.year)

    def listed(self, items: Sequence[str]) -> str:
        """``A, B, and C``; markup stays markup, and what is none beside it is escaped."""
        pair, first, between, joint = (
            Markup(text) if any(isinstance(item, Markup) for item in items) else text  # noqa: S704 (CLDR's own)
            for text in self.joints
        )
        if not items[1:]:
            return items[0] if items else ""
        if not items[2:]:
            return pair.format(*items)
        last = joint.format(*items[-2:])
        rest = reduce(lambda tail, item: between.format(item, tail), reversed(items[1:-2]), last)
        return first.format(items[0], rest)


ENGLISH = Customs(
    tuple(f"{month} {{day}}, {{year}}" for month in _MONTHS), ("{0} and {1}", "{0}, {1}", "{0}, {1}", "{0}, and {1}")
)
"""American English, as Babel has it for ``en``: here so that most newsletters need not wait for Babel."""


def customs(language: str, cache: Path | None = None) -> Customs:
    """Those of a language tag, else of the shorter tags it begins with, else the English ones.

    Args:
        language: A tag such as ``pt-BR`` (BCP 47).
        cache: A folder where they are kept, because Babel takes 40 ms to say them.
    """
    if language in {"en", "en-US"}:
        return ENGLISH
    file = cache / f"customs-{language}-{_edition()}.json" if cache else None
    with suppress(ValueError, TypeError, KeyError):
        found = json.loads(kept(file))
        return Customs(tuple(found["dates"]), tuple(found["joints"]))
    asked = _asked(language)
    keep(file, json.dumps(asdict(asked)).encode())
    return asked


def tags(language: str) -> Iterator[str]:
    """The tag, and the shorter ones it begins with: ``pt-BR``, ``pt``."""
    parts = language.split("-")
    return ("-".join(parts[:length]) for length in range(len(parts), 0, -1))


def _edition() -> str:
    """Which Babel is installed, without importing it."""
    spec = find_spec("babel")
    return f"{Path(spec.origin).stat().st_mtime_ns:x}" if spec and spec.origin else ""


def _asked(language: str) -> Customs:
    from babel.core import Locale, UnknownLocaleError

    for tag in tags(language):
        with suppress(UnknownLocaleError, ValueError):
            locale = Locale.parse(tag, sep="-")
            joints = locale.list_patterns["standard"]
            first, second, third, fourth = (str(joints[name]) for name in _JOINTS)
            return Customs(tuple(_dates(locale)), (first, second, third, fourth))
    return ENGLISH


def _dates(locale: Locale) -> Iterator[str]:
    """The long date of each month; only its day and its year are left open."""
    from babel.dates import format_date

    class Fields(dict[str, str]):
        def __missing__(self, field: str) -> str:
            return format_date(month, field, locale)

    pattern = locale.date_formats["long"].format
    for number in range(1, 13):
        month = date(2024, number, 1)
        yield pattern % Fields({"d": "{day}", "dd": "{day:02}", "y": "{year}"})
