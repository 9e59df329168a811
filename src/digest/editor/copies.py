"""Copies: the same text from two sources, whole or in part, under whatever title."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING

from digest.editor.samples import LEAST, LONG, LONGER, MANY, TELLING, WHOLLY, compared, is_copy, size, suspects
from digest.model import Role, folded

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence

    from digest.editor.samples import Sample
    from digest.model import Story

_RUN = 3  # words
_OPENING = 8  # words
_HOPELESS = 0.4  # common share of a sample of few numbers; a copy has twice that
_MANY, _VAIN = 32, 0.58  # the same of many numbers: an excerpt with words of its own around it has 0.77
_MOSTLY = 0.8  # of an excerpt, from the first to the last of its words that stand in the text
_UNTOUCHED = 0.97  # of the words between these
_CROWD = 100  # stories with one clue; more of them make it no clue
_FIGURE = re.compile(r"\d+")
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")


def near(one: Story, other: Story) -> bool:
    """Whether one story is a copy of the other: the same text, a little changed, or an excerpt of it.

    Titles do not decide: equal ones may stand over different texts, and a copy may have another title. A short text
    must be all but identical, figures and all, because two notices of one house differ in a few words. Symmetric and
    reflexive; who may read the stories is not asked.
    """
    same = one.sketch == other.sketch and _texts(one) == _texts(other)
    if same and (folded(one.article.title) == folded(other.article.title) or _is_long(one)):
        return True
    sample, least = compared(one.sketch, other.sketch), min(size(one.sketch), size(other.sketch))
    if least < LONG and sample.both and _figures_differ(one, other):
        return False
    if is_copy(sample, least):
        return True
    if _is_hopeless(sample):
        return False
    if sample.both < MANY and not _agree(one, other):
        return False
    return _is_excerpt(one, other) or _is_excerpt(other, one)


def _is_hopeless(sample: Sample) -> bool:
    numbers = min(sample.first, sample.second)
    return numbers >= TELLING and sample.containment < (_VAIN if numbers >= _MANY else _HOPELESS)


def groups(stories: Iterable[Story], apart: Sequence[Collection[str]] = ()) -> tuple[tuple[Story, ...], ...]:
    """Each story with its copies: it joins the first of those before it that it is a copy of, for the same readers.

    Args:
        stories: Best first. The first of a group is its best of those that have something for one audience alone,
            where there are such: whatever came of it in the place of one of these would tell it to all.
        apart: Sources of stories that join no other; those of the first collection come first, then the next's.
    """
    led: list[list[Story]] = []
    clues: defaultdict[Hashable, list[int]] = defaultdict(list)
    for rank, _, story in sorted(
        ((_rank(story, apart), not story.article.insiders, story) for story in stories), key=itemgetter(0, 1)
    ):
        own, alone = tuple(_clues(story)), rank < len(apart)
        place = None if alone else next((at for at in _suspects(own, clues) if near(led[at][0], story)), None)
        if place is not None:
            led[place].append(story)
            continue
        for clue in own:
            if len(clues[clue]) < _CROWD:
                clues[clue].append(len(led))
        led.append([story])
    return tuple(map(tuple, led))


def guarding(story: Story, copies: Iterable[Story]) -> Story:
    """The story that knows what its copies have for one audience alone: nobody is shown it, but it is looked for."""
    own = {block.text for block in story.article.blocks}
    theirs = (block for copy in copies for block in copy.article.blocks if block.audience)
    more = tuple(replace(block, role=Role.FURNITURE) for block in theirs if block.text not in own)
    return replace(story, article=replace(story.article, blocks=(*story.article.blocks, *more))) if more else story


def lost_in(story: Story, copy: Story) -> str:
    """For whom a copy has something that nobody is shown when the story is told in its place; empty for none."""
    there = {(block.audience, block.text) for block in story.article.blocks}
    lost = (b.audience for b in copy.article.blocks if b.audience and (b.audience, b.text) not in there)
    return ", ".join(dict.fromkeys(lost))


def _rank(story: Story, apart: Sequence[Collection[str]]) -> int:
    return next((rank for rank, sources in enumerate(apart) if story.article.source in sources), len(apart))


def _clues(story: Story) -> Iterator[Hashable]:
    """What a copy may have in common with it; the readers are part of every clue."""
    readers = story.article.audience
    yield readers, "title", folded(story.article.title)
    yield readers, "opening", _opening(story)
    for number in story.sketch:
        yield readers, number


def _suspects(own: Sequence[Hashable], clues: defaultdict[Hashable, list[int]]) -> list[int]:
    """The groups whose first story may be the same, in their order."""
    by_words = {place for clue in own[:2] if clue in clues for place in clues[clue]}
    shared = Counter(place for clue in own[2:] if clue in clues for place in clues[clue])
    return sorted(by_words | suspects(shared, len(own) - 2))


def _is_excerpt(part: Story, whole: Story) -> bool:
    """Whether the part's own words stand in the whole, which may say some of them in its standfirst.

    What comes before and after an excerpt ("Read on at …") may be its own; within it hardly a word differs, or it is
    another notice of the same wording.
    """
    own = _triples(" ".join(_texts(part)))
    others = set(_triples(" ".join((whole.article.standfirst, *_texts(whole)))))
    found = [triple in others for triple in own]
    if len(own) < LEAST or len(set(own)) > len(others) or not any(found):
        return False
    if len(others) < LONGER * len(own):
        return sum(found) >= WHOLLY * len(found)
    within = found[found.index(True) : len(found) - found[::-1].index(True)]
    return len(within) >= _MOSTLY * len(own) and sum(within) >= _UNTOUCHED * len(within)


def _figures_differ(one: Story, other: Story) -> bool:
    """Whether each text has a figure that the other has not: another day, another price."""
    first, second = (_figures(" ".join(_texts(story))) for story in (one, other))
    return bool(first - second and second - first)


@lru_cache(maxsize=256)
def _figures(text: str) -> frozenset[str]:
    return frozenset(_FIGURE.findall(text))


def _agree(one: Story, other: Story) -> bool:
    """Whether they have the same title or begin with the same words."""
    return folded(one.article.title) == folded(other.article.title) or _opening(one) == _opening(other)


def _is_long(story: Story) -> bool:
    return len(_triples(" ".join(_texts(story)))) >= LEAST


def _opening(story: Story) -> tuple[str, ...]:
    found: list[str] = []
    for text in _texts(story):
        found += (match[0] for match, _ in zip(_WORD.finditer(text.casefold()), range(_OPENING), strict=False))
        if len(found) >= _OPENING:
            break
    return tuple(found[:_OPENING])


def _texts(story: Story) -> tuple[str, ...]:
    return tuple(block.text for block in story.article.body)


@lru_cache(maxsize=256)  # one story is compared with many
def _triples(text: str) -> list[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    return [tuple(words[start : start + _RUN]) for start in range(len(words) - _RUN + 1)]
