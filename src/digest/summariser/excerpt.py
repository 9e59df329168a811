"""Part of a paragraph: whole sentences of it, in their order, with a mark where some are missing."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from digest.model import ELLIPSIS
from digest.summariser.position import begins_with_pronoun
from digest.summariser.shape import ends_in_colon, is_question
from digest.summariser.wording import share, weight_of
from digest.summariser.words import content_stems, count, tokens

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from digest.summariser.profile import Paragraph, Profile

_FIELD = 60  # sentences among which the best are looked for
_FIRST = 0.5  # points of the first sentence, on a scale where the title's words together have one
_SHORTEST = 5  # words of a first sentence that is more than a heading run into its text
_GOING_ON = 0.2  # points of a sentence that goes on from one that is kept: it reads better, and costs no mark
_WEAK = 0.5  # points against a question, or what announces something that is not there


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence with its place in the paragraph, its words and what it is worth by itself."""

    start: int
    end: int
    length: int
    stems: frozenset[str]
    leaning: bool
    worth: float


def key_sentences(paragraph: Paragraph, profile: Profile, room: int) -> str:
    """The best sentences of a paragraph that fit into so many words, with an ellipsis for those missing before one.

    Taken one by one, the best first: a sentence is worth the title's words that it takes up and the recurring words
    that it adds, more where it is the first or goes on from one that is taken, less where it asks or announces. What
    begins with "he" or "this" is taken only after the sentence before it. No sentence is cut.

    Returns:
        The text, which is empty where no sentence fits.
    """
    told = tuple(_sentences(paragraph, profile))
    taken: list[int] = []
    passed: set[int] = set()
    while fitting := [
        index for index in range(len(told)) if index not in passed and _may_join(index, told, taken, room)
    ]:
        covered = frozenset().union(*(told[index].stems for index in taken))
        best = max(fitting, key=lambda index: (_gain(index, told, taken, covered, profile), -index))
        if count(_text(paragraph, told, [*taken, best])) <= room:
            taken.append(best)
        else:  # characters counted two by two make an odd one more
            passed.add(best)
    return _text(paragraph, told, taken)


def first_sentences(paragraph: Paragraph, room: int) -> str:
    """As many whole sentences from its start as fit into so many words."""
    kept = ""
    for _, end in _places(paragraph):
        longer = paragraph.text[:end].strip()
        if count(longer) > room:
            break
        kept = longer
    return kept


def joined(text: str, places: Sequence[tuple[int, int]]) -> str:
    """These stretches of a text, with an ellipsis before each that does not follow the one before it."""
    kept, end = "", 0
    for start, stop in places:
        gap = text[end:start]
        kept += (gap if not gap.strip() else f" {ELLIPSIS} ") + text[start:stop]
        end = stop
    return kept.strip()


def parts(text: str, kept: str) -> tuple[tuple[str, bool], ...]:
    """A paragraph's text as runs of what a story keeps and what it leaves out, in reading order.

    Args:
        text: The paragraph.
        kept: What a story shows of it, as in ``Verdict.kept``.

    Returns:
        Runs without outer spaces, each with whether it is kept.
    """
    found: list[tuple[str, bool]] = []
    end = 0
    for run in [text] if kept == text else kept.split(ELLIPSIS):
        start = text.index(run.strip(), end)
        found += [(text[end:start].strip(), False), (run.strip(), True)]
        end = start + len(run.strip())
    return tuple((run, known) for run, known in [*found, (text[end:].strip(), False)] if run)


def _text(paragraph: Paragraph, told: Sequence[_Sentence], taken: Collection[int]) -> str:
    return joined(paragraph.text, [(told[index].start, told[index].end) for index in sorted(taken)])


def _sentences(paragraph: Paragraph, profile: Profile) -> Iterator[_Sentence]:
    for number, (start, end) in enumerate(islice(_places(paragraph), _FIELD)):
        sentence = paragraph.text[start:end]
        words = tuple(tokens(sentence))
        stems = frozenset(content_stems(words, profile.language))
        length = count(sentence)
        worth = share(profile.title, stems) + _FIRST * (number == 0 and length >= _SHORTEST)
        weak = is_question(sentence) or ends_in_colon(sentence)
        leaning = number > 0 and begins_with_pronoun(words, profile.language)
        yield _Sentence(start, end, length, stems, leaning, worth - _WEAK * weak)


def _places(paragraph: Paragraph) -> Iterator[tuple[int, int]]:
    end = 0
    for sentence in paragraph.sentences:
        start = paragraph.text.index(sentence, end)
        end = start + len(sentence)
        yield start, end


def _may_join(index: int, told: Sequence[_Sentence], taken: Collection[int], room: int) -> bool:
    if index in taken or (told[index].leaning and index - 1 not in taken):
        return False
    together = sorted([*taken, index])
    marks = (together[0] > 0) + sum(after - before > 1 for before, after in pairwise(together))
    return sum(told[number].length for number in together) + marks * count(ELLIPSIS) <= room


def _gain(
    index: int, told: Sequence[_Sentence], taken: Collection[int], covered: Collection[str], profile: Profile
) -> float:
    fresh = sorted(told[index].stems.difference(covered))  # a set's order would leak into sums
    news = weight_of(fresh, profile) / profile.heaviest if profile.heaviest else 0.0
    return told[index].worth + news / (told[index].length + 1) + _GOING_ON * (index - 1 in taken)
