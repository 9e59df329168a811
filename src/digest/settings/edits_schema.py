"""Every key of an edits file with its kind and a sentence."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, NewType

from digest.model.visible import visible
from digest.settings.kinds import Line, Text, Unexpected

if TYPE_CHECKING:
    from collections.abc import Mapping

Paragraphs = NewType("Paragraphs", tuple[str, ...])
First = int | str
_IN_STORIES = 3  # keys down to one of a story


def _key(doc: str, *called: str) -> dict[str, object]:
    return {"doc": doc, "called": called}


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryTable:
    """What is changed in one story."""

    title: Line = field(default=Line(""), metadata=_key("Another title.", "headline", "heading"))
    section: Line = field(default=Line(""), metadata=_key("Another section.", "rubric"))
    paragraphs: tuple[First, ...] = field(
        default=(), metadata=_key("The paragraphs to show, by their first words, in this order.", "keep", "kept")
    )
    summary: Paragraphs = field(
        default=Paragraphs(()),
        metadata=_key("Paragraphs of your own in the place of the article's.", "text", "body", "words"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class EditsToml:
    """The whole file."""

    subject: Line = field(default=Line(""), metadata=_key("The subject of all letters."))
    preheader: Line = field(
        default=Line(""), metadata=_key("What inboxes show after the subject.", "preview", "preview_text")
    )
    subjects: dict[str, Line] = field(
        default_factory=dict, metadata=_key("The subject of single audiences, each under its name.")
    )
    preheaders: dict[str, Line] = field(
        default_factory=dict, metadata=_key("The preheader of single audiences, each under its name.")
    )
    note: str = field(
        default="", metadata=_key("A note above the stories, in Markdown.", "intro", "opening", "editorial")
    )
    order: tuple[Text, ...] = field(
        default=(), metadata=_key("The stories that come first, the lead at their head.", "lead", "first")
    )
    pin: tuple[Text, ...] = field(
        default=(), metadata=_key("Stories that are in, whatever the rules say.", "add", "include")
    )
    drop: tuple[Text, ...] = field(default=(), metadata=_key("Stories that are not in.", "remove", "exclude", "skip"))
    stories: dict[str, StoryTable] = field(
        default_factory=dict, metadata=_key("Changes in single stories, each under its name.", "story")
    )


def elsewhere(place: tuple[str | int, ...], values: Mapping[str, Any]) -> tuple[str, str] | None:
    """What is wrong with a key that stands in the other part of the file, or is half of a name with a dot.

    Args:
        place: Where the key stands.
        values: The whole file.
    """
    key = place[-1]
    if name := _torn(place, values):
        return "a name with a dot stands in quotes", f"write [stories.{json.dumps(name, ensure_ascii=False)}]"
    if len(place) == 1 and key in {f.name for f in fields(StoryTable)}:
        hint = 'put it under the story\'s name, such as [stories."penny-black.txt"]'
        return "this key belongs to a story", hint
    if len(place) > 1 and key in {f.name for f in fields(EditsToml)}:
        return "this key belongs to the issue", "move it up, before the first [stories] table"
    return None


def _torn(place: tuple[str | int, ...], values: Mapping[str, Any]) -> str:
    """The name that TOML has read as a table within another; empty where that is none."""
    value: Any = values
    for key in place:
        value = value[key]
    if len(place) != _IN_STORIES or place[0] != "stories" or not isinstance(value, dict):
        return ""
    parts = [str(key) for key in place[1:]]
    while len(value) == 1 and isinstance(inner := next(iter(value.values())), dict):
        parts.extend(value)
        value = inner
    return ".".join(parts)


def first_words(value: Any) -> int | str:
    """The kind of a paragraph's first words; its number is read, lest an edit that names it goes unsaid.

    Raises:
        Unexpected: It is neither.
    """
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return value
    if isinstance(value, str) and (text := visible(value)):
        return text
    raise Unexpected("the first words of a paragraph, in quotes")


def paragraphs(value: Any) -> tuple[str, ...]:
    """The kind of a summary: a list of texts, or one text with blank lines between its paragraphs.

    Raises:
        Unexpected: It is neither.
    """
    texts = re.split(r"\n\s*\n", value) if isinstance(value, str) else value
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise Unexpected('paragraphs: ["One.", "Two."], or one text with blank lines between them')
    return tuple(text for text in map(visible, texts) if text)
