"""The editor's hand: which stories her names mean, and what she changes in them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from digest.editor.order import because
from digest.editor.paragraphs import with_paragraphs
from digest.editor.slugs import slug
from digest.errors import did_you_mean
from digest.model import Problem, folded
from digest.model.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from digest.model import Hand, SentIssue, Story, StoryEdit

_NAMED = 5  # stories that a hint lists


@dataclass(frozen=True, slots=True)
class Wishes:
    """The editor's hand with each name as the source of its story.

    ``pinned`` holds what is ordered, too; ``order`` has the name that was given for each source. ``problems`` tell of
    names that mean no story, or more than one.
    """

    hand: Hand
    pinned: frozenset[str]
    dropped: frozenset[str]
    order: Mapping[str, str]
    edits: Mapping[str, StoryEdit]
    problems: tuple[Problem, ...] = ()

    def where(self, name: str) -> str:
        """The file and line of the edits that has this name."""
        return place(self.hand, name)


def understood(hand: Hand, stories: Sequence[Story]) -> Wishes:
    """Find out which stories the edits mean.

    A name is a source as it stands; else a slug, or a document's name without its folder or suffix, where only one
    story fits: a number that tells two slugs apart may be another story's tomorrow. What is dropped is out, even
    where it is pinned or ordered as well.
    """
    if not hand:
        return Wishes(hand, frozenset(), frozenset(), {}, {})
    meant = _Names(stories)
    problems: dict[Problem, None] = {}

    def source(name: str) -> str:
        found, problem = meant.find(name, place(hand, name))
        if problem:
            problems[problem] = None
        return found

    drop, pin, order = ({source(name): name for name in names} for names in (hand.drop, hand.pin, hand.order))
    edits: dict[str, StoryEdit] = {}
    for edit in hand.stories:
        found = source(edit.name)
        if found and found in edits:
            problems[_two_tables(hand, edits[found], edit)] = None
        edits[found] = _joined(edits.get(found, edit), edit)
    for found, name in drop.items():
        if found and found in pin | order:
            what, hint = (
                "the edits drop a story and pin or order it as well",
                "it is dropped; take it out of one list",
            )
            problems[Problem(what, place(hand, name), name, hint)] = None
    dropped = frozenset(drop) - {""}
    return Wishes(
        hand,
        frozenset(pin | order) - dropped - {""},
        dropped,
        {found: name for found, name in order.items() if found and found not in dropped},
        {found: edit for found, edit in edits.items() if found},
        tuple(problems),
    )


def edited(story: Story, wishes: Wishes) -> tuple[Story, tuple[Problem, ...]]:
    """The story as the editor changed it, and the paragraphs that she names in vain."""
    edit = wishes.edits.get(story.article.source)
    if edit is None:
        return story, ()
    if edit.title:
        story = because(replace(story, article=replace(story.article, title=edit.title)), "retitled by the editor")
    if edit.section:
        article = replace(story.article, section=edit.section)
        story = because(replace(story, article=article), "put into its section by the editor")
    story, problems = with_paragraphs(story, edit, wishes.where(edit.name))
    if edit.summary:
        story = because(replace(story, summary=edit.summary, inside=()), "told in the editor’s own words")
    return story, problems


def subject_again(hand: Hand, issues: Sequence[SentIssue], apart: int) -> Problem | None:
    """What is odd about a subject of the editor's own that one of so many latest issues had.

    Args:
        hand: The editor's.
        issues: Those that were sent before this one, oldest first.
        apart: How many of them a subject shall not come again after.
    """
    latest = issues[-apart:] if apart else ()
    before = next(
        (one.week for one in reversed(latest) if folded(one.subject) == folded(visible(hand.subject))), None
    )
    if not hand.subject or before is None:
        return None
    hint = "it stays as you wrote it; readers may take the letter for the old one"
    return Problem(f"the subject is that of {before}", hand.file, hand.subject, hint)


def place(hand: Hand, name: str) -> str:
    """The line of the edits that has this name, as messages say it."""
    line = hand.lines.get(name)
    return f"{hand.file}:{line}" if line else hand.file


class _Names:
    """Every name of every story."""

    def __init__(self, stories: Iterable[Story]) -> None:
        self._sources: set[str] = set()
        self._shorts: dict[str, list[str]] = {}
        self._usual: dict[str, None] = {}
        titled: dict[str, list[str]] = {}
        numbered: dict[str, set[str]] = {}
        for story in stories:
            source, short = story.article.source, slug(story.article.title)
            self._sources.add(source)
            if story.slug:
                _add(titled, short, source)
                numbered.setdefault(short, {short}).add(story.slug)
            if not story.article.feed:
                _add(self._shorts, _stem(source), source)
            self._usual[_stem(source) if not story.article.feed else short or source] = None
        for short, names in numbered.items():
            for name in names:
                for source in titled[short]:
                    _add(self._shorts, name, source)

    def find(self, name: str, where: str) -> tuple[str, Problem | None]:
        """The source of the story that is meant, or an empty one and what is wrong with the name."""
        if name in self._sources:
            return name, None
        found = list(dict.fromkeys((*self._shorts.get(name, ()), *self._shorts.get(_stem(name), ()))))
        if len(found) == 1:
            return found[0], None
        if found:
            return "", Problem("the edits name more than one story", where, name, _one_of(found))
        hint = did_you_mean(name, (*self._sources, *self._shorts)) or _one_of(list(self._usual))
        return "", Problem("the edits name a story that is not here", where, name, hint)


def _two_tables(hand: Hand, one: StoryEdit, other: StoryEdit) -> Problem:
    keys = ("title", "section", "paragraphs", "summary")
    both = [key for key in keys if getattr(one, key) and getattr(other, key)]
    hint = f"write them as one; of both {', '.join(both)} the first counts" if both else "write them as one"
    return Problem(
        "the edits have two tables for one story", place(hand, other.name), f"{one.name}, {other.name}", hint
    )


def _joined(one: StoryEdit, other: StoryEdit) -> StoryEdit:
    return replace(
        one,
        title=one.title or other.title,
        section=one.section or other.section,
        paragraphs=one.paragraphs or other.paragraphs,
        summary=one.summary or other.summary,
    )


def _add(names: dict[str, list[str]], name: str, source: str) -> None:
    known = names.setdefault(name, [])
    if source not in known:
        known.append(source)


def _one_of(names: Sequence[str]) -> str:
    more = "" if len(names) <= _NAMED else f" and {len(names) - _NAMED} more"
    return f"name one of: {', '.join(names[:_NAMED])}{more}" if names else "there are no stories"


def _stem(name: str) -> str:
    """The file's name without its folder or suffix, in small letters."""
    return PurePosixPath(name).stem.casefold()
