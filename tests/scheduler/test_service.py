from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine

from digest.errors import ScheduleError, SettingsError
from digest.ledger.slots import Run
from digest.model import Week
from digest.scheduler.lock import Lock, holder, trouble_of
from digest.scheduler.looking import planned
from digest.scheduler.service import lacking, once, serve
from digest.settings.reading import load
from tests.scheduler.desk import DUE, HOUR, MINUTE, SMTP, TABLE, W25, Desk, a_newsletter_folder

ALL = ["build 2024-06-23", "check 2024-W25"]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with time_machine.travel(DUE - HOUR, tick=False) as traveller:
        yield Desk(a_newsletter_folder(tmp_path), now=DUE - HOUR, until=DUE + HOUR, traveller=traveller)


def once_at(desk: Desk, offset: timedelta, act: Callable[[], object]) -> None:
    """Do something once, when the clock has come there."""
    done: list[bool] = []

    def meanwhile() -> None:
        if desk.now >= DUE + offset and not done:
            done.append(True)
            act()

    desk.meanwhile = meanwhile


def test_the_service_runs_a_slot_when_its_time_comes_and_ends_when_told(desk: Desk) -> None:
    serve(desk.world())
    assert desk.done == ALL
    begun = desk.runs()[-1].begun
    assert begun
    assert timedelta(0) <= begun - DUE <= timedelta(seconds=21)
    assert desk.log[0] == "2024-06-23 07:00:00 UTC  the weekly run is taken care of from here"
    assert desk.log[-1].endswith("stopped")
    assert holder(load(desk.file).ledger) is None


def test_the_service_says_once_what_it_waits_for(desk: Desk) -> None:
    serve(desk.world())
    assert [line[25:] for line in desk.log if "next: " in line] == [
        "next: 2024-W25 at Sun 2024-06-23 08:00 UTC",
        "next: 2024-W26 at Sun 2024-06-30 08:00 UTC",
    ]


def test_a_bug_and_trouble_with_files_never_end_the_service(desk: Desk) -> None:
    def fail(step: str) -> None:
        raise ZeroDivisionError(step)

    desk.raising, desk.until = fail, DUE + 3 * HOUR
    serve(desk.world())
    assert desk.done == ALL[:1] * 5
    assert desk.runs()[-1].state == "failed"


def test_a_look_that_raises_is_logged_once_and_taken_again(desk: Desk) -> None:
    ledger = load(desk.file).ledger

    def spoil_it() -> None:
        ledger.rename(ledger.with_name("away"))
        ledger.mkdir()

    once_at(desk, -30 * MINUTE, spoil_it)

    def mend() -> None:
        ledger.rmdir()
        ledger.with_name("away").rename(ledger)

    spoil = desk.meanwhile

    def both() -> None:
        spoil()
        if desk.now >= DUE - 10 * MINUTE and ledger.is_dir():
            mend()

    desk.meanwhile = both
    serve(desk.world())
    assert len([line for line in desk.log if "ledger" in line]) == 1
    assert any(line.endswith("all is well again") for line in desk.log)
    assert desk.done == ALL


def test_settings_that_are_wrong_stop_every_run_until_they_are_mended(desk: Desk) -> None:
    good = desk.file.read_text()
    once_at(desk, -5 * MINUTE, lambda: desk.file.write_text(good.replace("sunday", "sun day")))
    spoil, desk.until = desk.meanwhile, DUE + 3 * HOUR

    def both() -> None:
        spoil()
        if desk.now >= DUE + 2 * HOUR and "sun day" in desk.file.read_text():
            assert desk.done == []
            desk.file.write_text(good)

    desk.meanwhile = both
    serve(desk.world())
    assert len([line for line in desk.log if "must be a day of the week" in line]) == 1
    assert desk.done == ALL
    begun = desk.runs()[-1].begun
    assert begun
    assert begun - DUE >= 2 * HOUR


def test_a_time_that_is_changed_counts_from_the_next_look(desk: Desk) -> None:
    table = desk.file.read_text().replace("08:00", "07:30")
    once_at(desk, -45 * MINUTE, lambda: desk.file.write_text(table))
    serve(desk.world())
    begun = desk.runs()[-1].begun
    assert begun
    assert timedelta(0) <= begun - (DUE - 30 * MINUTE) <= timedelta(seconds=21)


