"""`digest feeds check`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from digest.cli import options

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from digest.intake.feeds.trial import Answer

_TITLE = 32  # columns


@click.command()
@options.config
@options.as_json
@click.argument("names", nargs=-1, metavar="[ADDRESS…]")
@click.pass_context
def check(ctx: click.Context, *, config: Path, as_json: bool, names: tuple[str, ...]) -> None:
    """Ask feeds now and say how each answers.

    Nothing is remembered. Without an address all are asked. The exit code is 1 when one fails.

    \b
    Example:
      digest feeds check
      digest feeds check example.org
    """
    from digest.cli.feeds.finding import found
    from digest.cli.progress import Progress
    from digest.intake.feeds.trial import ask
    from digest.ledger import Ledger
    from digest.settings.reading import load

    settings = load(config)
    feeds = settings.feeds
    if names:
        with Ledger.if_there(settings.ledger) as ledger:
            states = ledger.feed_states()
        feeds = tuple({feed.url: feed for feed in (found(name, feeds, states) for name in names)}.values())
    with Progress() as progress:
        answers = ask(feeds, settings.fetching, options.now(), progress.say) if feeds else []
    if as_json:
        options.print_json({"feeds": [as_object(answer) for answer in answers]})
    else:
        click.echo("\n".join(lines(answers)))
    if any(answer.trouble for answer in answers):
        ctx.exit(1)


def as_object(answer: Answer) -> dict[str, Any]:
    """What `--json` prints for a feed (docs/formats/feeds.schema.json)."""
    trouble = answer.trouble
    return {
        "url": answer.feed.url,
        "ok": trouble is None,
        "address": answer.address,
        "moved": answer.moved,
        "kind": answer.kind,
        "title": answer.title,
        "entries": answer.entries,
        "newest": answer.newest.isoformat() if answer.newest else None,
        "whole": answer.whole,
        "trouble": " · ".join(part for part in (trouble.what, trouble.found) if part) if trouble else "",
        "hint": trouble.hint if trouble else "",
    }


def lines(answers: Sequence[Answer]) -> Iterator[str]:
    """The table for people, those that failed last."""
    from digest.cli.columns import table

    if not answers:
        yield "no feeds; add one with: digest feeds add ADDRESS"
        return
    good = [answer for answer in answers if not answer.trouble]
    bad = [answer for answer in answers if answer.trouble]
    yield from table([_row(answer) for answer in good])
    for answer in bad:
        yield from _failed(answer)
    yield f"{options.counted(len(answers), 'feed')}, {f'{len(bad):,} failed' if bad else 'all well'}"


def _row(answer: Answer) -> list[str]:
    from digest.cli.columns import fitted, printable

    remarks = [printable(answer.feed.url)]
    if answer.moved or answer.discovered:
        remarks.append(f"{'moved for good to' if answer.moved else 'names'} {printable(answer.address)}")
    if not answer.whole:
        remarks.append("breaks off")
    return [
        "ok",
        fitted(answer.feed.publication or answer.title, _TITLE).rstrip(),
        answer.kind,
        options.counted(answer.entries, "entry"),
        f"{answer.newest:%Y-%m-%d}" if answer.newest else "no dates",
        " · ".join(remarks),
    ]


def _failed(answer: Answer) -> Iterator[str]:
    from digest.cli.columns import printable

    trouble = answer.trouble
    if trouble:
        why = " · ".join(printable(part) for part in (trouble.what, trouble.found, trouble.hint) if part)
        yield f"{click.style('failed', fg='red')}  {printable(answer.feed.url)}"
        yield f"        {why}"
