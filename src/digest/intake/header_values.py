"""The values that a header can give a document, each checked."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from digest.errors import did_you_mean
from digest.intake.dates import published_date
from digest.intake.encodings import clean
from digest.intake.marks import refuse_in_header
from digest.intake.shapes import is_language, is_web_address
from digest.model import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

KEYS = (
    "title",
    "url",
    "publication",
    "date",
    "image",
    "alt",
    "caption",
    "credit",
    "audience",
    "section",
    "author",
    "language",
    "kicker",
    "standfirst",
)  # fmt: skip
_BLOCK = re.compile(r"[>|][+-]?\d?[+-]?")  # YAML's marks of a value on several lines


@dataclass(frozen=True, slots=True)
class Header:
    """The values that were given, each checked; ``lines`` counts the lines that a header takes up in its document."""

    values: Mapping[str, str] = field(default_factory=dict)
    published: date | None = None
    lines: int = 0
    problems: tuple[Problem, ...] = ()


def checked(given: Sequence[tuple[str, Any, int]], where: str, problems: tuple[Problem, ...]) -> Header:
    """The header with these keys, values and line numbers; what cannot be used is left out and named."""
    values: dict[str, str] = {}
    published: date | None = None
    trouble = list(problems)
    seen: set[str] = set()
    for written, value, line in given:
        key, place, found = written.casefold(), f"{where}:{line}", shown(value)
        if key in seen:
            trouble.append(
                Problem(f"the header gives the {key} twice", place, found, "the last counts; take one out")
            )
        seen.add(key)
        if key not in KEYS:
            trouble.append(_unknown(shown(written), place))
        elif key == "date":
            published = _day(value)
            if published is None:
                trouble.append(Problem("the header's date is no date", place, found, "write it as 2024-06-23"))
        elif not isinstance(value, str):
            trouble.append(Problem(f"the header's {key} is no text", place, found, f'write it as {key} = "..."'))
        elif wrong := _wrong(key, value):
            trouble.append(Problem(f"the header's {key} is not usable", place, found, wrong))
        else:
            refuse_in_header(key, value, place)
            values[key] = " ".join(clean(value).split())
    return Header(values, published, 0, tuple(trouble))


def shown(value: object) -> str:
    """A value as a problem quotes it: on one line, not too long."""
    return " ".join(clean(str(value)).split())[:80]


def _unknown(key: str, place: str) -> Problem:
    hint = did_you_mean(key, KEYS) or f"known here: {', '.join(KEYS)}"
    return Problem("the header has an unknown key", place, key, hint)


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return published_date(value) if isinstance(value, str) else None


def _wrong(key: str, value: str) -> str:
    """What to do about a value that cannot be, or nothing."""
    if _BLOCK.fullmatch(value.strip()):
        return "write it on one line"
    if key == "url" and not is_web_address(value):
        return "give the whole address, https://…"
    if key == "language" and not is_language(value):
        return "give a language tag such as en or pt-BR"
    return ""