@pytest.mark.parametrize("back", [HOUR, 2 * HOUR])
def test_a_clock_that_is_set_back_stops_no_tick(desk: Desk, back: timedelta) -> None:
    def set_back() -> None:
        desk.now -= back

    once_at(desk, -MINUTE, set_back)
    serve(desk.world())
    assert desk.done == ALL


def test_a_second_service_is_refused_with_the_number_of_the_first(desk: Desk) -> None:
    with Lock(load(desk.file).ledger), pytest.raises(ScheduleError, match=f"· process {os.getpid()} ·"):
        serve(desk.world())


def test_one_look_beside_a_service_does_nothing_and_says_who_takes_care(desk: Desk) -> None:
    desk.now = DUE
    with Lock(load(desk.file).ledger):
        assert once(desk.world()) == ()
    assert desk.done == []
    assert desk.log[-1].endswith(f"nothing to do here: process {os.getpid()} takes care of the weekly run")
    once(desk.world())
    assert desk.done == ALL


def test_a_lock_file_that_was_deleted_is_made_again(desk: Desk) -> None:
    lock = load(desk.file).ledger.with_name("ledger.sqlite.lock")
    held: list[int | None] = []
    once_at(desk, -30 * MINUTE, lock.unlink)
    spoil = desk.meanwhile

    def look() -> None:
        spoil()
        if desk.now > DUE:
            held.append(holder(load(desk.file).ledger))

    desk.meanwhile = look
    serve(desk.world())
    assert set(held) == {os.getpid()}


def test_without_a_day_there_is_one_line_that_says_what_to_write(desk: Desk) -> None:
    a_newsletter_folder(desk.file.parent, "")
    for start in (once, serve):
        with pytest.raises(SettingsError, match=r'no weekly run · .* · write under \[schedule\]: day = "sunday"'):
            start(desk.world())
    assert not load(desk.file).ledger.exists()


def test_planning_writes_nothing(desk: Desk) -> None:
    before = sorted(desk.file.parent.iterdir())
    found = planned(load(desk.file), desk.work(), DUE)
    assert [decision.what for decision in found] == ["run", "wait"]
    assert sorted(desk.file.parent.iterdir()) == before


def test_a_ledger_that_is_moved_by_the_settings_has_a_lock_of_its_own(desk: Desk) -> None:
    moved = desk.file.read_text() + '\n[folders]\nledger = "memory/l.sqlite"\n'
    once_at(desk, -30 * MINUTE, lambda: desk.file.write_text(moved))
    serve(desk.world())
    assert (desk.file.parent / "memory/l.sqlite.lock").exists()
    assert desk.done == ALL
    assert TABLE in desk.file.read_text()


def test_a_slot_that_somebody_else_changed_meanwhile_is_left_alone(desk: Desk) -> None:
    class Meddling(set[Week]):
        def __contains__(self, week: object) -> bool:
            desk.keep(Run(W25, DUE.date(), DUE, "done"))
            return False

    desk.now, desk.marked = DUE, Meddling()
    assert once(desk.world()) == ()
    assert desk.done == []
    assert desk.log[-1].endswith("somebody else changed it meanwhile; looked at again later")


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ('then = "outbox"\n', ""),
        ('then = "draft"\n', 'schedule.then is "draft", but [smtp] names no host'),
        (f'then = "send"\n{SMTP}', 'schedule.then is "send", but [delivery] names no recipients'),
        (f'then = "draft"\n{SMTP}', ""),
    ],
)
def test_what_the_settings_lack_is_said_at_the_start(desk: Desk, table: str, said: str) -> None:
    a_newsletter_folder(desk.file.parent, TABLE + table)
    desk.until = desk.now
    serve(desk.world())
    assert [line for line in desk.log if "schedule.then is" in line] == [
        line for line in desk.log if said and said in line
    ]
    assert lacking(load(desk.file)).startswith(said)
    assert bool(lacking(load(desk.file))) == bool(said)


