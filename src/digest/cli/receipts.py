"""The receipts of an issue or a document, for people: which rules spoke for each paragraph, and by how much."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING, Any

import click

from digest.cli.columns import fitted, printable, width

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Told = Mapping[str, Any]  # a part of issue.json

_COLUMNS = 80
_WIDEST = 110
_INDENT = 6


def columns() -> int:
    """How wide lines may be: the terminal's width, and 80 where there is none."""
    if not sys.stdout.isatty():
        return _COLUMNS
    return max(40, min(_WIDEST, shutil.get_terminal_size((_COLUMNS, 0)).columns))


def issue_lines(issue: Told) -> Iterator[str]:
    """What was decided about an issue: its subject, its stories with their places, and what it leaves out."""
    name = f"{issue['newsletter']}, No. {issue['number']}"
    when = f"{issue['week']} · {issue['date']} · {issue['state']}"
    yield from (click.style(line, bold=True) for line in wrapped(f"{name} · {when}", 0))
    if issue["edited"]:
        yield f"edited by {printable(issue['edited'])}"
    yield from _part("Decisions", [wrapped(line, 2) for line in issue["decisions"]])
    yield from _part("Subject", list(map(_subject, _subjects(issue))))
    yield from _part("Stories", [_placed(n, story) for n, story in enumerate(issue["stories"], 1)])
    yield from _part("Headlines", [_placed(n, story) for n, story in enumerate(issue["headlines"], 1)])
    yield from _part("Left out", list(map(_left_out, issue["left_out"])))


def story_lines(story: Told, *, why: bool = False) -> Iterator[str]:
    """A story's paragraphs, each with its source line, its points and the rules that gave them.

    Args:
        story: As issue.json tells it.
        why: Whether the story's own points stand here, too.
    """
    yield from (click.style(line, bold=True) for line in wrapped(story["title"], 0))
    where = [story["source"], story["publication"], story["section"]]
    yield from wrapped(" · ".join(part for part in where if part), 2)
    if why:
        yield f"  score {story['score']:.2f}"
        yield from _reasons(story, _INDENT)
    for other in story["also"]:
        yield from wrapped(f"also in {other['publication'] or other['source']}: {other['title']}", 2)
    if story["summary"]:
        yield "  shown instead of what the rules kept:"
        yield from (line for text in story["summary"] for line in wrapped(text, _INDENT))
    last = min((p["score"] for p in story["paragraphs"] if p["selected"]), default=0.0)
    for paragraph in story["paragraphs"]:
        yield from _paragraph(story["source"], paragraph, last)
    for inside in story["inside"]:
        yield from _inside(story["source"], inside)


def _inside(source: str, inside: Told) -> Iterator[str]:
    """What an audience with paragraphs of its own is shown, and every one of these."""
    kept = [one for one in inside["paragraphs"] if one["selected"]]
    lines = ", ".join(str(one["line"]) for one in kept)
    title = f"for {inside['audience']}: {len(kept)} of {len(inside['paragraphs'])} paragraphs, lines {lines}"
    yield from (click.style(line, bold=True) for line in wrapped(title, 2))
    last = min((one["score"] for one in kept), default=0.0)
    for paragraph in inside["paragraphs"]:
        if paragraph["audience"]:
            yield from _paragraph(source, paragraph, last)


def left_out_lines(story: Told) -> Iterator[str]:
    """Why a story is left out, and how to see what is not kept of it: its paragraphs."""
    yield from (click.style(line, bold=True) for line in wrapped(story["title"], 0))
    yield from wrapped(story["source"], 2)
    yield from wrapped(f"left out: {story['why']}", 2)
    yield f"  score {story['score']:.2f}"
    yield from _reasons(story, _INDENT)
    if "://" not in story["source"]:
        yield from wrapped("its paragraphs: digest explain FILE, with the path of the document", 2)


def legend(told: object, rules: Mapping[str, str]) -> Iterator[str]:
    """Each rule that spoke in what was shown, with its sentence."""
    from digest.outbox.record import rules_in

    named = [name for name in sorted(rules_in(told)) if name in rules]
    if named:
        yield ""
        yield click.style("Rules", bold=True)
    longest = max((width(name) for name in named), default=0)
    for name in named:
        first, *rest = wrapped(str(rules[name]), longest + 4)
        yield f"  {fitted(name, longest)}{first[longest + 2 :]}"
        yield from rest


