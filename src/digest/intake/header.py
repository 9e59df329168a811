"""What the editor says of a document: front matter on top of it, or a TOML file beside it."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from digest.errors import UnreadableDocument
from digest.intake.encodings import clean
from digest.intake.header_values import KEYS, Header, checked
from digest.intake.whom import ENDS, refuse_unclear_audience, refuse_unclosed, says_audience
from digest.model import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST_LINES = 60  # of front matter
_PAIR = re.compile(r"(?P<key>[A-Za-z][\w -]{0,30}?)\s*:(?:\s+(?P<value>.*))?")
_DOUBLE = re.compile(r'"(?:[^"\\]|\\.)*"')
_SINGLE = re.compile(r"'(?:[^']|'')*'")
_BLOCK = re.compile(r"[>|][+-]?\d?[+-]?")  # YAML's marks of a value on several lines
_TOML_PLACE = re.compile(r" \(at (?:line (?P<line>\d+), column \d+|end of document)\)")


def front_matter(text: str, where: str) -> Header:
    """The header between two ``---`` lines (``key: value``) or two ``+++`` lines (TOML) on top of a document.

    A text that merely starts with a rule has no header: one is taken for it only where it closes soon and holds
    keys and values. Blank lines may stand before it.

    Args:
        text: The document.
        where: Its name, for problems.

    Raises:
        UnreadableDocument: The header leaves it open whom the document is for, so that nobody may see it.
    """
    top = text[: len(text) - len(text.lstrip())].count("\n")
    lines = text.split("\n", top + _MOST_LINES + 2)[top : top + _MOST_LINES + 2]
    mark = lines[0].strip()
    ends = ENDS.get(mark, ())
    closing = next((i for i, line in enumerate(lines[1:], 1) if line.strip() in ends), 0)
    if not closing:
        refuse_unclosed(lines, where, top + 1)
        return Header()
    inner, first = lines[1:closing], top + 2
    header = sidecar("\n".join(inner), where, first=first) if mark == "+++" else _pairs(inner, where, first)
    return replace(header, lines=top + closing + 1) if header else Header()


def sidecar(text: str, where: str, *, first: int = 1) -> Header:
    """The header that TOML gives.

    Args:
        text: The TOML.
        where: The file's name, for problems.
        first: The number of its first line in that file.

    Raises:
        UnreadableDocument: It is not valid, or leaves it open whom the document is for.
    """
    lines = text.split("\n")
    try:
        found: dict[str, Any] = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # ValueError also for a number of thousands of digits
        place = _TOML_PLACE.search(str(error))
        number = int(place["line"] or len(lines)) if place else 1
        raise UnreadableDocument(
            "left out: the header is not valid TOML",
            where=f"{where}:{first + number - 1}",
            found=_TOML_PLACE.sub("", str(error)),
            hint='write each line as key = "value"',
        ) from error
    return _clear([(key, value, _line_of(key, lines, first)) for key, value in found.items()], where, ())


def _pairs(lines: list[str], where: str, first: int) -> Header | None:
    """The header that lines of ``key: value`` give; None where the lines are prose between two rules."""
    given: list[tuple[str, str, int]] = []
    odd: list[Problem] = []
    several = False  # lines that go on from the key above
    for number, line in enumerate(lines, first):
        words = line.strip()
        if not words or words[0] == "#" or (several and line[0].isspace() and not says_audience(words)):
            continue
        match = _PAIR.fullmatch(words)
        several = bool(match and _BLOCK.fullmatch(match["value"] or ""))
        if match:
            given.append((match["key"].strip(), _unquoted(match["value"] or ""), number))
            continue
        what, place, hint = (
            "this line of the header is no key and value",
            f"{where}:{number}",
            "write it as key: value",
        )
        if says_audience(words):
            raise UnreadableDocument(f"left out: {what}", where=place, found=words[:80], hint=hint)
        odd.append(Problem(what, place, words[:80], hint))
    if not given or (odd and not any(key.casefold() in KEYS for key, _, _ in given)):
        return None
    return _clear(given, where, tuple(odd))


def _line_of(key: str, lines: list[str], first: int) -> int:
    start = re.compile(rf"""\s*\[?["']?{re.escape(key)}["']?\s*[=\].]""")
    return next((number for number, line in enumerate(lines, first) if start.match(line)), first)


def _unquoted(value: str) -> str:
    """A value as YAML has it: in double quotes with escapes, in single quotes with only themselves doubled."""
    value = value.strip()
    if _SINGLE.fullmatch(value):
        return value[1:-1].replace("''", "'")
    if not _DOUBLE.fullmatch(value):
        return value
    try:
        return clean(str(json.loads(value, strict=False)))
    except ValueError:  # an escape that is none, as in a Windows path
        return value[1:-1]


def _clear(given: Sequence[tuple[str, Any, int]], where: str, problems: tuple[Problem, ...]) -> Header:
    seen: set[str] = set()
    for key, value, line in given:
        refuse_unclear_audience(key, value, f"{where}:{line}", twice=key.casefold() in seen)
        seen.add(key.casefold())
    return checked(given, where, problems)
