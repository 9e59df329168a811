"""``::: member`` … ``:::`` on lines of their own, in Markdown and in text: what is between is for one audience."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from digest.errors import UnreadableDocument
from digest.intake.stretches import NAMELESS, Oddity, Stretch
from digest.model.visible import visible

if TYPE_CHECKING:
    from collections.abc import Container

_LEAST = 3  # colons of a fence
_FENCE = re.compile(r"(?:(?:[>*+•–-]|\d{1,3}[.)])\s*)*+[:：]{3,}(?P<name>.*)")  # also in a quotation or an item
LIKE_FENCE = re.compile(r"[:：][^\n:：]{0,8}[:：][^\n:：]{0,8}[:：]")
"""Whether a text may have a fence at all."""
_AROUND = " \t:：{}.=#\"'"
_QUOTED = 40  # characters of a name that a problem shows


def fence(line: str) -> str | None:
    """The name that an opening fence gives, an empty one for a closing fence; None for any other line."""
    if line.count(":") + line.count("：") < _LEAST:
        return None
    match = _FENCE.fullmatch(visible(line.replace("\u00ad", "")))
    return match["name"].strip(_AROUND).casefold() if match else None


def fenced(text: str, where: str, first: int, *, code: Container[int] = ()) -> tuple[list[Stretch], list[Oddity]]:
    """The stretches between fences, the innermost fence of each, with what is wrong with them.

    Args:
        text: The document without its header.
        where: Its name.
        first: The number of its first line.
        code: Lines, from 0, of blocks of code, in which a fence is text.

    Raises:
        UnreadableDocument: A fence closes what none has opened: what it was to keep for some cannot be told.
    """
    work = _Work()
    at = 0
    for number, line in enumerate(text.split("\n")):
        end = min(at + len(line) + 1, len(text))
        name, shown = fence(line), line.strip()[:_QUOTED]
        if name is not None and number in code:
            if name:
                hint = "it keeps nothing from anybody; take it out of the code if it is to"
                work.odd.append(Oddity(at, "a ::: in a block of code is text", shown, hint))
            name = None
        if name == "" and not work.open:
            what, hint = (
                "left out: this closes what was never opened",
                "write ::: and an audience above it, or delete it",
            )
            raise UnreadableDocument(what, where=f"{where}:{first + number}", found=shown, hint=hint)
        work.line(at, end, name, shown)
        at = end
    for name, begin in work.open:
        hint = f"all that follows is for {name} alone; end it with a line :::"
        work.odd.append(Oddity(begin, "a ::: is never closed", f"::: {name}", hint))
    return _joined(work.stretches), work.odd


@dataclass(slots=True)
class _Work:
    """What was found so far; ``open`` has the name and the place of each fence that is open."""

    stretches: list[Stretch] = field(default_factory=list)
    odd: list[Oddity] = field(default_factory=list)
    open: list[tuple[str, int]] = field(default_factory=list)

    def line(self, at: int, end: int, name: str | None, shown: str) -> None:
        """Take one line: a fence with its name, or any other."""
        if name is not None:
            self.stretches.append(Stretch(at, end, mark=True))
        elif self.open:
            self.stretches.append(Stretch(at, end, self.open[-1][0]))
        if name == "":
            self.open.pop()
        elif name is not None:
            if self.open:
                hint = f"it is for {name[:_QUOTED]} alone; close the one around it first"
                self.odd.append(Oddity(at, "a ::: stands in another", shown, hint))
            self.open.append((name[:_QUOTED] or NAMELESS, at))


def _joined(stretches: list[Stretch]) -> list[Stretch]:
    """Neighbouring lines of one fence as one stretch."""
    joined: list[Stretch] = []
    for one in stretches:
        last = joined[-1] if joined else None
        if last and last.end == one.start and not last.mark and not one.mark and last.audience == one.audience:
            joined[-1] = Stretch(last.start, one.end, one.audience)
        else:
            joined.append(one)
    return joined
