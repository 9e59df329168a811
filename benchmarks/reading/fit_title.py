"""Fit the weights by which the page-text reader tells the headline of an article from the lines round it.

    python benchmarks/reading/fit_title.py DIR

DIR holds the plain-text dumps of pages in ``dumps/`` and ``gold.jsonl`` with one object per page: ``file`` and
``fields``, whose ``title`` is the headline where the dump shows it. Printed are the share of headlines found under
cross-validation over sites and the table for ``title.py``.

The method is a conditional logit: of all candidates of a page one is the headline, and its odds are a linear sum.
A headline that stands at several places counts as found at any of them.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
import unicodedata
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from digest.intake.page_text.body import in_body, score_lines
from digest.intake.page_text.facts import facts_of_page
from digest.intake.page_text.head import split_kicker
from digest.intake.page_text.lines import text_lines
from digest.intake.page_text.title import title_candidates, trimmed
from digest.intake.page_text.wrapping import unwrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.intake.page_text.features import Features

try:
    import numpy as np
except ImportError:
    sys.exit("fit_title.py needs numpy: pip install numpy")

FOLDS = 5
RIDGE = 3.0
LEAST_SPREAD = 0.05  # a rarer mark is shrunk like one this common, or it would be learnt by heart
SAME = 0.9  # token F1 from which a line is the headline
DENSE = 4  # lines that hold three lines of a body


@dataclass(frozen=True)
class Page:
    """The candidates of a page, and which of them are its headline."""

    fold: int
    english: bool
    found: tuple[Features, ...]
    right: tuple[bool, ...]


def read_page(folder: Path, gold: dict[str, Any]) -> Page | None:
    """The candidates of a page, None where no body is found."""
    text = (folder / "dumps" / gold["file"]).read_text(encoding="utf-8", errors="replace")
    lines = unwrapped(list(text_lines(text)))
    page = facts_of_page(lines)
    body = [i for i, kept in enumerate(in_body(page, [score for score, _ in score_lines(page)])) if kept]
    if not body:
        return None
    candidates = title_candidates(lines, page, start(body), body[-1] + 1)
    wanted = gold["fields"]["title"]
    right = (is_same(wanted, split_kicker(trimmed(lines[i].text))[1]) for i, _ in candidates)
    return Page(fold_of(gold["file"]), gold["lang"] == "en", tuple(f for _, f in candidates), tuple(right))


def start(body: Sequence[int]) -> int:
    """The first line of the body that is not alone, as the recogniser has it."""
    return next((i for i, later in zip(body, body[2:], strict=False) if later - i <= DENSE), body[0])


def fold_of(name: str) -> int:
    """Pages of one site fall into one fold."""
    source, _, rest = name.partition("-")
    site = re.split(r"[.-]", rest)[0].casefold()
    return int(hashlib.sha256(f"{source}-{site}".encode()).hexdigest()[:6], 16) % FOLDS


def tokens(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold()))


def is_same(wanted: str, text: str) -> bool:
    a, b = tokens(wanted), tokens(text)
    return 2 * (a & b).total() >= SAME * (a.total() + b.total())


class Fit:
    """Weights of all features, from the candidates of some pages."""

    def __init__(self, names: Sequence[str], pages: Sequence[Page]) -> None:
        self.column = {name: i for i, name in enumerate(names)}
        spread = np.maximum(np.vstack([self.rows(page) for page in pages]).std(0), LEAST_SPREAD)
        known = [(self.rows(page) / spread, np.array(page.right)) for page in pages if any(page.right)]
        self.weights = _newton(known, len(names)) / spread

    def rows(self, page: Page) -> Any:  # noqa: ANN401 - numpy is optional, so its types are not known
        """The features of the candidates of a page, one row each."""
        x = np.zeros((len(page.found), len(self.column)))
        for row, found in zip(x, page.found, strict=True):
            for name, value in found.items():
                row[self.column[name]] = value
        return x

    def finds(self, page: Page) -> bool:
        """Whether the best candidate of a page is its headline."""
        return bool(page.found) and page.right[int((self.rows(page) @ self.weights).argmax())]


def _newton(pages: Sequence[tuple[Any, Any]], size: int) -> Any:  # noqa: ANN401 - as above
    b = np.zeros(size)
    for _ in range(20):
        slope, curve = -RIDGE * b, RIDGE * np.eye(size)
        for x, right in pages:
            odds = x @ b
            e = np.exp(odds - odds.max())
            chosen, wanted = e / e.sum(), np.where(right, e, 0) / max(e[right].sum(), 1e-300)
            middle = x.T @ chosen
            slope += x.T @ wanted - middle
            curve += (x * chosen[:, None]).T @ x - np.outer(middle, middle)
        step = np.linalg.solve(curve, slope)
        b += step * min(1.0, 2 / np.abs(step).max())
    return b


def table(names: Sequence[str], fit: Fit) -> str:
    """The constant of ``title.py``, what speaks for a headline first."""
    rows = sorted(zip(names, fit.weights, strict=True), key=lambda row: (-row[1], row[0]))
    return "\n".join(["WEIGHTS: Features = {", *(f'    "{name}": {value:.1f},' for name, value in rows), "}"])


def main() -> None:
    parser = argparse.ArgumentParser(description="Fit the weights by which the page-text reader finds headlines.")
    parser.add_argument("folder", type=Path, metavar="DIR", help="folder with gold.jsonl and dumps/")
    args = parser.parse_args()
    if not (args.folder / "gold.jsonl").is_file():
        parser.error(f"no gold.jsonl in {args.folder}")
    golds = [json.loads(line) for line in (args.folder / "gold.jsonl").open(encoding="utf-8")]
    read = [read_page(args.folder, gold) for gold in golds if "title" in gold["fields"]]
    pages = [page for page in read if page]
    names = sorted({name for page in pages for found in page.found for name in found})
    hits = []
    for k in range(FOLDS):
        fit = Fit(names, [page for page in pages if page.fold != k])
        hits += [(page.english, fit.finds(page)) for page in pages if page.fold == k]
    english = [hit for is_english, hit in hits if is_english]
    shown = sum(any(page.right) for page in pages) / len(pages)
    print(f"# {len(pages)} pages, {len(names)} features; the headline is among the candidates of {shown:.3f}")
    print(f"# found on unseen sites: {sum(hit for _, hit in hits) / len(hits):.3f}", end="")
    print(f", of English pages {sum(english) / len(english):.3f}" if english else "")
    print(table(names, Fit(names, pages)))


if __name__ == "__main__":
    main()
