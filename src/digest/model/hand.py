"""The editor's hand: what an editor changes in one issue, over what the rules have chosen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from digest.model.note import NoteBlock


@dataclass(frozen=True, slots=True)
class StoryEdit:
    """What is changed in one story; what is empty stays as it is.

    ``paragraphs`` are the first words of the article's own paragraphs, in the order in which they shall stand, or
    numbers, from 1, of which the editor is told that they name nothing; ``summary`` are paragraphs of the editor's
    own that take the place of the key paragraphs.
    """

    name: str
    title: str = ""
    section: str = ""
    paragraphs: tuple[int | str, ...] = ()
    summary: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hand:
    """An issue's edits.

    A name is a story's source, or its slug. ``order`` names the stories that come first, the lead at their head;
    ``pin`` those that are in whatever the rules say; ``drop`` those that are not. ``subjects`` and ``preheaders`` are
    those of single audiences, by their names. ``file`` and ``lines`` tell where each name stands, for messages.
    """

    note: tuple[NoteBlock, ...] = ()
    subject: str = ""
    preheader: str = ""
    order: tuple[str, ...] = ()
    pin: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    stories: tuple[StoryEdit, ...] = ()
    subjects: Mapping[str, str] = field(default_factory=dict)
    preheaders: Mapping[str, str] = field(default_factory=dict)
    file: str = ""
    lines: Mapping[str, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        own = (self.note, self.subject, self.preheader, self.subjects, self.preheaders)
        return any((*own, self.order, self.pin, self.drop, self.stories))
