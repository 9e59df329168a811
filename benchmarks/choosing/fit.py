"""Find the weights of the rules that choose paragraphs.

    PYTHONPATH=benchmarks python -m choosing.fit DIR

DIR is described in ``measure.py``. Needs numpy and rouge-score. Printed are, for each source, the gain under
cross-validation by groups of articles, that of the weights found, and the weights themselves for ``weights.py``.

The method is coordinate search with a shrinking step, once for each group, over the articles of the other groups; the
weights are the means of what the searches find, which are smoother than any one of them. What is climbed is the mean
gain over three budgets of words, less a little for the size of the weights, so that no weight stands on the last
word of a budget. Rules that count only where a story may have few paragraphs play no part, and are left as they are;
so are those of which measurement says nothing (``_LEFT``), which would learn single articles by heart.
"""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from choosing.measure import FOLDS, WORDS, Case, gains, load, table
from digest.summariser.fitness import fitness
from digest.summariser.keep import Keep
from digest.summariser.picking import candidates
from digest.summariser.position import pointing_back
from digest.summariser.profile import profile
from digest.summariser.rules import RULES
from digest.summariser.weights import Weights
from digest.summariser.words import count

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

try:
    import numpy as np
except ImportError:
    sys.exit("fit needs numpy: pip install numpy")

_BUDGETS = (100, 120, 140)
_STEPS = (0.3, 0.15, 0.08)
_ROUNDS = 2
_PRICE = 0.25  # per cent of gain that a weight of 1 costs
_LEAST = 0.02  # per cent of gain below which a step is not taken
_SHORTEST = 5  # words below which the beginning of a paragraph is left out
_LEFT = frozenset({"standfirst", "filling", "timely", "leading_up", "named", "figures", "concluding", "links"})
_START = {
    "opening": 0.4, "lead": 0.6, "early": 0.7, "title": 0.8, "recurring": 1.5, "new_words": 1.0, "long": -0.3,
    "full_sentences": 0.2, "about_itself": 0.3, "announcing": 0.1, "reporting": -0.2, "aside": -0.2, "author": -0.2,
    "listed": -0.2, "quoted": -0.2, "housekeeping": -0.3,
}  # fmt: skip
Values = dict[str, float]


@dataclass
class Counted:
    """An article with what every rule says of its candidates, a row for each."""

    case: Case
    values: Any  # candidates by rules
    news: Any  # candidates by recurring words: the weight that each would add
    back: Any  # whether each begins with a pronoun
    above: Any  # the row of the paragraph right above each, or -1
    lengths: Any
    ends: tuple[Any, ...]  # words up to the end of each sentence
    places: tuple[int | None, ...]


def counted(case: Case) -> Counted:
    """Ask every rule once."""
    told = profile(case.article)
    sorts = [fitness(paragraph, told) for paragraph in told.paragraphs]
    field = candidates(told, sorts, Keep(paragraphs=1_000_000, words=WORDS, trim=True))
    rows = {paragraph.index: row for row, paragraph in enumerate(field)}
    columns = {stem: column for column, stem in enumerate(told.weight)}
    news = np.zeros((len(field), len(columns)))
    for row, paragraph in enumerate(field):
        for stem, weight in told.carried[paragraph.index].items():
            news[row, columns[stem]] = weight / told.total_weight
    return Counted(
        case,
        np.array([[rule(paragraph, told) for rule in RULES] for paragraph in field]).reshape(-1, len(RULES)),
        news,
        np.array([pointing_back(paragraph, told, ()) for paragraph in field]),
        np.array([rows.get(paragraph.index - 1, -1) for paragraph in field], dtype=int),
        np.array([paragraph.length for paragraph in field]),
        tuple(np.cumsum([count(sentence) for sentence in paragraph.sentences]) for paragraph in field),
        tuple(case.place(paragraph.text) for paragraph in field),
    )


