"""What two texts have in common, by samples of their word triples."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LONG = 300  # triples of a text in which some words may well be changed
LEAST = 8  # triples of a text that has something to compare
TELLING = 6  # numbers of a sample that is worth believing
_TITLED = 3  # numbers that are enough under the same title
MANY = 24  # common numbers that need no like title to be looked at
LONGER = 1.5  # times that a text is longer than its excerpt
WHOLLY = 0.985  # of a text that is hardly shorter

_SAME_NOTICE = 0.95  # of two short texts: a sketch does not show that only figures differ, as in a weekly column
_SAMPLE = 64  # numbers of a full sketch
_HASHES = 1 << 32
_SUSPECT = 16  # common numbers, or half of a short sketch; a copy has more


@dataclass(frozen=True, slots=True)
class Sample:
    """Word triples of two texts, all or a fair share of them: how many each has, and how many both have."""

    both: int
    first: int
    second: int

    @property
    def resemblance(self) -> float:
        """The share of all triples that stand in both (Jaccard)."""
        return self.both / max(1, self.first + self.second - self.both)

    @property
    def containment(self) -> float:
        """The share of the shorter text's triples that stand in the longer one."""
        return self.both / max(1, min(self.first, self.second))

    @property
    def ratio(self) -> float:
        """How many times longer the longer text is."""
        return max(self.first, self.second) / max(1, min(self.first, self.second))


def same_text(one: Sequence[int], other: Sequence[int], *, titled: bool) -> bool:
    """Whether two sketches are of one text, or one of them of an excerpt, where the texts are not at hand.

    Args:
        one: A sketch.
        other: Another.
        titled: Whether the stories have the same title; then less has to be seen in common.
    """
    sample, least = compared(one, other), min(size(one), size(other))
    if is_copy(sample, least) and (least >= LONG or sample.resemblance >= _SAME_NOTICE):
        return True
    telling = min(sample.first, sample.second) >= _TITLED if titled else sample.both >= MANY
    return telling and _is_part(sample, least)


def compared(one: Sequence[int], other: Sequence[int]) -> Sample:
    """What two sketches have in common below the number up to which both are complete.

    The estimate of A. Broder, "On the resemblance and containment of documents" (1997), for bottom-k samples. It is
    exact for texts of fewer triples than a sketch has room for, else off by about 0.06.

    Args:
        one: The smallest hashes of a text's word triples, sorted upwards, at most 64.
        other: Those of the other text.
    """
    ends = [numbers[-1] for numbers in (one, other) if len(numbers) >= _SAMPLE]
    end = min(ends, default=_HASHES)
    first, second = ({number for number in numbers if number <= end} for numbers in (one, other))
    return Sample(len(first & second), len(first), len(second))


def size(sketch: Sequence[int]) -> int:
    """How many different word triples the text of a sketch has, about."""
    if len(sketch) < _SAMPLE:
        return len(sketch)
    return round((len(sketch) - 1) * _HASHES / max(1, sketch[-1]))


def suspects(shared: Mapping[int, int], numbers: int) -> set[int]:
    """The places that have so many numbers in common with a sketch that they want a closer look.

    Args:
        shared: How many they have, by place.
        numbers: The length of the sketch.
    """
    few = min(_SUSPECT, numbers / 2)
    return {place for place, times in shared.items() if times >= few}


def is_copy(sample: Sample, least: int) -> bool:
    """Whether two texts have so much in common that they are one.

    Args:
        sample: What they have in common.
        least: The triples of the shorter one.
    """
    return least >= LEAST and sample.resemblance >= _asked(least, (80, 0.95), (LONG, 0.75))


def _is_part(sample: Sample, least: int) -> bool:
    if least < LEAST:
        return False
    enough = sample.containment >= _asked(least, (30, 0.95), (80, 0.85)) and sample.ratio >= LONGER
    return enough or sample.containment >= WHOLLY


def _asked(triples: int, short: tuple[int, float], long: tuple[int, float]) -> float:
    """The share that a text of so many triples must have: a short one more, a long one less, evenly between."""
    (low, more), (high, less) = short, long
    way = min(1.0, max(0.0, (triples - low) / (high - low)))
    return more + way * (less - more)
