from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from digest.errors import LedgerError
from digest.ledger import Ledger
from digest.ledger.notices import Notice, Notices
from digest.ledger.slots import Run, Slots, plan_since
from digest.model import Week

DUE = datetime(2024, 6, 23, 8, tzinfo=UTC)
NEW = Run(Week(2024, 25), date(2024, 6, 23), DUE, "running", "build", reason="due")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        yield ledger


def test_a_slot_comes_back_as_it_was_kept(ledger: Ledger) -> None:
    hour = timedelta(hours=1)
    run = replace(
        NEW,
        state="again",
        step="draft",
        tries=2,
        kills=1,
        given=7,
        readers=9,
        begun=DUE,
        again=DUE + hour,
        ended=DUE + 2 * hour,
    )
    Slots(ledger).keep([run])
    assert Slots(ledger).all() == (run,)


def test_the_earliest_slot_comes_first(ledger: Ledger) -> None:
    before = replace(NEW, week=Week(2024, 24), due=DUE - timedelta(days=7))
    Slots(ledger).keep([NEW, before])
    assert Slots(ledger).all() == (before, NEW)


def test_a_slot_takes_the_place_of_what_was_known_of_its_week(ledger: Ledger) -> None:
    Slots(ledger).keep([NEW])
    Slots(ledger).keep([replace(NEW, state="done")])
    assert [run.state for run in Slots(ledger).all()] == ["done"]


def test_a_slot_that_is_taken_runs_and_has_one_try_more(ledger: Ledger) -> None:
    at = DUE + timedelta(seconds=3.7)
    taken = Slots(ledger).take(NEW, None, at)
    assert taken == replace(NEW, tries=1, begun=DUE + timedelta(seconds=3))
    assert Slots(ledger).all() == (taken,)
    again = Slots(ledger).take(replace(NEW, tries=1, step="check"), taken, at)
    assert again
    assert (again.tries, again.step, again.again) == (2, "check", None)


def test_a_slot_is_taken_by_one_alone(ledger: Ledger) -> None:
    first = Slots(ledger).take(NEW, None, DUE)
    assert first
    assert Slots(ledger).take(NEW, None, DUE) is None
    Slots(ledger).keep([replace(first, state="done")])
    assert Slots(ledger).take(first, first, DUE) is None
    assert [run.state for run in Slots(ledger).all()] == ["done"]


def test_several_slots_are_kept_whole_or_not_at_all(ledger: Ledger) -> None:
    broken = replace(NEW, week=Week(2024, 26), reason=None)  # type: ignore[arg-type]
    with pytest.raises(AttributeError):
        Slots(ledger).keep([NEW, broken])
    assert Slots(ledger).all() == ()


@pytest.mark.parametrize("change", ["state = 'gone'", "step = 'dance'", "week = 'W25'", "due = 1e30", "day = 'soon'"])
def test_a_slot_that_this_program_cannot_have_written_is_one_line(tmp_path: Path, change: str) -> None:
    file = tmp_path / "ledger.sqlite"
    with Ledger(file) as ledger:
        Slots(ledger).keep([NEW])
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(f"UPDATE slots SET {change}")  # noqa: S608 (a constant)
    with Ledger(file) as ledger, pytest.raises(LedgerError, match="the ledger is damaged"):
        Slots(ledger).all()


def test_a_slot_that_is_taken_from_a_process_that_was_killed_counts_it(ledger: Ledger) -> None:
    first = Slots(ledger).take(NEW, None, DUE)
    assert first
    assert first.kills == 0
    again = Slots(ledger).take(first, first, DUE)
    assert again
    assert again.kills == 1


def test_a_slot_that_is_forgotten_is_unknown(ledger: Ledger) -> None:
    Slots(ledger).keep([NEW, replace(NEW, week=Week(2024, 26))])
    Slots(ledger).forget([Week(2024, 26)])
    assert Slots(ledger).all() == (NEW,)


def test_word_is_kept_until_its_next_try_and_until_it_is_dropped(ledger: Ledger) -> None:
    word = Notice(Week(2024, 25), "held", ("one", "two"), DUE, DUE + timedelta(minutes=15))
    notices = Notices(ledger)
    notices.keep(word)
    notices.keep(word)
    assert notices.due(DUE + timedelta(minutes=14)) == ()
    assert notices.due(DUE + timedelta(minutes=15)) == (word,)
    assert notices.due(DUE - timedelta(days=1)) == (word,)  # a clock that was set back
    notices.drop(word)
    assert notices.due(DUE + timedelta(days=1)) == ()


def test_a_plan_is_known_from_the_moment_of_its_change(ledger: Ledger) -> None:
    later = DUE + timedelta(days=1)
    assert plan_since(ledger, "sunday", DUE, keep=True) is None
    assert plan_since(ledger, "sunday", later, keep=True) is None
    assert plan_since(ledger, "monday", later) == later
    assert plan_since(ledger, "monday", later, keep=True) == later
    assert plan_since(ledger, "monday", later + timedelta(days=9)) == later
    assert plan_since(ledger, "monday", DUE) == DUE
