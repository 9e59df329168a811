"""Issues that were sent, and what they used."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from digest.ledger.times import moment, seconds
from digest.ledger.values import day, listed, number, packed, text, texts, unpacked, week, whole
from digest.model import SentIssue, UsedStory

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from digest.model import Week

_ISSUES = "SELECT week, day, number, subject, sent, audiences, shown, considered FROM issues ORDER BY week"
_STORIES = """
    SELECT week, source, title, url, publication, terms, sketch, headline, also, audience FROM used_stories
    ORDER BY week, place
"""
_WRITE_ISSUE = "INSERT INTO issues VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_WRITE_STORY = "INSERT INTO used_stories VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


def read_issues(connection: sqlite3.Connection) -> tuple[SentIssue, ...]:
    """Every issue, oldest week first."""
    connection.execute("BEGIN")  # so that both tables are of one moment
    try:
        issues, stories = connection.execute(_ISSUES).fetchall(), connection.execute(_STORIES).fetchall()
    finally:
        if connection.in_transaction:  # SQLite itself ends it when it cannot read
            connection.execute("ROLLBACK")
    by_week: dict[object, list[UsedStory]] = defaultdict(list)
    for name, *row in stories:
        by_week[name].append(_story(row))
    return tuple(_issue(row, by_week[row[0]]) for row in issues)


def write_issue(connection: sqlite3.Connection, issue: SentIssue) -> None:
    """Keep the issue in the place of one of the same week."""
    forget_issue(connection, issue.week)
    connection.execute(_WRITE_ISSUE, _issue_row(issue))
    connection.executemany(_WRITE_STORY, (_story_row(issue, place) for place in range(len(issue.stories))))


def forget_issue(connection: sqlite3.Connection, gone: Week) -> bool:
    """Drop the week's issue; whether there was one."""
    connection.execute("DELETE FROM used_stories WHERE week = ?", (str(gone),))
    return connection.execute("DELETE FROM issues WHERE week = ?", (str(gone),)).rowcount > 0


def _issue_row(issue: SentIssue) -> tuple[object, ...]:
    return (
        str(issue.week),
        issue.day.isoformat(),
        issue.number,
        whole(issue.subject),
        seconds(issue.sent),
        listed(issue.audiences),
        listed(issue.shown),
        listed(issue.considered),
    )


def _story_row(issue: SentIssue, place: int) -> tuple[object, ...]:
    story = issue.stories[place]
    return (
        str(issue.week),
        place,
        whole(story.source),
        whole(story.title),
        whole(story.url),
        whole(story.publication),
        listed(story.terms),
        packed(story.sketch),
        int(story.headline),
        listed(story.also),
        whole(story.audience),
    )


def _issue(row: Sequence[Any], stories: Sequence[UsedStory]) -> SentIssue:
    name, when, count, subject, sent, audiences, shown, considered = row
    return SentIssue(
        week=week(name),
        day=day(when),
        number=number(count),
        subject=text(subject),
        sent=moment(sent),
        audiences=texts(audiences),
        stories=tuple(stories),
        shown=texts(shown),
        considered=texts(considered),
    )


def _story(row: Sequence[Any]) -> UsedStory:
    source, title, url, publication, terms, sketch, headline, also, audience = row
    return UsedStory(
        source=text(source),
        title=text(title),
        url=text(url),
        publication=text(publication),
        terms=texts(terms),
        sketch=unpacked(sketch),
        headline=bool(number(headline)),
        also=texts(also),
        audience=text(audience),
    )
