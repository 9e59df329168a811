"""What the editor says of a document: front matter on top of it, or a TOML file beside it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from digest.errors import did_you_mean
from digest.intake.dates import published_date
from digest.intake.encodings import clean
from digest.model import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

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
_MOST_LINES = 60  # of front matter
_PAIR = re.compile(r"(?P<key>[A-Za-z][\w -]{0,30}?)\s*:(?:\s+(?P<value>.*))?")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_NAME = re.compile(r"[\w-]+")
_QUOTES = ('"', "'")


@dataclass(frozen=True, slots=True)
class Header:
    """The values that were given, each checked; ``lines`` counts the lines that a header takes up in its document."""

    values: Mapping[str, str] = field(default_factory=dict)
    published: date | None = None
    lines: int = 0
    problems: tuple[Problem, ...] = ()


def front_matter(text: str, where: str) -> Header:
    """The header between two ``---`` lines (``key: value``) or two ``+++`` lines (TOML) on top of a document.

    A text that merely starts with a rule has no header: one is taken for it only where it closes soon and holds
    keys and values.

    Args:
        text: The document.
        where: Its name, for problems.
    """
    mark = text[:4].rstrip()
    if mark not in {"---", "+++"}:
        return Header()
    lines = text.split("\n", _MOST_LINES + 2)[: _MOST_LINES + 2]
    closing = next(
        (i for i, line in enumerate(lines[1:], 1) if line.rstrip() in {mark, "..." if mark == "---" else mark}), 0
    )
    if not closing or lines[0].rstrip() != mark:
        return Header()
    inner = lines[1:closing]
    if mark == "+++":
        return _with_lines(sidecar("\n".join(inner), where, first=2), closing + 1)
    pairs = [
        (number, line, _PAIR.fullmatch(line.strip()))
        for number, line in enumerate(inner, 2)
        if line.strip() and line.strip()[0] != "#"
    ]
    named = [match for _, _, match in pairs if match]
    if not named or (len(named) < len(pairs) and not any(match["key"].casefold() in KEYS for match in named)):
        return Header()
    given = {match["key"].strip(): (_unquoted(match["value"] or ""), number) for number, _, match in pairs if match}
    odd = tuple(
        Problem(
            "this line of the header is no key and value",
            f"{where}:{number}",
            line.strip()[:80],
            "write it as key: value",
        )
        for number, line, match in pairs
        if not match
    )
    return _with_lines(_checked(given, where, odd), closing + 1)


def sidecar(text: str, where: str, *, first: int = 1) -> Header:
    """The header that TOML gives.

    Args:
        text: The TOML.
        where: The file's name, for problems.
        first: The number of its first line in that file.
    """
    try:
        found: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        hint = 'Write each line as key = "value".'
        return Header(problems=(Problem("the header is not valid TOML and is left out", where, str(error), hint),))
    lines = text.split("\n")
    given = {key: (value, _line_of(key, lines, first)) for key, value in found.items()}
    return _checked(given, where, ())


def _line_of(key: str, lines: list[str], first: int) -> int:
    start = re.compile(rf"""\s*\[?["']?{re.escape(key)}["']?\s*[=\].]""")
    return next((number for number, line in enumerate(lines, first) if start.match(line)), first)


def _with_lines(header: Header, lines: int) -> Header:
    return Header(header.values, header.published, lines, header.problems)


def _unquoted(value: str) -> str:
    value = value.strip()
    return value[1:-1] if len(value) > 1 and value[0] in _QUOTES and value[-1] == value[0] else value


def _checked(given: Mapping[str, tuple[Any, int]], where: str, problems: tuple[Problem, ...]) -> Header:
    values: dict[str, str] = {}
    published: date | None = None
    trouble = list(problems)
    for written, (value, line) in given.items():
        key, place = written.casefold(), f"{where}:{line}"
        if key not in KEYS:
            trouble.append(_unknown(written, place))
        elif key == "date":
            published = _day(value)
            if published is None:
                trouble.append(
                    Problem("the header's date is no date", place, str(value)[:80], "write it as 2024-06-23")
                )
        elif not isinstance(value, str):
            trouble.append(
                Problem(f"the header's {key} is no text", place, str(value)[:80], f'write it as {key} = "..."')
            )
        elif wrong := _wrong(key, value):
            trouble.append(Problem(f"the header's {key} is not usable", place, value[:80], wrong))
        else:
            values[key] = " ".join(clean(value).split())
    return Header(values, published, 0, tuple(trouble))


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
    if key == "url" and not is_web_address(value):
        return "give the whole address, https://…"
    if key == "language" and not _LANGUAGE.fullmatch(value.strip()):
        return "give a language tag such as en or pt-BR"
    if key == "audience" and not _NAME.fullmatch(value.strip()):
        return "give the name of one audience, such as member"
    return ""


def is_web_address(value: str) -> bool:
    """Whether this is an absolute http or https address with a host and no credentials in it."""
    try:
        parts = urlsplit(value.strip())
    except ValueError:
        return False
    plain = not any(c.isspace() or c in "<>\"'\\" for c in value.strip())
    return plain and parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc
