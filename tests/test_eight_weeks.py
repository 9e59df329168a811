"""A newsletter over eight weeks: seeds come and go, feeds move on, some weeks are fat and some are thin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from email.utils import format_datetime
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from digest.editor.copies import near
from digest.errors import NothingToPublish
from digest.model import Issue, Story, Week
from digest.outbox.skipped import read_skipped
from digest.pipeline.building import Built, Order, build
from digest.pipeline.history import mark_sent
from digest.settings import Settings
from digest.settings.reading import load
from tests.prose import headline, paragraphs
from tests.test_pipeline import SETTINGS

MOST, NAMED, PER_PUBLICATION, MINIMUM = 5, 3, 2, 2
FIRST = date(2024, 6, 2)  # a Sunday
REST = f"""\
[keep]
stories = {MOST}
headlines = {NAMED}
per_publication = {PER_PUBLICATION}
[week]
minimum = {MINIMUM}
thin = "skip"
[[feeds]]
url = "loud.xml"
publication = "The Loud Post"
[[feeds]]
url = "quiet.xml"
publication = "The Quiet Review"
[[feeds]]
url = "third.xml"
publication = "A Third Paper"
"""

SEEDS: dict[int, tuple[int, ...]] = {1: (1, 2, 3), 2: (4,), 3: (5, 6, 7), 5: (8,), 8: (9, 10)}
"""Week → the documents that are dropped into the folder in it; they stay there."""
ENTRIES: dict[str, dict[int, Sequence[int]]] = {
    "loud": {
        1: range(100, 108),
        2: range(110, 116),
        3: range(120, 126),
        4: range(130, 133),
        5: range(134, 140),
        8: range(140, 144),
    },
    "quiet": {1: (200,), 2: (201, 202), 3: (203,), 4: (204,), 5: (205,), 6: (206,), 8: (207,)},
    "third": {2: (300, 301), 3: (302,), 4: (201,), 5: (303,)},
}
"""Feed → week → its entries; in week 4 the third paper prints under a new title what the quiet one had in week 2."""


@dataclass(frozen=True)
class Run:
    settings: Settings
    issues: dict[int, Built]
    skipped: tuple[int, ...]
    third: dict[str, bytes]


def day_of(week: int) -> date:
    return FIRST + timedelta(weeks=week - 1)


def an_entry(feed: str, number: int, week: int) -> str:
    moment = datetime.combine(day_of(week) - timedelta(days=number % 5 + 1), time(9), UTC)
    title = headline(number) if feed != "third" or number >= 300 else f"Once more: {headline(number)}"
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs(number))
    return (
        f"<item><guid>{feed}-{number}</guid><title>{title}</title><link>https://{feed}.test/{number}</link>"
        f"<pubDate>{format_datetime(moment)}</pubDate><description><![CDATA[{text}]]></description></item>"
    )


def arrive(folder: Path, week: int) -> None:
    """What the week brings: documents are dropped, feeds list the entries of this week and the one before."""
    for number in SEEDS.get(week, ()):
        text = "\n\n".join(paragraphs(number))
        (folder / f"seeds/{number}.md").write_text(f"# {headline(number)}\n\n{text}\n", encoding="utf-8")
    for feed, weeks in ENTRIES.items():
        items = [an_entry(feed, number, when) for when in (week, week - 1) if when in weeks for number in weeks[when]]
        rss = f'<rss version="2.0"><channel><title>{feed}</title>{"".join(items)}</channel></rss>'
        (folder / f"{feed}.xml").write_text(rss, encoding="utf-8")


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("newsletter")
    (folder / "seeds").mkdir()
    (folder / "digest.toml").write_text(SETTINGS + REST, encoding="utf-8")
    settings = load(folder / "digest.toml")
    issues, skipped, third = {}, [], {}
    for week in range(1, 9):
        arrive(folder, week)
        sunday = datetime.combine(day_of(week), time(7), UTC)
        try:
            issues[week] = build(settings, Order(day_of(week), now=sunday))
        except NothingToPublish:
            skipped.append(week)
            continue
        if week == 3:
            third = files(settings.outbox / str(issues[3].issue.week))
        mark_sent(settings, issues[week].issue.week, at=sunday)
    return Run(settings, issues, tuple(skipped), third)


def told(issue: Issue) -> tuple[Story, ...]:
    return (*issue.stories, *issue.headlines)


def test_no_story_comes_twice(run: Run) -> None:
    every = [story for built in run.issues.values() for story in told(built.issue)]
    assert len(every) > 30
    assert len({story.article.source for story in every}) == len(every)
    assert not any(near(one, other) for one, other in combinations(every, 2))


def test_no_lead_and_no_subject_comes_twice(run: Run) -> None:
    leads = [built.issue.lead.article.title for built in run.issues.values()]
    subjects = [built.issue.subject for built in run.issues.values()]
    assert len(set(leads)) == len(set(subjects)) == len(run.issues)


def test_what_was_printed_again_under_another_title_stays_out(run: Run) -> None:
    left = {one.story.article.source: one.why for one in run.issues[4].left_out}
    assert str(run.issues[2].issue.week) in left["https://third.test/201"]


def test_every_document_is_in_the_first_issue_that_has_room(run: Run) -> None:
    placed = {story.article.source: week for week, built in run.issues.items() for story in told(built.issue)}
    for week, numbers in SEEDS.items():
        assert [placed[f"{number}.md"] for number in numbers] == [week] * len(numbers)


def test_no_feed_drowns_the_others(run: Run) -> None:
    for built in run.issues.values():
        for stories in (built.issue.stories, built.issue.headlines):
            names = [story.article.publication.name for story in stories if story.article.feed]
            assert all(names.count(name) <= PER_PUBLICATION for name in names)


def test_every_issue_keeps_its_order(run: Run) -> None:
    for built in run.issues.values():
        issue = built.issue
        assert len(issue.stories) <= MOST
        assert len(issue.headlines) <= NAMED
        assert issue.lead.score == max(story.score for story in issue.stories)
        over = [story for story in issue.headlines if "no room to tell it" in story.reasons[-1].rule]
        assert not over or len(issue.stories) == MOST
        assert all(one.score >= other.score for one, other in pairwise(issue.headlines))


def test_entries_are_of_their_week_or_rolled_over_into_a_thin_one(run: Run) -> None:
    for week, built in run.issues.items():
        days = {story.article.published for story in told(built.issue) if story.article.feed}
        old = [day for day in days if day and day <= day_of(week - 1)]
        assert not old or any("thin" in decision for decision in built.issue.decisions)


def test_a_week_that_brings_too_little_is_skipped_rather_than_padded(run: Run) -> None:
    assert run.skipped == (7,)
    assert all(len(built.issue.stories) >= MINIMUM for built in run.issues.values())
    week = Week.of(day_of(7))
    assert not (run.settings.outbox / str(week)).exists()
    told = read_skipped(run.settings.outbox, week)
    assert told is not None
    assert told["why"] == "thin week: skipped · 0 stories, at least 2 wanted"


def test_week_three_is_built_again_to_the_byte(run: Run) -> None:
    again = build(run.settings, Order(day_of(3)))
    assert again.folder is not None
    assert files(again.folder) == run.third
