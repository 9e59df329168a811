from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import FetchFailed
from digest.intake.feeds import outcome
from digest.intake.fetching.messages import Response
from digest.model.feeds import Feed, FeedState

NOW = datetime(2024, 6, 23, 8, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
URL = "https://feed.test/rss"
FEED = Feed(URL)
FRESH = FeedState(URL)
CONTENTS = outcome.Contents("A feed", "https://feed.test", "en", NOW - HOUR, "abc", whole=True)


def a_response(status: int = 200, moved: str = "", **headers: str) -> Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(URL, status, moved or URL, moved, named)


def failed_times(times: int, state: FeedState = FRESH) -> FeedState:
    for number in range(times):
        state = outcome.failed(state, FetchFailed("no answer"), NOW + number * DAY)
    return state


def test_a_feed_that_was_never_asked_is_due() -> None:
    assert outcome.due(FRESH, NOW)


@pytest.mark.parametrize(
    ("due", "is_due"),
    [(NOW - HOUR, True), (NOW, True), (NOW + timedelta(seconds=1), False), (NOW + 7 * DAY, False)],
)
def test_a_feed_is_not_asked_before_it_is_due(due: datetime, is_due: bool) -> None:
    assert outcome.due(replace(FRESH, due=due), NOW) is is_due


def test_a_day_far_ahead_that_a_wrong_clock_left_behind_does_not_count() -> None:
    assert outcome.due(replace(FRESH, due=NOW + 400 * DAY), NOW)


def test_a_read_feed_is_remembered_with_what_it_says_of_itself() -> None:
    after = outcome.read(FRESH, FEED, a_response(etag='"1"', last_modified="Sun"), NOW, CONTENTS)
    assert (after.title, after.home_page, after.language) == ("A feed", "https://feed.test", "en")
    assert (after.etag, after.last_modified, after.sha256) == ('"1"', "Sun", "abc")
    assert (after.checked, after.succeeded, after.newest) == (NOW, NOW, NOW - HOUR)


def test_of_a_feed_that_broke_off_nothing_is_kept_that_would_make_the_server_say_unchanged() -> None:
    after = outcome.read(FRESH, FEED, a_response(etag='"1"'), NOW, replace(CONTENTS, whole=False))
    assert (after.etag, after.last_modified, after.sha256) == ("", "", "")


def test_the_switch_for_broken_servers_keeps_no_validators() -> None:
    after = outcome.read(FRESH, replace(FEED, conditional=False), a_response(etag='"1"'), NOW, CONTENTS)
    assert after.etag == ""


def test_the_newest_entry_stays_the_newest_when_a_feed_drops_it() -> None:
    state = replace(FRESH, newest=NOW)
    assert outcome.read(state, FEED, a_response(), NOW, CONTENTS).newest == NOW


def test_a_feed_without_dates_keeps_what_it_had() -> None:
    state = replace(FRESH, newest=NOW)
    assert outcome.read(state, FEED, a_response(), NOW, replace(CONTENTS, newest=None)).newest == NOW


def test_a_304_keeps_the_validators_that_it_does_not_name() -> None:
    state = replace(FRESH, etag='"1"', last_modified="Sun")
    after = outcome.unchanged(state, FEED, a_response(304, etag='"2"'), NOW)
    assert (after.etag, after.last_modified) == ('"2"', "Sun")


def test_a_200_without_validators_has_none() -> None:
    after = outcome.unchanged(replace(FRESH, etag='"1"'), FEED, a_response(200), NOW)
    assert after.etag == ""


@pytest.mark.parametrize(
    ("control", "pause", "due"),
    [
        ("max-age=3600", timedelta(0), NOW + HOUR),
        ("no-cache", timedelta(0), None),
        ("no-cache", timedelta(minutes=15), NOW + timedelta(minutes=15)),
        ("max-age=3600", timedelta(minutes=15), NOW + HOUR),
    ],
)
def test_cache_control_and_the_pause_say_when_it_is_asked_again(
    control: str, pause: timedelta, due: datetime | None
) -> None:
    after = outcome.unchanged(FRESH, FEED, a_response(304, cache_control=control), NOW, pause=pause)
    assert after.due == due


def test_a_permanent_redirect_is_remembered() -> None:
    after = outcome.read(FRESH, FEED, a_response(moved="https://new.test/rss"), NOW, CONTENTS)
    assert after.address == "https://new.test/rss"


def test_an_answer_without_redirect_leaves_the_address_that_was_remembered() -> None:
    state = replace(FRESH, address="https://new.test/rss")
    assert outcome.unchanged(state, FEED, a_response(304), NOW).address == "https://new.test/rss"


def test_410_switches_the_feed_off_and_says_so() -> None:
    after = outcome.answered_badly(FRESH, a_response(410), NOW)
    assert after.gone
    assert not outcome.due(after, NOW + 30 * DAY)
    problem = outcome.trouble(after, FEED)
    assert problem is not None
    assert str(problem) == (
        "the feed is switched off · https://feed.test/rss · it is gone for good (410)"
        " · take it out with: digest feeds remove https://feed.test/rss"
    )


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_obeyed(status: int) -> None:
    after = outcome.answered_badly(FRESH, a_response(status, retry_after="7200"), NOW)
    assert after.due == NOW + 2 * HOUR


def test_a_short_retry_after_does_not_shorten_the_pause_of_a_failing_feed() -> None:
    after = outcome.answered_badly(failed_times(8), a_response(503, retry_after="1"), NOW)
    assert after.due is not None
    assert after.due > NOW + HOUR


@pytest.mark.parametrize(
    ("status", "words"), [(404, "nothing at this address"), (403, "refuses"), (500, "answered 500")]
)
def test_an_error_of_the_server_is_said_in_words(status: int, words: str) -> None:
    problem = outcome.trouble(outcome.answered_badly(FRESH, a_response(status), NOW), FEED)
    assert problem is not None
    assert words in str(problem)


def test_a_404_does_not_switch_the_feed_off() -> None:
    after = outcome.answered_badly(FRESH, a_response(404), NOW)
    assert outcome.due(after, NOW + DAY)


def test_a_failing_feed_tells_its_history() -> None:
    state = replace(outcome.read(FRESH, FEED, a_response(), NOW - 7 * DAY, CONTENTS), due=None)
    problem = outcome.trouble(failed_times(3, state), FEED)
    assert problem is not None
    assert problem.found == "no answer; 3 times in a row since 2024-06-23, last good 2024-06-16"


def test_a_feed_that_never_answered_says_that() -> None:
    problem = outcome.trouble(failed_times(1), FEED)
    assert problem is not None
    assert problem.found == "no answer; the first time, never good yet"
    assert problem.hint == "check its address"


def test_a_feed_that_was_never_good_is_helped_as_its_failure_says() -> None:
    failure = FetchFailed("an address in a private network", hint="name its host in allow_private")
    problem = outcome.trouble(outcome.failed(FRESH, failure, NOW), FEED)
    assert problem is not None
    assert problem.hint == "name its host in allow_private"


@given(st.integers(1, 200))
def test_a_failing_feed_is_asked_ever_more_seldom_but_twice_a_day_at_least(times: int) -> None:
    now = NOW + (times - 1) * DAY
    after = failed_times(times)
    assert after.due is not None
    assert timedelta(minutes=5) <= after.due - now <= 12 * HOUR


def test_a_feed_that_answers_again_is_well() -> None:
    after = outcome.read(failed_times(5), FEED, a_response(), NOW + 5 * DAY, CONTENTS)
    assert (after.failures, after.failing_since) == (0, None)
    assert outcome.trouble(after, FEED) is None


def test_an_old_failure_is_remembered_for_a_week() -> None:
    state = failed_times(1)
    within = outcome.unchanged(state, FEED, a_response(304), NOW + 6 * DAY)
    later = outcome.unchanged(within, FEED, a_response(304), NOW + 7 * DAY)
    assert (within.trouble, within.failed) == ("no answer", NOW)
    assert (later.trouble, later.failed) == ("", None)


def test_an_address_that_fails_again_and_again_gives_way_to_that_of_the_settings() -> None:
    state = replace(FRESH, address="https://new.test/rss")
    assert failed_times(2, state).address == "https://new.test/rss"
    assert failed_times(3, state).address == ""
