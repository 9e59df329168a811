from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from digest.editor.news import is_thin, used, window
from digest.editor.past import address
from digest.errors import NothingToPublish
from digest.model import Hand, SentIssue, Story, Week
from tests.editor.stories import DAY, LAST_WEEK, WEEK, a_plan, an_entry, composed, sent, titles, told, why
from tests.prose import paragraphs


def sent_on(day: date) -> SentIssue:
    return sent(week=Week.of(day), day=day)


def ago(days: int) -> date:
    return DAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("last", "since"),
    [(None, 6), (6, 6), (7, 7), (10, 10), (13, 13), (14, 6), (21, 6)],
)
def test_the_days_of_an_issue_begin_with_that_of_the_last(last: int | None, since: int) -> None:
    memory = () if last is None else (sent_on(ago(last)),)
    assert window(DAY, WEEK, memory) == (ago(since), DAY)


def test_only_the_last_issue_before_counts_for_the_days() -> None:
    memory = (sent_on(ago(-7)), sent_on(ago(8)), sent_on(ago(14)), sent_on(DAY))
    assert window(DAY, WEEK, memory) == (ago(8), DAY)


@pytest.mark.parametrize(("days", "new"), [(0, True), (6, True), (7, False), (-1, False)])
def test_an_entry_is_of_the_week_from_its_first_to_its_last_day(days: int, new: bool) -> None:
    found = composed(told("Ours"), an_entry("Theirs", published=ago(days)))
    assert ("Theirs" in titles(found.issue.stories)) == new
    assert new or why(found) == {"Theirs": f"not of this week: published {ago(days)}"}


def test_what_came_on_the_day_of_the_last_issue_after_it_went_out_is_not_lost() -> None:
    late = an_entry("Late", published=ago(7))
    assert titles(composed(late, memory=(sent_on(ago(7)),)).issue.stories) == ["Late"]


def test_an_entry_without_a_date_is_of_no_week() -> None:
    found = composed(told("Ours"), an_entry("Theirs", published=None))
    assert why(found) == {"Theirs": "not of this week: it has no date"}


def test_a_document_stays_a_candidate_until_it_was_sent() -> None:
    old = told("Old", published=date(2020, 1, 1))
    assert titles(composed(old).issue.stories) == ["Old"]
    assert why(composed(old, told("New"), memory=(sent(old),))) == {"Old": "was in 2024-W24"}


@pytest.mark.parametrize(
    "again",
    [
        an_entry("Other", source="https://the-post.test/other", url="http://www.the-post.test/first/"),
        an_entry("Other", source="https://the-post.test/first"),
        an_entry("Other", *paragraphs(1), paper="The Review"),
        an_entry("Other", " ".join(paragraphs(1)[:2]), paper="The Review"),
        an_entry("First", paragraphs(1)[0], paper="The Review"),
    ],
    ids=["address", "source", "text", "half", "excerpt"],
)
def test_no_story_comes_twice(again: Story) -> None:
    first = an_entry("First", *paragraphs(1), published=ago(8))
    found = composed(told("Ours"), again, memory=(sent(first),))
    assert titles(found.issue.stories) == ["Ours"]
    assert set(why(found).values()) == {"was in 2024-W24"}


def test_a_paragraph_of_a_used_story_under_another_title_is_new() -> None:
    again = an_entry("Other", paragraphs(1)[0], paper="The Review")
    assert composed(again, memory=(sent(an_entry("First", *paragraphs(1))),)).left_out == ()


def test_another_text_under_a_used_title_is_new() -> None:
    first = an_entry("News", *paragraphs(1))
    again = an_entry("News", *paragraphs(2), source="https://the-post.test/2", url="https://the-post.test/2")
    assert titles(composed(again, memory=(sent(first),)).issue.stories) == ["News"]


def test_later_weeks_count_for_an_issue_that_was_not_sent() -> None:
    later = sent(told("Used"), week=Week(2024, 26), day=ago(-7))
    assert why(composed(told("Used"), told("New"), memory=(later,))) == {"Used": "was in 2024-W26"}


def test_an_issue_that_was_sent_comes_out_as_it_did() -> None:
    mine, before, after = told("Mine"), told("Before"), told("After")
    memory = (
        sent(before),
        sent(mine, week=WEEK, day=DAY, considered=("Before.txt", "Mine.txt")),
        sent(after, week=Week(2024, 26), day=ago(-7)),
    )
    then = composed(mine, before, memory=memory[:1])
    again = composed(mine, before, after, told("Newest"), memory=memory)
    assert again == then
    assert again.considered == ("Before.txt", "Mine.txt")


