from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.ledger import Ledger
from digest.model.feeds import Entry, FeedState
from tests.ledger.entries import ALWAYS, DAY, FEED, NOW, an_entry

OTHER = "https://river.example.org/feed.xml"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        yield ledger


def all_of(ledger: Ledger, *feeds: str) -> list[Entry]:
    return list(ledger.entries(feeds or {FEED}, *ALWAYS))


def test_an_entry_comes_back_as_it_was_kept(ledger: Ledger) -> None:
    entry = an_entry(
        author="A. Lamp",
        published=NOW - DAY,
        language="en",
        categories=("streets", "lights, old"),
        base="https://lamps.example.org/",
        picture="https://lamps.example.org/a.jpg",
        picture_alt="A lamp",
        picture_width=800,
        picture_height=600,
        video=True,
        page="<p>All of it</p>",
        place=3,
    )
    assert ledger.keep([], [entry]) == 1
    assert all_of(ledger) == [entry]


def test_a_state_comes_back_as_it_was_kept(ledger: Ledger) -> None:
    state = FeedState(
        url=FEED,
        address="https://lamps.example.org/new.xml",
        title="Lamps",
        home_page="https://lamps.example.org/",
        language="en",
        etag='W/"1"',
        last_modified="Thu, 20 Jun 2024 12:00:00 GMT",
        sha256="ab" * 32,
        checked=NOW,
        succeeded=NOW - DAY,
        failed=NOW - 2 * DAY,
        failing_since=NOW - 3 * DAY,
        failures=2,
        trouble="no answer within 30 s",
        hint="try again later",
        due=NOW + DAY,
        newest=NOW - 4 * DAY,
        gone=True,
    )
    ledger.keep([state, FeedState(OTHER)], [])
    assert ledger.feed_states() == {FEED: state, OTHER: FeedState(OTHER)}


def test_a_state_takes_the_place_of_the_one_before(ledger: Ledger) -> None:
    ledger.keep([FeedState(FEED, etag="a", failures=3)], [])
    ledger.keep([FeedState(FEED, title="Lamps")], [])
    assert ledger.feed_states() == {FEED: FeedState(FEED, title="Lamps")}


def test_only_entries_that_were_not_known_are_new(ledger: Ledger) -> None:
    ledger.keep([], [an_entry("one")])
    assert ledger.keep([], [an_entry("one"), an_entry("two"), an_entry("two")]) == 1


def test_the_same_identity_in_two_feeds_is_two_entries(ledger: Ledger) -> None:
    assert ledger.keep([], [an_entry(), an_entry(feed=OTHER)]) == 2
    assert [entry.feed for entry in all_of(ledger, FEED, OTHER)] == [FEED, OTHER]


def test_an_entry_that_was_changed_keeps_when_it_was_seen_and_published_first(ledger: Ledger) -> None:
    ledger.keep([], [an_entry(published=NOW - DAY)])
    ledger.keep([], [an_entry(title="Better", content="<p>More</p>", seen=NOW + DAY, published=NOW + DAY)])
    (kept,) = all_of(ledger)
    assert (kept.title, kept.content, kept.seen, kept.published) == ("Better", "<p>More</p>", NOW, NOW - DAY)


def test_an_entry_without_a_date_does_not_move_when_it_states_one_later(ledger: Ledger) -> None:
    ledger.keep([], [an_entry()])
    ledger.keep([], [an_entry(title="Dated", published=NOW - 9 * DAY)])
    (kept,) = ledger.entries({FEED}, NOW, NOW + DAY)
    assert (kept.title, kept.published) == ("Dated", None)


def test_the_page_of_an_unchanged_entry_stays_until_another_is_given(ledger: Ledger) -> None:
    ledger.keep([], [an_entry(page="<p>Whole</p>")])
    ledger.keep([], [an_entry(seen=NOW + DAY)])
    assert all_of(ledger) == [an_entry(page="<p>Whole</p>")]
    ledger.keep([], [an_entry(page="<p>New</p>")])
    assert all_of(ledger)[0].page == "<p>New</p>"