def test_a_bug_in_a_look_is_logged_once_with_its_traceback_and_the_service_goes_on(desk: Desk) -> None:
    class Broken(set[Week]):
        def __contains__(self, week: object) -> bool:
            raise ZeroDivisionError

    desk.marked, desk.until = Broken(), DUE + 10 * MINUTE
    serve(desk.world())
    assert len([line for line in desk.log if "Traceback" in line and "ZeroDivisionError" in line]) == 1
    assert (desk.done, desk.now) == ([], desk.until)


def test_one_look_that_is_to_be_quiet_says_nothing_of_a_service(desk: Desk) -> None:
    with Lock(load(desk.file).ledger):
        assert once(desk.world(), quiet=True) == ()
    assert desk.log == []


def mailing(desk: Desk) -> str:
    a_newsletter_folder(desk.file.parent, f'{TABLE}editor = "desk@letter.test"\n{SMTP}')
    return desk.file.read_text()


def test_the_editor_hears_of_settings_that_stay_wrong_and_status_shows_them(desk: Desk) -> None:
    good = mailing(desk)
    seen: list[str] = []
    once_at(desk, -50 * MINUTE, lambda: desk.file.write_text(good.replace("sunday", "sun day")))
    spoil, desk.until = desk.meanwhile, DUE - 20 * MINUTE

    def look() -> None:
        spoil()
        if desk.now == DUE - 30 * MINUTE:
            seen.append(trouble_of(desk.file.with_name("ledger.sqlite")))
            assert [subject for subject, _ in desk.notices] == ["2024-W24 the weekly run stands"]
            desk.file.write_text(good)

    desk.meanwhile = look
    serve(desk.world())
    assert "must be a day of the week" in seen[0]
    assert "must be a day of the week" in desk.notices[0][1]
    assert len(desk.notices) == 1


def test_trouble_that_passes_is_not_told(desk: Desk) -> None:
    good = mailing(desk)
    once_at(desk, -50 * MINUTE, lambda: desk.file.write_text(good.replace("sunday", "sun day")))
    spoil, desk.until = desk.meanwhile, DUE - 20 * MINUTE

    def look() -> None:
        spoil()
        if desk.now >= DUE - 42 * MINUTE:
            desk.file.write_text(good)

    desk.meanwhile = look
    serve(desk.world())
    assert desk.notices == []


def test_slots_that_a_clock_settled_which_stood_ahead_are_run_at_their_time(desk: Desk) -> None:
    desk.keep(Run(W25, DUE.date(), DUE, "skipped", ended=DUE + 21 * 24 * HOUR, reason="missed"))
    serve(desk.world())
    assert desk.done == ALL
    assert any(
        "2024-W25: the clock stood ahead, and went back; forgotten: skipped · missed" in one for one in desk.log
    )


def test_a_day_that_is_changed_to_one_that_has_passed_runs_nothing_at_once(desk: Desk) -> None:
    desk.keep(Run(Week(2024, 24), DUE.date() - timedelta(days=7), DUE - timedelta(days=7), "done"))
    once(desk.world())
    saturday = desk.file.read_text().replace("sunday", "saturday")
    desk.file.write_text(saturday.replace("08:00", "20:00"))
    once(desk.world())
    assert desk.done == []
    assert (desk.runs()[-1].state, desk.runs()[-1].week) == ("skipped", W25)
    assert desk.runs()[-1].reason.startswith("its time had passed when the settings were changed to it")


def test_rules_of_zones_are_read_anew_once_a_day(desk: Desk) -> None:
    before = ZoneInfo("Europe/Berlin")
    serve(desk.world())
    assert ZoneInfo("Europe/Berlin") is not before


def test_a_password_or_readers_that_are_missing_are_said_at_the_start(desk: Desk) -> None:
    readers = '\n[delivery]\nrecipients = "readers.csv"\n'
    a_newsletter_folder(desk.file.parent, f'{TABLE}then = "send"\n{SMTP}user = "u"\n{readers}')
    assert lacking(load(desk.file), {}).startswith("no password for the mail server")
    assert "the file of readers is missing" in lacking(load(desk.file), {"DIGEST_SMTP_PASSWORD": "x"})
    (desk.file.parent / "readers.csv").write_text("address\n")
    assert lacking(load(desk.file), {"DIGEST_SMTP_PASSWORD": "x"}) == ""