def test_an_issue_of_which_nobody_knows_what_lay_there_chooses_among_all() -> None:
    memory = (sent(told("Mine"), week=WEEK, day=DAY),)
    assert set(titles(composed(told("Mine"), told("Other"), memory=memory).issue.stories)) == {"Mine", "Other"}


def test_all_that_lay_there_is_remembered() -> None:
    old = told("Old")
    found = composed(told("New"), old, an_entry("Late", published=ago(30)), memory=(sent(old),))
    assert found.considered == ("New.txt", "Old.txt", "https://the-post.test/late")


def test_a_source_or_an_address_was_used() -> None:
    memory = (sent(an_entry("First")),)
    assert used("https://the-post.test/first", "", WEEK, memory)
    assert used("other.txt", "https://www.the-post.test/first/", WEEK, memory)
    assert not used("other.txt", "https://the-post.test/", WEEK, memory)
    assert not used("https://the-post.test/first", "", Week(2024, 24), memory)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://post.test/a", "http://www.post.test/a/"),
        ("https://POST.test/a#part", "https://post.test:443/a"),
        ("https://post.test/?id=1", "http://post.test?id=1"),
    ],
)
def test_addresses_are_compared_without_what_does_not_matter(one: str, other: str) -> None:
    assert address(one) == address(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://post.test/a", "https://post.test/b"),
        ("https://post.test/?id=1", "https://post.test/?id=2"),
        ("https://post.test/#!/a", "https://post.test/#!/b"),
        ("https://post.test:8080/a", "https://post.test/a"),
    ],
)
def test_other_addresses_stay_others(one: str, other: str) -> None:
    assert address(one) != address(other)


@pytest.mark.parametrize(
    "text", ["", "penny-black.txt", "https://post.test", "https://www.post.test/", "http://[::1"]
)
def test_what_is_no_story_s_own_address_tells_nothing(text: str) -> None:
    assert address(text) == ""


def test_a_week_is_thin_by_what_is_new_in_it() -> None:
    plan, old = a_plan(minimum=2, floor=0.5), told("Old")
    slight, late = an_entry("Slight", score=-1.0), an_entry("Late", published=ago(9))
    copy = an_entry("Copy", *paragraphs(1))
    stories = [told("Ours", *paragraphs(1)), copy, old, slight, late]
    assert is_thin(stories, DAY, plan, (sent(old),))
    assert not is_thin([*stories, an_entry("Theirs")], DAY, plan, (sent(old),))


def test_a_pinned_story_is_counted_and_a_dropped_one_is_not() -> None:
    plan, stories = a_plan(minimum=2), [told("One"), an_entry("Old", published=ago(40))]
    assert not is_thin(stories, DAY, plan, hand=Hand(pin=("https://the-post.test/old",)))
    assert is_thin([*stories, told("Two")], DAY, plan, hand=Hand(drop=("Two.txt",)))


def test_the_readers_of_a_story_do_not_make_it_new() -> None:
    secret = told("Secret", audience="member")
    assert why(composed(told("Open"), secret, memory=(sent(replace(secret)),))) == {"Secret": "was in 2024-W24"}


def test_a_document_that_was_written_anew_is_another_one() -> None:
    then = told("Then", *paragraphs(1), source="lead.md")
    now = told("Now", *paragraphs(2), source="lead.md")
    assert titles(composed(now, memory=(sent(then),)).issue.stories) == ["Now"]


def test_a_document_that_was_mended_is_the_same_one() -> None:
    then = told("Then", *paragraphs(1), source="lead.md")
    mended = told("Then", *paragraphs(1)[:3], "Here the end was written anew.", source="lead.md")
    with pytest.raises(NothingToPublish):
        composed(mended, memory=(sent(then),))


def test_a_name_with_the_signs_of_a_merge_tag_is_known_again() -> None:
    then = replace(sent(told("Then", *paragraphs(1), source="{{x}}.md")))
    then = replace(then, stories=(replace(then.stories[0], source="{ {x}}.md".replace("}}", "} }"), sketch=()),))
    with pytest.raises(NothingToPublish):
        composed(told("Then", *paragraphs(1), source="{{x}}.md"), memory=(then,))


def test_the_days_reach_back_over_weeks_that_were_skipped() -> None:
    last = sent(told("Then"), week=Week(2024, 22), day=date(2024, 6, 2))
    skipped = (Week(2024, 23), Week(2024, 24))
    assert window(DAY, WEEK, (last,), skipped) == (date(2024, 6, 2), DAY)
    assert window(DAY, WEEK, (), skipped) == (date(2024, 6, 3), DAY)
    assert window(DAY, WEEK, (), (Week(2024, 23),)) == (date(2024, 6, 17), DAY)


