"""Fit the weights by which the page-text reader tells the lines of an article from the rest of its page.

    python benchmarks/reading/fit.py DIR

DIR holds the plain-text dumps of pages in ``dumps/`` and ``gold.jsonl`` with one object per page: ``file``, either
``body`` (the text of the article) or ``body_has`` and ``body_lacks`` (snippets inside and outside it), and
``captions`` (outside it). Needs numpy. Printed are the log-loss under cross-validation and the table for
``weights.py``.

The method is logistic regression with a ridge penalty, one set of weights for each form of a line: what all forms
have in common plus what is peculiar to each, both shrunk. A line counts by the share of its article that it holds.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from digest.intake.page_text.facts import facts_of_page
from digest.intake.page_text.features import Form, features, form
from digest.intake.page_text.lines import text_lines
from digest.intake.page_text.wrapping import unwrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.intake.page_text.facts import Facts
    from digest.intake.page_text.lines import Line

try:
    import numpy as np
except ImportError:
    sys.exit("fit.py needs numpy: pip install numpy")

FOLDS = 5
RIDGE = 100.0
LEAST_SPREAD = 0.15  # a rarer mark is shrunk like one this common, or it would be learnt by heart
SNIPPET = 8.0  # weight of a line that a snippet names
WORDS, USUAL, LEAST = 100, 500, 150  # a line counts up to so many words, as in an article of so many, no shorter than
ZEAL = 0.45  # log-odds added, so that runs of lines lose less than they gain
SHINGLE = 4  # words


@dataclass(frozen=True)
class Page:
    """The labelled lines of a page: a matrix of features, and for each line form, label and weight."""

    fold: int
    found: tuple[dict[str, float], ...]
    forms: tuple[Form, ...]
    labels: tuple[bool, ...]
    weights: tuple[float, ...]


def read_page(folder: Path, gold: dict[str, Any]) -> Page:
    text = (folder / "dumps" / gold["file"]).read_text(encoding="utf-8", errors="replace")
    lines = unwrapped(list(text_lines(text)))
    facts = facts_of_page(lines)
    labels = labels_of(lines, gold)
    found = list(features(facts))
    kept = [i for i, label in enumerate(labels) if label is not None]
    return Page(
        fold_of(gold["file"]),
        tuple(found[i] for i in kept),
        tuple(form(facts[i]) for i in kept),
        tuple(bool(labels[i]) for i in kept),
        tuple(weight(facts[i], gold) for i in kept),
    )


def fold_of(name: str) -> int:
    """Pages of one site fall into one fold."""
    source, _, rest = name.partition("-")
    site = re.split(r"[.-]", rest)[0].casefold()
    return int(hashlib.sha256(f"{source}-{site}".encode()).hexdigest()[:6], 16) % FOLDS


def weight(line: Facts, gold: dict[str, Any]) -> float:
    if gold.get("body") is None:
        return SNIPPET
    return (min(line.words, WORDS) + 1) / (max(LEAST, len(tokens(gold["body"]))) / USUAL) / 10


def tokens(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def shingles(words: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)]


def labels_of(lines: Sequence[Line], gold: dict[str, Any]) -> list[bool | None]:
    """For every line whether it belongs to the article; None where the answers do not say."""
    texts = [" ".join(line.text.split()) for line in lines]
    labels = by_snippets(texts, gold) if gold.get("body") is None else by_body(texts, gold["body"])
    captions = gold.get("captions", ())
    for i, text in enumerate(texts):
        if labels[i] is not True and any(c in text or (text in c and len(text) > 20) for c in captions):  # noqa: PLR2004 - characters
            labels[i] = False
    return labels


def by_snippets(texts: Sequence[str], gold: dict[str, Any]) -> list[bool | None]:
    return [
        True
        if any(s in text for s in gold["body_has"])
        else False
        if any(s in text for s in gold["body_lacks"])
        else None
        for text in texts
    ]


def by_body(texts: Sequence[str], body: str) -> list[bool | None]:
    """A line of some words belongs where most of its shingles do, a shorter one where it stands beside such lines."""
    wanted, flat = set(shingles(tokens(body))), f" {' '.join(tokens(body))} "
    words = [tokens(text) for text in texts]
    sure = [bool(w) and sum(s in wanted for s in shingles(w)) > (len(w) - SHINGLE + 1) / 2 for w in words]
    near = [any(sure[max(0, i - 3) : i + 4]) for i in range(len(texts))]
    short = [len(w) < SHINGLE for w in words]
    return [
        (near[i] and bool(w) and f" {' '.join(w)} " in flat) if short[i] else sure[i] for i, w in enumerate(words)
    ]


class Fit:
    """Weights of all features for each form, from the rows of some pages."""

    def __init__(self, names: Sequence[str], pages: Sequence[Page]) -> None:
        self.names = names
        x, forms, y, w = self.rows(pages)
        middle, spread = x.mean(0), np.maximum(x.std(0), LEAST_SPREAD)
        z = np.hstack([(x - middle) / spread, np.ones((len(x), 1))])
        size = z.shape[1]
        wide = np.hstack([z, *(z * (forms == f)[:, None] for f in Form)])
        b = _ridge(wide, y, w / w.mean(), free=size - 1).reshape(1 + len(Form), size)
        each = b[0] + b[1:]
        self.weights = each[:, :-1] / spread
        self.intercepts = each[:, -1] - (self.weights * middle).sum(1)

    def rows(self, pages: Sequence[Page]) -> tuple[Any, Any, Any, Any]:
        """Features, forms, labels and weights of all lines of the pages, one row a line."""
        found = [found for page in pages for found in page.found]
        column = {name: i for i, name in enumerate(self.names)}
        x = np.zeros((len(found), len(self.names)))
        for i, line in enumerate(found):
            for name, value in line.items():
                x[i, column[name]] = value
        forms = np.array([f for page in pages for f in page.forms])
        labels = np.array([label for page in pages for label in page.labels], dtype=float)
        return x, forms, labels, np.array([w for page in pages for w in page.weights])

    def loss(self, pages: Sequence[Page]) -> tuple[float, float]:
        """Summed log-loss of other pages, and their summed weights."""
        x, forms, y, w = self.rows(pages)
        odds = (x * self.weights[forms]).sum(1) + self.intercepts[forms]
        return float((w * np.logaddexp(0, np.where(y > 0, -odds, odds))).sum()), float(w.sum())


def _ridge(x: Any, y: Any, w: Any, free: int) -> Any:  # noqa: ANN401 - numpy is optional, so its types are not known
    """Newton's method; the column ``free`` (the common intercept) is not shrunk."""
    penalty = np.full(x.shape[1], RIDGE)
    penalty[free] = 1e-3
    b = np.zeros(x.shape[1])
    for _ in range(8):
        p = 1 / (1 + np.exp(-np.clip(x @ b, -30, 30)))
        slope = x.T @ (w * (y - p)) - penalty * b
        curve = (x * (w * np.maximum(p * (1 - p), 1e-5))[:, None]).T @ x + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        b += step * min(1.0, 3 / np.abs(step).max())
    return b


