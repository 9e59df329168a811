"""Stretches of a document: what is for everybody, and what is cut out of it before anything reads it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MEMBERS_ONLY = "members-only"
"""Who is meant where a mark names nobody: the first audience with deals."""
NAMELESS = "?"
"""An audience that a mark should have named."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters of a text from ``start`` up to ``end``; ``audience`` is empty for everybody, as written otherwise.

    A ``mark`` is nobody's: only what stands between marks is read.
    """

    start: int
    end: int
    audience: str = ""
    mark: bool = False


@dataclass(frozen=True, slots=True)
class Oddity:
    """What is wrong with a mark, and at which character."""

    at: int
    what: str
    found: str = ""
    hint: str = ""

    def problem(self, text: str, where: str, first: int) -> Problem:
        """The same with its place in the document."""
        return Problem(self.what, f"{where}:{first + text.count(chr(10), 0, self.at)}", self.found, self.hint)


@dataclass(frozen=True, slots=True)
class Passage:
    """Text that one audience alone may read.

    ``line`` is that of its first character, from 1; it stands behind the public text's line ``behind``.
    """

    audience: str
    text: str
    line: int
    behind: int


@dataclass(frozen=True, slots=True)
class Parted:
    """A text without what is not for everybody, of which only the line ends stay, and the passages cut out of it.

    ``added`` are the lines of the public text that end where those of the document do not.
    """

    public: str
    passages: tuple[Passage, ...] = ()
    added: tuple[int, ...] = ()

    def line(self, number: int) -> int:
        """The document's line for one of the public text."""
        return number - bisect_left(self.added, number)


def parted(text: str, stretches: Sequence[Stretch], first: int, *, breaking: bool = False) -> Parted:
    """Cut the text.

    Args:
        text: The text.
        stretches: All of it, in order and without gaps; empty where nothing is to be cut.
        first: The number of its first line.
        breaking: Whether a line ends wherever something was cut out of it, so that its place is known.
    """
    if not stretches:
        return Parted(text)
    public: list[str] = []
    passages: list[Passage] = []
    added: list[int] = []
    line = first
    for stretch in stretches:
        piece = text[stretch.start : stretch.end]
        ends = piece.count("\n")
        if not stretch.audience and not stretch.mark:
            public.append(piece)
        else:
            if not stretch.mark and piece.strip():
                passages.append(Passage(stretch.audience, piece, line, line + len(added)))
            public.append("\n" * (ends + breaking))
            if breaking:
                added.append(line + ends + len(added))
        line += ends
    return Parted("".join(public), tuple(passages), tuple(added))


def gapless(stretches: Iterable[Stretch], end: int) -> tuple[Stretch, ...]:
    """The stretches in order, with what lies between them, up to the end, for everybody."""
    whole: list[Stretch] = []
    at = 0
    for stretch in stretches:
        if stretch.start > at:
            whole.append(Stretch(at, stretch.start))
        whole.append(stretch)
        at = stretch.end
    return (*whole, Stretch(at, end)) if at < end else tuple(whole)
