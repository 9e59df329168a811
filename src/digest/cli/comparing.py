"""What differs between two issues, as their issue.json tell it."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    Told = Mapping[str, Any]  # an issue.json, or a story in one

_ALIKE = 0.5  # share of words by which two paragraphs are one that was changed
_LINES = ("subject", "preheader")
_LISTS = ("note", "sections")
_TITLED = ("archive", "deals", "catalogue")


@dataclass(frozen=True, slots=True)
class Changed:
    """Something that reads otherwise; ``before`` or ``after`` is empty where it was added or dropped."""

    what: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """A story that is added, dropped, or stands in another place.

    ``before`` and ``after`` are places such as "story 3" or "headline 1", empty where it is not in the issue; ``why``
    says why it is left out, where that is known.
    """

    title: str
    source: str
    before: str = ""
    after: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Retold:
    """A story of both issues that is told otherwise: its title, its section, its paragraphs."""

    title: str
    source: str
    changes: tuple[Changed, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that readers see differently."""

    lines: tuple[Changed, ...] = ()
    order: tuple[Moved, ...] = ()
    stories: tuple[Retold, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.lines or self.order or self.stories)


def compared(one: Told, other: Told) -> Comparison:
    """What the second issue has otherwise than the first."""
    return Comparison(tuple(_lines(one, other)), tuple(_order(one, other)), tuple(_retold(one, other)))


def words_compared(before: str, after: str) -> tuple[tuple[str, str], ...]:
    """Runs of words, each with its sign: ``=`` in both texts, ``-`` only in the first, ``+`` only in the second."""
    old, new = before.split(), after.split()
    runs: list[tuple[str, str]] = []
    for _, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        went, came = " ".join(old[start:end]), " ".join(new[new_start:new_end])
        runs.extend([("=", went)] if went == came else [run for run in (("-", went), ("+", came)) if run[1]])
    return tuple(runs)


def _lines(one: Told, other: Told) -> Iterator[Changed]:
    for name in _LINES:
        yield from _changed(name, (one[name],), (other[name],))
    for name in _LISTS:
        yield from _changed(name, tuple(one[name]), tuple(other[name]))
    for name in _TITLED:
        yield from _changed(name, *(tuple(item["title"] for item in told[name]) for told in (one, other)))


def _changed(what: str, before: tuple[str, ...], after: tuple[str, ...]) -> Iterator[Changed]:
    if before != after:
        yield Changed(what, tuple(filter(None, before)), tuple(filter(None, after)))


def _order(one: Told, other: Told) -> Iterator[Moved]:
    """First what came, then what went, then what moved; stories between which others moved have not moved."""
    before, after = _placed(one), _placed(other)
    why = {left["source"]: left["why"] for left in other["left_out"]}
    for source, (place, story) in after.items():
        if source not in before:
            yield Moved(story["title"], source, after=place)
    for source, (place, story) in before.items():
        if source not in after:
            yield Moved(story["title"], source, before=place, why=why.get(source, ""))
    both = [source for source in before if source in after]
    stayed = _stayed(both, [source for source in after if source in before], lambda it: before[it][0] == after[it][0])
    for source, (place, story) in after.items():
        if source in before and (source not in stayed or before[source][0].split()[0] != place.split()[0]):
            yield Moved(story["title"], source, before[source][0], place)


def _stayed(before: Sequence[str], after: Sequence[str], in_place: Callable[[str], bool]) -> frozenset[str]:
    """The most that can have stayed in their order, and in their places, while the others moved around them."""
    best: list[tuple[tuple[int, int], frozenset[str]]] = [((0, 0), frozenset())] * (len(after) + 1)
    for source in before:
        last = best[:]
        for place, other in enumerate(after, 1):
            (count, same), kept = last[place - 1]
            found = ((count + 1, same + in_place(source)), kept | {source}) if other == source else last[place]
            best[place] = max(found, last[place], best[place - 1], key=lambda pair: pair[0])
    return best[-1][1]


def _placed(told: Told) -> dict[str, tuple[str, Told]]:
    """Each story by its source, in the order of the issue, with its place."""
    parts = (("story", "stories"), ("headline", "headlines"))
    return {
        story["source"]: (f"{word} {number}", story)
        for word, part in parts
        for number, story in enumerate(told[part], 1)
    }


def _retold(one: Told, other: Told) -> Iterator[Retold]:
    before = _placed(one)
    for source, (place, story) in _placed(other).items():
        if source not in before:
            continue
        changes = tuple(_story(before[source][1], story, told=place.startswith("story")))
        if changes:
            yield Retold(story["title"], source, changes)


def _story(before: Told, after: Told, *, told: bool) -> Iterator[Changed]:
    for name in ("title", "section"):
        yield from _changed(name, (before[name],), (after[name],))
    if told:
        yield from _paragraphs(_shown(before), _shown(after))


def _shown(story: Told) -> tuple[str, ...]:
    kept = (paragraph["text"] for paragraph in story["paragraphs"] if paragraph["selected"])
    return tuple(story["summary"] or kept)


def _paragraphs(before: Sequence[str], after: Sequence[str]) -> Iterator[Changed]:
    for _, start, end, new_start, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        old, new = list(before[start:end]), list(after[new_start:new_end])
        if old == new:
            continue
        while old and new and _alike(old[0], new[0]):
            yield Changed("paragraph", (old.pop(0),), (new.pop(0),))
        yield from (Changed("paragraph", (text,), ()) for text in old)
        yield from (Changed("paragraph", (), (text,)) for text in new)


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio() > _ALIKE
