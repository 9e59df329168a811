"""What differs between two issues, for people: signs in front, words in brackets; colours on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from digest.cli.columns import printable
from digest.cli.comparing import words_compared
from digest.cli.receipts import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from digest.cli.comparing import Changed, Comparison, Moved, Retold

_CONTEXT = 6  # words around what was changed
_COLOURS = {"-": "red", "+": "green"}


def lines(names: tuple[str, str], found: Comparison, notes: Sequence[str]) -> Iterator[str]:
    """The comparison, a line at a time."""
    yield click.style(printable(" → ".join(names)), bold=True)
    for note in notes:
        yield from wrapped(note, 2)
    if not found:
        yield "no difference"
    for change in found.lines:
        yield from ("", click.style(change.what.capitalize(), bold=True), *_change(change, 2))
    if found.order:
        yield from ("", click.style("Order", bold=True), *(line for moved in found.order for line in _moved(moved)))
    for story in found.stories:
        yield from _retold(story)


def _moved(moved: Moved) -> list[str]:
    if not moved.before:
        sign, what = "+", f"{moved.title}: new as {moved.after}"
    elif not moved.after:
        sign, what = "-", f"{moved.title}: was {moved.before}{f'; {moved.why}' if moved.why else ''}"
    else:
        sign, what = "~", f"{moved.title}: from {moved.before} to {moved.after}"
    return _signed(sign, wrapped(what, 4), 2)


def _retold(story: Retold) -> Iterator[str]:
    yield ""
    yield click.style(printable(story.title), bold=True)
    yield from wrapped(story.source, 2)
    for change in story.changes:
        if change.what != "paragraph":
            yield f"  {change.what}"
        yield from _change(change, 4)


def _change(change: Changed, indent: int) -> Iterator[str]:
    """What went and what came; one text that was changed, with the words that differ in brackets."""
    if change.what == "paragraph" and change.before and change.after:
        text = " ".join(_words(change.before[0], change.after[0]))
        yield from _signed("~", wrapped(text, indent + 2), indent)
        return
    for sign, texts in (("-", change.before), ("+", change.after)):
        for text in texts:
            yield from _signed(sign, wrapped(text, indent + 2), indent)


def _words(before: str, after: str) -> Iterator[str]:
    """Words in ``[-brackets-]`` went, those in ``{+braces+}`` came; of what stayed, only what stands beside them."""
    runs = words_compared(before, after)
    for place, (sign, text) in enumerate(runs):
        if sign == "=":
            yield _shortened(text, first=place == 0, last=place == len(runs) - 1)
        else:
            yield f"[-{text}-]" if sign == "-" else f"{{+{text}+}}"


def _shortened(text: str, *, first: bool, last: bool) -> str:
    words = text.split()
    ahead, behind = (0 if first else _CONTEXT), (0 if last else _CONTEXT)
    if len(words) <= ahead + behind + 1:
        return text
    return " ".join([*words[:ahead], "…", *words[len(words) - behind :]])


def _signed(sign: str, told: Sequence[str], indent: int) -> list[str]:
    """The lines with the sign in front of the first."""
    first = f"{' ' * indent}{sign} {told[0].lstrip()}"
    colour = _COLOURS.get(sign)
    return [click.style(line, fg=colour) if colour else line for line in (first, *told[1:])]
