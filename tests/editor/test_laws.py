"""What holds for every issue, whatever the week brings."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import combinations
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from digest.editor.compose import Composed, Plan
from digest.editor.copies import near
from digest.errors import NothingToPublish
from digest.model import Hand, Story
from tests.editor.stories import DAY, a_plan, an_entry, composed, sent, told
from tests.prose import paragraphs

NAMES = st.lists(st.sampled_from([f"{n}" for n in range(12)]), max_size=2).map(tuple)
PLANS = st.builds(
    a_plan,
    stories=st.integers(1, 6),
    minimum=st.integers(1, 4),
    floor=st.sampled_from([0.0, 1.0]),
    roll_over=st.sampled_from(["never", "thin", "always"]),
    thin=st.sampled_from(["publish", "fill", "skip"]),
    headlines=st.integers(0, 3),
    per_section=st.integers(0, 2),
    per_publication=st.integers(0, 2),
    sections=st.sampled_from([(), ("Type",), ("Post", "Type")]),
)
HANDS = st.builds(Hand, order=NAMES, pin=NAMES, drop=NAMES)


@st.composite
def weeks(draw: st.DrawFn) -> list[Story]:
    """Some documents and entries, among them copies, old ones and some for members."""
    return [_story(draw, number) for number in range(draw(st.integers(1, 12)))]


def _story(draw: st.DrawFn, number: int) -> Story:
    changes: dict[str, Any] = {
        "score": draw(st.sampled_from([0.2, 1.0, 2.0])),
        "section": draw(st.sampled_from(["", "Type", "Post"])),
        "audience": draw(st.sampled_from(["", "", "", "member"])),
        "source": f"{number}.txt",
        "terms": draw(st.sampled_from([(), ("flood", "river", "rain"), ("chess", "board", "clock")])),
    }
    texts = paragraphs(draw(st.integers(0, 8)))[: draw(st.sampled_from([2, 4]))]
    if draw(st.booleans()):
        return told(f"Title {number % 7}", *texts, **changes)
    ago = timedelta(days=draw(st.integers(-1, 15)))
    paper = draw(st.sampled_from(["The Post", "The Review"]))
    return an_entry(f"Title {number % 7}", *texts, paper=paper, published=DAY - ago, url="", **changes)


def made(stories: list[Story], plan: Plan, hand: Hand) -> Composed | None:
    memory = (sent(told("Sent", *paragraphs(0))),)
    try:
        return composed(*stories, plan=plan, memory=memory, hand=hand)
    except NothingToPublish:
        return None


@given(weeks(), PLANS, HANDS)
@settings(deadline=None)
def test_every_story_is_told_named_or_left_out_once(stories: list[Story], plan: Plan, hand: Hand) -> None:
    if found := made(stories, plan, hand):
        placed = (*found.issue.stories, *found.issue.headlines, *(one.story for one in found.left_out))
        assert Counter(s.article.source for s in placed) == Counter(s.article.source for s in stories)
        assert found.considered == tuple(sorted(story.article.source for story in stories))
        assert all(one.why for one in found.left_out)


@given(weeks(), PLANS, st.data())
@settings(deadline=None)
def test_the_order_in_which_stories_come_does_not_matter(
    stories: list[Story], plan: Plan, data: st.DataObject
) -> None:
    hand = data.draw(HANDS)
    assert made(stories, plan, hand) == made(data.draw(st.permutations(stories)), plan, hand)


@given(weeks(), PLANS)
@settings(deadline=None)
def test_no_reader_is_told_a_story_twice(stories: list[Story], plan: Plan) -> None:
    if found := made(stories, plan, Hand()):
        shown = (*found.issue.stories, *found.issue.headlines)
        for one, other in combinations(shown, 2):
            assert one.article.audience != other.article.audience or not near(one, other)
        assert all(story.article.source != "Sent.txt" for story in shown)


@given(weeks(), PLANS, HANDS)
@settings(deadline=None)
def test_what_is_for_some_readers_shows_nowhere_else(stories: list[Story], plan: Plan, hand: Hand) -> None:
    if found := made(stories, plan, hand):
        secret = {story.article.source for story in stories if story.article.audience}
        public = [story for story in found.issue.stories if not story.article.audience]
        assert not public or found.issue.lead is public[0]
        assert all(other.source not in secret for story in public for other in story.also)
        assert all(not story.article.audience for story in found.issue.headlines)


@given(weeks(), PLANS)
@settings(deadline=None)
def test_an_issue_keeps_its_measures(stories: list[Story], plan: Plan) -> None:
    if found := made(stories, plan, Hand()):
        assert len(found.issue.stories) <= plan.stories
        assert len(found.issue.headlines) <= plan.policy.headlines
        told_or_named = (*found.issue.stories, *found.issue.headlines)
        assert all(story.score >= plan.policy.floor for story in told_or_named if story.article.feed)
