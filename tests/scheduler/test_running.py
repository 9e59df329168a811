from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from digest.errors import (
    DeliveryError,
    LedgerError,
    NothingToPublish,
    OutboxBusy,
    PreflightForbids,
    RecipientsError,
    SettingsError,
    TemplateError,
    WeekSkipped,
)
from digest.ledger.slots import Run
from digest.scheduler.service import once
from digest.scheduler.slots import later
from digest.scheduler.trouble import heals
from digest.scheduler.work import Handed
from tests.scheduler.desk import DUE, HOUR, MINUTE, SMTP, TABLE, W25, Desk, a_newsletter_folder

ALL = ["build 2024-06-23", "check 2024-W25"]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(a_newsletter_folder(tmp_path))


def then(desk: Desk, what: str) -> None:
    a_newsletter_folder(desk.file.parent, f'{TABLE}then = "{what}"\neditor = "desk@letter.test"\n{SMTP}')


def failing(desk: Desk, step: str, error: BaseException) -> None:
    def fail(at: str) -> None:
        if at == step:
            raise error

    desk.raising = fail


def only(desk: Desk) -> Run:
    (run,) = desk.runs()
    return run


def test_a_run_builds_checks_and_leaves_the_issue_in_the_outbox(desk: Desk) -> None:
    (result,) = once(desk.world())
    assert desk.done == ALL
    assert (result.run.state, result.run.reason, result.error) == ("done", "it lies in the outbox", None)
    assert (result.run.week, result.run.due, result.run.ended, result.run.tries) == (W25, DUE, DUE, 1)
    assert only(desk) == result.run


@pytest.mark.parametrize(
    ("what", "reason"), [("draft", "a draft went to desk@letter.test"), ("send", "sent: 3 taken")]
)
def test_a_run_drafts_or_sends_as_the_settings_say(desk: Desk, what: str, reason: str) -> None:
    then(desk, what)
    once(desk.world())
    assert desk.done == [*ALL, f"{what} 2024-W25"]
    assert (only(desk).state, only(desk).step, only(desk).reason) == ("done", what, reason)


def test_a_run_that_is_done_is_not_done_again(desk: Desk) -> None:
    once(desk.world())
    desk.now += MINUTE
    assert once(desk.world()) == ()
    assert desk.done == ALL


@pytest.mark.parametrize(("what", "state"), [("outbox", "done"), ("draft", "done"), ("send", "held")])
def test_an_issue_that_preflight_forbids_is_held_and_never_sent(desk: Desk, what: str, state: str) -> None:
    then(desk, what)
    desk.forbids = True
    (result,) = once(desk.world())
    assert only(desk).state == state
    assert "send 2024-W25" not in desk.done
    assert bool(desk.notices) == isinstance(result.error, PreflightForbids) == (what == "send")


def test_a_send_that_preflight_forbids_at_the_last_moment_is_held(desk: Desk) -> None:
    then(desk, "send")
    failing(desk, "send", PreflightForbids("forbidden"))
    once(desk.world())
    assert only(desk).state == "held"


@pytest.mark.parametrize("error", [NothingToPublish("no story"), WeekSkipped("a thin week")])
def test_a_week_with_nothing_to_publish_is_skipped_with_its_reason(desk: Desk, error: NothingToPublish) -> None:
    then(desk, "send")
    failing(desk, "build", error)
    (result,) = once(desk.world())
    assert (only(desk).state, only(desk).reason, result.error) == ("skipped", str(error), error)
    assert desk.notices == [("2024-W25 no issue this week", str(error))]