@pytest.mark.parametrize(
    "field", ["link", "title", "content", "author", "language", "base", "picture", "picture_alt"]
)
def test_the_page_of_a_changed_entry_is_wanted_anew(ledger: Ledger, field: str) -> None:
    ledger.keep([], [an_entry(page="<p>Whole</p>")])
    ledger.keep([], [an_entry(**{field: "Changed"})])
    assert all_of(ledger) == [an_entry(**{field: "Changed"})]
    ledger.keep([], [an_entry(categories=("changed",), page="<p>New</p>")])
    assert all_of(ledger) == [an_entry(categories=("changed",), page="<p>New</p>")]


def test_entries_of_one_moment_come_as_they_stand_in_their_feed(ledger: Ledger) -> None:
    ledger.keep(
        [], [an_entry("a", place=1), an_entry("b", place=0), an_entry("c", place=2), an_entry("0", seen=NOW - DAY)]
    )
    ledger.keep([], [an_entry("c", place=0), an_entry("b", place=1)])
    assert [(entry.identity, entry.place) for entry in all_of(ledger)] == [("b", 0), ("a", 1), ("c", 2), ("0", 0)]


def test_entries_come_newest_first_and_ties_by_feed_and_identity(ledger: Ledger) -> None:
    entries = [
        an_entry("b"),
        an_entry("old", published=NOW - DAY),
        an_entry("a"),
        an_entry("a", feed=OTHER),
        an_entry("new", published=NOW + DAY),
    ]
    ledger.keep([], entries)
    found = [(entry.feed, entry.identity) for entry in all_of(ledger, OTHER, FEED)]
    assert found == [(FEED, "new"), (FEED, "a"), (FEED, "b"), (OTHER, "a"), (FEED, "old")]


def test_many_entries_keep_their_order_across_batches(ledger: Ledger) -> None:
    entries = [an_entry(f"{n:04}", published=NOW - timedelta(minutes=n)) for n in range(501)]
    ledger.keep([], entries[::-1])
    assert all_of(ledger) == entries


def test_the_beginning_of_a_week_belongs_to_it_and_its_end_to_the_next(ledger: Ledger) -> None:
    ledger.keep([], [an_entry("first", published=NOW), an_entry("next", published=NOW + 7 * DAY)])
    assert [e.identity for e in ledger.entries({FEED}, NOW, NOW + 7 * DAY)] == ["first"]


def test_only_the_feeds_that_are_asked_for_answer(ledger: Ledger) -> None:
    ledger.keep([], [an_entry(), an_entry(feed=OTHER)])
    assert [entry.feed for entry in all_of(ledger, OTHER)] == [OTHER]
    assert all_of(ledger, "https://none.example.org/") == []


def test_entries_can_be_kept_while_others_are_read(ledger: Ledger) -> None:
    ledger.keep([], [an_entry(str(n)) for n in range(300)])
    for entry in ledger.entries({FEED}, *ALWAYS):
        ledger.keep([], [replace(entry, page="<p>Whole</p>")])
    assert {entry.page for entry in all_of(ledger)} == {"<p>Whole</p>"}


def test_a_feed_that_is_forgotten_leaves_nothing(ledger: Ledger) -> None:
    ledger.keep([FeedState(FEED), FeedState(OTHER)], [an_entry(), an_entry(feed=OTHER)])
    ledger.forget({FEED})
    assert list(ledger.feed_states()) == [OTHER]
    assert [entry.feed for entry in all_of(ledger, FEED, OTHER)] == [OTHER]
    assert ledger.keep([], [an_entry()]) == 1


