"""What the editor says of a document: front matter on top of it, or a TOML file beside it."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from difflib import get_close_matches
from itertools import dropwhile, takewhile
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from digest.errors import UnreadableDocument, did_you_mean
from digest.intake.dates import published_date
from digest.intake.encodings import clean
from digest.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

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
_ENDS = {"---": ("---", "..."), "+++": ("+++",)}
_PAIR = re.compile(r"(?P<key>[A-Za-z][\w -]{0,30}?)\s*:(?:\s+(?P<value>.*))?")
_KEY_LINE = re.compile(r"""[^\w#]{0,9}(?P<key>[^\W\d][\w -]{0,30}?)["'\]]?\s{0,9}[:=]""")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_NAME = re.compile(r"[\w-]+")
_DOUBLE = re.compile(r'"(?:[^"\\]|\\.)*"')
_SINGLE = re.compile(r"'(?:[^']|'')*'")
_BLOCK = re.compile(r"[>|][+-]?\d?[+-]?")  # YAML's marks of a value on several lines
_TOML_PLACE = re.compile(r" \(at (?:line (?P<line>\d+), column \d+|end of document)\)")
_NEAR = 0.7  # likeness from which a key is taken for a misspelt "audience"
_TERSE = 3  # words of a line that says the audience without a colon


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
    ends = _ENDS.get(mark, ())
    closing = next((i for i, line in enumerate(lines[1:], 1) if line.strip() in ends), 0)
    if not closing:
        _refuse_unclosed(lines, where, top + 1)
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
    return _checked([(key, value, _line_of(key, lines, first)) for key, value in found.items()], where, ())


def _refuse_unclosed(lines: list[str], where: str, first: int) -> None:
    """Refuse what was meant for a header and is none: never closed, without its lines of marks, or too far down."""
    mark = lines[0].strip()
    ruled = not any(c.isalnum() for c in mark[:3])
    opening = list(takewhile(str.strip, dropwhile(lambda line: not line.strip(), lines[ruled:])))
    if mark in _ENDS:
        meant = [line for line in lines if _like_audience(_key(line))] or [
            line for line in opening if _key(line) in KEYS
        ]
        what, hint = "left out: the header never closes", f"close it with a line {mark}"
    else:
        begun = ruled or (opening and (_key(opening[0]) in KEYS or _like_audience(_key(opening[0]))))
        meant = [line for line in (*(opening if begun else ()), *_fenced(lines)) if _like_audience(_key(line))]
        what, hint = "left out: this names an audience and stands in no header", "begin the document with a line ---"
    if meant:
        raise UnreadableDocument(what, where=f"{where}:{first}", found=meant[0].strip()[:80], hint=hint)


def _fenced(lines: list[str]) -> Iterator[str]:
    """The lines that follow a line of marks without a blank line between."""
    inside = False
    for line in lines:
        if inside:
            yield line
        inside = (inside or line.strip() in _ENDS) and bool(line.strip())


def _key(line: str) -> str:
    match = _KEY_LINE.match(line)
    return match["key"].casefold().strip() if match else ""


def _like_audience(key: str) -> bool:
    """Whether a key is, or was surely meant to be, the audience."""
    folded = key.casefold()
    return "audien" in folded or bool(get_close_matches(folded[:40], ("audience",), cutoff=_NEAR))


def _says_audience(line: str) -> bool:
    """Whether a line that is no key and value was meant to name the audience."""
    words = re.findall(r"\w+", line[:200])
    return _like_audience(_key(line)) or (0 < len(words) <= _TERSE and _like_audience(words[0]))


def _pairs(lines: list[str], where: str, first: int) -> Header | None:
    """The header that lines of ``key: value`` give; None where the lines are prose between two rules."""
    given: list[tuple[str, str, int]] = []
    odd: list[Problem] = []
    several = False  # lines that go on from the key above
    for number, line in enumerate(lines, first):
        words = line.strip()
        if not words or words[0] == "#" or (several and line[0].isspace() and not _says_audience(words)):
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
        if _says_audience(words):
            raise UnreadableDocument(f"left out: {what}", where=place, found=words[:80], hint=hint)
        odd.append(Problem(what, place, words[:80], hint))
    if not given or (odd and not any(key.casefold() in KEYS for key, _, _ in given)):
        return None
    return _checked(given, where, tuple(odd))


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


def _checked(given: Sequence[tuple[str, Any, int]], where: str, problems: tuple[Problem, ...]) -> Header:
    values: dict[str, str] = {}
    published: date | None = None
    trouble = list(problems)
    seen: set[str] = set()
    for written, value, line in given:
        key, place, found = written.casefold(), f"{where}:{line}", _shown(value)
        _refuse_unclear_audience(written, value, place, twice=key in seen)
        if key in seen:
            trouble.append(
                Problem(f"the header gives the {key} twice", place, found, "the last counts; take one out")
            )
        seen.add(key)
        if key not in KEYS:
            trouble.append(_unknown(_shown(written), place))
        elif key == "date":
            published = _day(value)
            if published is None:
                trouble.append(Problem("the header's date is no date", place, found, "write it as 2024-06-23"))
        elif not isinstance(value, str):
            trouble.append(Problem(f"the header's {key} is no text", place, found, f'write it as {key} = "..."'))
        elif wrong := _wrong(key, value):
            trouble.append(Problem(f"the header's {key} is not usable", place, found, wrong))
        else:
            values[key] = " ".join(clean(value).split())
    return Header(values, published, 0, tuple(trouble))


def _refuse_unclear_audience(key: str, value: object, place: str, *, twice: bool) -> None:
    """Refuse a header that was meant to keep its document for some and does not say clearly for whom."""
    if key.casefold() != "audience":
        meant = key if _like_audience(key) else _nested_audience(value)
        if meant:
            what, hint = "left out: the header has an unknown key", 'did you mean "audience"?'
            hint = hint if meant == key else "write audience above all tables"
            raise UnreadableDocument(what, where=place, found=_shown(meant), hint=hint)
    elif twice:
        what, hint = "left out: the header gives the audience twice", "take one out"
        raise UnreadableDocument(what, where=place, found=_shown(value), hint=hint)
    elif not isinstance(value, str) or not _NAME.fullmatch(value.strip()):
        what, hint = "left out: the header's audience is not usable", "give the name of one audience, such as member"
        raise UnreadableDocument(what, where=place, found=_shown(value), hint=hint)


def _nested_audience(value: object) -> str:
    """A key like "audience" inside a TOML table, where it says nothing, or nothing."""
    pending = [value]
    while pending:
        inner = pending.pop()
        if isinstance(inner, dict):
            found = next((key for key in inner if _like_audience(key)), "")
            if found:
                return found
            pending.extend(inner.values())
        elif isinstance(inner, list):
            pending.extend(inner)
    return ""


def _shown(value: object) -> str:
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


def is_language(value: str) -> bool:
    """Whether this has the shape of a language tag (RFC 5646), such as ``pt-BR``."""
    return bool(_LANGUAGE.fullmatch(value.strip()))


def is_web_address(value: str) -> bool:
    """Whether this is an absolute http or https address with a host and no credentials in it."""
    try:
        parts = urlsplit(value.strip())
    except ValueError:
        return False
    plain = not any(c.isspace() or c in "<>\"'\\" for c in value.strip())
    return plain and parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc
