"""`digest feeds fetch`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from digest.cli import options

if TYPE_CHECKING:
    from pathlib import Path

    from digest.intake.feeds.refresh import Refreshed
    from digest.model import Problem
    from digest.settings import Settings


@click.command()
@options.config
@options.as_json
@click.option("--all", "always", is_flag=True, help="Ask those, too, that are not due.")
def fetch(*, config: Path, as_json: bool, always: bool) -> None:
    """Ask the feeds that are due and remember what they sent.

    A feed that fails is asked again by itself, the more seldom the longer it fails.

    \b
    Example:
      digest feeds fetch
      digest feeds fetch --all
    """
    from digest.cli.ending import keeps_what_was_read
    from digest.cli.progress import Progress
    from digest.pipeline.fetching import fetch_feeds
    from digest.settings.reading import load

    keeps_what_was_read()
    settings, now = load(config), options.now()
    with Progress() as progress:
        refreshed = fetch_feeds(settings, now=now, always=always, say=progress.say)
    if as_json:
        options.print_json({name: getattr(refreshed, name) for name in ("asked", "changed", "failed", "new")})
    else:
        click.echo(_summary(refreshed, settings))
    options.complain(_troubles(settings) if refreshed.failed else ())


def _summary(refreshed: Refreshed, settings: Settings) -> str:
    if not settings.feeds:
        return "no feeds; add one with: digest feeds add ADDRESS"
    if not refreshed.asked:
        return "no feed is due; ask them all the same with --all"
    parts = [
        f"asked {options.counted(refreshed.asked, 'feed')}",
        f"{refreshed.changed:,} had something to read",
        f"{options.counted(refreshed.new, 'entry').replace(' ', ' new ', 1)}",
    ]
    return ", ".join([*parts, *([f"{refreshed.failed:,} failed"] if refreshed.failed else [])])


def _troubles(settings: Settings) -> list[Problem]:
    from digest.intake.feeds.outcome import trouble
    from digest.ledger import Ledger

    with Ledger.if_there(settings.ledger) as ledger:
        states = ledger.feed_states()
    found = (trouble(states[feed.url], feed) for feed in settings.feeds if feed.url in states)
    return [problem for problem in found if problem]
