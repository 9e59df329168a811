"""The greedy choice of paragraphs under a budget of words."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

from digest.model import Reason
from digest.summariser.fitness import Fitness, fitness
from digest.summariser.rules import leading_up, new_words
from digest.summariser.words import count

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from digest.summariser.keep import Keep
    from digest.summariser.profile import Paragraph, Profile

_ENDLESS = 300  # words that no sentence has
_WORTH_SHOWING = 5  # words below which the beginning of a paragraph is left out


@dataclass(frozen=True, slots=True)
class Pick:
    """What is kept of a paragraph, and what the paragraphs kept before it made of it when its turn came."""

    kept: str
    turn: tuple[Reason, ...] = ()


def pick(profile: Profile, scores: Mapping[int, float], keep: Keep) -> dict[int, Pick]:
    """The paragraphs kept, by index.

    Greedy: the best score first, as long as it fits. Keeping one can only lower what the others have to add, so a
    score is computed anew only when it comes to the top of the heap, as in M. Minoux, "Accelerated Greedy Algorithms
    for Maximizing Submodular Set Functions" (1978). Only the one right above it may rise, and is put up again.

    Args:
        profile: The article.
        scores: What the rules say of each paragraph, by index, without its new words.
        keep: How much to keep.
    """
    candidates = _candidates(profile, keep)
    standing = {p.index: scores[p.index] for p in candidates}
    picks: dict[int, Pick] = {}
    covered: set[str] = set()

    def place(index: int) -> tuple[float, int]:
        now = turn(profile.paragraphs[index], profile, covered, picks, keep)
        return -standing[index] - sum(reason.points for reason in now), index

    heap = [place(index) for index in standing]
    heapify(heap)
    room = keep.words or sum(p.length for p in candidates)
    while heap and len(picks) < keep.paragraphs:
        _, index = heappop(heap)
        if index in picks:
            continue
        paragraph = profile.paragraphs[index]
        fresh = place(index)
        if heap and heap[0] < fresh:
            heappush(heap, fresh)
        elif kept := _fitting(paragraph, room, keep, first=not picks):
            picks[index] = Pick(kept, turn(paragraph, profile, covered, picks, keep))
            covered.update(paragraph.stems)
            room -= count(kept)
            if index - 1 in standing:
                heappush(heap, place(index - 1))
    return picks or _last_resort(candidates, scores, keep)


def _candidates(profile: Profile, keep: Keep) -> tuple[Paragraph, ...]:
    """The fittest sort of paragraphs that the article has; of an article as short as a story, slight ones as well."""
    sorts = [fitness(paragraph, profile) for paragraph in profile.paragraphs]
    best = max(sorts, default=Fitness.NEVER)
    if best is Fitness.NEVER:
        return ()
    whole = _of_sort(profile, sorts, min(best, Fitness.SLIGHT))
    fits = sum(p.length for p in whole) <= keep.words or not keep.words
    return whole if fits and len(whole) <= keep.paragraphs else _of_sort(profile, sorts, best)


def _of_sort(profile: Profile, sorts: Sequence[Fitness], least: Fitness) -> tuple[Paragraph, ...]:
    return tuple(p for p, sort in zip(profile.paragraphs, sorts, strict=True) if sort >= least)


def _fitting(paragraph: Paragraph, room: int, keep: Keep, *, first: bool) -> str:
    """The paragraph if it fits, else its first whole sentences where they may stand for it, else nothing."""
    if paragraph.length <= room:
        return paragraph.text
    if not keep.trim and not (first and paragraph.length > keep.words):
        return ""
    beginning = _beginning(paragraph, room)
    return beginning if count(beginning) >= min(_WORTH_SHOWING, keep.words) else ""


def _beginning(paragraph: Paragraph, room: int) -> str:
    """As many whole sentences from its start as fit into so many words."""
    ends, end, used = [0], 0, 0
    for sentence in paragraph.sentences:
        end = paragraph.text.index(sentence, end) + len(sentence)
        used += count(sentence)
        if used > room:
            break
        ends.append(end)
    while count(paragraph.text[: ends[-1]]) > room:
        ends.pop()
    return paragraph.text[: ends[-1]].strip()


def _last_resort(candidates: Sequence[Paragraph], scores: Mapping[int, float], keep: Keep) -> dict[int, Pick]:
    """The first sentence of the best paragraph, though it is longer than the story may be.

    What goes on for thousands of words without an end is no sentence and is not kept; where the limit is strict
    (``keep.trim``) nothing is.
    """
    real = [paragraph for paragraph in candidates if count(paragraph.sentences[0]) <= max(keep.words, _ENDLESS)]
    if not real or keep.paragraphs < 1 or keep.trim:
        return {}
    best = max(real, key=lambda paragraph: (scores[paragraph.index], -paragraph.index))
    return {best.index: Pick(best.sentences[0])}


def turn(
    paragraph: Paragraph, profile: Profile, covered: Collection[str], picks: Collection[int], keep: Keep
) -> tuple[Reason, ...]:
    """Points that a paragraph has from the company it would join: the words and the paragraphs kept so far."""
    news = keep.weights.new_words * new_words(paragraph, profile, covered)
    lead = keep.weights.leading_up * leading_up(paragraph, profile, picks)
    reasons = Reason("new_words", round(news, 3)), Reason("leading_up", round(lead, 3))
    return tuple(reason for reason in reasons if reason.points)