def table(fit: Fit) -> str:
    """The constants of ``weights.py``, heaviest for the body first."""
    rows = sorted(zip(fit.names, fit.weights.T, strict=True), key=lambda row: (-row[1].mean(), row[0]))
    lines = [f'    "{name}": ({", ".join(f"{v:.2f}" for v in values)}),' for name, values in rows]
    start = ", ".join(f"{value + ZEAL:.2f}" for value in fit.intercepts)
    return "\n".join([f"INTERCEPTS = ({start})", "", "WEIGHTS: dict[str, Weights] = {", *lines, "}"])


def main() -> None:
    parser = argparse.ArgumentParser(description="Fit the weights of the page-text reader's line features.")
    parser.add_argument("folder", type=Path, metavar="DIR", help="folder with gold.jsonl and dumps/")
    parser.add_argument("--no-check", action="store_true", help="leave the cross-validation out")
    args = parser.parse_args()
    golds = [json.loads(line) for line in (args.folder / "gold.jsonl").open(encoding="utf-8")]
    pages = [read_page(args.folder, gold) for gold in golds]
    names = sorted({name for page in pages for found in page.found for name in found})
    counts = Counter(label for page in pages for label in page.labels)
    print(f"# {len(pages)} pages, {counts[True]} lines of articles, {counts[False]} others, {len(names)} features")
    if not args.no_check:
        losses = [
            Fit(names, [p for p in pages if p.fold != k]).loss([p for p in pages if p.fold == k])
            for k in range(FOLDS)
        ]
        print(f"# log-loss on unseen pages: {sum(a for a, _ in losses) / sum(b for _, b in losses):.4f}")
    print(table(Fit(names, pages)))


if __name__ == "__main__":
    main()