def test_what_is_old_is_dropped_but_not_that_it_was_seen(ledger: Ledger) -> None:
    ledger.keep([], [an_entry("old", seen=NOW - 9 * DAY), an_entry("new")])
    assert ledger.prune(NOW - DAY) == 1
    assert [entry.identity for entry in all_of(ledger)] == ["new"]
    assert ledger.keep([], [an_entry("old")]) == 0
    assert [(entry.identity, entry.seen) for entry in all_of(ledger)] == [("new", NOW), ("old", NOW - 9 * DAY)]


def test_what_is_old_but_still_sent_is_not_dropped(ledger: Ledger) -> None:
    entry = an_entry(published=NOW - 99 * DAY, seen=NOW - 9 * DAY)
    ledger.keep([], [entry])
    ledger.keep([], [replace(entry, seen=NOW)])
    assert ledger.prune(NOW - DAY) == 0
    assert all_of(ledger) == [entry]


def test_an_entry_that_is_completed_later_still_counts_as_sent_when_it_was(ledger: Ledger) -> None:
    entry = an_entry(published=NOW - 99 * DAY)
    ledger.keep([], [entry])
    ledger.keep([], [replace(entry, seen=NOW - 9 * DAY, page="<p>Whole</p>")])
    assert ledger.prune(NOW - DAY) == 0
    assert all_of(ledger) == [replace(entry, page="<p>Whole</p>")]


def test_halves_of_characters_do_no_harm(ledger: Ledger) -> None:
    half = "half \ud800 of one"
    ledger.keep([FeedState(FEED, title=half)], [an_entry(half, content=half, categories=(half,))])
    (entry,) = all_of(ledger)
    assert entry.content == entry.identity == entry.categories[0] == "half ? of one"
    assert ledger.feed_states()[FEED].title == "half ? of one"


def test_the_ledger_remembers_when_it_is_opened_again(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        ledger.keep([FeedState(FEED)], [an_entry()])
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        assert (list(ledger.feed_states()), len(all_of(ledger))) == ([FEED], 1)


def test_nothing_else_lies_beside_the_file(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        ledger.keep([], [an_entry()])
        all_of(ledger)
    assert [path.name for path in tmp_path.iterdir()] == ["ledger.sqlite"]


def test_without_feeds_sqlite_is_not_loaded() -> None:
    code = "import sys; before = {*sys.modules}; import digest.ledger; print('sqlite3' in {*sys.modules} - before)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout == b"False\n"


def test_a_ledger_that_was_closed_is_a_mistake_of_the_program(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        pass
    with pytest.raises(sqlite3.ProgrammingError):
        ledger.feed_states()


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
TIMES = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1)).map(lambda t: t.replace(microsecond=0, tzinfo=UTC))  # noqa: DTZ001 - hypothesis wants naive bounds
ENTRIES = st.builds(
    Entry,
    feed=st.just(FEED),
    identity=TEXTS,
    link=TEXTS,
    title=TEXTS,
    content=TEXTS,
    seen=TIMES,
    author=TEXTS,
    published=st.none() | TIMES,
    language=TEXTS,
    categories=st.lists(TEXTS, max_size=3).map(tuple),
    base=TEXTS,
    picture=TEXTS,
    picture_alt=TEXTS,
    picture_width=st.integers(0, 20_000),
    picture_height=st.integers(0, 20_000),
    video=st.booleans(),
    page=TEXTS,
    place=st.integers(0, 2),
)


@given(st.lists(ENTRIES, max_size=6, unique_by=lambda entry: entry.identity))
def test_whatever_is_kept_comes_back_in_order(tmp_path_factory: pytest.TempPathFactory, entries: list[Entry]) -> None:
    with Ledger(tmp_path_factory.mktemp("ledger") / "ledger.sqlite") as ledger:
        assert ledger.keep([], entries) == len(entries)
        long = datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)
        kept = list(ledger.entries({FEED}, *long))
    by_name = sorted(entries, key=lambda entry: (entry.place, entry.identity.encode()))
    assert kept == sorted(by_name, key=lambda entry: entry.moment, reverse=True)
