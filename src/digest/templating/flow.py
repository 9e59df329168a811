"""Plain text as RFC 3676 ``format=flowed``: wrapped for eyes, yet free to be wrapped anew by a narrow screen."""

from __future__ import annotations

import unicodedata

from digest.templating.directions import MARKS, direction_of

WIDTH = 72


def display_width(text: str) -> int:
    """Columns on a terminal: wide characters (UAX 11) count two, combining marks one for safety."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def flowed(text: str, width: int = WIDTH) -> str:
    """One paragraph in lines of at most ``width`` columns, as far as its words allow.

    A line that flows on ends with a space; scripts without spaces are broken between characters by a hard break,
    because a soft one would put a space between their words. Web addresses are never broken. A line that would seem
    to run the other way than its paragraph, because of its first word, starts with a direction mark.
    """
    lines: list[str] = []
    current, used = "", 0
    for word in text.split(" "):
        room = used + display_width(word) + bool(current) <= width
        if current and not room:
            lines.append(current + " ")
            current, used = "", 0
        *whole, rest = _pieces(word, width)
        lines += whole
        current = f"{current} {rest}" if current else rest
        used = display_width(current) if used == 0 else used + 1 + display_width(rest)
    return "\n".join(map(stuffed, _one_way([*lines, current], text)))


def fixed(text: str) -> str:
    """Lines that stay lines, such as a postal address; one that is too long flows on."""
    return "\n".join(map(flowed, text.split("\n")))


def stuffed(line: str) -> str:
    """Space-stuffing (RFC 3676, 4.4): a line never starts with what mail software would take for something else."""
    return " " + line if line.startswith((" ", ">", "From ")) or line == "-- " else line


def headed(title: str, sign: str = "-") -> str:
    """A heading over a rule as long as its longest line."""
    lines = fixed(title).split("\n")
    longest = max(display_width(line.rstrip()) for line in lines)
    return "\n".join([*lines, sign * min(max(longest, 3), WIDTH)])


def _one_way(lines: list[str], text: str) -> list[str]:
    """The lines of a paragraph, each running the way it does: mail programs decide line by line."""
    if text.isascii():
        return lines
    way = direction_of(text)
    against = [direction_of(line) not in {"", way} and "://" not in line.partition(" ")[0] for line in lines]
    return [MARKS[way] + line if other else line for line, other in zip(lines, against, strict=True)]


def _pieces(word: str, width: int) -> list[str]:
    """The word, cut where it is too wide and no web address."""
    if display_width(word) <= width or "://" in word:
        return [word]
    pieces, current, used = [], "", 0
    for char in word:
        columns = display_width(char)
        if used + columns > width and not unicodedata.combining(char):
            pieces.append(current)
            current, used = "", 0
        current, used = current + char, used + columns
    return [*pieces, current]
