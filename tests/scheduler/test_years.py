"""Years of weekly runs: zones whose clocks change × zones of the host. FULL=1 takes all of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zoneinfo
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from digest.ledger.slots import Run
from digest.model import Schedule, Week
from digest.scheduler.decisions import decisions
from digest.scheduler.slots import later, slot_of

ROOT = Path(__file__).parents[2]
FULL = bool(os.environ.get("FULL"))
BEGIN, END = datetime(2023, 12, 31, 23, tzinfo=UTC), datetime(2025, 1, 6, tzinfo=UTC)
HOUR, PAUSE = timedelta(hours=1), timedelta(minutes=5)
SAMPLE = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Gaza")
HOSTS = ("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Auckland", "America/St_Johns")


def changes(zone: ZoneInfo) -> list[datetime]:
    """The hours of the year after which the zone's clocks have been changed."""
    hours = [BEGIN + count * HOUR for count in range((END - BEGIN) // HOUR)]
    offsets = [hour.astimezone(zone).utcoffset() for hour in hours]
    return [hours[i] for i in range(1, len(hours)) if offsets[i] != offsets[i - 1]]


def zones() -> list[str]:
    """Zones whose clocks change in the year; of those that do it alike, one."""
    if not FULL:
        return list(SAMPLE)
    names = sorted(name for name in zoneinfo.available_timezones() if "/" in name and not name.startswith("Etc/"))
    alike = {}
    for name in names:
        if found := changes(ZoneInfo(name)):
            alike[tuple((moment, moment.astimezone(ZoneInfo(name)).utcoffset()) for moment in found)] = name
    return sorted(alike.values())


def hard_schedules(name: str) -> list[Schedule]:
    """Runs on the days on which the clocks change: in the hour that is left out or comes twice, and around it."""
    zone = ZoneInfo(name)
    found = set()
    for moment in changes(zone):
        shown = (moment - timedelta(seconds=1)).astimezone(zone)
        for minutes in (-90, -30, 0, 1, 30, 61, 90):
            at = (shown.replace(tzinfo=None) + timedelta(minutes=minutes)).replace(second=0)
            found.add(Schedule(day=at.weekday(), time=at.time(), zone=name))
    return sorted(found, key=repr)


def simulated(schedule: Schedule) -> Counter[Week]:
    """How often each week ran when somebody looks every five minutes around a slot, and now and then in between."""
    runs: dict[Week, Run] = {}
    ran: Counter[Week] = Counter()
    now = BEGIN
    while now < END:
        found = decisions(now, schedule, tuple(runs.values())[-3:])
        for decision in found:
            if decision.what == "wait":
                continue
            runs[decision.run.week] = replace(decision.run, state="done")
            if decision.what == "run":
                ran[decision.run.week] += 1
                assert timedelta(0) <= now - decision.run.due < PAUSE
                assert_right(decision.run, schedule)
        coming, last = found[-1].run.due, max(run.due for run in runs.values())
        now += pause(coming - now, now - last)
    return ran


def pause(until: timedelta, since: timedelta) -> timedelta:
    """Short around a slot, an hour later too, when clocks that went back could bring it again."""
    if since < 1.5 * HOUR or until < 2.5 * HOUR:
        return PAUSE
    return 3 * HOUR if until > 5 * HOUR else HOUR


def assert_right(run: Run, schedule: Schedule) -> None:
    """By the zone's own clocks, asked minute by minute: the first moment of the day that shows the time or later."""
    zone = ZoneInfo(schedule.zone)
    wanted = datetime.combine(run.day, schedule.time)
    shown = run.due.astimezone(zone).replace(tzinfo=None)
    if shown == wanted:
        back = (run.due - timedelta(minutes=minutes) for minutes in range(1, 24 * 60, 29))
        assert run.due.astimezone(zone).fold == 0
        assert all(one.astimezone(zone).replace(tzinfo=None) != wanted for one in back)
    else:  # left out: as much later as the clocks leapt
        just_before = (run.due - (shown - wanted)).astimezone(zone).replace(tzinfo=None)
        assert just_before < wanted < shown
        assert offset(run.due, zone) - offset(run.due - 3 * HOUR, zone) == shown - wanted


def offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta(0)


@pytest.mark.parametrize("zone", zones())
def test_a_year_has_one_run_a_week_at_the_right_time(zone: str) -> None:
    schedules = hard_schedules(zone)
    assert schedules
    for schedule in schedules if FULL else schedules[::7]:
        ran = simulated(schedule)
        first = next(week for week in weeks() if slot_of(schedule, week).due >= BEGIN)
        due = [week for week in weeks() if week >= first and slot_of(schedule, week).due < END - HOUR]
        assert len(due) >= 52
        assert set(due) <= set(ran)
        assert set(ran.values()) == {1}


def weeks() -> list[Week]:
    return [later(Week(2023, 52), by) for by in range(55)]


def pairs() -> list[tuple[str, str, str, bool]]:
    """Host, zone, time on a Sunday, and whether the process has its clock in UTC as the command makes it."""
    traps = [
        ("Europe/Berlin", "UTC", "01:15", True),
        ("America/New_York", "Europe/Berlin", "07:15", True),
        ("Europe/Berlin", "UTC", "01:15", False),
    ]
    if not FULL:
        return traps
    mixed = [
        (host, zone, at, in_utc)
        for host in HOSTS
        for zone in SAMPLE
        for at, in_utc in (("01:30", True), ("02:15", True), ("02:30", True), ("02:30", False))
    ]
    return traps + mixed


@pytest.mark.parametrize(("host", "zone", "at", "in_utc"), pairs())
def test_the_service_runs_each_slot_once_whatever_the_zone_of_its_host(
    tmp_path: Path, host: str, zone: str, at: str, in_utc: bool
) -> None:
    command = [sys.executable, "-m", "tests.scheduler.simulated_year", str(tmp_path), zone, at, str(in_utc)]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "TZ": host}, capture_output=True, text=True, check=False, timeout=110
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    schedule = Schedule(day=6, time=time.fromisoformat(at), zone=zone)
    due = [slot_of(schedule, week) for week in weeks()[1:53]]
    assert told["host"] == ("UTC" if in_utc else host)
    assert [one["week"] for one in told["runs"]] == [str(slot.week) for slot in due]
    delays = [datetime.fromisoformat(one["at"]) - slot.due for one, slot in zip(told["runs"], due, strict=True)]
    most = timedelta(minutes=(1 if in_utc else 2) * (1 if FULL else 2))
    assert all(timedelta(0) <= delay <= most for delay in delays)
