from __future__ import annotations

from dataclasses import replace
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.editor.copies import groups, near
from digest.model import Block, Role, Story
from tests.editor.stories import an_entry, composed, titles, told, why
from tests.prose import paragraphs

WORDS = st.lists(
    st.sampled_from(["the", "a", "road", "to", "town", "was", "long", "and", "nobody", "saw"]), max_size=60
)
TEXTS = st.lists(WORDS.map(" ".join), min_size=1, max_size=3)
NOTICE = (
    "The library will be closed on {} for the yearly stocktaking. Books that fall due on that day may be "
    "brought back a day later. For questions write to the desk, which answers within two days."
)


def story(texts: list[str], title: str = "A title") -> Story:
    return told(title, *texts)


@given(TEXTS, TEXTS, st.booleans())
def test_nearness_is_symmetric(one: list[str], other: list[str], same: bool) -> None:
    first, second = story(one), story(other, "A title" if same else "Another")
    assert near(first, second) == near(second, first)


@given(TEXTS, st.data())
def test_an_excerpt_is_as_near_to_its_text_as_the_text_to_it(texts: list[str], data: st.DataObject) -> None:
    words = " ".join(texts).split()
    part = " ".join(words[: data.draw(st.integers(0, len(words)))])
    assert near(story(texts), story([part])) == near(story([part]), story(texts))


@given(TEXTS)
def test_every_story_is_near_to_itself(texts: list[str]) -> None:
    assert near(story(texts), story(texts))


def test_a_retitled_text_is_a_copy() -> None:
    assert near(story(paragraphs(1)), story(paragraphs(1), "Something else"))


def test_a_text_with_a_few_changed_words_is_a_copy() -> None:
    changed = [paragraphs(1)[0].replace("the", "a", 2), *paragraphs(1)[1:], "It first stood in The Post."]
    assert near(story(paragraphs(1)), story(changed, "Something else"))


def test_other_words_under_the_same_title_are_no_copy() -> None:
    assert not near(story(paragraphs(1)), story(paragraphs(2)))


@pytest.mark.parametrize("title", ["Closed", "Closed in August"])
def test_two_short_notices_of_one_wording_are_no_copies(title: str) -> None:
    june, august = NOTICE.format("Monday, 17 June"), NOTICE.format("Friday, 9 August")
    assert not near(story([june], "Closed"), story([august], title))


@pytest.mark.parametrize("more", [[], paragraphs(3)])
def test_a_notice_of_another_day_is_no_copy_though_it_says_more(more: list[str]) -> None:
    long = f"{NOTICE} {paragraphs(9, many=1)[0]}"
    june, august = (long.format(day) for day in ("17 June", "24 June"))
    assert not near(story([june]), story([august, *more]))


def test_a_text_with_a_line_added_is_a_copy() -> None:
    assert near(story([NOTICE]), story([NOTICE, "First printed in The Post, with thanks."]))


def test_a_long_text_of_which_a_tenth_was_written_anew_is_a_copy() -> None:
    old, new = paragraphs(1, many=10), paragraphs(2, many=1)
    assert near(story(old), story([*old[:4], *new, *old[5:]], "Another"))


def test_a_long_text_of_which_half_was_written_anew_is_none() -> None:
    old = paragraphs(1, many=10)
    assert not near(story(old), story([*old[:5], *paragraphs(2, many=5)]))


def test_a_paragraph_of_a_text_among_others_is_no_excerpt() -> None:
    assert not near(story(paragraphs(1, many=9)), story([paragraphs(1)[0], paragraphs(2)[0]]))


def test_what_comes_after_an_excerpt_may_be_its_own() -> None:
    excerpt = " ".join(" ".join(paragraphs(1)).split()[:45])
    assert near(story(paragraphs(1, many=8)), story([f"{excerpt} … Read on at The Post."]))


def test_the_notes_of_two_broadcasts_with_one_long_ending_are_no_copies() -> None:
    ending = paragraphs(9, many=4)
    one, other = ([*paragraphs(number, many=2), *ending] for number in (1, 2))
    assert not near(story(one), story(other))


def test_an_excerpt_under_the_same_title_is_a_copy() -> None:
    excerpt = " ".join(paragraphs(1)).split()[:40]
    assert near(story(paragraphs(1, many=8)), story([" ".join(excerpt) + " […]"]))


def test_an_excerpt_that_begins_like_the_text_is_a_copy_under_another_title() -> None:
    excerpt = " ".join(paragraphs(1)).split()[:40]
    assert near(story(paragraphs(1, many=8)), story([" ".join(excerpt)], "Read this"))


def test_half_of_a_text_is_a_copy_wherever_it_begins() -> None:
    whole = paragraphs(1, many=8)
    assert near(story(whole), story(whole[3:7], "Another title"))


