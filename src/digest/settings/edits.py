"""edits/2024-W25.toml → the editor's hand in one issue, with every mistake reported at once."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from digest.intake.marks import stray_mark
from digest.intake.note import read_note
from digest.model import Hand, Problem, StoryEdit
from digest.model.visible import visible
from digest.settings.edits_schema import EditsToml, First, Paragraphs, elsewhere, first_words, paragraphs
from digest.settings.edits_starter import starter
from digest.settings.reader import Reader
from digest.settings.toml_file import read_toml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from digest.model import NoteBlock, Week

__all__ = ["misnamed_edits", "read_edits", "starter"]

_SHOWN = 120  # characters of what a note cannot show
_FOR_ALL = "put the words into a document, between ::: member and :::, or take the mark out"
_LONGEST = {"subject": 200, "preheader": 300}  # characters; what is longer was meant for another place
_MEANT = re.compile(r"(\d{4})[-_ ]?w?(\d{1,2})(?:\.toml|\.tml|\.txt)*", re.IGNORECASE)
_LISTS = ("order", "pin", "drop")


def read_edits(folder: Path, week: Week) -> Hand:
    """Read the edits of an issue; without a file there are none.

    Args:
        folder: The folder of edits.
        week: The issue's week, the file's name.

    Raises:
        SettingsError: The file cannot be read, or is not TOML.
        SettingsErrors: It has mistakes; all of them, each with its line.
    """
    name = f"{folder.name}/{week}.toml"
    try:
        found = read_toml(folder / f"{week}.toml", name, "the edits")
    except FileNotFoundError:
        return Hand()
    misplaced = partial(elsewhere, values=found.values)
    reader = Reader(found, noun="key", kinds={Paragraphs: paragraphs, First: first_words}, elsewhere=misplaced)
    toml = reader.table(EditsToml, found.values, ())
    note: tuple[NoteBlock, ...] = ()
    if toml is not None:
        _look_at_lengths(toml, reader)
        _look_at_lists(toml, reader)
        _look_at_stories(toml, reader)
        _look_at_marks(toml, reader)
        note = _note(toml.note, reader)
    reader.refuse_mistakes()
    return Hand(
        note=note,
        subject=visible(toml.subject),
        preheader=visible(toml.preheader),
        subjects={name: visible(text) for name, text in toml.subjects.items()},
        preheaders={name: visible(text) for name, text in toml.preheaders.items()},
        order=toml.order,
        pin=toml.pin,
        drop=toml.drop,
        stories=tuple(
            StoryEdit(name, visible(story.title), visible(story.section), story.paragraphs, story.summary)
            for name, story in toml.stories.items()
        ),
        file=name,
        lines=_lines(toml, reader),
    )


def misnamed_edits(folder: Path, week: Week) -> tuple[Problem, ...]:
    """Files that were meant for this week's edits and are not read, for the spelling of their names."""
    right = f"{week}.toml"
    names = sorted(file.name for file in folder.iterdir()) if folder.is_dir() else []
    meant = [name for name in names if name != right and _week_meant(name) == (week.year, week.number)]
    return tuple(
        Problem("edits that are not read", f"{folder.name}/{name}", hint=f"name the file {right}") for name in meant
    )


def _week_meant(name: str) -> tuple[int, int] | None:
    match = _MEANT.fullmatch(name)
    return (int(match[1]), int(match[2])) if match else None


def _note(text: str, reader: Reader) -> tuple[NoteBlock, ...]:
    note = read_note(text)
    for what, found in note.lost:
        reader.note(("note",), f"a note cannot show {what}", found[:_SHOWN], "say it in words, or with a link")
    for address in note.refused:
        hint = "write the whole address, with https:// or mailto:"
        reader.note(("note",), "a link of the note leads nowhere", address[:120], hint)
    return note.blocks


def _look_at_lengths(toml: EditsToml, reader: Reader) -> None:
    for name, longest in _LONGEST.items():
        if (length := len(getattr(toml, name))) > longest:
            reader.note((name,), f"the {name} is too long", f"{length} characters", f"{longest} are the most")
        for audience, text in getattr(toml, f"{name}s").items():
            if len(text) > longest:
                found, place = f"{len(text)} characters", (f"{name}s", audience)
                reader.note(place, f"the {name} is too long", found, f"{longest} are the most")


def _look_at_lists(toml: EditsToml, reader: Reader) -> None:
    """Names that stand twice, and stories that are both in and out."""
    for list_name in _LISTS:
        names: tuple[str, ...] = getattr(toml, list_name)
        for number, name in enumerate(names):
            if name in names[:number]:
                reader.note((list_name, number), f"named twice in {list_name}", name, "take one of them out")
            elif list_name == "drop" and name in (*toml.order, *toml.pin):
                hint = "take it out of drop, or of the other list"
                reader.note(("drop", number), "a story cannot be both in and out", name, hint)


def _look_at_stories(toml: EditsToml, reader: Reader) -> None:
    """Two choices of which only one can count."""
    for name, story in toml.stories.items():
        place = ("stories", name, "paragraphs")
        if story.paragraphs and story.summary:
            hint = "a summary stands in the place of the paragraphs; take one of them out"
            reader.note(place, "paragraphs and a summary for one story", name, hint)
        if len(set(story.paragraphs)) < len(story.paragraphs):
            found = ", ".join(map(str, story.paragraphs))
            reader.note(place, "a paragraph is named twice", found, "name each once")


def _look_at_marks(toml: EditsToml, reader: Reader) -> None:
    """Words that were meant for one audience: what the editor writes is for all."""
    for place, text in _written(toml):
        if found := stray_mark(text):
            what = f"a mark means nothing in the {place[0] if place[0] != 'stories' else place[-1]}"
            reader.note(place, f"{what}: it is for everybody", found, _FOR_ALL)


def _written(toml: EditsToml) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every text of the editor's own, with its place."""
    yield from ((("subject",), toml.subject), (("preheader",), toml.preheader), (("note",), toml.note))
    for key, lines in (("subjects", toml.subjects), ("preheaders", toml.preheaders)):
        yield from (((key, name), text) for name, text in lines.items())
    for name, story in toml.stories.items():
        yield ("stories", name, "title"), story.title
        yield ("stories", name, "section"), story.section
        yield ("stories", name, "summary"), "\n".join(story.summary)


def _lines(toml: EditsToml, reader: Reader) -> dict[str, int]:
    """The line on which each story's name stands first."""
    lines: dict[str, int] = {}
    for name, place in _places(toml):
        lines[name] = min(reader.line(place), lines.get(name, reader.line(place)))
    return lines


def _places(toml: EditsToml) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    for list_name in _LISTS:
        yield from ((name, (list_name, number)) for number, name in enumerate(getattr(toml, list_name)))
    yield from ((name, ("stories", name)) for name in toml.stories)
