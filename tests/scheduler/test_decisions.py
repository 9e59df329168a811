from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.ledger.slots import Run, State
from digest.model import Schedule, Week
from digest.scheduler.decisions import GRACE, KILLED, Decision, decisions
from digest.scheduler.slots import later, slot_of
from tests.scheduler.desk import DAY, DUE, HOUR, MINUTE, W25, a_schedule

W24, W26 = Week(2024, 24), Week(2024, 26)


def a_run(week: Week = W25, state: State = "done", **changes: object) -> Run:
    slot = slot_of(a_schedule(), week)
    return replace(Run(week, slot.day, slot.due, state, step="build", tries=1), **changes)  # type: ignore[arg-type]


def decide(
    now: datetime,
    *runs: Run,
    sent: Collection[Week] = (),
    schedule: Schedule | None = None,
    begun: Collection[Week] = (),
    since: datetime | None = None,
    week_start: int = 0,
) -> list[Decision]:
    schedule = schedule or a_schedule()
    return list(decisions(now, schedule, runs, sent, week_start, begun=begun, since=since))


def told(found: list[Decision]) -> list[str]:
    return [f"{one.run.week} {one.what}: {one.reason}" for one in found]


def test_the_last_decision_waits_for_the_slot_that_comes() -> None:
    found = decide(DUE - DAY, a_run(W24))
    assert told(found) == ["2024-W25 wait: not due yet"]
    assert found[0].at == DUE


@pytest.mark.parametrize("late", [timedelta(0), timedelta(seconds=1), GRACE])
@pytest.mark.parametrize("known", [(), (a_run(W24),)])
def test_a_slot_that_came_due_is_run(late: timedelta, known: tuple[Run, ...]) -> None:
    assert told(decide(DUE + late, *known)) == ["2024-W25 run: due", "2024-W26 wait: not due yet"]


def test_a_slot_that_was_due_before_the_very_first_start_is_none_that_was_missed() -> None:
    (first, _) = decide(DUE + GRACE + MINUTE)
    assert (first.what, first.reason) == ("skip", "due before the weekly run was first started")
    assert not first.tell


@pytest.mark.parametrize(
    ("late", "catch_up", "said"),
    [
        (3 * HOUR + 20 * MINUTE, 12, "run: missed by 3 h 20 min; missed runs are made up for within 12 hours"),
        (12 * HOUR, 12, "run: missed by 12 hours; missed runs are made up for within 12 hours"),
        (12 * HOUR + MINUTE, 12, "skip: missed by 12 h 1 min; missed runs are made up for within 12 hours"),
        (3 * DAY, 12, "skip: missed by 3 days; missed runs are made up for within 12 hours"),
        (GRACE, 0, "run: due"),
        (GRACE + MINUTE, 0, "skip: missed by 11 minutes; missed runs are not made up for"),
    ],
)
def test_a_missed_slot_is_made_up_for_within_some_hours_and_then_skipped(
    late: timedelta, catch_up: int, said: str
) -> None:
    found = decide(DUE + late, a_run(W24), schedule=a_schedule(catch_up=catch_up))
    assert told(found)[0] == f"2024-W25 {said}"
    assert found[0].tell == said.startswith("skip")


def test_each_of_several_missed_slots_has_its_reason_and_only_the_last_is_run() -> None:
    found = decide(DUE + HOUR, a_run(Week(2024, 22)))
    assert told(found) == [
        "2024-W23 skip: nothing ran at its time, and 2024-W25 came due meanwhile",
        "2024-W24 skip: nothing ran at its time, and 2024-W25 came due meanwhile",
        "2024-W25 run: missed by 1 hour; missed runs are made up for within 12 hours",
        "2024-W26 wait: not due yet",
    ]


def test_a_clock_that_stood_still_for_decades_fills_no_ledger() -> None:
    assert len(decide(DUE, a_run(Week(1970, 1)))) == 104 + 2


