"""Whether a letter shows all that it should: a newsletter's own templates may be older than what an issue holds."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from digest.model.visible import visible
from digest.preflight.letters import letters_of, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.preflight.sight import Sight, Told

# What the text part adds: addresses behind a word of the note or on a line of their own, numbers of a list of links.
_ADDED = re.compile(
    r"<(?:https?|mailto|tel):[^>\s]{0,2000}>|^[ \u200e\u200f]*(?:\[\d+\]:?[ \u200e\u200f]*)?https?://\S+$",
    re.MULTILINE,
)
_NUMBER = re.compile(r"\[\d{1,4}\]")
_ADDRESS = re.compile(r"https?://[!-~]+")
_LINKED = re.compile(r"https?://[^\s<>\"“”]{1,2000}", re.IGNORECASE)
_ENDS = ".,;:!?)]}»”’'"  # signs after an address that belong to the sentence
_SERVICE = ("{", "*|", "[", "%%", "<%")  # signs of merge tags, which may hold spaces
_PRICE = 40  # characters; what is longer is a sentence, whose signs may be spelt in other ways
_FIRST_WORDS = 5
_BEGINNING = 8  # words of a story's first paragraph by which it is found


def told(sight: Sight) -> Iterator[str]:
    """A story that the issue tells stands in both parts of the letter, or templates have lost it."""
    yield from _missing(sight, [story["title"] for story in sight.stories], "the story", "the stories")
    parts = tuple(_parts(sight))
    begun = [(story["title"], _beginning(story, sight.letter.audience)) for story in sight.stories]
    # in neither part is one that a letter without room for more only names
    shown = [(title, words) for title, words in begun if any(part.says(words) for part in parts)]
    for part in parts:
        if lost := [title for title, words in shown if not part.says(words)]:
            yield f"the {part.name} lacks the first words of {listed(lost)}, which the other has"


def named(sight: Sight) -> Iterator[str]:
    """A headline that the issue names stands in both parts of the letter, or templates have lost it."""
    yield from _missing(sight, [story["title"] for story in sight.headlines], "the headline", "the headlines")


def offers(sight: Sight) -> Iterator[str]:
    """An offer's title, its price and its code stand in both parts of the letter."""
    for offer in sight.letter.manifest.get("offers", ()):
        for part in _parts(sight):
            if not part.says(offer["title"]):
                yield f"the {part.name} lacks the offer “{offer['title']}”"
                continue
            wanted = (offer["price"], offer["code"])
            if lost := [text for text in wanted if text and not part.spells(text)]:
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
    text = sight.text
    there = _addresses(text)
    here = {_bare(url) for url in sight.ways} | _addresses(sight.words)
    web = [url for url in sight.ways if url.startswith(("https://", "http://"))]
    if lost := [url for url in web if _bare(url) not in there and not _stands_whole(url, text)]:
        yield f"the text part lacks {len(lost):,} of the links: {listed(lost)}"
    tagged = tuple(url for url in sight.ways if any(sign in url for sign in _SERVICE))
    known = (url for url in sorted(there - here) if not any(sign in url for sign in _SERVICE))
    if more := [url for url in known if not any(one.startswith(url) for one in tagged)]:
        yield f"the HTML part lacks {len(more):,} of the text part's links: {listed(more)}"


@dataclass(frozen=True, slots=True)
class _Part:
    """The letters and digits of one part of a letter: all of them, without what it adds, without addresses."""

    name: str
    everything: str
    words: str
    plain: str
    line: str

    def says(self, text: str) -> bool:
        """Whether the words stand in it, whatever their line breaks and quotation marks have become."""
        seen = visible(text)
        return (
            letters_of(seen) in (self.everything if "://" in seen else self.words)
            or letters_of(_NUMBER.sub(" ", seen)) in self.words
            or ("://" in seen and letters_of(_ADDRESS.sub(" ", seen)) in self.plain)
        )

    def spells(self, text: str) -> bool:
        """Whether the text stands in it sign for sign, not as a part of a longer word or number."""
        wanted = _one_line(visible(text))
        if len(wanted) > _PRICE:
            return self.says(text)
        before = r"(?<![\w.,])" if wanted[:1].isalnum() else ""
        after = r"(?![\w]|[.,]\d)" if wanted[-1:].isalnum() else ""
        return bool(wanted) and re.search(f"{before}{re.escape(wanted)}{after}", self.line) is not None


def _parts(sight: Sight) -> Iterator[_Part]:
    yield _part("HTML part", sight.words)
    yield _part("text part", sight.text)


@lru_cache(maxsize=8)  # several checks look at the same letters
def _part(name: str, text: str) -> _Part:
    words = _NUMBER.sub(" ", _ADDED.sub(" ", text))
    return _Part(name, letters_of(text), letters_of(words), letters_of(_ADDRESS.sub(" ", words)), _one_line(text))


def _missing(sight: Sight, titles: list[str], one: str, many: str) -> Iterator[str]:
    for part in _parts(sight):
        if lost := [title for title in titles if not part.says(title)]:
            yield f"the {part.name} lacks {many if lost[1:] else one} {listed(lost)}"


def _beginning(story: Told, audience: str) -> str:
    """The first words of what these readers are shown of a story; none where it is shown without a paragraph."""
    own = (one for one in story.get("inside", ()) if one["audience"] == audience)
    shown = next(own, story)
    kept = shown.get("summary") or [one["text"] for one in shown.get("paragraphs", ()) if one["selected"]]
    return " ".join(str(kept[0]).split()[:_BEGINNING]) if kept else ""


def _addresses(text: str) -> set[str]:
    return {_bare(found) for found in _LINKED.findall(text)}


def _bare(url: str) -> str:
    """The address without what may or may not end it."""
    ends = _ENDS if url.count("(") < url.count(")") else _ENDS.replace(")", "")
    return url.rstrip(ends).rstrip("/")


def _stands_whole(url: str, text: str) -> bool:
    """Whether an address that may hold spaces, as merge tags do, stands in the text and goes no further."""
    return re.search(rf"{re.escape(url)}(?=[\s<>]|$)", text) is not None


def _one_line(text: str) -> str:
    """The text on one line, without signs that nobody sees."""
    seen = (char for char in unicodedata.normalize("NFC", text) if unicodedata.category(char) != "Cf")
    return " ".join("".join(seen).split())


def _opening(text: str) -> str:
    words = text.split()
    return " ".join(words[:_FIRST_WORDS]) + " …" * (len(words) > _FIRST_WORDS)
