"""`digest unsubscribe`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from digest.cli import options

if TYPE_CHECKING:
    from pathlib import Path

    from digest.pipeline.unsubscribing import Unsubscribed


@click.command
@options.config
@options.as_json
@click.option("--only-tokens", is_flag=True, help="Refuse addresses of readers, as whatever serves the web must.")
@click.argument("readers", metavar="TOKEN|URL|ADDRESS...", nargs=-1, required=True)
@click.pass_context
def unsubscribe(
    ctx: click.Context, *, config: Path, as_json: bool, only_tokens: bool, readers: tuple[str, ...]
) -> None:
    """Send a reader nothing any more.

    Readers are named by the TOKEN of their letters, by the URL that holds it, or by their ADDRESS. They are added to
    the file that delivery.suppressed names; whoever stands there gets no letter.

    \b
    Example:
      digest unsubscribe jane@example.org
    """
    import os

    from digest.pipeline.unsubscribing import unsubscribe as take_out
    from digest.settings.reading import load

    done = take_out(load(config), readers, environ=os.environ, only_tokens=only_tokens)
    _say(done, as_json=as_json)
    if done.problems:
        ctx.exit(1)


def _say(done: Unsubscribed, *, as_json: bool) -> None:
    if as_json:
        problems = [str(problem) for problem in done.problems]
        told = {"unsubscribed": done.now, "before": done.before, "unknown": done.unknown, "problems": problems}
        options.print_json(told)
        return
    for address in done.now:
        click.echo(f"{address} gets nothing any more")
    for address in done.before:
        click.echo(f"{address} was unsubscribed before")
    if done.made:
        click.echo(f"{done.made} was not there, and is made now: see delivery.suppressed", err=True)
    options.complain(done.problems)