def test_what_can_heal_is_tried_again_with_growing_delay_and_then_given_up(desk: Desk) -> None:
    then(desk, "draft")
    failing(desk, "draft", DeliveryError("no server", where="mail.test"))
    waits = []
    for _ in range(5):
        once(desk.world())
        again = only(desk).again
        waits.append(again and (again - desk.now) // MINUTE)
        desk.now = again or desk.now
    assert waits == [1, 5, 15, 60, None]
    assert (only(desk).state, only(desk).tries, only(desk).reason) == ("failed", 5, "no server · mail.test")
    assert desk.done == [*ALL, *["draft 2024-W25"] * 5]
    assert desk.notices == [("2024-W25 the weekly run failed", "no server · mail.test")]


def unreached() -> NothingToPublish:
    nothing = NothingToPublish("nothing to publish", found="no entry")
    nothing.heals, nothing.problems = True, ("the feed could not be read · news.test",)
    return nothing


def test_sources_that_are_out_of_reach_are_asked_again_for_as_long_as_a_run_is_made_up_for(desk: Desk) -> None:
    then(desk, "send")
    failing(desk, "build", unreached())
    while desk.now <= DUE + 12 * HOUR:
        once(desk.world())
        desk.now = only(desk).again or DUE + 13 * HOUR
    assert (only(desk).state, only(desk).reason) == ("skipped", "nothing to publish · no entry")
    ended = only(desk).ended
    assert ended
    assert DUE + 11 * HOUR < ended <= DUE + 12 * HOUR
    assert desk.asked_again == [False, *[True] * (len(desk.done) - 1)]


def test_sources_that_come_back_make_the_issue(desk: Desk) -> None:
    failing(desk, "build", unreached())
    once(desk.world())
    desk.raising, desk.now = (lambda _: None), desk.now + MINUTE
    once(desk.world())
    assert only(desk).state == "done"


def test_sending_is_tried_for_as_long_as_a_run_is_made_up_for_and_the_editor_hears_of_it(desk: Desk) -> None:
    then(desk, "send")
    failing(desk, "send", DeliveryError("no server"))
    while not (desk.runs() and desk.runs()[0].ended):
        once(desk.world())
        desk.now = only(desk).again or desk.now
    assert DUE + 11 * HOUR < desk.now <= DUE + 12 * HOUR
    assert [subject for subject, _ in desk.notices] == [
        "2024-W25 the weekly run is still being tried",
        "2024-W25 the weekly run failed",
    ]


def test_sending_that_brings_letters_to_some_readers_goes_on_until_the_next_slot(desk: Desk) -> None:
    then(desk, "send")

    def some(step: str) -> None:
        if step == "send":
            desk.given += 20
            raise DeliveryError("hourly quota exceeded")

    desk.raising = some
    for _ in range(30):
        once(desk.world())
        assert (only(desk).state, only(desk).tries, only(desk).again) == ("again", 1, desk.now + MINUTE)
        desk.now += HOUR
    desk.now = DUE + 7 * 24 * HOUR
    once(desk.world())
    assert desk.runs()[0].state == "failed"


def test_a_few_mailboxes_that_are_full_to_the_end_are_no_failure(desk: Desk) -> None:
    then(desk, "send")
    desk.handed, desk.given = Handed(98, 0, 2), 98
    for _ in range(5):
        once(desk.world())
        desk.now = only(desk).again or desk.now
    assert (only(desk).state, only(desk).reason) == ("done", "sent: 98 taken, 2 put off")
    (word,) = desk.notices
    assert word[0] == "2024-W25 sent, with remarks"
    assert "2 put off to the end; try them again with: digest send 2024-W25 --yes" in word[1]


def test_a_file_without_readers_waits_for_the_editor(desk: Desk) -> None:
    then(desk, "send")
    desk.readers = 0
    once(desk.world())
    assert (only(desk).state, only(desk).step, only(desk).again) == ("again", "send", DUE + HOUR)
    assert desk.notices[0][0] == "2024-W25 the weekly run waits for you"
    assert "there is nobody who gets it" in desk.notices[0][1]


def test_what_was_odd_about_sending_stands_in_the_reason_and_reaches_the_editor(desk: Desk) -> None:
    then(desk, "send")
    desk.handed = Handed(3, remarks=("the issue could not be marked as sent",))
    once(desk.world())
    assert only(desk).reason == "sent: 3 taken; the issue could not be marked as sent"
    assert desk.notices == [("2024-W25 sent, with remarks", "sent: 3 taken / the issue could not be marked as sent")]


@pytest.mark.parametrize("what", ["outbox", "draft", "send"])
def test_what_was_odd_about_a_build_is_logged_and_told_where_no_draft_says_it(desk: Desk, what: str) -> None:
    then(desk, what)
    desk.odd = ("the feed could not be read · news.test",)
    once(desk.world())
    assert any("2024-W25: the feed could not be read · news.test" in line for line in desk.log)
    assert [subject for subject, _ in desk.notices] == (
        [] if what == "draft" else ["2024-W25 what was odd about the issue"]
    )


def test_word_that_no_server_took_is_kept_and_brought_later(desk: Desk) -> None:
    then(desk, "send")
    desk.forbids = True
    failing(desk, "notify", DeliveryError("no server"))
    once(desk.world())
    desk.raising, desk.now = (lambda _: None), desk.now + MINUTE
    once(desk.world())
    assert desk.notices == []
    desk.now += 15 * MINUTE
    once(desk.world())
    once(desk.world())
    assert [subject for subject, _ in desk.notices] == ["2024-W25 held by preflight"]


def test_word_that_no_server_takes_for_a_week_is_dropped(desk: Desk) -> None:
    then(desk, "send")
    desk.forbids = True
    failing(desk, "notify", DeliveryError("no server"))
    once(desk.world())
    desk.raising, desk.now, desk.marked = (lambda _: None), DUE + 7 * 24 * HOUR, {later(W25, 1)}
    once(desk.world())
    assert desk.notices == []


def test_the_editor_hears_what_holds_an_issue_and_what_to_do(desk: Desk) -> None:
    then(desk, "send")
    desk.forbids = True
    once(desk.world())
    ((_, told),) = desk.notices
    assert "a link leads nowhere, and 1 more" in told
    assert "a picture is broken" in told
    assert "digest build --date 2024-06-23, and: digest send 2024-W25 --yes" in told


def test_a_panic_of_a_library_is_a_try_that_failed(desk: Desk) -> None:
    failing(desk, "build", SystemExit(3))
    once(desk.world())
    assert only(desk).state == "again"
    assert any("Traceback" in line for line in desk.log)


def test_a_signal_that_comes_a_second_time_ends_a_run_at_once(desk: Desk) -> None:
    def stop(_: str) -> None:
        desk.stopped = True
        raise SystemExit(143)

    desk.raising = stop
    with pytest.raises(SystemExit):
        once(desk.world())
    assert only(desk).state == "running"


def test_a_file_of_somebody_else_is_told_with_what_to_do(desk: Desk) -> None:
    failing(desk, "build", PermissionError(13, "Permission denied"))
    once(desk.world())
    assert "a command that ran as another user may own files here" in only(desk).reason


def test_a_run_that_is_put_off_is_left_alone_until_its_moment(desk: Desk) -> None:
    failing(desk, "build", OSError(28, "No space left on device"))
    once(desk.world())
    desk.now += MINUTE / 2
    assert once(desk.world()) == ()
    assert desk.done == ALL[:1]


def test_what_waits_for_the_editor_is_told_at_once_and_tried_again_each_hour(desk: Desk) -> None:
    then(desk, "outbox")
    failing(desk, "build", TemplateError("unknown tag", where="base.mjml.j2:3"))
    for _ in range(3):
        once(desk.world())
        assert only(desk).again == desk.now + HOUR
        desk.now += HOUR
    assert set(desk.notices) == {("2024-W25 the weekly run waits for you", "unknown tag · base.mjml.j2:3")}


def test_what_waits_for_the_editor_is_told_at_a_later_try_too(desk: Desk) -> None:
    then(desk, "outbox")
    failing(desk, "build", OutboxBusy("another build"))
    once(desk.world())
    assert desk.notices == []
    failing(desk, "build", TemplateError("unknown tag"))
    desk.now += MINUTE
    once(desk.world())
    assert desk.notices == [("2024-W25 the weekly run waits for you", "unknown tag")]


@pytest.mark.parametrize(
    ("error", "passing"),
    [
        (DeliveryError("x"), True),
        (OutboxBusy("x"), True),
        (LedgerError("x"), True),
        (OSError("x"), True),
        (ZeroDivisionError("x"), True),
        (RecipientsError("x"), False),
        (SettingsError("x"), False),
        (TemplateError("x"), False),
    ],
)
def test_what_can_heal_is_told_from_what_waits_for_the_editor(error: Exception, passing: bool) -> None:
    assert heals(error) == passing


def test_a_bug_is_a_try_that_failed_and_its_traceback_stands_in_the_log(desk: Desk) -> None:
    failing(desk, "build", ZeroDivisionError("by nought"))
    once(desk.world())
    assert any("Traceback" in line and "in fail" in line for line in desk.log)
    assert only(desk).state == "again"
    assert only(desk).reason.endswith("ZeroDivisionError: by nought")


def test_a_check_that_failed_begins_with_building_again(desk: Desk) -> None:
    failing(desk, "check", OutboxBusy("no such issue"))
    once(desk.world())
    desk.raising, desk.now = (lambda _: None), desk.now + MINUTE
    once(desk.world())
    assert desk.done == [*ALL, *ALL]
    assert only(desk).state == "done"


def test_messages_that_are_left_over_are_tried_again(desk: Desk) -> None:
    then(desk, "send")
    desk.handed = Handed(2, 1, 4)
    once(desk.world())
    assert (only(desk).state, only(desk).step) == ("again", "send")
    assert "2 taken, 1 refused, 4 put off" in only(desk).reason
    desk.handed, desk.now = Handed(4, 1), desk.now + MINUTE
    once(desk.world())
    assert desk.done == [*ALL, "send 2024-W25", "send 2024-W25"]
    assert only(desk).reason == "sent: 4 taken, 1 refused"


@pytest.mark.parametrize("step", ["build", "check", "draft"])
def test_a_run_that_was_killed_goes_on_at_its_step(desk: Desk, step: str) -> None:
    then(desk, "draft")
    failing(desk, step, KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        once(desk.world())
    assert (only(desk).state, only(desk).step) == ("running", step)
    before = len(desk.done) - 1
    desk.raising = lambda _: None
    once(desk.world())
    whole = [*ALL, "draft 2024-W25"]
    assert desk.done == [*whole[: before + 1], *whole[before:]]
    assert (only(desk).state, only(desk).tries) == ("done", 2)


def test_a_run_that_is_stopped_ends_at_the_next_step_and_that_was_no_try(desk: Desk) -> None:
    then(desk, "draft")

    def stop(at: str) -> None:
        desk.stopped = at == "build"

    desk.raising = stop
    once(desk.world())
    run = only(desk)
    assert (desk.done, run.state, run.step, run.tries) == (ALL[:1], "again", "check", 0)
    desk.stopped = False
    once(desk.world())
    assert desk.done == [*ALL, "draft 2024-W25"]
    assert only(desk).tries == 1


def test_sending_that_is_stopped_goes_on_later(desk: Desk) -> None:
    then(desk, "send")

    def stop(at: str) -> None:
        desk.stopped = at == "send"

    desk.raising, desk.handed = stop, Handed(1, 0, 2)
    once(desk.world())
    assert (only(desk).state, only(desk).step, only(desk).tries) == ("again", "send", 0)


def test_a_sending_of_which_nobody_has_the_letter_is_left_where_the_settings_say_outbox_now(desk: Desk) -> None:
    then(desk, "send")
    failing(desk, "send", DeliveryError("no server"))
    once(desk.world())
    then(desk, "outbox")
    desk.now += MINUTE
    once(desk.world())
    assert (only(desk).state, desk.done) == ("done", [*ALL, "send 2024-W25"])


def test_a_sending_of_which_some_have_the_letter_goes_on_whatever_the_settings_say_now(desk: Desk) -> None:
    then(desk, "send")
    failing(desk, "send", DeliveryError("no server"))
    once(desk.world())
    then(desk, "outbox")
    desk.given, desk.raising, desk.now = 1, (lambda _: None), desk.now + MINUTE
    once(desk.world())
    assert (only(desk).state, desk.done) == ("done", [*ALL, "send 2024-W25", "send 2024-W25"])


def test_an_issue_that_was_sent_by_hand_is_not_built(desk: Desk) -> None:
    desk.marked = {W25}
    once(desk.world())
    assert (desk.done, only(desk).state, only(desk).reason) == ([], "skipped", "the issue was sent by hand")


def test_missed_slots_are_kept_with_their_reasons_and_the_editor_hears_of_the_last(desk: Desk) -> None:
    then(desk, "draft")
    once(desk.world())
    desk.now = datetime(2024, 7, 15, tzinfo=UTC)
    once(desk.world())
    assert [f"{run.week} {run.state}" for run in desk.runs()] == [
        "2024-W25 done",
        "2024-W26 skipped",
        "2024-W27 skipped",
        "2024-W28 skipped",
    ]
    reason = "missed by 16 h; missed runs are made up for within 12 hours"
    assert desk.runs()[-1].reason == reason.replace("16 h;", "16 hours;")
    assert [subject for subject, _ in desk.notices] == ["2024-W28 the weekly run was not done"]


def test_word_to_the_editor_that_fails_stops_nothing(desk: Desk) -> None:
    then(desk, "send")
    desk.forbids = True
    failing(desk, "notify", DeliveryError("no server"))
    once(desk.world())
    assert only(desk).state == "held"
    assert any("the editor could not be told, and is later · no server" in line for line in desk.log)


def test_without_a_mail_server_nobody_is_told(desk: Desk) -> None:
    failing(desk, "build", NothingToPublish("no story"))
    once(desk.world())
    assert desk.notices == []


def test_weeks_that_start_elsewhere_since_end_the_run_of_the_week_before(desk: Desk) -> None:
    failing(desk, "build", OSError("no disk"))
    once(desk.world())
    settings = desk.file.read_text().replace("[newsletter]", '[newsletter]\nweek_start = "sunday"', 1)
    desk.file.write_text(settings)
    desk.raising, desk.now = (lambda _: None), desk.now + MINUTE
    once(desk.world())
    assert [f"{run.week} {run.state}" for run in desk.runs()] == ["2024-W25 failed", "2024-W26 done"]
    assert desk.done == ["build 2024-06-23", "build 2024-06-23", "check 2024-W26"]
