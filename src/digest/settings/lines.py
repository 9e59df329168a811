"""Where a setting stands in its TOML file; the standard reader keeps no positions."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache

from digest.settings.statements import element_starts, is_header, is_key, statements

Path = tuple[str | int, ...]

_PART = r"""(?:[\w-]+|"(?:[^"\\]|\\.)*"|'[^']*')"""
_NAME = rf"\s*({_PART}(?:\s*\.\s*{_PART})*)\s*"
_ARRAY = re.compile(rf"\s*\[\[{_NAME}\]\]")
_TABLE = re.compile(rf"\s*\[{_NAME}\]")
_KEY = re.compile(rf"{_NAME}=\s*(\[)?")
_ONE_PART = re.compile(_PART)


def positions(text: str) -> dict[Path, int]:
    """The line (from 1) of every table, key and element of a list, by path: ``("audiences", 1, "name")``.

    Args:
        text: A whole file that is right TOML.
    """
    found: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    number = 1
    for statement in statements(text):
        if is_header(statement):
            table = _table(statement, counts)
            found.setdefault(tuple(part for part in table if isinstance(part, str)), number)
            found[table] = number
        elif is_key(statement) and (match := _KEY.match(statement)):
            key = (*table, *_parts(match[1]))
            found.setdefault(key, number)
            if match[2]:
                starts = element_starts(statement, match.end())
                found.update({(*key, i): number + statement.count("\n", 0, at) for i, at in enumerate(starts)})
        number += statement.count("\n")
    return found


def nearest(found: dict[Path, int], path: Path) -> int:
    """The line of the path or of the nearest table around it; 1 when the file has neither."""
    while path:
        if path in found:
            return found[path]
        path = path[:-1]
    return 1


def _table(header: str, counts: dict[Path, int]) -> Path:
    if match := _ARRAY.match(header):
        base = _within_array(_parts(match[1]), counts, of=-1)
        counts[base] = counts.get(base, -1) + 1
        return (*base, counts[base])
    match = _TABLE.match(header)
    return _within_array(_parts(match[1]), counts) if match else ()


def _within_array(parts: Path, counts: dict[Path, int], of: int = 0) -> Path:
    """``[audiences.look]`` belongs to the last ``[[audiences]]`` above it."""
    for size in range(len(parts) + of, 0, -1):
        if parts[:size] in counts:
            return (*parts[:size], counts[parts[:size]], *parts[size:])
    return parts


def _parts(dotted: str) -> Path:
    return tuple(_bare(part) for part in _ONE_PART.findall(dotted))


@lru_cache(maxsize=1024)
def _bare(part: str) -> str:
    """A key without its quotes, its escapes resolved."""
    return part if part[0] not in "\"'" else str(tomllib.loads(f"key = {part}")["key"])
