"""Whether a letter shows all that it should: a newsletter's own templates may be older than what an issue holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from digest.model.visible import visible
from digest.preflight.letters import letters_of, listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from digest.model import Story
    from digest.preflight.sight import Sight

# Addresses that the text part adds: behind a word of the note, or on a line of their own.
_ADDED = re.compile(r"<(?:https?|mailto|tel):[^>\s]*>|^[ \u200e\u200f]*https?://\S+$", re.MULTILINE)
_FIRST_WORDS = 5


def told(sight: Sight) -> Iterator[str]:
    """A story that the issue tells stands in both parts of the letter, or templates have lost it."""
    titles = [story.article.title for story in _for_readers(sight, sight.issue.stories)]
    yield from _missing(sight, titles, "the story", "the stories")


def named(sight: Sight) -> Iterator[str]:
    """A headline that the issue names stands in both parts of the letter, or templates have lost it."""
    titles = [story.article.title for story in _for_readers(sight, sight.issue.headlines)]
    yield from _missing(sight, titles, "the headline", "the headlines")


def note(sight: Sight) -> Iterator[str]:
    """What the editor wrote to the readers stands in both parts of the letter, or templates have lost it."""
    for part in _parts(sight):
        for block in sight.issue.note:
            if not all(part.says(span.text) for span in block.spans):
                yield f"the {part.name} lacks words of the editor's note: “{_opening(block.text)}”"
                break


@dataclass(frozen=True, slots=True)
class _Part:
    """The letters and digits of one part of a letter, with the addresses that it adds and without them."""

    name: str
    everything: str
    words: str

    def says(self, text: str) -> bool:
        """Whether the words stand in it, whatever their line breaks and quotation marks have become."""
        return letters_of(visible(text)) in (self.everything if "://" in text else self.words)


def _parts(sight: Sight) -> Iterator[_Part]:
    yield _part("HTML part", sight.words)
    yield _part("text part", sight.letter.text)


@lru_cache(maxsize=8)  # several checks look at the same letters
def _part(name: str, text: str) -> _Part:
    return _Part(name, letters_of(text), letters_of(_ADDED.sub(" ", text)))


def _for_readers(sight: Sight, stories: Iterable[Story]) -> Iterator[Story]:
    return (story for story in stories if story.article.audience in ("", sight.letter.audience))


def _missing(sight: Sight, titles: list[str], one: str, many: str) -> Iterator[str]:
    for part in _parts(sight):
        if lost := [title for title in titles if not part.says(title)]:
            yield f"the {part.name} lacks {many if lost[1:] else one} {listed(lost)}"


def _opening(text: str) -> str:
    words = text.split()
    return " ".join(words[:_FIRST_WORDS]) + " …" * (len(words) > _FIRST_WORDS)
