from __future__ import annotations

from dataclasses import replace

from digest.model import Hand, Story
from tests.editor.stories import a_plan, an_entry, composed, rules, titles, told, why
from tests.factories import a_newsletter


def entries(count: int, paper: str = "The Post", section: str = "") -> list[Story]:
    """Entries of one paper, the best first."""
    return [an_entry(f"{paper} {n}", paper=paper, score=5 - n / 10, section=section) for n in range(count)]


def test_one_loud_feed_does_not_drown_the_rest() -> None:
    found = composed(*entries(5), an_entry("Quiet", paper="The Review"), plan=a_plan(per_publication=3))
    assert titles(found.issue.stories) == ["The Post 0", "The Post 1", "The Post 2", "Quiet"]
    assert titles(found.issue.headlines) == ["The Post 3", "The Post 4"]
    assert "named only: 3 of The Post are in" in rules(found.issue.headlines[0])
    assert found.issue.decisions == ("too many of one publication or section: 2 named only",)


def test_what_is_too_much_even_for_headlines_is_left_out() -> None:
    found = composed(*entries(6), an_entry("Quiet", paper="The Review"), plan=a_plan(per_publication=2))
    assert titles(found.issue.headlines) == ["The Post 2", "The Post 3"]
    assert why(found) == {"The Post 4": "2 of The Post are in", "The Post 5": "2 of The Post are in"}
    assert found.issue.decisions == ("too many of one publication or section: 2 named only, 2 left out",)


def test_a_document_beside_one_feed_takes_no_room_from_it() -> None:
    found = composed(told("Ours"), *entries(8), plan=a_plan(per_publication=3))
    assert len(found.issue.stories) == 9


def test_what_has_no_address_is_no_headline() -> None:
    plan = replace(a_plan(stories=1), newsletter=a_newsletter(web_url=""))
    found = composed(told("Ours"), told("Other", score=0.1), *entries(1), plan=plan)
    assert titles(found.issue.headlines) == ["The Post 0"]
    assert why(found) == {"Other": "no room, and no address to name it by"}


def test_where_there_is_one_publication_it_has_all_the_room() -> None:
    assert len(composed(*entries(5), plan=a_plan(per_publication=3)).issue.stories) == 5


def test_no_limit_is_no_limit() -> None:
    found = composed(*entries(5), *entries(1, "The Review"), plan=a_plan(per_publication=0, per_section=0))
    assert len(found.issue.stories) == 6


def test_documents_count_and_are_never_cut() -> None:
    own = [told(f"Own {n}", publication=entries(1)[0].article.publication, score=0.5) for n in range(4)]
    found = composed(*own, *entries(2), an_entry("Quiet", paper="The Review"), plan=a_plan(per_publication=2))
    assert set(titles(found.issue.stories)) == {"Own 0", "Own 1", "Own 2", "Own 3", "Quiet"}
    assert titles(found.issue.headlines) == ["The Post 0", "The Post 1"]
    assert "named only: 4 of The Post are in" in rules(found.issue.headlines[1])


def test_a_section_has_at_most_so_many_entries() -> None:
    found = composed(*entries(3, section="Sport"), *entries(1, "The Review"), plan=a_plan(per_section=2))
    assert "named only: 2 of the section Sport are in" in rules(found.issue.headlines[0])


def test_entries_without_a_section_are_no_section() -> None:
    assert len(composed(*entries(3), plan=a_plan(per_section=1)).issue.stories) == 3


def test_a_limit_does_not_make_a_week_too_small() -> None:
    found = composed(*entries(5), an_entry("Quiet", paper="The Review"), plan=a_plan(per_publication=1, minimum=4))
    assert len(found.issue.stories) == 4
    assert found.issue.decisions[0] == "limits lifted for 2, so that 4 are told"
    assert titles(found.issue.headlines) == ["The Post 3"]
    assert set(why(found)) == {"The Post 4"}


def test_what_has_no_room_is_named_and_the_rest_left_out() -> None:
    found = composed(*entries(5), plan=a_plan(stories=2, headlines=2))
    assert titles(found.issue.headlines) == ["The Post 2", "The Post 3"]
    assert why(found) == {"The Post 4": "no room"}
    assert found.issue.decisions == ("fat week: 2 stories told, 2 named only, 1 left out for want of room",)
    assert "named only: no room to tell it" in rules(found.issue.headlines[0])


def test_no_publication_has_all_the_headlines() -> None:
    stories = (*entries(6), an_entry("Quiet", paper="The Review", score=0.1))
    found = composed(*stories, plan=a_plan(stories=2, per_publication=2))
    assert titles(found.issue.headlines) == ["The Post 2", "The Post 3", "Quiet"]
    assert why(found)["The Post 4"] == "2 of The Post are among the headlines"


def test_a_document_does_not_wait_for_a_week_without_entries() -> None:
    found = composed(told("Ours", score=0.1), *entries(3), plan=a_plan(stories=2))
    assert titles(found.issue.stories) == ["The Post 0", "Ours"]


def test_a_pinned_story_has_room_before_all_others() -> None:
    stories = (told("Ours"), *entries(4))
    found = composed(*stories, plan=a_plan(stories=1, headlines=0), hand=Hand(pin=("the-post-3",)))
    assert titles(found.issue.stories) == ["The Post 3"]


def test_there_is_a_story_that_all_may_read_where_one_is_at_hand() -> None:
    secrets = [told(f"Secret {n}", audience="member", score=9) for n in range(3)]
    found = composed(*secrets, told("Open", score=0.1), plan=a_plan(stories=2))
    assert titles(found.issue.stories) == ["Open", "Secret 0"]


def test_a_story_for_some_readers_is_no_headline_of_the_web_edition() -> None:
    found = composed(told("Open"), told("Secret", audience="member", score=0.1), plan=a_plan(stories=1))
    assert found.issue.headlines == ()
    assert why(found) == {"Secret": "no room"}


def test_a_pinned_story_does_not_go_for_one_that_all_may_read() -> None:
    secrets = [told(f"Secret {n}", audience="member", score=9) for n in range(2)]
    hand = Hand(pin=("Secret 0.txt", "Secret 1.txt"))
    found = composed(*secrets, told("Open", score=0.1), plan=a_plan(stories=2), hand=hand)
    assert titles(found.issue.stories) == ["Open", "Secret 0", "Secret 1"]


def test_a_story_that_all_may_read_is_in_though_it_is_one_too_many_of_its_kind() -> None:
    secret = told("Secret", audience="member", publication=entries(1)[0].article.publication)
    other = told("Other", audience="member")
    found = composed(secret, other, *entries(1), plan=a_plan(per_publication=1))
    assert titles(found.issue.stories) == ["The Post 0", "Other", "Secret"]
    assert found.left_out == ()
