"""`digest feeds import` and `digest feeds export`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from digest.cli import options

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from typing import BinaryIO

    from digest.model.feeds import Feed, FeedState
    from digest.settings import Settings


@click.command("import")
@options.config
@click.argument("file", type=click.File("rb"), metavar="FILE.opml")
def bring_in(*, config: Path, file: BinaryIO) -> None:
    """Add the feeds of an OPML file, or of standard input ("-").

    No feed is asked. Groups become sections, names publications.

    \b
    Example:
      digest feeds import subscriptions.opml
      digest feeds fetch
    """
    from digest.intake.feeds.opml import read_opml
    from digest.intake.fetching.addresses import shown
    from digest.model import Problem
    from digest.settings.feeds_table import add_feeds, refusal
    from digest.settings.reading import load
    from digest.settings.rewriting import rewrite

    settings = load(config)
    listed, problems = read_opml(file.read(), file.name if file.name != "<stdin>" else "standard input")
    new = _new(listed, settings)
    refused = [
        Problem("cannot stand in the settings", shown(feed.url), reason) for feed in new if (reason := refusal(feed))
    ]
    added = [feed for feed in new if not refusal(feed)]
    if added:
        rewrite(settings.file, lambda text: add_feeds(text, added))
    odd = [*problems, *refused]
    options.complain(odd)
    click.echo(
        f"{options.counted(len(added), 'feed')} added, {len(listed) - len(new):,} there already, {len(odd):,} refused"
    )


@click.command("export")
@options.config
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True), default="-", metavar="[FILE]")
def hand_out(*, config: Path, file: str) -> None:
    """Write the feeds as an OPML file.

    Without a file to standard output. Sections become groups.

    \b
    Example:
      digest feeds export subscriptions.opml
    """
    from digest.intake.feeds.opml import write_opml
    from digest.intake.feeds.opml_writing import for_others
    from digest.settings.reading import load

    settings = load(config)
    feeds, states = settings.feeds, _states(settings)
    _write(file, write_opml(feeds, states, settings.newsletter.name))
    written = len(for_others(feeds, states))
    files = sum(feed.file is not None for feed in feeds)
    parts = [f"{options.counted(written, 'feed')} written"]
    parts += [f"{options.counted(files, 'file')} left out, which nobody else could find"] if files else []
    if twice := len(feeds) - files - written:
        parts.append(
            f"{options.counted(twice, 'feed')} left out, which {'is' if twice == 1 else 'are'} written above"
        )
    click.echo("; ".join(parts), err=True)


def _write(file: str, data: bytes) -> None:
    from pathlib import Path

    from digest.errors import DigestError
    from digest.settings.rewriting import put, remedy

    if file == "-":
        click.echo(data, nl=False)
        return
    try:
        put(Path(file), data)
    except OSError as error:
        found = error.strerror or str(error)
        raise DigestError("cannot write the list of feeds", where=file, found=found, hint=remedy(error)) from error


def _new(listed: Sequence[Feed], settings: Settings) -> list[Feed]:
    from digest.cli.feeds.finding import names_of
    from digest.intake.feeds.opml import address_key

    states = _states(settings)
    known = {address_key(name) for feed in settings.feeds for name in names_of(feed, states)[:2] if name}
    return [feed for feed in listed if address_key(feed.url) not in known]


def _states(settings: Settings) -> Mapping[str, FeedState]:
    from digest.ledger import Ledger

    with Ledger.if_there(settings.ledger) as ledger:
        return ledger.feed_states()
