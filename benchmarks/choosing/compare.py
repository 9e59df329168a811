"""Compare the key paragraphs with those of well-known methods, at the same budget of words.

    pip install sumy numpy rouge-score
    PYTHONPATH=benchmarks python -m choosing.compare DIR

Prints a table of gains (``measure.py``; it says what DIR holds, too): ours, the first paragraphs (Lead), and what the
package sumy makes of the same paragraphs by LexRank, TextRank, Luhn's method, latent semantic analysis, SumBasic and
KL-Sum, with the same stop words and Snowball's stems.
"""

from __future__ import annotations

import argparse
import re
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from choosing.measure import WORDS, Case, gains, load, table
from digest.summariser.keep import Keep
from digest.summariser.selection import judge
from digest.summariser.stopwords import STOP_WORDS
from digest.summariser.words import stem

if TYPE_CHECKING:
    from collections.abc import Sequence

_ALL = Keep(paragraphs=1_000_000, words=WORDS, trim=True)
_METHODS = {
    "LexRank": ("lex_rank", "LexRankSummarizer"),
    "TextRank": ("text_rank", "TextRankSummarizer"),
    "Luhn": ("luhn", "LuhnSummarizer"),
    "LSA": ("lsa", "LsaSummarizer"),
    "SumBasic": ("sum_basic", "SumBasicSummarizer"),
    "KL": ("kl", "KLSummarizer"),
}


class _Words:
    """The tokenizer that sumy asks."""

    def to_words(self, text: str) -> tuple[str, ...]:
        return tuple(re.findall(r"[^\W\d_]+", text.casefold()))


def ours(case: Case) -> list[int]:
    """Our paragraphs, the best first."""
    worth: dict[int, float] = {}
    for verdict in judge(case.article, _ALL):
        number = case.place(verdict.block.text) if verdict.selected else None
        if number is not None:
            worth.setdefault(number, verdict.score)
    return sorted(worth, key=lambda number: (-worth[number], number))


def theirs(case: Case, module: str, name: str) -> list[int]:
    """The paragraphs of a method of sumy, the best first."""
    order: list[int] = []

    def remember(rated: Sequence[Any]) -> Sequence[Any]:
        order.extend(info.order for info in rated)
        return rated

    dom = import_module("sumy.models.dom")
    summarizer = getattr(import_module(f"sumy.summarizers.{module}"), name)(lambda word: stem(word, "en"))
    summarizer.stop_words = STOP_WORDS["en"]
    sentences = [dom.Sentence(text, _Words()) for text in case.paragraphs]
    summarizer(dom.ObjectDocumentModel([dom.Paragraph(sentences)]), remember)
    return order


def main() -> None:
    parser = argparse.ArgumentParser(description="Compare the key paragraphs with those of well-known methods.")
    parser.add_argument("folder", type=Path, metavar="DIR")
    cases = load(parser.parse_args().folder)
    rows = {
        "ours": gains(cases, [case.recall(ours(case)) for case in cases]),
        "Lead": gains(cases, [case.recall(range(len(case.paragraphs))) for case in cases]),
    }
    for name, method in _METHODS.items():
        rows[name] = gains(cases, [case.recall(theirs(case, *method)) for case in cases])
    print(table(rows))


if __name__ == "__main__":
    main()
