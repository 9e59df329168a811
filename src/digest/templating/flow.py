"""Plain text as RFC 3676 ``format=flowed``: wrapped for eyes, yet free to be wrapped anew by a narrow screen."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from digest.templating.columns import clusters, columns_apart, display_width
from digest.templating.directions import MARKS, direction_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# What is left as it is: web addresses, also between angle brackets. What gets a space: "<p>", "</p>", "&amp;".
_TAGS = (
    "a|b|blockquote|body|br|center|code|div|em|font|form|h[1-6]|head|hr|html|i|iframe|img|input|li|link|meta|ol|p|pre"
    "|script|span|strong|style|svg|table|tbody|td|th|tr|u|ul"
)
_LIKE_MARKUP = re.compile(
    rf"(?P<address><?(?:https?|mailto|tel):\S+)|<(?=/?(?:{_TAGS})\b)|&(?=(?:[A-Za-z]+|#\w+);)", re.IGNORECASE
)
WIDTH = 72
_LONGEST = 77  # characters, and a blank where the line flows on: RFC 3676, 4.2
_NUMBER = re.compile(r" (?=\[\d+\])")  # of a link, which stays with its word
_NO_NUMBER = re.compile(r" (?![\u200e\u200f]?\[\d+\])")
_AFTER_DOT = re.compile(r"(?<= ·) ")
_NOT_FIRST = frozenset("、。，．・：；！？）］｝〕〉》」』】ー々…’”")  # of a line, in scripts without spaces
_TURNS = frozenset("。、，；：！？」』）")  # behind which a clause ends
_UNSPACED = "\u0e00"  # from here on, by and large, scripts are written without spaces
_ROOM = 12  # columns that are worth filling
_HEADING = re.compile(r"\n\n(?=(?:[^\n]+\n){0,6}(?:={3,}|-{3,})\n)")
_GAPS = re.compile(r"\n{3,}")


def flowed(text: str, width: int = WIDTH) -> str:
    """One paragraph in lines of at most ``width`` columns, as far as its words allow.

    A line that flows on ends with a space; scripts without spaces are broken between characters by a hard break,
    because a soft one would put a space between their words. Web addresses are never broken, and a link's number
    stays beside its word. A line that would seem to run the other way than its paragraph, because of its first word,
    starts with a direction mark.
    """
    text = _plain(text)
    lines: list[str] = []
    current, used, apart = "", 0, 0
    for unit in _units(_numbers_held(text), width):
        broad, long = display_width(unit), columns_apart(unit)
        before = ""
        if current and (used + 1 + broad > width or apart + 1 + long > _LONGEST):
            if _fills(unit, width, used, apart):
                before = f"{current} "
            else:
                lines.append(current + " ")
            current, used, apart = "", 0, 0
        if current:
            current, used, apart = f"{current} {unit}", used + 1 + broad, apart + 1 + long
            continue
        *whole, current = _pieces(unit, width, before)
        lines += whole
        used, apart = display_width(current), columns_apart(current)
    return "\n".join(map(stuffed, _one_way([*lines, current], text)))


def _plain(text: str) -> str:
    """The text with a space in what reads like markup, which filters would take for HTML in a text part."""
    if "<" not in text and "&" not in text:
        return text
    return _LIKE_MARKUP.sub(lambda found: found[0] if found["address"] else f"{found[0]} ", text)


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


def spaced(text: str) -> str:
    """A whole text part: one blank line between its paragraphs, two above the heading of a section."""
    return _HEADING.sub("\n\n\n", _GAPS.sub("\n\n", text)).strip("\n") + "\n"


def _units(text: str, width: int) -> Iterator[str]:
    """What is not broken as long as it fits a line: what stands between dots, a word with its number, a word."""
    for part in _AFTER_DOT.split(text):
        if " ·" in text and _fits(part, width):
            yield part
            continue
        for words in _NO_NUMBER.split(part):
            yield from [words] if _fits(words, width) else words.split(" ")


def _fits(text: str, width: int) -> bool:
    return display_width(text) <= width and columns_apart(text) <= _LONGEST


def _numbers_held(text: str) -> str:
    """The text with a direction mark before a link's number that would join words of the other direction."""
    if text.isascii() or "[" not in text:
        return text
    way = direction_of(text)

    def held(found: re.Match[str]) -> str:
        before = direction_of(text[found.start() :: -1])
        return f" {MARKS[way]}" if before not in {"", way} else " "

    return _NUMBER.sub(held, text)


def _one_way(lines: list[str], text: str) -> list[str]:
    """The lines of a paragraph, each running the way it does: mail programs decide line by line."""
    if text.isascii():
        return lines
    way = direction_of(text)
    against = [direction_of(line) not in {"", way} and "://" not in line.partition(" ")[0] for line in lines]
    return [MARKS[way] + line if other else line for line, other in zip(lines, against, strict=True)]


def _fills(unit: str, width: int, used: int, apart: int) -> bool:
    """Whether the unit, of a script without spaces, begins on the line that has so many columns, and is cut.

    One that would fit a line of its own does where this line would be left half empty.
    """
    room = min(width - used, _LONGEST - apart)
    least = width // 2 if _fits(unit, width) else _ROOM
    if room < least or " " in unit or "://" in unit:
        return False
    return any(char >= _UNSPACED and char.isalpha() for char in unit)


def _pieces(word: str, width: int, before: str) -> list[str]:
    """The word, cut where it is too wide and no web address, behind what stands before it on its first line."""
    if not before and ("://" in word or _fits(word, width)):
        return [word]
    signs = list(clusters(word))
    pieces: list[str] = []
    start = 0
    while (end := _fitting(signs, start, width, before)) < len(signs):
        end = _turn(signs, start, end)
        pieces.append(before + "".join(signs[start:end]))
        start, before = end, ""
    return [*pieces, before + "".join(signs[start:])]


def _fitting(signs: Sequence[str], start: int, width: int, before: str) -> int:
    """Behind the last character that the line has room for, one at least."""
    used, apart = display_width(before), columns_apart(before)
    for at in range(start, len(signs)):
        broad, long = _size(signs[at])
        used, apart = used + broad, apart + long
        if at > start and (used > width or apart > _LONGEST):
            return at
    return len(signs)


def _turn(signs: Sequence[str], start: int, end: int) -> int:
    """Where a line that has room up to ``end`` had better turn.

    Behind a mark where one stands in its last third, so that clauses stay whole; else not inside a Latin word, and
    not before a closing mark (JIS X 4051).
    """
    early = start + max(1, (end - start) * 2 // 3)
    for at in range(end, early - 1, -1):
        if signs[at - 1] in _TURNS and signs[at] not in _NOT_FIRST:
            return at
    for at in range(end, early - 1, -1):
        if signs[at] not in _NOT_FIRST and not (_is_latin(signs[at - 1]) and _is_latin(signs[at])):
            return at
    return end


def _is_latin(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()


@lru_cache(maxsize=4096)
def _size(cluster: str) -> tuple[int, int]:
    return display_width(cluster), columns_apart(cluster)