@pytest.mark.parametrize("state", ["done", "held", "skipped", "failed"])
def test_nothing_runs_twice_in_a_week_whatever_day_it_is_moved_to(state: State) -> None:
    for day in range(7):
        for hours in range(0, 168, 5):
            schedule, now = a_schedule(day=day, time=time(9, 30)), DUE - 6 * DAY + hours * HOUR
            found = decide(now, a_run(W24), a_run(W25, state), schedule=schedule)
            assert told(found) == ["2024-W26 wait: not due yet"]


def test_a_day_that_is_moved_before_the_first_known_slot_misses_nothing() -> None:
    friday = a_schedule(day=4)
    assert told(decide(DUE + HOUR, a_run(W26), schedule=friday)) == ["2024-W27 wait: not due yet"]


@pytest.mark.parametrize("runs", [(), (a_run(W24),)])
def test_an_issue_that_was_sent_by_hand_is_skipped(runs: tuple[Run, ...]) -> None:
    assert told(decide(DUE, *runs, sent={W25}))[0] == "2024-W25 skip: the issue was sent by hand"


def test_a_run_that_is_put_off_waits_for_its_moment() -> None:
    run = a_run(state="again", again=DUE + 5 * MINUTE, reason="no server")
    (waits, coming) = decide(DUE + 4 * MINUTE, a_run(W24), run)
    assert (waits.what, waits.at, waits.reason) == ("wait", run.again, "no server")
    assert coming.run.week == W26
    assert told(decide(DUE + 5 * MINUTE, a_run(W24), run))[0] == "2024-W25 run: another try"


def test_a_run_that_stands_as_running_was_killed_and_is_taken_up_at_its_step() -> None:
    (taken, _) = decide(DUE + MINUTE, a_run(state="running", step="draft", begun=DUE))
    assert (taken.what, taken.reason, taken.run.step) == ("run", "killed at its step draft, taken up there", "draft")


def test_a_run_that_is_killed_again_and_again_is_given_up() -> None:
    tries = a_schedule().tries + KILLED
    (last, _) = decide(DUE + MINUTE, a_run(state="running", begun=DUE, kills=tries - 2, tries=40))
    (given_up, _) = decide(DUE + MINUTE, a_run(state="running", begun=DUE, kills=tries - 1))
    assert (last.what, given_up.what, given_up.tell) == ("run", "fail", True)


@pytest.mark.parametrize(("step", "what"), [("build", "skip"), ("draft", "skip"), ("send", "run")])
def test_after_a_long_downtime_only_sending_goes_on_of_which_somebody_has_the_letter(step: str, what: str) -> None:
    run = a_run(state="running", step=step, begun=DUE)
    assert decide(DUE + 2 * DAY, run, begun={W25} if step == "send" else ())[0].what == what
    assert decide(DUE + 2 * DAY, run)[0].what == "skip"


@pytest.mark.parametrize(("step", "what"), [("build", "skip"), ("draft", "skip"), ("send", "run")])
def test_an_issue_that_is_marked_as_sent_ends_every_step_but_its_own_sending(step: str, what: str) -> None:
    run = a_run(state="running", step=step, begun=DUE)
    assert decide(DUE + MINUTE, run, sent={W25}, begun={W25})[0].what == what
    assert decide(DUE + MINUTE, run, sent={W25})[0].what == "skip"  # marked by hand, with no mailing of ours


@pytest.mark.parametrize("step", ["build", "send"])
def test_a_run_that_was_not_done_when_the_next_came_due_is_given_up(step: str) -> None:
    old = a_run(W24, "again", step=step, again=DUE, reason="no server")
    assert told(decide(DUE, old)) == [
        f"2024-W24 fail: not done when 2024-W25 came due: left at its step {step}; no server",
        "2024-W25 run: due",
        "2024-W26 wait: not due yet",
    ]


def test_a_run_whose_time_was_moved_ahead_is_still_tried_again() -> None:
    run = a_run(state="again", again=DUE + MINUTE)
    found = decide(DUE + MINUTE, a_run(W24), run, schedule=a_schedule(time=time(20)))
    assert [(one.run.week, one.what) for one in found] == [(W25, "run"), (W26, "wait")]


