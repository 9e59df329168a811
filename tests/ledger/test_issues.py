from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import LedgerError
from digest.ledger import Ledger
from digest.ledger.schema import STEPS
from digest.model import SentIssue, UsedStory, Week
from tests.ledger.entries import ALWAYS, DAY, NOW, an_entry

WEEK = Week(2024, 25)
LAMPS = "https://lamps.example.org/feed.xml"


def an_issue(week: Week = WEEK, **changes: Any) -> SentIssue:
    issue = SentIssue(
        week=week,
        day=week.monday + 6 * DAY,
        number=week.number,
        subject="How the lamps were lit",
        sent=datetime(2024, 6, 23, 7, 30, tzinfo=UTC),
        audiences=("free", "member"),
        stories=(
            UsedStory("lamps.md", "How the lamps were lit", terms=("lamp", "light"), sketch=(7, 2**32 - 1)),
            UsedStory("https://r.example.org/1", "The river", "https://r.example.org/1", "Rivers", headline=True),
        ),
        shown=("a book", "a deal"),
        considered=("lamps.md", "late.md", "https://r.example.org/1"),
    )
    return replace(issue, **changes)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "ledger.sqlite"


@pytest.fixture
def ledger(file: Path) -> Iterator[Ledger]:
    with Ledger(file) as opened:
        yield opened


def test_an_issue_comes_back_as_it_was_remembered(ledger: Ledger) -> None:
    ledger.remember(an_issue())
    assert ledger.issues() == (an_issue(),)


def test_issues_come_oldest_week_first_however_they_were_remembered(ledger: Ledger) -> None:
    weeks = [Week(2024, 9), Week(2025, 1), Week(2024, 52), Week(2024, 10)]
    for week in weeks:
        ledger.remember(an_issue(week))
    assert [issue.week for issue in ledger.issues()] == sorted(weeks)


def test_an_issue_takes_the_place_of_its_week_s_with_all_that_it_used(ledger: Ledger) -> None:
    ledger.remember(an_issue())
    other = an_issue(subject="Another", stories=an_issue().stories[1:], shown=(), considered=())
    ledger.remember(other)
    assert ledger.issues() == (other,)


def test_only_the_issue_that_is_named_is_forgotten(ledger: Ledger) -> None:
    before = an_issue(Week(2024, 24))
    ledger.remember(before)
    ledger.remember(an_issue())
    assert ledger.unremember(WEEK)
    assert ledger.issues() == (before,)
    assert not ledger.unremember(WEEK)


def test_a_moment_comes_back_in_utc_and_whole_seconds(ledger: Ledger) -> None:
    zone = datetime.fromisoformat("2024-06-23T08:30:15.9+03:00")
    ledger.remember(an_issue(sent=zone))
    assert ledger.issues()[0].sent == datetime(2024, 6, 23, 5, 30, 15, tzinfo=UTC)


def test_feeds_and_entries_know_nothing_of_issues(ledger: Ledger) -> None:
    ledger.keep([], [an_entry()])
    ledger.remember(an_issue())
    ledger.forget({an_entry().feed})
    ledger.prune(NOW + 999 * DAY)
    assert ledger.issues() == (an_issue(),)


def test_without_a_file_no_issue_was_sent_and_none_is_made(file: Path) -> None:
    with Ledger.if_there(file) as looking:
        assert looking.issues() == ()
        with pytest.raises(LedgerError, match="cannot write the ledger"):
            looking.remember(an_issue())
    assert not file.exists()


def old_ledger(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript((Path(__file__).parent / "version-1.sql").read_text())


def test_the_old_version_s_file_is_upgraded_with_its_feeds_and_entries(file: Path) -> None:
    old_ledger(file)
    with Ledger(file) as ledger:
        assert ledger.issues() == ()
        ledger.remember(an_issue())
        states = ledger.feed_states()
        entries = list(ledger.entries({LAMPS}, *ALWAYS))
    assert (states[LAMPS].etag, states[LAMPS].checked) == ('"1"', NOW)
    assert [state.failures for state in states.values()] == [0, 2]
    assert [(entry.identity, entry.title, entry.place) for entry in entries] == [
        ("lamp-1", "Lamp 1", 1),
        ("lamp-2", "Lamp 2", 2),
    ]
    assert entries[1].published == NOW - 2 * DAY
    assert entries[1].content == "<p>The lamp of street 2.</p>"
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(STEPS),)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_entries_of_the_old_version_have_pictures_without_sizes_and_are_no_videos(file: Path) -> None:
    old_ledger(file)
    with Ledger(file) as ledger:
        entries = list(ledger.entries({LAMPS}, *ALWAYS))
    assert {(entry.picture_width, entry.picture_height, entry.video) for entry in entries} == {(0, 0, False)}


