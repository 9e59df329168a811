"""Documents, entries and sent issues for the editor's tests: every title has a text of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zlib import crc32

from digest.editor.compose import Composed, Plan, compose
from digest.editor.policy import Policy
from digest.model import Hand, Publication, SentIssue, Story, UsedStory, Week
from digest.summariser.sketch import sketch
from digest.summariser.words import tokens
from tests.factories import a_newsletter, a_story
from tests.prose import paragraphs

DAY = date(2024, 6, 23)  # a Sunday, the last day of its ISO week
WEEK, LAST_WEEK = Week(2024, 25), Week(2024, 24)
NO_HAND = Hand()


def told(title: str, *texts: str, score: float = 1.0, terms: tuple[str, ...] = (), **changes: Any) -> Story:
    """A document as the summariser hands it over."""
    story = a_story(title, *(texts or paragraphs(crc32(title.encode()))), score=score, **changes)
    words = [word for block in story.article.body for word in tokens(block.text)]
    return replace(story, terms=terms, sketch=sketch(words))


def an_entry(title: str, *texts: str, paper: str = "The Post", **changes: Any) -> Story:
    """An entry of a paper's feed, published the day before the issue."""
    host = f"https://{paper.lower().replace(' ', '-')}.test"
    address = f"{host}/{title.lower().replace(' ', '-')}"
    values: dict[str, Any] = {
        "source": address,
        "url": address,
        "feed": f"{host}/rss",
        "publication": Publication(paper),
        "published": date(2024, 6, 22),
    }
    return told(title, *texts, **values | changes)


def sent(*stories: Story, week: Week = LAST_WEEK, day: date = date(2024, 6, 16), **changes: Any) -> SentIssue:
    """An issue with these stories."""
    used = tuple(
        UsedStory(
            story.article.source,
            story.article.title,
            story.article.url or story.url,
            story.article.publication.name,
            story.terms,
            story.sketch,
            audience=story.article.audience,
        )
        for story in stories
    )
    values: dict[str, Any] = {"subject": f"Subject of {week}", "sent": datetime(2024, 6, 16, 8, tzinfo=UTC)}
    return SentIssue(week, day, week.number, stories=used, **values | changes)


def a_plan(*, stories: int = 12, archive: int = 3, **policy: Any) -> Plan:
    return Plan(a_newsletter(), stories=stories, archive=archive, policy=Policy(**policy))


def composed(
    *stories: Story,
    day: date = DAY,
    plan: Plan | None = None,
    memory: tuple[SentIssue, ...] = (),
    hand: Hand = NO_HAND,
) -> Composed:
    return compose(stories, day, plan or a_plan(), memory, hand)


def titles(stories: tuple[Story, ...]) -> list[str]:
    return [story.article.title for story in stories]


def why(found: Composed) -> dict[str, str]:
    """Why each title was left out."""
    return {one.story.article.title: one.why for one in found.left_out}


def rules(story: Story) -> list[str]:
    return [reason.rule for reason in story.reasons]
