"""`digest feeds remove`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from digest.cli import options

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@options.config
@click.argument("names", nargs=-1, required=True, metavar="ADDRESS…")
def remove(*, config: Path, names: tuple[str, ...]) -> None:
    """Remove feeds, and forget what they sent.

    A part of the address that no other has is enough, or the publication's name.

    \b
    Example:
      digest feeds remove example.org
    """
    from digest.cli.columns import printable
    from digest.cli.feeds.finding import found
    from digest.ledger import Ledger
    from digest.settings.feeds_table import remove_feeds
    from digest.settings.reading import load
    from digest.settings.rewriting import rewrite

    settings = load(config)
    with Ledger.if_there(settings.ledger) as ledger:
        states = ledger.feed_states()
    feeds = {feed.url: feed for feed in (found(name, settings.feeds, states) for name in names)}
    rewrite(settings.file, lambda text: remove_feeds(text, feeds.keys()))
    if settings.ledger.exists():
        with Ledger(settings.ledger) as ledger:
            ledger.forget(feeds.keys())
    for feed in feeds.values():
        title = feed.publication or (states[feed.url].title if feed.url in states else "")
        click.echo(
            " · ".join(printable(part) for part in (f"removed {title or feed.url}", title and feed.url) if part)
        )
