from __future__ import annotations

import pytest

from digest.editor.samples import Sample, compared, is_copy, same_text, size
from digest.summariser.sketch import sketch
from digest.summariser.words import tokens
from tests.prose import paragraphs


def sketched(texts: list[str]) -> tuple[int, ...]:
    return sketch(tokens(" ".join(texts)))


def test_what_is_compared_estimates_the_common_share() -> None:
    words = tokens(" ".join(paragraphs(1, many=60)))
    half = compared(sketch(words), sketch(words[: len(words) // 2]))
    assert half.resemblance == pytest.approx(0.5, abs=0.15)
    assert half.containment == pytest.approx(1.0, abs=0.05)
    assert half.ratio == pytest.approx(2.0, abs=0.5)


def test_the_length_of_a_text_is_told_by_its_sketch() -> None:
    words = tokens(" ".join(paragraphs(1, many=60)))
    triples = len(set(zip(words, words[1:], words[2:], strict=False)))
    assert size(sketch(words)) == pytest.approx(triples, rel=0.4)
    assert size(sketch(words[:30])) == 28


@pytest.mark.parametrize(
    ("both", "only_one", "least", "same"),
    [
        (96, 4, 80, True),
        (94, 6, 80, False),
        (76, 24, 300, True),
        (74, 26, 300, False),
        (86, 14, 190, True),
        (84, 16, 190, False),
        (7, 0, 7, False),
        (8, 0, 8, True),
    ],
)
def test_the_shorter_a_text_the_more_of_it_must_be_common(
    both: int, only_one: int, least: int, *, same: bool
) -> None:
    assert is_copy(Sample(both, both + only_one, both), least) == same


def test_a_sketch_recognises_its_text_with_a_few_words_changed() -> None:
    whole = paragraphs(1, many=10)
    assert same_text(sketched(whole), sketched([*whole[:9], *paragraphs(2, many=1)]), titled=False)


def test_half_of_a_text_is_recognised_by_its_sketch_and_a_tenth_under_its_title_alone() -> None:
    whole = paragraphs(1, many=10)
    assert same_text(sketched(whole), sketched(whole[:5]), titled=False)
    assert same_text(sketched(whole[:1]), sketched(whole), titled=True)
    assert not same_text(sketched(whole[:1]), sketched(whole), titled=False)


def test_other_texts_are_not_recognised_whatever_their_title() -> None:
    one, other = sketched(paragraphs(1, many=10)), sketched(paragraphs(2, many=10))
    assert not same_text(one, other, titled=True)
    assert not same_text(one, sketched([paragraphs(1)[0], *paragraphs(2, many=2)]), titled=True)


@pytest.mark.parametrize("empty", [(), sketched(["One two."])])
def test_next_to_nothing_is_like_nothing(empty: tuple[int, ...]) -> None:
    assert not same_text(empty, empty, titled=True)
    assert not same_text(empty, sketched(paragraphs(1)), titled=True)