def chosen(article: Counted, weights: Values, words: int) -> list[int]:
    """The paragraphs that a story would keep, best first, as ``picking.py`` chooses them."""
    standing = article.values @ np.array([weights[rule.__name__] for rule in RULES])
    back = weights["pointing_back"] * article.back
    least = np.array([min((end for end in ends if end >= _SHORTEST), default=1 << 30) for ends in article.ends])
    uncovered, open_ = np.ones(article.news.shape[1]), np.ones(len(standing), dtype=bool)
    worth: dict[int, float] = {}
    while (fitting := open_ & (np.minimum(article.lengths, least) <= words)).any():
        now = np.where(fitting, standing + back + weights["new_words"] * (article.news @ uncovered), -np.inf)
        best = int(now.argmax())
        words -= article.lengths[best] if article.lengths[best] <= words else _beginning(article.ends[best], words)
        open_[best] = False
        uncovered[article.news[best] > 0] = 0
        back[article.above == best] = 0
        if (place := article.places[best]) is not None:
            worth.setdefault(place, float(now[best]))
    return sorted(worth, key=lambda place: (-worth[place], place))


def _beginning(ends: Any, words: int) -> int:  # noqa: ANN401 - numpy has no types here
    return int(ends[ends <= words].max())


def recalls(articles: Sequence[Counted], weights: Values, budgets: Sequence[int]) -> list[float]:
    """The mean recall of each article over these budgets."""
    return [
        sum(article.case.recall(chosen(article, weights, words), words) for words in budgets) / len(budgets)
        for article in articles
    ]


def climbed(articles: Sequence[Counted], fold: int) -> Values:
    """The weights that a search finds without the articles of one group."""
    seen = [article for article in articles if article.case.fold != fold]
    cases = [article.case for article in seen]
    searched = [name for name in _names() if name not in _LEFT]

    def height(weights: Values) -> float:
        price = _PRICE * sum(abs(weights[name]) for name in searched)
        return gains(cases, recalls(seen, weights, _BUDGETS))["MEAN"] - price

    weights = {name: _START.get(name, 0.0) for name in _names()}
    best = height(weights)
    for step in _STEPS:
        for _ in range(_ROUNDS):
            before = best
            for name in searched:
                weights, best = _walked(weights, best, name, step, height)
            if best == before:
                break
    return weights


def _walked(
    weights: Values, best: float, name: str, step: float, height: Callable[[Values], float]
) -> tuple[Values, float]:
    """As far along one weight as every step gains."""
    for way in (step, -step):
        start = best
        while (found := height(there := weights | {name: round(weights[name] + way, 3)})) > best + _LEAST:
            weights, best = there, found
        if best > start:
            break
    return weights, best


def _names() -> list[str]:
    return [weight.name for weight in fields(Weights)]


def _report(articles: Sequence[Counted], found: Mapping[int, Values]) -> str:
    cases = [article.case for article in articles]
    apart = {fold: recalls(articles, weights, (WORDS,)) for fold, weights in found.items()}
    unseen = [apart[case.fold][number] for number, case in enumerate(cases)]
    mean = {name: sum(weights[name] for weights in found.values()) / len(found) for name in _names()}
    today = Weights()
    now = {name: float(getattr(today, name)) for name in _names()}
    rows = {
        "cross-validated": gains(cases, unseen),
        "mean weights": gains(cases, recalls(articles, mean, (WORDS,))),
        "weights.py": gains(cases, recalls(articles, now, (WORDS,))),
    }
    weights = [f"{name:<16}{now[name]:>7.2f}{mean[name]:>7.2f}" for name in _names() if name not in _LEFT]
    return "\n".join([table(rows), "", f"{'':<16}{'now':>7}{'found':>7}", *weights])


def main() -> None:
    parser = argparse.ArgumentParser(description="Find the weights of the rules that choose paragraphs.")
    parser.add_argument("folder", type=Path, metavar="DIR")
    articles = [counted(case) for case in load(parser.parse_args().folder)]
    with ProcessPoolExecutor() as pool:
        found = dict(zip(range(FOLDS), pool.map(partial(climbed, articles), range(FOLDS)), strict=True))
    print(_report(articles, found))


if __name__ == "__main__":
    main()
