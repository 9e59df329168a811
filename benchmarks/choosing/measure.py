"""How near a choice of paragraphs comes to what people wrote of the same articles.

A folder of development data holds ``gold.jsonl``, an object for each article: ``file``, ``source``, ``reference`` (a
summary that a person wrote) and ``recall_at_120`` with what a ``random`` choice and a greedy ``oracle`` reach; and
``articles/``, a text for each: the title, then its paragraphs, with a blank line between any two.

The figure is the gain: how far, per cent, the mean recall (ROUGE-1, -2 and -L, Porter stems) goes from that of a
random choice to that of the oracle. Paragraphs are taken best first, up to 120 words; the one that overflows is cut.
Needs rouge-score.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from importlib import import_module
from itertools import pairwise
from statistics import mean
from typing import TYPE_CHECKING, Any

from digest.intake.sources import read_together
from digest.model import Article

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

WORDS = 120
FOLDS = 5
_BATCH = 200  # documents that are read together


@dataclass
class Case:
    """An article, its paragraphs as the data have them, and the words that a person found for it."""

    article: Article
    source: str
    paragraphs: tuple[str, ...]
    reference: tuple[str, ...]
    chance: float
    best: float
    fold: int
    known: dict[tuple[tuple[int, int], ...], float] = field(default_factory=dict)
    tokens: dict[tuple[int, int], tuple[str, ...]] = field(default_factory=dict)

    def recall(self, best_first: Sequence[int], words: int = WORDS) -> float:
        """The mean recall of these paragraphs of the article, cut after so many words."""
        kept = tuple(sorted(self._cut(best_first, words)))
        if kept not in self.known:
            self.known[kept] = recall(self.reference, [word for part in kept for word in self._tokens(part)])
        return self.known[kept]

    def place(self, text: str) -> int | None:
        """Which of the paragraphs a block of the article is, or is part of."""
        flat = one_line(text)
        near = (n for n, own in enumerate(map(one_line, self.paragraphs)) if flat and (flat in own or own in flat))
        return next(near, None)

    def _cut(self, best_first: Sequence[int], words: int) -> Iterator[tuple[int, int]]:
        for number in best_first:
            if words <= 0:
                return
            taken = min(words, len(self.paragraphs[number].split()))
            words -= taken
            yield number, taken

    def _tokens(self, part: tuple[int, int]) -> tuple[str, ...]:
        if part not in self.tokens:
            number, words = part
            self.tokens[part] = tokens(" ".join(self.paragraphs[number].split()[:words]))
        return self.tokens[part]


def load(folder: Path) -> tuple[Case, ...]:
    """Every article of the folder; groups for cross-validation are told by the names of files."""
    rows = [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    cases: list[Case] = []
    for start in range(0, len(rows), _BATCH):
        batch = rows[start : start + _BATCH]
        read = read_together([folder / "articles" / row["file"] for row in batch])
        cases += [_case(row, path, found) for row, (path, found) in zip(batch, read, strict=True)]
    return tuple(cases)


def gains(cases: Sequence[Case], recalls: Sequence[float]) -> dict[str, float]:
    """The gain of each source, per cent, and the mean of them."""
    told: dict[str, float] = {}
    for source in dict.fromkeys(case.source for case in cases):
        own = [
            (found, case.chance, case.best)
            for found, case in zip(recalls, cases, strict=True)
            if case.source == source
        ]
        found, chance, best = (mean(column) for column in zip(*own, strict=True))
        told[source] = 100 * (found - chance) / (best - chance)
    return told | {"MEAN": mean(told.values())}


def table(rows: Mapping[str, Mapping[str, float]]) -> str:
    """Rows of gains as a Markdown table."""
    heads = list(next(iter(rows.values())))
    lines = [f"| gain % | {' | '.join(heads)} |", f"| --- |{' ---: |' * len(heads)}"]
    lines += [f"| {name} | {' | '.join(f'{row[head]:.1f}' for head in heads)} |" for name, row in rows.items()]
    return "\n".join(lines)


def recall(reference: Sequence[str], found: Sequence[str]) -> float:
    """The mean of ROUGE-1, ROUGE-2 and ROUGE-L recall, as the package rouge-score counts them."""
    if not reference or not found:
        return 0.0
    single = (Counter(reference) & Counter(found)).total() / len(reference)
    double = (Counter(pairwise(reference)) & Counter(pairwise(found))).total() / max(1, len(reference) - 1)
    return (single + double + longest_common(reference, found) / len(reference)) / 3


def longest_common(one: Sequence[str], other: Sequence[str]) -> int:
    """Length of the longest common subsequence, a row of the table in one number (H. Hyyrö, 2004)."""
    places: dict[str, int] = {}
    for number, word in enumerate(one):
        places[word] = places.get(word, 0) | 1 << number
    full = (1 << len(one)) - 1
    row = full
    for word in other:
        hits = row & places.get(word, 0)
        row = ((row + hits) | (row - hits)) & full
    return len(one) - row.bit_count()


def tokens(text: str) -> tuple[str, ...]:
    """The words of a text as rouge-score sees them."""
    stemmer = import_module("nltk.stem.porter").PorterStemmer()
    return tuple(import_module("rouge_score.tokenize").tokenize(text, stemmer))


def one_line(text: str) -> str:
    """A text with single spaces."""
    return " ".join(text.split())


def _case(row: Mapping[str, Any], path: Path, article: object) -> Case:
    if not isinstance(article, Article):
        raise TypeError(f"{path} cannot be read")
    paragraphs = path.read_text(encoding="utf-8").rstrip("\n").split("\n\n")[1:]
    reached = row["recall_at_120"]
    fold = hashlib.sha256(row["file"].encode()).digest()[1] % FOLDS
    return Case(
        article,
        row["source"],
        tuple(paragraphs),
        tokens(row["reference"]),
        reached["random"],
        reached["oracle"],
        fold,
    )