def wrapped(text: str, indent: int) -> list[str]:
    """The text on lines that fit, each with so many spaces in front; by display width."""
    return filled(printable(" ".join(text.split())).split(" "), indent)


def filled(pieces: Sequence[str], indent: int) -> list[str]:
    """Pieces that stay whole where a line has room for them, a space between them, on lines that fit."""
    room = columns() - indent
    lines, line = [], ""
    for piece in (part for whole in pieces for part in _parted(whole, room)):
        longer = f"{line} {piece}" if line else piece
        if line and width(longer) > room:
            lines.append(line)
            longer = piece
        line = longer
    return [" " * indent + one for one in (*lines, line)]


def _parted(piece: str, room: int) -> Iterator[str]:
    """The piece; in parts where it is wider than a line, as a sentence without spaces is."""
    part = ""
    for char in piece if width(piece) > room else ():
        if width(part + char) > room:
            yield part
            part = ""
        part += char
    yield part or piece


def _part(title: str, parts: Sequence[Sequence[str]]) -> Iterator[str]:
    if parts:
        yield ""
        yield click.style(title, bold=True)
        yield from (line for part in parts for line in part)


def _subjects(issue: Told) -> list[Told]:
    """The candidates; the one that was taken first, whoever wrote it."""
    candidates: list[Told] = list(issue["subjects"])
    taken = [one for one in candidates if one["text"] == issue["subject"]][:1]
    if not taken:
        taken = [{"text": issue["subject"], "score": None, "reasons": []}]
    return taken + [one for one in candidates if one["text"] != issue["subject"]]


def _subject(line: Told) -> list[str]:
    points = "" if line["score"] is None else f"{line['score']:.2f}"
    return [f"  {points:>6}  {fitted(line['text'], columns() - 10).rstrip()}", *_reasons(line, 10)]


def _placed(number: int, story: Told) -> list[str]:
    room = columns() - 12
    return [
        f"  {number:>2}  {fitted(story['title'], room - 8)} {story['score']:>7.2f}",
        f"      {fitted(story['source'], room).rstrip()}",
        *_reasons(story, _INDENT),
    ]


def _left_out(story: Told) -> list[str]:
    room = columns() - 10
    return [
        f"  {fitted(story['title'], room)} {story['score']:>7.2f}",
        *wrapped(story["why"], _INDENT),
        f"      {fitted(story['source'], room - 4).rstrip()}",
    ]


def _paragraph(source: str, paragraph: Told, last: float) -> Iterator[str]:
    fate = _fate(paragraph, last)
    place = f"{_place(source, paragraph['line'])}  {paragraph['score']:.2f}"
    line = f"  {place}  {fate}".rstrip()
    lines = [line] if width(line) <= columns() else [f"  {place}", *wrapped(fate, _INDENT)]
    colour = "green" if paragraph["selected"] else "yellow" if paragraph["runner_up"] else None
    yield from (click.style(one, fg=colour) if colour else one for one in lines)
    yield f"      {fitted(paragraph['text'], columns() - _INDENT).rstrip()}"
    yield from _reasons(paragraph, _INDENT)


def _place(source: str, line: int) -> str:
    """Where a paragraph stands: the line of the file, or of an entry, whose address is said above."""
    if "://" in source:
        return f"line {line}"
    room = columns() // 2
    name = source if width(source) <= room else f"…{source[-room + 1 :]}"
    return printable(f"{name}:{line}")


def _fate(paragraph: Told, last: float) -> str:
    """Kept, or the runner-up and by how much it lost; whom it is kept for, where that is not everybody."""
    if paragraph["selected"]:
        return f"kept for {paragraph['audience']} alone" if paragraph["audience"] else "kept"
    if not paragraph["runner_up"]:
        return ""
    behind = last - paragraph["score"]
    if behind < 0:
        return f"runner-up, {-behind:.2f} ahead of the last kept, no room"
    return f"runner-up, {behind:.2f} behind the last kept"


def _reasons(told: Told, indent: int) -> list[str]:
    """Each rule with its points; one that gives none is only named."""
    given = [
        printable(f"{one['rule']} {one['points']:+.3g}" if one["points"] else one["rule"]) for one in told["reasons"]
    ]
    commas = [f"{one}," for one in given[:-1]] + given[-1:]
    return [click.style(line, dim=True) for line in filled(commas, indent)] if given else []
