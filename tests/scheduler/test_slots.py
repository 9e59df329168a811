from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.model import Schedule, Week
from digest.scheduler.slots import first_day, last_due, later, next_slots, slot_of
from tests.scheduler.desk import a_schedule

ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo", "Pacific/Apia")
SCHEDULES = st.builds(
    Schedule,
    day=st.integers(0, 6),
    time=st.builds(time, st.integers(0, 23), st.integers(0, 59)),
    zone=st.sampled_from(ZONES),
)
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 (hypothesis gives the zone)
STARTS = st.integers(0, 6)


@given(day=st.dates(date(1990, 1, 1), date(2040, 1, 1)), start=STARTS)
def test_the_first_day_of_a_week_is_in_it_and_the_day_before_is_not(day: date, start: int) -> None:
    week = Week.of(day, starts_on=start)
    first = first_day(week, start)
    assert first.weekday() == start
    assert Week.of(first, starts_on=start) == week
    assert Week.of(first - timedelta(days=1), starts_on=start) == later(week, -1)


@given(schedule=SCHEDULES, now=MOMENTS, start=STARTS)
def test_the_last_slot_and_the_next_one_hold_the_moment_between_them(
    schedule: Schedule, now: datetime, start: int
) -> None:
    last, (coming, after) = last_due(schedule, now, start), next_slots(schedule, now, 2, start)
    assert last.due <= now < coming.due < after.due
    assert (coming.week, after.week) == (later(last.week, 1), later(last.week, 2))


@given(schedule=SCHEDULES, now=MOMENTS, start=STARTS)
def test_the_issue_of_a_slot_s_day_is_that_of_its_week(schedule: Schedule, now: datetime, start: int) -> None:
    slot = last_due(schedule, now, start)
    assert Week.of(slot.day, starts_on=start) == slot.week
    assert slot.day.weekday() == schedule.day


@given(schedule=SCHEDULES, now=MOMENTS)
def test_a_slot_without_a_remark_is_at_the_time_that_the_clocks_show(schedule: Schedule, now: datetime) -> None:
    slot = last_due(schedule, now)
    shown = slot.due.astimezone(ZoneInfo(schedule.zone))
    if not slot.remark:
        assert (shown.date(), shown.time()) == (slot.day, schedule.time)


@pytest.mark.parametrize(
    ("zone", "at", "week", "utc", "remark"),
    [
        ("Europe/Berlin", time(2, 30), Week(2024, 13), "2024-03-31 01:30", "the clocks leap over 02:30 on this day"),
        ("Europe/Berlin", time(2, 30), Week(2024, 43), "2024-10-27 00:30", "the clocks show 02:30 twice on this day"),
        ("Europe/Berlin", time(3), Week(2024, 13), "2024-03-31 01:00", ""),
        ("Europe/Berlin", time(1, 59), Week(2024, 13), "2024-03-31 00:59", ""),
        ("Europe/Berlin", time(3), Week(2024, 43), "2024-10-27 02:00", ""),
        ("America/New_York", time(2, 30), Week(2024, 10), "2024-03-10 07:30", "the clocks leap over 02:30"),
        ("America/New_York", time(1, 30), Week(2024, 44), "2024-11-03 05:30", "the clocks show 01:30 twice"),
        ("Australia/Lord_Howe", time(2, 15), Week(2024, 40), "2024-10-05 15:45", "the clocks leap over 02:15"),
        ("America/Sao_Paulo", time(0, 15), Week(2018, 44), "2018-11-04 03:15", "the clocks leap over 00:15"),
    ],
)
def test_clock_changes_shift_a_slot_or_say_which_of_two_it_is(
    zone: str, at: time, week: Week, utc: str, remark: str
) -> None:
    slot = slot_of(a_schedule(zone=zone, time=at), week)
    assert f"{slot.due:%Y-%m-%d %H:%M}" == utc
    assert slot.remark.startswith(remark)
    assert bool(slot.remark) == bool(remark)


def test_a_day_that_a_country_left_out_brings_its_slot_a_day_later() -> None:
    friday = slot_of(a_schedule(zone="Pacific/Apia", day=4), Week(2011, 52))
    assert friday.day == date(2011, 12, 30)
    assert f"{friday.due.astimezone(ZoneInfo('Pacific/Apia')):%Y-%m-%d %H:%M}" == "2011-12-31 08:00"
    assert friday.remark == "the clocks leap over Fri 2011-12-30 08:00; the run is at Sat 2011-12-31 08:00"


def test_clocks_that_go_back_over_midnight_bring_no_slot_back() -> None:
    # St John's went from 00:01 back to 23:01 of the day before, so the first minute of the week came before its eve.
    schedule = a_schedule(zone="America/St_Johns", time=time(0, 0))
    slot = slot_of(schedule, Week(2010, 45), 6)
    assert last_due(schedule, slot.due, 6) == slot
    assert all(last_due(schedule, slot.due + timedelta(minutes=minutes), 6) == slot for minutes in range(180))


def test_a_schedule_without_a_day_has_no_slots() -> None:
    with pytest.raises(ValueError, match="without a day"):
        slot_of(Schedule(), Week(2024, 25))
