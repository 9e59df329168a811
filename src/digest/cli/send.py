"""`digest send`."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from digest.cli import issues, options

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

    from digest.delivery.options import SmtpServer
    from digest.model import Week
    from digest.pipeline.sending import Sent, Wanted
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

    if to and (recipients or yes or limit or report):
        raise click.UsageError("--to stands with --audience only: a test goes to these addresses and nobody else.")
    week, settings = issues.required(issue), load(config)
    place = issues.folder_of(issue) or (outbox.absolute() if outbox else None)
    if report:
        _report(settings, week, as_json=as_json)
    elif to:
        _test(settings, week, to, audience, place, as_json=as_json)
    else:
        from digest.pipeline.sending import Wanted

        wanted = Wanted(recipients and recipients.absolute(), limit or 0, audience or "", really=yes)
        _send(settings, week, wanted, place, as_json=as_json)


def _send(settings: Settings, week: Week, wanted: Wanted, place: Path | None, *, as_json: bool) -> None:
    from digest.cli.progress import Progress
    from digest.cli.sending_lines import as_record, planned, summary
    from digest.pipeline.sending import send as send_out

    server = _with_password(settings) if wanted.really else settings.smtp
    with _stopping() as stopped, Progress() as progress:
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
    options.complain(told.problems, "yellow")
    if as_json:
        options.print_json(as_record(told))
    elif not told.really:
        click.echo("\n".join(planned(told, _command(told, wanted.recipients))))
    else:
        click.echo("\n".join(summary(told)))
    if told.stopped:
        _say_stopped(told)
        raise click.exceptions.Exit(128 + stopped())
    if told.really and not told.settled:
        raise click.exceptions.Exit(1)


def _say_stopped(told: Sent) -> None:
    mark = click.style("digest:", fg="red", bold=True)
    left = f"{told.sent:,} are sent, {told.left:,} are left"
    click.echo(f"{mark} stopped; {left}; go on with the same command", err=True)


def _command(told: Sent, recipients: Path | None) -> str:
    file = f" --recipients {options.near(recipients)}" if recipients else ""
    return f"digest send {told.week}{file} --yes"


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
    keys = ("audience", "address", "reply")
    if as_json:
        rows = {
            name: [dict(zip(keys, row, strict=True)) for row in found]
            for name, found in (("taken", tried.taken), ("not_taken", tried.not_taken))
        }
        options.print_json({"week": str(week), "test": True, "server": tried.server, **rows, "notes": tried.notes})
    else:
        for audience_name, address, _ in tried.taken:
            click.echo(f"A test of the letter for {audience_name} is on its way to {address}")
        for note in tried.notes:
            click.echo(f"  {note}")
    options.complain([_not_taken(*row) for row in tried.not_taken])
    if tried.not_taken:
        raise click.exceptions.Exit(1)


def _not_taken(audience: str, address: str, reply: str) -> Exception:
    from digest.errors import DeliveryError

    return DeliveryError("the test was not taken", where=f"{audience}, {address}", found=reply)


def _report(settings: Settings, week: Week, *, as_json: bool) -> None:
    from digest.cli.sending_lines import report_lines, report_record
    from digest.ledger.deliveries import Deliveries
    from digest.ledger.ledger import Ledger

    with Ledger.if_there(settings.ledger) as ledger:
        deliveries = Deliveries(ledger)
        if as_json:
            options.print_json(report_record(deliveries, week))
        else:
            click.echo("\n".join(report_lines(deliveries, week, settings.time_zone)))


def _with_password(settings: Settings) -> SmtpServer:
    import os

    from digest.settings.sending import with_password

    return with_password(settings.smtp, os.environ)


def _signer(settings: Settings) -> Signer | None:
    import os

    from digest.settings.signing import signer

    return signer(settings, os.environ)


@contextmanager
def _stopping() -> Iterator[Callable[[], int]]:
    """What tells the number of the signal that came, or 0; a second one ends the program as it always does."""
    came: list[int] = []
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def note(number: int, frame: FrameType | None) -> None:
        if came and callable(handler := before[signal.Signals(number)]):
            handler(number, frame)
        came.append(number)

    for number in before:
        signal.signal(number, note)
    try:
        yield lambda: came[0] if came else 0
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
