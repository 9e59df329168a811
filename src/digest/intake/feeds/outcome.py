"""What is remembered of a feed after it was asked, and when it is asked again: decisions without input or output."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from digest.errors import FetchFailed
from digest.intake.fetching.lifetimes import fresh_for, retry_after
from digest.model import Problem

if TYPE_CHECKING:
    from digest.errors import DigestError
    from digest.intake.fetching.messages import Response
    from digest.model.feeds import Feed, FeedState

_NO_PAUSE = timedelta(0)
_FIRST_PAUSE = timedelta(minutes=5)
_LONGEST_PAUSE = timedelta(hours=12)
_REMEMBERED = timedelta(days=7)
_TRUSTED = timedelta(days=8)  # a server may ask for a week; what lies further ahead comes from a wrong clock
_ASK_AGAIN_AT_HOME = 3  # failures in a row after which the address of the settings is asked again
_ALLOWED = {401: "it wants a password", 403: "it refuses to answer us", 404: "there is nothing at this address"}
_BUSY = {429: "it asked us to come less often", 503: "it is out of service for now"}


@dataclass(frozen=True, slots=True)
class Contents:
    """What a feed says of itself, the moment of its newest entry, the hash of its bytes, and whether it was whole."""

    title: str
    home_page: str
    language: str
    newest: datetime | None
    sha256: str
    whole: bool


def due(state: FeedState, now: datetime) -> bool:
    """Whether the feed is asked now."""
    if state.gone:
        return False
    return state.due is None or not now < state.due < now + _TRUSTED


def unchanged(
    state: FeedState, feed: Feed, response: Response, now: datetime, *, pause: timedelta = _NO_PAUSE
) -> FeedState:
    """The state after an answer that brought nothing new: 304, or the bytes that were read before."""
    return _well(_validated(state, feed, response, whole=True), response, now, pause)


def read(
    state: FeedState,
    feed: Feed,
    response: Response,
    now: datetime,
    contents: Contents,
    *,
    pause: timedelta = _NO_PAUSE,
) -> FeedState:
    """The state after a feed was read.

    Of one that broke off neither validators nor hash are kept, so that it is asked for whole the next time.
    """
    moments = [moment for moment in (state.newest, contents.newest) if moment]
    about = replace(
        _validated(state, feed, response, whole=contents.whole),
        title=contents.title,
        home_page=contents.home_page,
        language=contents.language,
        sha256=contents.sha256 if contents.whole else "",
        newest=max(moments, default=None),
    )
    return _well(about, response, now, pause)


def answered_badly(state: FeedState, response: Response, now: datetime) -> FeedState:
    """The state after an answer with the status of an error; 410 (RFC 9110, 15.5.11) switches the feed off."""
    if response.status == 410:
        gone = "it is gone for good (410)"
        return replace(_failed(state, gone, now), gone=True, due=None, etag="", last_modified="", sha256="")
    status = response.status
    reason = _BUSY.get(status) or _ALLOWED.get(status)
    after = _failed(state, f"{reason} ({status})" if reason else f"the server answered {status}", now)
    pause = retry_after(response.headers, now)
    return replace(after, due=max(now + pause, after.due or now)) if pause is not None else after


def no_feed(response: Response) -> FetchFailed:
    """The failure that an answer is which holds no feed."""
    kind = response.headers.get("content-type", "").partition(";")[0].strip()
    hint = "name the feed itself, or a home page that names it"
    found = kind or "nothing that is known"
    return FetchFailed("there is no feed at this address", where=response.address, found=found, hint=hint)


def failed(state: FeedState, failure: DigestError, now: datetime) -> FeedState:
    """The state after no answer, or one that is no feed."""
    found = f"{failure.what}: {failure.found}" if failure.found else failure.what
    return _failed(state, found, now, failure.hint)


def trouble(state: FeedState, feed: Feed) -> Problem | None:
    """What the editor should know of a feed that failed when it was asked last, with its history."""
    if state.gone:
        hint = f"take it out with: digest feeds remove {feed.url}"
        return Problem("the feed is switched off", feed.url, state.trouble, hint)
    if not state.failures:
        return None
    hint = "what it sent before is used; it is asked again by itself" if state.succeeded else _first_aid(state)
    return Problem("the feed could not be read", feed.url, "; ".join((state.trouble, history(state))), hint)


def _first_aid(state: FeedState) -> str:
    """What can be done about a feed that was never good: what its failure says, else look at the address."""
    return state.hint or "check its address"


def history(state: FeedState) -> str:
    """``3 times in a row since 2024-06-12, last good 2024-06-05`` of a feed that fails."""
    since = f" since {state.failing_since:%Y-%m-%d}" if state.failing_since else ""
    times = "the first time" if state.failures == 1 else f"{state.failures:,} times in a row{since}"
    return f"{times}, {f'last good {state.succeeded:%Y-%m-%d}' if state.succeeded else 'never good yet'}"


def _well(state: FeedState, response: Response, now: datetime, pause: timedelta) -> FeedState:
    """Answered as it should; an old failure is forgotten after a good week."""
    healed = state.failed is None or now - state.failed >= _REMEMBERED
    wait = max(fresh_for(response.headers), pause)
    return replace(
        state,
        address=response.moved or state.address,
        checked=now,
        succeeded=now,
        failed=None if healed else state.failed,
        trouble="" if healed else state.trouble,
        hint="" if healed else state.hint,
        failing_since=None,
        failures=0,
        due=now + wait if wait else None,
        gone=False,
    )


def _validated(state: FeedState, feed: Feed, response: Response, *, whole: bool) -> FeedState:
    """The validators of the answer (RFC 9110, 8.8); a 304 may leave out those that did not change."""
    if not (feed.conditional and whole):
        return replace(state, etag="", last_modified="")
    old = (state.etag, state.last_modified) if response.status == 304 else ("", "")
    return replace(
        state,
        etag=response.headers.get("etag", old[0]),
        last_modified=response.headers.get("last-modified", old[1]),
    )


def _failed(state: FeedState, what: str, now: datetime, hint: str = "") -> FeedState:
    failures = state.failures + 1
    pause = min(_FIRST_PAUSE * 2 ** min(failures - 1, 20), _LONGEST_PAUSE)
    return replace(
        state,
        address="" if failures >= _ASK_AGAIN_AT_HOME else state.address,
        checked=now,
        failed=now,
        failing_since=state.failing_since or now,
        failures=failures,
        trouble=what,
        hint=hint,
        due=now + pause,
    )
