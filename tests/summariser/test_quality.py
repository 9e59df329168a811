"""How near the key paragraphs come to what editors wrote; only where their articles lie beside the checkout."""

from __future__ import annotations

import json
import tarfile
from pathlib import Path
from statistics import mean
from typing import Any

import pytest

from digest.model import Article, Block, Role
from digest.summariser.keep import Keep
from digest.summariser.selection import judge
from tests import needs

BUDGET = 120  # words, for which the data know the recall of a random, of the first and of the best choice
FLOOR = {
    "digitalgov": 74.3,
    "18f": 73.9,
    "pep": 57.3,
}  # share of the way from random to best, per cent; may only rise
MEAN = 68.8


def gold() -> list[tuple[dict[str, Any], Article]]:
    with tarfile.open(needs.material("reading-dev") / "selection.tar.xz") as tar:
        files = {Path(m.name).name: tar.extractfile(m) for m in tar.getmembers() if m.isfile()}
        texts = {name: file.read().decode() for name, file in files.items() if file}
    rows = map(json.loads, texts["gold.jsonl"].splitlines())
    return [(row, article_of(row["file"], texts[row["file"]])) for row in rows]


def article_of(name: str, text: str) -> Article:
    title, *paragraphs = text.rstrip("\n").split("\n\n")
    return Article(name, title, tuple(Block(p, Role.BODY, n) for n, p in enumerate(paragraphs, 2)))


@pytest.fixture(scope="module")
def gains() -> dict[str, dict[str, float]]:
    scoring = pytest.importorskip("rouge_score.rouge_scorer", reason="rouge-score is not installed")
    scorer = scoring.RougeScorer(["rouge1", "rouge2", "rougeL"], use_stemmer=True)
    ways: dict[str, list[dict[str, float]]] = {source: [] for source in FLOOR}
    for row, article in gold():
        verdicts = judge(article, Keep(paragraphs=999, words=BUDGET, trim=True))
        scores = scorer.score(row["reference"], "\n".join(v.kept for v in verdicts if v.selected))
        ways[row["source"]].append(row["recall_at_120"] | {"ours": mean(s.recall for s in scores.values())})
    told: dict[str, dict[str, float]] = {}
    for source, rows in ways.items():
        recall = {name: mean(row[name] for row in rows) for name in ("ours", "lead", "random", "oracle")}
        way = recall["oracle"] - recall["random"]
        told[source] = {name: 100 * (recall[name] - recall["random"]) / way for name in ("ours", "lead")}
    return told


@pytest.mark.parametrize("source", FLOOR)
def test_key_paragraphs_cover_what_editors_wrote_as_well_as_they_did(
    gains: dict[str, dict[str, float]], source: str
) -> None:
    assert gains[source]["ours"] >= FLOOR[source]


def test_key_paragraphs_cover_as_much_over_all_sources_as_they_did(gains: dict[str, dict[str, float]]) -> None:
    assert mean(gain["ours"] for gain in gains.values()) >= MEAN


@pytest.mark.parametrize("source", FLOOR)
def test_key_paragraphs_are_no_worse_than_the_first_ones(gains: dict[str, dict[str, float]], source: str) -> None:
    assert gains[source]["ours"] >= gains[source]["lead"]
