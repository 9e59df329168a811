"""The greedy choice of paragraphs under a budget of words."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

from digest.summariser.excerpt import first_sentences, key_sentences
from digest.summariser.fitness import Fitness
from digest.summariser.repeats import says_again
from digest.summariser.rules import turn
from digest.summariser.words import count

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from digest.model import Reason
    from digest.summariser.keep import Keep
    from digest.summariser.profile import Paragraph, Profile

_ENDLESS = 300  # words that no sentence has
_WORTH_SHOWING = 5  # words below which the beginning of a paragraph is left out
_WORTH_CHOOSING = 30  # words of room in which sentences chosen from a long paragraph still say what it says,
_GIST = 3  # if they may be one word of so many


@dataclass(frozen=True, slots=True)
class Pick:
    """What is kept of a paragraph, and what the paragraphs kept before it made of it when its turn came."""

    kept: str
    turn: tuple[Reason, ...] = ()


def pick(profile: Profile, field: Sequence[Paragraph], scores: Mapping[int, float], keep: Keep) -> dict[int, Pick]:
    """The paragraphs kept, by index.

    Greedy: the best score first, as long as it fits. Keeping one can only lower what the others have to add, so a
    score is computed anew only when it comes to the top of the heap, as in M. Minoux, "Accelerated Greedy Algorithms
    for Maximizing Submodular Set Functions" (1978). Only its neighbours may rise, and are put up again.

    Args:
        profile: The article.
        field: Those of its paragraphs that may be kept.
        scores: What the rules say of each paragraph, by index, without its new words.
        keep: How much to keep.
    """
    standing = {p.index: scores[p.index] for p in field}
    picks: dict[int, Pick] = {}
    covered: set[str] = set()

    def place(index: int) -> tuple[float, int]:
        now = turn(profile.paragraphs[index], profile, keep.weights, covered, picks)
        return -standing[index] - sum(reason.points for reason in now), index

    heap = [place(index) for index in standing]
    heapify(heap)
    room = keep.words or sum(p.length for p in field)
    while heap and len(picks) < keep.paragraphs:
        _, index = heappop(heap)
        paragraph = profile.paragraphs[index]
        if index in picks or says_again(paragraph, map(profile.paragraphs.__getitem__, picks)):
            continue
        fresh = place(index)
        if heap and heap[0] < fresh:
            heappush(heap, fresh)
        elif kept := _fitting(paragraph, profile, room, keep):
            picks[index] = Pick(kept, turn(paragraph, profile, keep.weights, covered, picks))
            covered.update(paragraph.stems)
            room -= count(kept)
            for neighbour in (index - 1, index + 1):
                if neighbour in standing:
                    heappush(heap, place(neighbour))
    return picks or _last_resort(field, scores, keep)


def candidates(profile: Profile, sorts: Sequence[Fitness], keep: Keep) -> tuple[Paragraph, ...]:
    """The fittest sort of paragraphs that the article has; of an article as short as a story, slight ones as well.

    Args:
        profile: The article.
        sorts: How fit each of its paragraphs is.
        keep: How much to keep.
    """
    best = max(sorts, default=Fitness.NEVER)
    if best is Fitness.NEVER:
        return ()
    whole = _of_sort(profile, sorts, min(best, Fitness.SLIGHT))
    fits = sum(p.length for p in whole) <= keep.words or not keep.words
    return whole if fits and len(whole) <= keep.paragraphs else _of_sort(profile, sorts, best)


def _of_sort(profile: Profile, sorts: Sequence[Fitness], least: Fitness) -> tuple[Paragraph, ...]:
    return tuple(p for p, sort in zip(profile.paragraphs, sorts, strict=True) if sort >= least)


def _fitting(paragraph: Paragraph, profile: Profile, room: int, keep: Keep) -> str:
    """The paragraph if it fits, else the sentences of it that may stand for it, else nothing."""
    if paragraph.length <= room:
        return paragraph.text
    if keep.trim:
        beginning = first_sentences(paragraph, room)
        return beginning if count(beginning) >= min(_WORTH_SHOWING, keep.words) else ""
    very_long = paragraph.length > keep.words / 2
    enough = room >= min(max(_WORTH_CHOOSING, paragraph.length / _GIST), keep.words)
    return key_sentences(paragraph, profile, room) if very_long and enough else ""


def _last_resort(field: Sequence[Paragraph], scores: Mapping[int, float], keep: Keep) -> dict[int, Pick]:
    """The first sentence of the best paragraph, though it is longer than the story may be.

    What goes on for thousands of words without an end is no sentence and is not kept; where the limit is strict
    (``keep.trim``) nothing is.
    """
    real = [paragraph for paragraph in field if count(paragraph.sentences[0]) <= max(keep.words, _ENDLESS)]
    if not real or keep.paragraphs < 1 or keep.trim:
        return {}
    best = max(real, key=lambda paragraph: (scores[paragraph.index], -paragraph.index))
    return {best.index: Pick(best.sentences[0])}