def test_a_review_that_quotes_a_whole_notice_is_no_copy_of_it() -> None:
    assert not near(
        story([NOTICE.format("Monday")], "Closed"), story([*paragraphs(1, many=12), NOTICE.format("Monday")], "Town")
    )


def test_a_standfirst_that_came_as_the_whole_entry_is_an_excerpt() -> None:
    standfirst = paragraphs(7, many=1)[0]
    whole = told("One title", *paragraphs(1), standfirst=standfirst)
    assert near(whole, told("One title", standfirst))


def test_a_line_that_many_sites_have_makes_no_copies() -> None:
    assert not near(story(["Read more on our page."]), story(["Read more on our page."], "Another"))


def test_a_copy_joins_the_best_of_its_kind() -> None:
    best, other, copy = story(paragraphs(1)), story(paragraphs(2), "b"), story(paragraphs(2), "c")
    assert groups([best, other, copy]) == ((best,), (other, copy))


def test_copies_for_other_readers_stay_apart() -> None:
    members = told("A title", *paragraphs(1), audience="member", source="secret.txt")
    found = composed(told("A title", *paragraphs(1)), members)
    assert len(found.issue.stories) == 2
    assert all(not story.also for story in found.issue.stories)
    assert found.left_out == ()


def test_a_document_stays_rather_than_an_entry() -> None:
    entry = an_entry("Printed", *paragraphs(1), score=9)
    found = composed(told("Ours", *paragraphs(1)), entry)
    assert titles(found.issue.stories) == ["Ours"]
    assert why(found) == {"Printed": "same story as Ours.txt"}


def test_the_whole_text_stays_rather_than_an_excerpt() -> None:
    excerpt = an_entry("News", paragraphs(1)[0], score=9)
    whole = an_entry("News", *paragraphs(1, many=8), paper="The Review")
    assert composed(excerpt, whole).issue.lead.article.url == whole.article.url


def test_of_equal_copies_the_better_one_stays() -> None:
    one, other = an_entry("One", *paragraphs(1)), an_entry("Other", *paragraphs(1), paper="The Review", score=2)
    assert titles(composed(one, other).issue.stories) == ["Other"]


def test_the_story_says_where_else_it_stands() -> None:
    one, other = an_entry("One", *paragraphs(1), score=2), an_entry("Other", *paragraphs(1), paper="The Review")
    (also,) = composed(one, other).issue.lead.also
    assert (also.title, also.publication, also.url) == ("Other", "The Review", other.article.url)


def test_a_second_printing_by_the_same_paper_is_not_listed() -> None:
    again = an_entry("One", *paragraphs(1), source="https://the-post.test/again", url="https://the-post.test/again")
    found = composed(an_entry("One", *paragraphs(1)), again)
    assert found.issue.lead.also == ()
    assert len(found.left_out) == 1


def test_a_thousand_stories_are_compared_in_a_moment() -> None:
    stories = [told(f"Title {number}", *paragraphs(number)) for number in range(900)]
    stories += [
        replace(one, article=replace(one.article, source=f"{one.article.source}.md")) for one in stories[:100]
    ]
    begun = process_time()
    found = groups(stories)
    assert len(found) == 900
    assert process_time() - begun < 5


def with_marks(title: str, *texts: str, source: str, hidden: str, **changes: object) -> Story:
    """A story of which members are told more."""
    found = told(title, *texts, **changes)  # type: ignore[arg-type]
    more = Block(hidden, Role.BODY, 99, audience="member")
    return replace(found, article=replace(found.article, source=source, blocks=(*found.article.blocks, more)))


def test_of_copies_one_that_has_more_for_members_is_told_however_long_the_others_are() -> None:
    marked = with_marks("Short", *paragraphs(1)[:2], source="marked.md", hidden="For members alone.", score=0.5)
    whole = told("Short", *paragraphs(1), score=3.0)
    found = composed(whole, marked)
    assert [story.article.source for story in found.issue.stories] == ["marked.md"]


def test_what_a_copy_has_for_members_and_nobody_sees_is_told_and_looked_for() -> None:
    one = with_marks("One", *paragraphs(1), source="one.md", hidden="First secret of the members.", score=2.0)
    two = with_marks("Two", *paragraphs(1), source="two.md", hidden="Second secret of the members.")
    found = composed(one, two)
    assert why(found)["Two"] == "same story as one.md; what it has for member alone nobody sees"
    (story,) = found.issue.stories
    secret = [block for block in story.article.blocks if block.audience]
    assert [block.text for block in secret] == ["First secret of the members.", "Second secret of the members."]
    assert [block.text for block in story.article.body_for("member")][-1] == "First secret of the members."
