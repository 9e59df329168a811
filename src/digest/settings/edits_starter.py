"""A new edits file: every key explained, and an issue's stories and how their paragraphs begin, as comments."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from digest.editor.slugs import slug
from digest.model.beginnings import beginnings, clipped
from digest.model.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_WORDS = 72  # columns of a paragraph's beginning
_SUBJECTS = 6
_PARTS = ("stories", "headlines", "left_out")
_NOTE = """\
# A note of yours above the stories: Markdown with paragraphs, *emphasis*, **strong** words, [links](https://…),
# lists and > quotations. Take the "# " off these five lines.
# note = '''
# Dear readers,
#
# this week ...
# '''
"""
_LISTS = {
    "order": "The stories that come first, in this order; the first one leads.",
    "pin": "Stories that are in, whatever the rules say.",
    "drop": "Stories that are not in.",
}


def starter(record: Mapping[str, Any]) -> str:
    """The text of a new edits file, which changes nothing until an editor takes a "# " off.

    Args:
        record: An issue.json; one without stories gives a file that explains every key.
    """
    lines = [*_head(record), "", *_inbox(record), "", _NOTE, *_lists(record), *_stories(record)]
    return "\n".join(lines).rstrip() + "\n"


def story_names(record: Mapping[str, Any]) -> tuple[str, ...]:
    """What the stories of an issue are called in its edits: those told, those named, those left out, in this order.

    A document is called by its source, an entry of a feed by its short name where no other story has the same.
    """
    stories = [story for part in _PARTS for story in record.get(part, ())]
    short = Counter(slug(str(story.get("title") or "")) for story in stories)
    return tuple(_name(story, short) for story in stories)


def _name(story: Mapping[str, Any], short: Mapping[str, int]) -> str:
    own, source = slug(str(story.get("title") or "")), str(story.get("source") or "")
    by_title = own and own == story.get("slug") and short[own] == 1 and (story.get("feed") or not source)
    return own if by_title else source


def _head(record: Mapping[str, Any]) -> Iterator[str]:
    week, day = _text(record, "week"), _text(record, "date")
    yield f"# The editor's hand in issue {week}{_of(record)}. What stands here wins over what the rules choose,"
    yield "# every time the issue is built; what does not stand here stays as it is."
    yield '# To use a line, take the "# " off it. Then: digest build' + (f" --date {day}" if day else "")
    yield f"# What it changes is shown by: digest diff {week}".rstrip()


def _of(record: Mapping[str, Any]) -> str:
    name = _text(record, "newsletter")
    return f" of {name}" if name else ""


def _inbox(record: Mapping[str, Any]) -> Iterator[str]:
    subject = _text(record, "subject")
    yield "# The subject, 30 to 60 characters, and what inboxes show after it, 50 to 130; neither is cut."
    others = [_text(line, "text") for line in record.get("subjects", ())]
    for other in dict.fromkeys(text for text in others[: _SUBJECTS + 1] if text != subject):
        yield f"#   it could also be: {other}"
    yield f"# subject = {_toml(subject)}"
    yield f"# preheader = {_toml(_text(record, 'preheader'))}"


def _lists(record: Mapping[str, Any]) -> Iterator[str]:
    first = list(story_names(record)[:1]) if record.get("stories") else []
    yield "# A story is named by its document, or by the short name that its address in the web edition has."
    for key, doc in _LISTS.items():
        yield f"# {doc}"
        yield f"# {key} = {_toml(first if key == 'order' else [])}"
    yield ""


def _stories(record: Mapping[str, Any]) -> Iterator[str]:
    told, named, left = (record.get(part, ()) for part in _PARTS)
    names = iter(story_names(record))
    yield "# Single stories. Under each name: another title or section; the paragraphs to show, by their first words"
    yield "# and in this order; or a summary of your own in their place. A star marks those that are shown now."
    if not told:
        yield from ("#", "# The issue is not in the outbox yet; once it is built, a new file lists its stories.")
        yield from _example()
    for number, (story, name) in enumerate(zip(told, names, strict=False), 1):
        yield from ("", f"# {number} · {_text(story, 'title')}", *_story(story, name))
    if named:
        yield from ("", "# Only named, for want of room (pin one to tell it):")
        yield from (f"#   {_toml(name)}  {_text(story, 'title')}" for story, name in zip(named, names, strict=False))
    if left:
        yield from ("", "# Left out (pin one to have it in):")
        yield from (
            f"#   {_toml(name)}  {_text(story, 'title')}{_why(story)}"
            for story, name in zip(left, names, strict=False)
        )


def _example() -> Iterator[str]:
    yield from ('# [stories."penny-black.txt"]', '# title = "Another title"', '# section = "Another section"')
    yield '# paragraphs = ["The first words of one", "Those of another"]'
    yield '# summary = ["In the place of the paragraphs."]'


def _why(story: Mapping[str, Any]) -> str:
    why = _text(story, "why")
    return f" ({why})" if why else ""


def _story(story: Mapping[str, Any], name: str) -> Iterator[str]:
    yield f"# [stories.{_toml(name)}]"
    yield f"# title = {_toml(_text(story, 'title'))}"
    if section := _text(story, "section"):
        yield f"# section = {_toml(section)}"
    if summary := story.get("summary"):
        yield f"# summary = {_toml(list(summary))}"
    paragraphs = _paragraphs(story)
    texts = [_text(paragraph, "begins") or _text(paragraph, "text") for paragraph in paragraphs]
    for paragraph, text in zip(paragraphs, texts, strict=True):
        whom = f" (for {audience} alone)" if (audience := _text(paragraph, "audience")) else ""
        yield f"#  {'*' if paragraph.get('selected') else ' '}  {_beginning(text)}{whom}"
    firsts = zip(paragraphs, beginnings([text.rstrip("…") for text in texts]), strict=True)
    if not summary:
        yield f"# paragraphs = {_toml([first for paragraph, first in firsts if paragraph.get('selected')])}"


def _paragraphs(story: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """Those for everybody, and among them those for one audience alone."""
    marked = [one for inside in story.get("inside", ()) for one in inside["paragraphs"] if one["audience"]]
    public: Sequence[Mapping[str, Any]] = story.get("paragraphs", ())
    return sorted((*public, *marked), key=lambda one: int(one["line"])) if marked else public


def _beginning(text: str) -> str:
    first = clipped(text, _WORDS)
    return first if first == text else f"{first.rstrip(' …')} …"


def _text(record: Mapping[str, Any], key: str) -> str:
    return visible(str(record.get(key) or ""))


def _toml(value: object) -> str:
    """As TOML has it: JSON's texts and lists of them are the same there, but for DEL."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
