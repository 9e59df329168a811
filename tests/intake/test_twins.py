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


def test_addresses_that_differ_in_what_tracks_readers_are_the_same() -> None:
    one = an_article("A", url="https://post.test/a?id=3&utm_source=rss")
    two = an_article("B", "Other words.", url="https://post.test/a?fbclid=x&id=3")
    other = an_article("C", "More words.", url="https://post.test/a?id=4")
    assert [a.title for a in joined(Gathered((one,)), Gathered((two, other))).articles] == ["A", "C"]


def test_the_story_for_everybody_is_kept_whichever_came_first() -> None:
    kept_back = an_article("A", url="https://post.test/a", source="members.html", audience="member")
    public = an_article("A, in public", "Other words.", url="https://post.test/a", source="feed")
    third = an_article("A again", "Third words.", url="https://post.test/a", source="other feed")
    both = joined(Gathered((kept_back, an_article("B", "B words."))), Gathered((public, third)))
    assert [article.title for article in both.articles] == ["A, in public", "B"]
    assert str(both.problems[0]) == (
        "this story came twice; the first is left out · members.html · same as feed · "
        "it was for member, the one kept is for everybody"
    )
    assert both.problems[1].where == "other feed"
    assert both.problems[1].hint == ""


def test_a_twin_for_other_readers_that_is_left_out_says_so() -> None:
    public = an_article("A", url="https://post.test/a")
    kept_back = an_article("A", url="https://post.test/a", source="feed", audience="member")
    both = joined(Gathered((public,)), Gathered((kept_back,)))
    assert both.articles == (public,)
    assert "it was for member" in both.problems[0].hint


def test_the_same_text_at_another_address_stays_for_the_same_readers() -> None:
    one = an_article("A", "Some words.", url="https://post.test/a", source="one")
    other = an_article("A", "Some words.", url="https://mirror.test/a", source="other")
    assert joined(Gathered((one,)), Gathered((other, other))).articles == (one, other)


def test_the_same_text_at_another_address_is_left_out_for_fewer_readers() -> None:
    one = an_article("A", "Some words.", url="https://post.test/a", source="one")
    other = an_article("A", "Some words.", url="https://mirror.test/a", source="other", audience="member")
    assert joined(Gathered((one,)), Gathered((other,))).articles == (one,)
