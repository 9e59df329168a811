"""`digest feeds list`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from digest.cli import options

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime, tzinfo
    from pathlib import Path

    from digest.model.feeds import Feed, FeedState

_TITLE = 32  # columns


@click.command("list")
@options.config
@options.as_json
def show(*, config: Path, as_json: bool) -> None:
    """List the feeds and how they do.

    When each answered last, what fails and since when, how new its newest entry is, when it is asked next.

    \b
    Example:
      digest feeds list
    """
    from zoneinfo import ZoneInfo

    from digest.ledger import Ledger
    from digest.settings.reading import load

    settings = load(config)
    with Ledger.if_there(settings.ledger) as ledger:
        states = ledger.feed_states()
    if as_json:
        options.print_json({"feeds": [as_object(feed, states.get(feed.url)) for feed in settings.feeds]})
    else:
        click.echo("\n".join(lines(settings.feeds, states, ZoneInfo(settings.time_zone), options.now())))


def as_object(feed: Feed, state: FeedState | None) -> dict[str, Any]:
    """What `--json` prints for a feed (docs/formats/feeds.schema.json)."""
    from digest.model.feeds import FeedState

    known = state or FeedState(feed.url)
    return {
        "url": feed.url,
        "state": state_of(state),
        "publication": feed.publication,
        "section": feed.section,
        "audience": feed.audience,
        "title": known.title,
        "address": known.address,
        "home_page": known.home_page,
        "language": known.language,
        "checked": _stated(known.checked),
        "succeeded": _stated(known.succeeded),
        "failures": known.failures,
        "failing_since": _stated(known.failing_since),
        "trouble": known.trouble,
        "newest": _stated(known.newest),
        "due": _stated(known.due),
    }


def state_of(state: FeedState | None) -> str:
    """``off`` when it is gone, ``fails``, ``new`` when nothing is known of how it answers, else ``ok``."""
    if state is None or not (state.gone or state.failures or state.succeeded):
        return "new"
    return "off" if state.gone else "fails" if state.failures else "ok"


def lines(feeds: Sequence[Feed], states: Mapping[str, FeedState], zone: tzinfo, now: datetime) -> Iterator[str]:
    """The table for people; times are the newsletter's."""
    from digest.cli.columns import printable, table
    from digest.intake.feeds.opml_writing import same_as

    if not feeds:
        yield "no feeds; add one with: digest feeds add ADDRESS"
        return
    rows = [_row(feed, states.get(feed.url), zone, now) for feed in feeds]
    head, *body = table([["", "feed", "last good answer", "newest entry", "asked next", "address"], *rows])
    yield click.style(head, dim=True)
    twice = same_as(feeds, states)
    for feed, line in zip(feeds, body, strict=True):
        yield line
        yield from _trouble(states.get(feed.url), zone)
        if feed.url in twice:
            yield click.style(f"       same as {printable(twice[feed.url].url)}", fg="yellow")
    yield _sum(feeds, states)


def _row(feed: Feed, state: FeedState | None, zone: tzinfo, now: datetime) -> list[str]:
    from digest.cli.columns import fitted, printable

    if state is None or state_of(state) == "new":
        title = feed.publication or (state.title if state else "")
        return ["new", fitted(title, _TITLE).rstrip(), "never asked", "", "now", printable(feed.url)]
    due = "never" if state.gone else "now" if state.due is None or state.due <= now else _day(state.due, zone)
    return [
        state_of(state),
        fitted(feed.publication or state.title, _TITLE).rstrip(),
        _day(state.succeeded, zone) if state.succeeded else "never",
        f"{state.newest.astimezone(zone):%Y-%m-%d}" if state.newest else "none",
        due,
        printable(feed.url + (f" → {state.address}" if state.address not in ("", feed.url) else "")),
    ]


def _trouble(state: FeedState | None, zone: tzinfo) -> Iterator[str]:
    from digest.cli.columns import printable

    if state and (state.gone or state.failures):
        since = f" since {_day(state.failing_since, zone)}" if state.failing_since and state.failures > 1 else ""
        count = "switched off" if state.gone else f"{options.counted(state.failures, 'failure')}{since}"
        why = " · ".join(printable(part) for part in (state.trouble, state.hint) if part)
        yield click.style(f"       {count}: {why}", fg="yellow")


def _sum(feeds: Sequence[Feed], states: Mapping[str, FeedState]) -> str:
    kinds = [state_of(states.get(feed.url)) for feed in feeds]
    words = {"fails": "failing", "off": "switched off", "new": "never asked"}
    parts = [f"{kinds.count(kind):,} {word}" for kind, word in words.items() if kind in kinds]
    return ", ".join((options.counted(len(feeds), "feed"), *parts))


def _day(moment: datetime, zone: tzinfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"


def _stated(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
