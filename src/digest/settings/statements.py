"""A TOML text as its statements: together they are the text, byte for byte; the standard reader keeps none of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Strings and comments as wholes, so that no bracket or line end inside them counts; up to two quotes may stand before
# the closing three (TOML 1.0.0, "String").
_TOKEN = re.compile(
    r'"""(?:[^\\]|\\.)*?"""{1,3}'
    r"|'''.*?'''{1,3}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*"
    r"|[\[\]{},\n]",
    re.DOTALL,
)
# The same, or whatever bare value stands between them.
_PIECE = re.compile(rf"[ \t\r]*({_TOKEN.pattern}|[^\s\[\]{{}},#\"']+)", re.DOTALL)
_DEEPER = {"[": 1, "{": 1, "]": -1, "}": -1}


def statements(text: str) -> list[str]:
    """Headers, keys with their values (which may go over many lines), comments and blank lines, in their order."""
    found, start, depth = [], 0, 0
    for token in _TOKEN.finditer(text):
        depth += _DEEPER.get(token[0], 0)
        if token[0] == "\n" and depth <= 0:
            found.append(text[start : token.end()])
            start = token.end()
    if start < len(text):
        found.append(text[start:])
    return found


def elements(statement: str) -> Iterator[tuple[str, int, int]]:
    """The places of each ``{…}`` in an array, of each comma between them, and of its closing ``]``."""
    depth, start = 0, 0
    for token in _TOKEN.finditer(statement):
        mark = token[0]
        depth += _DEEPER.get(mark, 0)
        if mark == "{" and depth == 2:  # noqa: PLR2004 - within the array
            start = token.start()
        elif (mark == "}" and depth == 1) or (mark == "," and depth == 1) or (mark == "]" and depth == 0):
            yield mark, start if mark == "}" else token.start(), token.end()


def element_starts(statement: str, start: int) -> Iterator[int]:
    """Where each element of the array begins that opens just before ``start``."""
    depth, waiting, at = 1, True, start
    while depth and (match := _PIECE.match(statement, at)):
        mark, at = match[1], match.end()
        if not mark or mark[0] in "#\n":
            continue
        if mark == "," and depth == 1:
            waiting = True
        elif waiting and mark != "]":
            yield match.start(1)
            waiting = False
        depth += _DEEPER.get(mark, 0)


def is_header(statement: str) -> bool:
    """Whether a table begins with it."""
    return statement.lstrip().startswith("[")


def is_key(statement: str) -> bool:
    """Whether it gives a key its value."""
    return statement.lstrip()[:1] not in ("", "#", "[")


def is_comment(statement: str) -> bool:
    """Whether it is a comment on a line of its own."""
    return statement.lstrip().startswith("#")


def is_blank(statement: str) -> bool:
    """Whether it is an empty line."""
    return not statement.strip()
