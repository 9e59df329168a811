from __future__ import annotations

from digest.intake.sources import Gathered
from digest.intake.twins import joined
from digest.model import Input, Problem
from tests.factories import an_article


def test_both_are_there_the_first_in_front() -> None:
    first = Gathered((an_article("A"),), (Problem("p"),), (Input("a", 1, "0"),))
    second = Gathered((an_article("B", "Other words."),), (Problem("q"),), (Input("b", 1, "1"),))
    both = joined(first, second)
    assert [article.title for article in both.articles] == ["A", "B"]
    assert [problem.what for problem in both.problems] == ["p", "q"]
    assert [entry.name for entry in both.inputs] == ["a", "b"]


def test_the_same_address_is_the_same_story() -> None:
    seed = an_article("A", url="https://post.test/a")
    entry = an_article(
        "A, updated", "Other words.", url="https://post.test/a/#top", source="https://post.test/a/#top"
    )
    both = joined(Gathered((seed,)), Gathered((entry,)))
    assert both.articles == (seed,)
    assert str(both.problems[0]) == (
        "this story came twice; the second is left out · https://post.test/a/#top · same as A.txt"
    )


def test_the_same_title_and_words_are_the_same_story() -> None:
    twin = an_article("A", source="elsewhere")
    assert joined(Gathered((an_article("A"),)), Gathered((twin,))).articles == (an_article("A"),)


def test_one_title_over_different_words_is_two_stories() -> None:
    both = joined(Gathered((an_article("News", "One thing."),)), Gathered((an_article("News", "Another thing."),)))
    assert len(both.articles) == 2


def test_two_feeds_may_send_the_same_entry() -> None:
    entry = an_article("A", url="https://post.test/a")
    assert len(joined(Gathered(), Gathered((entry, entry))).articles) == 1
