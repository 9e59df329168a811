"""The editor's hand: which stories her names mean, and what she changes in them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from digest.editor.order import because
from digest.errors import did_you_mean
from digest.model import Problem, Reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from digest.model import Hand, Story, StoryEdit, Verdict

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

    A name is a source or a slug as it stands; else a file's name without its folder or suffix, where only one story
    fits. What is dropped is out, even where it is pinned or ordered as well.
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
    edits = {source(edit.name): edit for edit in hand.stories}
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
    """The story as the editor changed it, and the numbers of paragraphs that it does not have."""
    edit = wishes.edits.get(story.article.source)
    if edit is None:
        return story, ()
    if edit.title:
        story = because(replace(story, article=replace(story.article, title=edit.title)), "retitled by the editor")
    if edit.section:
        article = replace(story.article, section=edit.section)
        story = because(replace(story, article=article), "put into its section by the editor")
    story, problems = _with_paragraphs(story, edit, wishes.where(edit.name))
    if edit.summary:
        story = because(replace(story, summary=edit.summary), "told in the editor’s own words")
    return story, problems


def place(hand: Hand, name: str) -> str:
    """The line of the edits that has this name, as messages say it."""
    line = hand.lines.get(name)
    return f"{hand.file}:{line}" if line else hand.file


class _Names:
    """Every name of every story."""

    def __init__(self, stories: Iterable[Story]) -> None:
        self._exact: dict[str, list[str]] = {}
        self._stems: dict[str, list[str]] = {}
        for story in stories:
            source = story.article.source
            for name in {source, story.slug} - {""}:
                _add(self._exact, name, source)
            _add(self._stems, _stem(source), source)

    def find(self, name: str, where: str) -> tuple[str, Problem | None]:
        """The source of the story that is meant, or an empty one and what is wrong with the name."""
        exact = self._exact.get(name, [])
        found = [name] if name in exact else exact or self._stems.get(_stem(name), [])
        if len(found) == 1:
            return found[0], None
        if found:
            return "", Problem("the edits name more than one story", where, name, _one_of(found))
        hint = did_you_mean(name, self._exact) or _one_of(list(self._stems))
        return "", Problem("the edits name a story that is not here", where, name, hint)


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


def _with_paragraphs(story: Story, edit: StoryEdit, where: str) -> tuple[Story, tuple[Problem, ...]]:
    """The story with the paragraphs of these numbers; in another order than the article's they become its summary."""
    count = len(story.verdicts)
    there = tuple(dict.fromkeys(number for number in edit.paragraphs if 1 <= number <= count))
    problems = tuple(
        Problem(
            "the edits name a paragraph that is not there",
            where,
            f"{edit.name}: {number}",
            f"it has {count} paragraph{'s'[: count != 1]}",
        )
        for number in dict.fromkeys(edit.paragraphs)
        if number not in there
    )
    if not there:
        return story, problems
    verdicts = tuple(_chosen(verdict, number in there) for number, verdict in enumerate(story.verdicts, 1))
    turned = () if list(there) == sorted(there) else tuple(verdicts[number - 1].kept for number in there)
    return because(replace(story, verdicts=verdicts, summary=turned), "paragraphs chosen by the editor"), problems


def _chosen(verdict: Verdict, chosen: bool) -> Verdict:
    if not chosen:
        return replace(verdict, kept="")
    reasons = (*verdict.reasons, Reason("chosen by the editor", 0.0))
    return replace(verdict, kept=verdict.block.text, reasons=reasons, runner_up=False)
