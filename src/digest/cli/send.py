"""`digest send`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from digest.cli import issues, options
from digest.cli.stopping import stopping

if TYPE_CHECKING:
    from digest.delivery.options import SmtpServer
    from digest.model import Week
    from digest.pipeline.sending import Sent, Tried, Wanted
    from digest.settings import Settings
    from digest.templating.signing import Signer


@click.command()
@options.config
@issues.outbox
@options.as_json
@click.option("--to", "to", multiple=True, metavar="ADDRESS", help="Send a test to this address; repeatable.")
@click.option(
    "--recipients",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="The readers: CSV, JSON Lines or SQLite.  [default: delivery.recipients]",
)
@click.option("--yes", is_flag=True, help="Really send; without it, only say what would be done.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Send to so many readers at most.")
@click.option("--audience", metavar="NAME", help="Whose letter those get of whom the file does not say it.")
@click.option("--again", is_flag=True, help="Send an issue that is marked as sent though nobody is known to have it.")
@click.option("--report", is_flag=True, help="Say what became of it so far, and send nothing.")
@click.argument("issue", metavar="ISSUE")
def send(  # noqa: PLR0913 (an option each)
    *,
    config: Path,
    outbox: Path | None,
    as_json: bool,
    to: tuple[str, ...],
    recipients: Path | None,
    yes: bool,
    limit: int | None,
    audience: str | None,
    again: bool,
    report: bool,
    issue: str,
) -> None:
    """Send the letters of an issue to readers through the mail server, each once.

    ISSUE is its week, such as 2024-W25, or the path of its folder. Without --yes it says what it would do. A run that
    was stopped or killed goes on where it was. With --to the letters go to these addresses only, marked as a test;
    nothing of that is remembered. Ends with code 1 when some readers are left to try again, with code 4 when the
    letters must not be sent as they are.

    \b
    Example:
      digest send 2024-W25 --to me@example.org
      digest send 2024-W25 --recipients readers.csv
      digest send 2024-W25 --recipients readers.csv --yes
      digest send 2024-W25 --report
    """
    from digest.settings.reading import load

    if to and (recipients or yes or limit or again or report):
        raise click.UsageError("--to stands with --audience only: a test goes to these addresses and nobody else.")
    week, settings = issues.required(issue), load(config)
    place = issues.folder_of(issue) or (outbox.absolute() if outbox else None)
    if report:
        _report(settings, week, as_json=as_json)
    elif to:
        _test(settings, week, to, audience, place, as_json=as_json)
    else:
        from digest.pipeline.sending import Wanted

        wanted = Wanted(recipients and recipients.absolute(), limit or 0, audience or "", really=yes, again=again)
        _send(settings, week, wanted, place, as_json=as_json)


def _send(settings: Settings, week: Week, wanted: Wanted, place: Path | None, *, as_json: bool) -> None:
    from digest.cli.progress import Progress
    from digest.pipeline.sending import send as send_out

    server = _with_password(settings) if wanted.really else settings.smtp
    with stopping(wanted=wanted.really) as stopped, Progress() as progress:
        told = send_out(
            settings,
            week,
            wanted,
            server=server,
            outbox=place,
            signer=_signer(settings),
            now=options.now,
            stop=lambda: stopped() > 0,
            say=progress.say,
        )
    _say(told, wanted, as_json=as_json)
    if told.stopped:
        _say_stopped(told)
        raise click.exceptions.Exit(128 + stopped())
    if told.left or told.problems:
        raise click.exceptions.Exit(1)


def _say(told: Sent, wanted: Wanted, *, as_json: bool) -> None:
    from digest.cli.sending_lines import as_record, command, planned, summary

    options.complain(told.problems)
    if as_json:
        options.print_json(as_record(told))
    elif not told.really:
        click.echo("\n".join(planned(told, command(click.get_current_context()), wanted.limit)))
    else:
        click.echo("\n".join(summary(told)))


def _say_stopped(told: Sent) -> None:
    mark = click.style("digest:", fg="red", bold=True)
    left = f"{told.sent:,} are sent, {told.left:,} are left"
    click.echo(f"{mark} stopped; {left}; go on with the same command", err=True)


def _test(
    settings: Settings, week: Week, to: tuple[str, ...], audience: str | None, place: Path | None, *, as_json: bool
) -> None:
    from digest.pipeline.sending import send_test

    tried = send_test(
        settings,
        week,
        to,
        server=_with_password(settings),
        audiences=[audience] if audience else (),
        outbox=place,
        signer=_signer(settings),
        now=options.now,
    )
    _say_tried(tried, as_json=as_json)
    options.complain([_not_taken(*row) for row in tried.not_taken])
    if tried.not_taken:
        raise click.exceptions.Exit(1)


def _say_tried(tried: Tried, *, as_json: bool) -> None:
    if not as_json:
        for audience, address, _ in tried.taken:
            click.echo(f"A test of the letter for {audience} is on its way to {address}")
        for note in tried.notes:
            click.echo(f"  {note}")
        return
    keys = ("audience", "address", "reply")
    rows = {
        name: [dict(zip(keys, row, strict=True)) for row in found]
        for name, found in (("taken", tried.taken), ("not_taken", tried.not_taken))
    }
    options.print_json({"week": str(tried.week), "test": True, "server": tried.server, **rows, "notes": tried.notes})


def _not_taken(audience: str, address: str, reply: str) -> Exception:
    from digest.errors import DeliveryError

    return DeliveryError("the test was not taken", where=f"{audience}, {address}", found=reply)


def _report(settings: Settings, week: Week, *, as_json: bool) -> None:
    from digest.cli.sending_lines import report_lines, report_record
    from digest.ledger.deliveries import Deliveries
    from digest.ledger.ledger import Ledger
    from digest.ledger.sending_turn import under_way

    now = under_way(settings.ledger)
    with Ledger.if_there(settings.ledger) as ledger:
        deliveries = Deliveries(ledger)
        if as_json:
            options.print_json(report_record(deliveries, week, under_way=now))
        else:
            click.echo("\n".join(report_lines(deliveries, week, settings.time_zone, under_way=now)))


def _with_password(settings: Settings) -> SmtpServer:
    import os

    from digest.settings.sending import with_password

    return with_password(settings.smtp, os.environ)


def _signer(settings: Settings) -> Signer | None:
    import os

    from digest.settings.signing import signer

    return signer(settings, os.environ)