def test_an_entry_of_a_skipped_week_is_told_in_the_next_issue() -> None:
    entry = an_entry("Late", published=date(2024, 6, 12))
    plan = replace(a_plan(roll_over="never"), skipped=(LAST_WEEK,))
    assert titles(composed(entry, plan=plan).issue.stories) == ["Late"]


def test_what_only_members_read_is_new_to_everybody() -> None:
    then = sent(told("Ours", audience="member"))
    assert titles(composed(told("Ours"), memory=(then,)).issue.stories) == ["Ours"]
    with pytest.raises(NothingToPublish):
        composed(told("Ours", audience="member"), memory=(then,))


def test_what_everybody_read_is_not_new_to_members() -> None:
    with pytest.raises(NothingToPublish):
        composed(told("Ours", audience="member"), memory=(sent(told("Ours")),))


def test_a_copy_that_was_named_beside_a_story_is_used_by_its_source_and_its_address() -> None:
    then = sent(told("Then"))
    copies = ("https://mirror.test/a", "https://other.test/b")
    then = replace(then, stories=(replace(then.stories[0], also=copies),))
    by_source = an_entry("By source", source="https://mirror.test/a", url="https://mirror.test/moved")
    by_address = an_entry("By address", source="feed#1", url="http://www.other.test/b/")
    found = composed(by_source, by_address, told("New"), memory=(then,))
    assert titles(found.issue.stories) == ["New"]
    assert set(why(found).values()) == {"was in 2024-W24"}


def test_an_issue_that_was_sent_is_not_robbed_of_its_stories_by_later_ones() -> None:
    left, used_later = told("Left"), told("Used later")
    this = sent(left, week=WEEK, considered=(left.article.source, used_later.article.source))
    later = sent(used_later, week=Week(2024, 26))
    found = composed(left, used_later, plan=a_plan(stories=1), memory=(this, later))
    assert {*titles(found.issue.stories), *titles(found.issue.headlines)} == {"Left", "Used later"}


def test_a_document_with_another_address_and_another_text_is_another_one_too() -> None:
    then = told("Then", *paragraphs(1), source="lead.md", url="https://ours.test/1")
    now = told("Now", *paragraphs(2), source="lead.md", url="https://ours.test/2")
    same = told("Same address", *paragraphs(3), source="lead.md", url="https://ours.test/1")
    assert titles(composed(now, memory=(sent(then),)).issue.stories) == ["Now"]
    with pytest.raises(NothingToPublish):
        composed(same, memory=(sent(then),))


def test_even_a_note_of_one_sentence_may_be_written_anew() -> None:
    then = told("Then", "The mill on the river opens its doors.", source="note.md")
    now = told("Now", "A bell rang twice in the old harbour.", source="note.md")
    assert titles(composed(now, memory=(sent(then),)).issue.stories) == ["Now"]


def test_a_weekly_column_with_other_figures_is_another_story() -> None:
    prices = "A loaf was {} cents at the mill, a pound of apples {} at the market, a bell {} at the founder's yard."
    words = [*paragraphs(1, many=2), prices]
    then, now = (
        told("Prices", *words[:2], prices.format(*figures), source=f"{figures[0]}.md")
        for figures in ((31, 44, 905), (33, 41, 911))
    )
    assert titles(composed(now, memory=(sent(then),)).issue.stories) == ["Prices"]


def test_a_short_notice_with_a_line_more_is_the_same() -> None:
    words = paragraphs(1, many=2)
    then, now = told("Notice", *words), told("Again", *words, "First printed in the Post.", source="again.md")
    with pytest.raises(NothingToPublish):
        composed(now, memory=(sent(then),))


def test_whether_a_week_is_thin_does_not_depend_on_how_many_copies_stand_before_the_rest() -> None:
    copies = [an_entry(f"Copy {n}", *paragraphs(1), paper=f"Paper {n}", score=9) for n in range(60)]
    other = an_entry("Other", *paragraphs(2), score=0.1)
    assert not is_thin([*copies, other], DAY, a_plan(minimum=2))
    assert is_thin(copies, DAY, a_plan(minimum=2))


def test_what_the_editor_drops_takes_its_copies_along_before_a_week_is_called_full() -> None:
    stories = [an_entry(f"Good {n}", score=9) for n in range(50)]
    copy, dropped = an_entry("Copy", *paragraphs(1), score=8), an_entry("Gone", *paragraphs(1), paper="B", score=0.1)
    fill = [an_entry(f"Fill {n}", score=1) for n in range(3)]
    hand = Hand(drop=tuple(story.article.source for story in (*stories, *fill, dropped)))
    assert is_thin([*stories, copy, *fill, dropped], DAY, a_plan(minimum=1), (), hand)
