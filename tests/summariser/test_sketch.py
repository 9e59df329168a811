from __future__ import annotations

import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from digest.summariser.keep import Keep
from digest.summariser.selection import tell
from digest.summariser.sketch import SIZE, sketch
from tests.factories import an_article

some_words = st.lists(st.sampled_from(["wug", "dax", "zib", "blick", "lamp", "oil"]), max_size=200)


def share(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    sample = sorted({*one, *other})[:SIZE]
    return len(set(sample) & set(one) & set(other)) / len(sample)


@given(some_words)
def test_a_sketch_is_sorted_without_repeats_and_small(words: list[str]) -> None:
    made = sketch(words)
    assert list(made) == sorted(set(made))
    assert len(made) <= SIZE
    assert all(0 <= number < 2**32 for number in made)
    assert bool(made) == bool(words)


def test_a_sketch_says_how_much_two_texts_share() -> None:
    words = [f"w{n}" for n in range(2000)]
    assert share(sketch(words), sketch(words)) == 1
    assert 0.35 < share(sketch(words[:1500]), sketch(words[500:])) < 0.65  # 1,000 of 2,000 triples
    assert share(sketch(words[:1000]), sketch(words[1000:])) == 0


def test_every_process_makes_the_same_sketch() -> None:
    code = "from digest.summariser.sketch import sketch; print(*sketch('the lamp was lit at noon'.split()))"
    run = [sys.executable, "-c", code]
    made = {
        subprocess.run(run, env={"PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout for seed in "12"
    }
    assert made == {(" ".join(map(str, sketch(["the", "lamp", "was", "lit", "at", "noon"]))) + "\n").encode()}


def test_a_story_has_the_sketch_of_its_body_whatever_its_title_quotes_and_paragraphs() -> None:
    one = an_article("A lamp", "The “lamp” was lit.", "It burnt.")
    other = an_article("A light", 'The "lamp" was lit. It burnt.')
    assert tell(one, Keep()).sketch == tell(other, Keep()).sketch != ()


def test_an_empty_body_has_no_sketch() -> None:
    assert tell(an_article(blocks=()), Keep()).sketch == ()
