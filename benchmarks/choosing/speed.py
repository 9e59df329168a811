"""Measure how long it takes to choose the key paragraphs of an article, and that this grows with its length alone.

    PYTHONPATH=benchmarks python -m choosing.speed

The articles are made of words drawn by Zipf's law, with the same draws on every machine: a thousand of 1,000 words,
and a few of 1,000 to 64,000. Times are of one core.
"""

from __future__ import annotations

import random
import time
from itertools import accumulate

from digest.model import Article, Block, Role
from digest.summariser.keep import Keep
from digest.summariser.selection import tell
from digest.summariser.stopwords import STOP_WORDS

_ARTICLES, _WORDS = 1_000, 1_000
_LENGTHS = (1_000, 4_000, 16_000, 64_000)
_SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeiou"]
_VOCABULARY = 8_000
_SENTENCE, _SENTENCES = (6, 30), (1, 5)


def vocabulary(draw: random.Random) -> list[str]:
    """Function words first, as in any text, then made ones."""
    made = ["".join(draw.choices(_SYLLABLES, k=draw.randint(2, 4))) for _ in range(_VOCABULARY)]
    return [*sorted(STOP_WORDS["en"]), *made]


def article(draw: random.Random, words: list[str], length: int) -> Article:
    """An article of about so many words."""
    odds = list(accumulate(1 / rank for rank in range(1, len(words) + 1)))
    blocks: list[Block] = []
    while length > 0:
        sentences = []
        for _ in range(draw.randint(*_SENTENCES)):
            drawn = draw.choices(words, cum_weights=odds, k=draw.randint(*_SENTENCE))
            length -= len(drawn)
            sentences.append(" ".join(drawn).capitalize() + ".")
        blocks.append(Block(" ".join(sentences), Role.BODY, len(blocks) + 1))
    return Article("made", " ".join(draw.choices(words[200:], k=6)), tuple(blocks), language="en")


def seconds(articles: list[Article]) -> float:
    """How long their stories take together."""
    start = time.process_time()
    for one in articles:
        tell(one, Keep())
    return time.process_time() - start


def main() -> None:
    draw = random.Random(7)  # noqa: S311 - made articles, no secrets
    words = vocabulary(draw)
    tell(article(draw, words, _WORDS), Keep())  # what is loaded once is no part of the time
    many = [article(draw, words, _WORDS) for _ in range(_ARTICLES)]
    total = seconds(many)
    print(f"{_ARTICLES} articles of {_WORDS} words: {total:.2f} s, {1000 * total / _ARTICLES:.2f} ms each")
    for length in _LENGTHS:
        some = [article(draw, words, length) for _ in range(max(1, 64_000 // length))]
        spent = 1000 * seconds(some)
        print(f"{length:>6} words: {spent / len(some):8.2f} ms, {spent / len(some) / length * 1000:.2f} ms for 1,000")


if __name__ == "__main__":
    main()
