"""Whether a letter shows all that it should: a newsletter's own templates may be older than what an issue holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from digest.model.visible import visible
from digest.preflight.letters import letters_of, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.preflight.sight import Sight

# What the text part adds: addresses behind a word of the note or on a line of their own, numbers of a list of links.
_ADDED = re.compile(
    r"<(?:https?|mailto|tel):[^>\s]*>|^[ \u200e\u200f]*(?:\[\d+\]:?[ \u200e\u200f]*)?https?://\S+$", re.MULTILINE
)
_NUMBER = re.compile(r"\[\d{1,4}\]")
_ADDRESS = re.compile(r"https?://[!-~]+")
_FIRST_WORDS = 5


def told(sight: Sight) -> Iterator[str]:
    """A story that the issue tells stands in both parts of the letter, or templates have lost it."""
    yield from _missing(sight, [story["title"] for story in sight.stories], "the story", "the stories")


def named(sight: Sight) -> Iterator[str]:
    """A headline that the issue names stands in both parts of the letter, or templates have lost it."""
    yield from _missing(sight, [story["title"] for story in sight.headlines], "the headline", "the headlines")


def offers(sight: Sight) -> Iterator[str]:
    """An offer's title, its price and its code stand in both parts of the letter."""
    for offer in sight.letter.manifest.get("offers", ()):
        for part in _parts(sight):
            wanted = (offer["price"], offer["code"])
            if part.says(offer["title"]) and (lost := [text for text in wanted if text and not part.says(text)]):
                yield f"the {part.name} lacks {listed(lost)} of “{offer['title']}”"


def note(sight: Sight) -> Iterator[str]:
    """What the editor wrote to the readers stands in both parts of the letter, or templates have lost it."""
    for part in _parts(sight):
        for text in sight.laid.record.get("note", ()):
            if not part.says(text):
                yield f"the {part.name} lacks words of the editor's note: “{_opening(text)}”"
                break


def same_links(sight: Sight) -> Iterator[str]:
    """Who reads the text part can follow the same links."""
    lost = [
        link.url
        for link in sight.links
        if link.url.startswith(("https://", "http://")) and not _leads_there(sight.letter.text, link.url)
    ]
    if lost:
        yield f"the text part lacks {len(set(lost)):,} of the links: {listed(list(dict.fromkeys(lost)))}"


@dataclass(frozen=True, slots=True)
class _Part:
    """The letters and digits of one part of a letter: all of them, without what it adds, without addresses."""

    name: str
    everything: str
    words: str
    plain: str

    def says(self, text: str) -> bool:
        """Whether the words stand in it, whatever their line breaks and quotation marks have become."""
        seen = visible(text)
        return (
            letters_of(seen) in (self.everything if "://" in seen else self.words)
            or letters_of(_NUMBER.sub(" ", seen)) in self.words
            or ("://" in seen and letters_of(_ADDRESS.sub(" ", seen)) in self.plain)
        )


def _parts(sight: Sight) -> Iterator[_Part]:
    yield _part("HTML part", sight.words)
    yield _part("text part", sight.letter.text)


@lru_cache(maxsize=8)  # several checks look at the same letters
def _part(name: str, text: str) -> _Part:
    words = _NUMBER.sub(" ", _ADDED.sub(" ", text))
    return _Part(name, letters_of(text), letters_of(words), letters_of(_ADDRESS.sub(" ", words)))


def _missing(sight: Sight, titles: list[str], one: str, many: str) -> Iterator[str]:
    for part in _parts(sight):
        if lost := [title for title in titles if not part.says(title)]:
            yield f"the {part.name} lacks {many if lost[1:] else one} {listed(lost)}"


def _leads_there(text: str, url: str) -> bool:
    return url in text or url.rstrip("/") in text


def _opening(text: str) -> str:
    words = text.split()
    return " ".join(words[:_FIRST_WORDS]) + " …" * (len(words) > _FIRST_WORDS)