SEND = a_schedule(then="send")


@pytest.mark.parametrize("runs", [(), (a_run(W24),)])
def test_a_mailing_that_was_begun_by_hand_is_gone_on_with_where_readers_are_to_get_it(runs: tuple[Run, ...]) -> None:
    (taken, _) = decide(DUE, *runs, sent={W25}, begun={W25}, schedule=SEND)
    assert (taken.what, taken.step, taken.reason) == ("run", "send", "its sending was begun by hand")
    (skipped, _) = decide(DUE, *runs, sent={W25}, begun={W25})
    assert (skipped.what, skipped.reason) == ("skip", "the issue was sent by hand")


def test_a_run_whose_sending_was_begun_by_hand_meanwhile_goes_on_with_it() -> None:
    run = a_run(state="again", step="build", again=DUE + MINUTE)
    (taken, _) = decide(DUE + MINUTE, run, sent={W25}, begun={W25}, schedule=SEND)
    assert (taken.what, taken.step, taken.run) == ("run", "send", run)


@pytest.mark.parametrize("state", ["skipped", "failed"])
def test_what_a_clock_settled_that_stood_ahead_does_not_count(state: State) -> None:
    ahead = a_run(state=state, ended=DUE + 21 * DAY)
    assert told(decide(DUE, a_run(W24), ahead))[0] == "2024-W25 run: due"
    assert decide(DUE, a_run(W24), replace(ahead, ended=DUE))[0].what == "wait"
    assert decide(DUE, a_run(W24), replace(ahead, state="done"))[0].what == "wait"


def test_a_try_that_a_clock_put_far_off_that_stood_ahead_is_made_now() -> None:
    assert decide(DUE, a_run(state="again", again=DUE + 24 * DAY))[0].what == "run"
    assert decide(DUE, a_run(state="again", again=DUE + HOUR))[0].what == "wait"


@pytest.mark.parametrize("late", [timedelta(0), HOUR])
def test_weeks_that_begin_elsewhere_bring_no_second_run_of_the_same_moment(late: timedelta) -> None:
    found = decide(DUE + late, a_run(W24), a_run(W25), week_start=6)
    assert told(found)[0] == "2024-W26 skip: it would be at the moment of the issue of 2024-W25"
    assert found[-1].run.week == Week(2024, 27)


def test_a_day_that_is_moved_brings_no_issue_a_day_after_the_last_one() -> None:
    monday = a_schedule(day=0)
    assert told(decide(DUE + DAY, a_run(W25), schedule=monday))[0] == (
        "2024-W26 skip: it would be only 24 hours after the issue of 2024-W25"
    )
    assert told(decide(DUE + DAY, a_run(W25, "skipped"), schedule=monday))[0] == "2024-W26 run: due"


def test_a_day_that_had_passed_when_the_settings_were_changed_to_it_waits_for_the_next_week() -> None:
    friday, moment = a_schedule(day=4), DUE + 5 * DAY + HOUR
    found = decide(moment, a_run(W25), schedule=friday, since=moment)
    assert (found[0].what, found[0].tell) == ("skip", True)
    assert found[0].reason.startswith("its time had passed when the settings were changed to it")
    assert decide(moment, a_run(W25), schedule=friday, since=DUE)[0].what == "run"


@given(
    weeks=st.dictionaries(st.integers(-6, 1), st.sampled_from(["done", "again", "running", "skipped"]), max_size=5),
    late=st.integers(0, 14 * 24 * 60),
    sent=st.sets(st.integers(-6, 1)),
)
def test_one_decision_a_slot_and_at_most_one_run(weeks: dict[int, State], late: int, sent: set[int]) -> None:
    runs = [a_run(later(W25, by), state, begun=DUE) for by, state in sorted(weeks.items())]
    found = decide(DUE + late * MINUTE, *runs, sent={later(W25, by) for by in sent})
    assert len({one.run.week for one in found}) == len(found)
    assert sum(one.what == "run" and one.run.week < W26 for one in found) <= 1
    assert found[-1].what == "wait"
    assert all(one.reason for one in found)
