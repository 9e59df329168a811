from __future__ import annotations

import hashlib
import json
import tarfile
from pathlib import Path
from statistics import mean
from typing import Any

import pytest

from digest.model import Article, Block, Role
from digest.summariser.keep import Keep
from digest.summariser.selection import judge

DATA = Path(__file__).resolve().parents[3] / "shared" / "reading-dev" / "selection.tar.xz"
BUDGET = 120  # words, for which the data know the recall of a random and of the best choice
FLOOR = {"digitalgov": 65.0, "18f": 69.0, "pep": 55.0}  # share of the way from random to best, per cent


def gold() -> list[tuple[dict[str, Any], Article]]:
    with tarfile.open(DATA) as tar:
        files = {Path(m.name).name: tar.extractfile(m) for m in tar.getmembers() if m.isfile()}
        texts = {name: file.read().decode() for name, file in files.items() if file}
    rows = map(json.loads, texts["gold.jsonl"].splitlines())
    return [(row, article_of(row["file"], texts[row["file"]])) for row in rows if sampled(row["file"])]


def sampled(name: str) -> bool:
    return hashlib.sha256(name.encode()).digest()[0] < 85  # a third of the articles


def article_of(name: str, text: str) -> Article:
    title, *paragraphs = text.rstrip("\n").split("\n\n")
    return Article(name, title, tuple(Block(p, Role.BODY, n) for n, p in enumerate(paragraphs, 2)))


@pytest.mark.skipif(not DATA.is_file(), reason="the development articles do not lie beside this checkout")
def test_key_paragraphs_cover_what_editors_wrote_as_well_as_they_did() -> None:
    scoring = pytest.importorskip("rouge_score.rouge_scorer", reason="rouge-score is not installed")
    scorer = scoring.RougeScorer(["rouge1", "rouge2", "rougeL"], use_stemmer=True)
    ways: dict[str, list[tuple[float, float, float]]] = {source: [] for source in FLOOR}
    for row, article in gold():
        verdicts = judge(article, Keep(paragraphs=999, words=BUDGET, trim=True))
        scores = scorer.score(row["reference"], "\n".join(v.kept for v in verdicts if v.selected))
        known = row["recall_at_120"]
        ways[row["source"]].append((mean(s.recall for s in scores.values()), known["random"], known["oracle"]))
    for source, floor in FLOOR.items():
        found, chance, best = (mean(column) for column in zip(*ways[source], strict=True))
        assert 100 * (found - chance) / (best - chance) >= floor, source
