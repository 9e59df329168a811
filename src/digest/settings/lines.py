"""Where a setting stands in its TOML file; the standard reader keeps no positions."""

from __future__ import annotations

import re

Path = tuple[str | int, ...]

_TABLE = re.compile(r"\s*\[\s*([^\[\]]+?)\s*\]\s*(?:#.*)?$")
_ARRAY = re.compile(r"\s*\[\[\s*([^\[\]]+?)\s*\]\]\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_PART = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")
_LONG_STRING = re.compile(r'"""|\'\'\'')


def positions(text: str) -> dict[Path, int]:
    """The line (from 1) of every table and key, by path: ``("audiences", 1, "name")``."""
    found: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    fence = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if not fence:
            if match := _ARRAY.match(line):
                base = _parts(match[1])
                counts[base] = counts.get(base, -1) + 1
                table = (*base, counts[base])
                found.setdefault(base, number)
                found[table] = number
            elif match := _TABLE.match(line):
                table = _within_array(_parts(match[1]), counts)
                found[table] = number
            elif match := _KEY.match(line):
                found.setdefault((*table, *_parts(match[1])), number)
        fence = _fence_after(line, fence)
    return found


def nearest(found: dict[Path, int], path: Path) -> int:
    """The line of the path or of the nearest table around it; 1 when the file has neither."""
    while path:
        if path in found:
            return found[path]
        path = path[:-1]
    return 1


def _parts(dotted: str) -> Path:
    return tuple(part.strip("\"'") for part in _PART.findall(dotted))


def _within_array(parts: Path, counts: dict[Path, int]) -> Path:
    """``[audiences.look]`` belongs to the last ``[[audiences]]`` above it."""
    for size in range(len(parts), 0, -1):
        if parts[:size] in counts:
            return (*parts[:size], counts[parts[:size]], *parts[size:])
    return parts


def _fence_after(line: str, fence: str) -> str:
    for match in _LONG_STRING.finditer(line):
        if not fence:
            fence = match[0]
        elif fence == match[0]:
            fence = ""
    return fence