def test_who_only_looks_reads_the_old_version_s_file_and_leaves_it_as_it_is(file: Path) -> None:
    old_ledger(file)
    before = file.read_bytes()
    with Ledger.if_there(file) as looking:
        assert looking.issues() == ()
        assert len(looking.feed_states()) == 2
        with pytest.raises(LedgerError, match="cannot write the ledger") as caught:
            looking.remember(an_issue())
        assert caught.value.where == str(file)
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("UPDATE issues SET week = 'soon'", "a week that is none: soon"),
        ("UPDATE issues SET day = '2024-13-01'", "a day that is none: 2024-13-01"),
        ("UPDATE issues SET number = 'many'", "a str where a number belongs"),
        ("UPDATE issues SET subject = x'00'", "a bytes where a text belongs"),
        ("UPDATE issues SET sent = 99999999999999", "a time that is none: 99999999999999"),
        ("UPDATE issues SET considered = '7'", "something else where a list belongs"),
        ("UPDATE used_stories SET terms = 'lamp'", "a list that is not JSON"),
        ("UPDATE used_stories SET sketch = '0123456'", "a sketch that is none"),
        ("UPDATE used_stories SET sketch = x'ff'", "a bytes where a text belongs"),
        ("UPDATE used_stories SET headline = 'no'", "a str where a number belongs"),
        ("ALTER TABLE used_stories DROP COLUMN sketch", "no such column: sketch"),
        ("DROP TABLE used_stories", "no such table: used_stories"),
    ],
)
def test_values_that_it_cannot_hold_are_damage(file: Path, change: str, found: str) -> None:
    with Ledger(file) as ledger:
        ledger.remember(an_issue())
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute(change)
    damage = r"the ledger is damaged · .* · move the file away; .* digest history --rebuild"
    with Ledger(file) as ledger, pytest.raises(LedgerError, match=damage) as caught:
        ledger.issues()
    assert found in caught.value.found


def test_the_ledger_can_be_used_after_a_look_that_failed(file: Path) -> None:
    with Ledger(file) as ledger:
        ledger.remember(an_issue())
        with closing(sqlite3.connect(file, isolation_level=None)) as connection:
            connection.execute("UPDATE issues SET number = 'many'")
        with pytest.raises(LedgerError):
            ledger.issues()
        ledger.remember(an_issue())
        assert ledger.issues() == (an_issue(),)


WRITER = textwrap.dedent("""
    import sys
    from datetime import UTC, datetime
    from pathlib import Path
    from digest.ledger import Ledger
    from digest.model import SentIssue, UsedStory, Week

    file, year, turns = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    with Ledger(file) as ledger:
        for turn in range(turns):
            stories = tuple(UsedStory(f"{turn}-{n}.md", str(turn)) for n in range(30))
            week = Week(year, turn % 50 + 1)
            ledger.remember(SentIssue(week, week.monday, turn, str(turn), datetime.now(UTC), stories=stories))
            print(turn, flush=True)
""")


def writer(file: Path, year: int, turns: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(file), str(year), str(turns)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def whole(issue: SentIssue) -> bool:
    return len(issue.stories) == 30 and {story.title for story in issue.stories} == {issue.subject}


def test_two_processes_remember_in_one_ledger_at_once(file: Path) -> None:
    both = [writer(file, year, 60) for year in (2023, 2024)]
    with Ledger(file) as looking:
        while any(process.poll() is None for process in both):
            assert all(map(whole, looking.issues()))
    ends = [(process.communicate(timeout=60)[1], process.returncode) for process in both]
    assert ends == [("", 0), ("", 0)]
    with Ledger(file) as ledger:
        issues = ledger.issues()
    assert len(issues) == 2 * 50
    assert all(map(whole, issues))


def test_a_process_that_is_killed_leaves_whole_issues_only(file: Path) -> None:
    with writer(file, 2024, 1_000_000) as process:
        assert process.stdout
        said = [process.stdout.readline() for _ in range(60)]
        process.send_signal(signal.SIGKILL)
        told = int((said + process.stdout.read().splitlines())[-1])
    with Ledger.if_there(file) as ledger:
        issues = ledger.issues()
    assert max(issue.number for issue in issues) >= told
    assert all(map(whole, issues))


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
LISTS = st.lists(TEXTS, max_size=3).map(tuple)
SKETCHES = st.lists(st.integers(0, 2**32 - 1), max_size=64, unique=True).map(sorted).map(tuple)
STORIES = st.builds(
    UsedStory,
    source=TEXTS,
    title=TEXTS,
    url=TEXTS,
    publication=TEXTS,
    terms=LISTS,
    sketch=SKETCHES,
    headline=st.booleans(),
    also=LISTS,
    audience=TEXTS,
)
WEEKS = st.dates(date(1900, 1, 8), date(2999, 12, 20)).map(Week.of)
ISSUES = st.builds(
    SentIssue,
    week=WEEKS,
    day=st.dates(date(1900, 1, 1)),
    number=st.integers(0, 10_000),
    subject=TEXTS,
    sent=st.integers(0, 10**10).map(lambda seconds: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)),
    audiences=LISTS,
    stories=st.lists(STORIES, max_size=4).map(tuple),
    shown=LISTS,
    considered=LISTS,
)


@given(st.lists(ISSUES, max_size=4, unique_by=lambda issue: issue.week))
def test_whatever_is_remembered_comes_back(tmp_path_factory: pytest.TempPathFactory, issues: list[SentIssue]) -> None:
    file = tmp_path_factory.mktemp("ledger") / "ledger.sqlite"
    with Ledger(file) as ledger:
        for issue in issues:
            ledger.remember(issue)
    with Ledger.if_there(file) as ledger:
        assert ledger.issues() == tuple(sorted(issues, key=lambda issue: issue.week))
