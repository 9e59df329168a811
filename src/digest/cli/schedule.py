"""`digest schedule`."""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from digest.cli import options
from digest.errors import DigestError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from digest.scheduler.decisions import Decision
    from digest.scheduler.running import Result
    from digest.scheduler.work import World
    from digest.settings import Settings


@click.command()
@options.config
@click.option("--once", is_flag=True, help="Do what is due now and end, for cron and systemd timers.")
@click.option("--dry-run", is_flag=True, help="Say what would be done now, and why; write nothing.")
def schedule(*, config: Path, once: bool, dry_run: bool) -> None:
    """Take care of the weekly run: build, check, and then what schedule.then says.

    Runs until it is stopped, and says on standard output what it does. [schedule] in the settings says when.

    \b
    Example:
      digest schedule
      digest schedule --once
      digest schedule --dry-run
    """
    if dry_run:
        _rehearse(config)
        return
    from digest.scheduler import service

    clock_in_utc()
    world = _world(config)
    if once:
        _end(service.once(world, quiet=not sys.stdout.isatty()))  # cron mails every word
    else:
        service.serve(world)


def clock_in_utc() -> None:
    """So that no clock of this process ever leaps or goes back; the host's zone plays no part."""
    os.environ["TZ"] = "UTC"
    time.tzset()


def _world(config: Path) -> World:
    from digest.cli.steps import real_work
    from digest.cli.waiting import Stop
    from digest.scheduler.work import World
    from digest.settings.reading import load

    stop = Stop()
    return World(
        work=real_work(),
        load=lambda: load(config),
        stamp=lambda: _stamp(config),
        now=options.now,
        wait=stop.wait,
        stopping=stop.is_set,
        say=_say,
    )


def _say(text: str) -> None:
    """A line of the log; that nobody can take it is no reason to stop a run."""
    from digest.cli.columns import printable

    with suppress(OSError):
        click.echo("\n".join(map(printable, text.splitlines())))


def _stamp(config: Path) -> tuple[int, ...]:
    try:
        found = config.stat()
    except OSError:
        return ()
    return (found.st_mtime_ns, found.st_size, found.st_ino)


def _end(results: tuple[Result, ...]) -> None:
    """Exit with the code of the first error, if there was one."""
    errors = [result.error for result in results if result.error]
    if errors:
        raise click.exceptions.Exit(errors[0].exit_code if isinstance(errors[0], DigestError) else 1)


def _rehearse(config: Path) -> None:
    from digest.cli.steps import real_work
    from digest.scheduler.lock import holder
    from digest.scheduler.looking import planned
    from digest.scheduler.service import lacking
    from digest.settings.reading import load

    settings = load(config)
    pid = holder(settings.ledger)
    if pid is not None:
        click.echo(f"process {pid or 'of another digest'} takes care of the weekly run; without it:")
    for decision in planned(settings, real_work(), options.now()):
        click.echo("\n".join(_lines(decision, settings, worked_on=pid is not None)))
    if lack := lacking(settings):
        click.echo(f"digest: {lack}", err=True)


def _lines(decision: Decision, settings: Settings, *, worked_on: bool) -> Iterator[str]:
    from digest.scheduler.wording import local

    run, zone = decision.run, settings.schedule.zone
    due = f"due {local(run.due, zone)}"
    if worked_on and decision.known and run.state == "running":
        yield f"{run.week}  is being worked on, at its step {run.step}"
    elif decision.what == "run":
        yield f"{run.week}  would run now: {_steps(decision, settings)} · {due} · {decision.reason}"
    elif decision.what == "wait" and decision.at:
        yield f"{run.week}  waits until {local(decision.at, zone)} · {decision.reason}"
    else:
        what = "skipped" if decision.what == "skip" else "given up"
        yield f"{run.week}  would be {what} · {due} · {decision.reason}"


def _steps(decision: Decision, settings: Settings) -> str:
    then = settings.schedule.then
    steps = ["build", "check", *([then] if then != "outbox" else [])]
    begin = decision.step or decision.run.step
    return ", ".join(steps[steps.index(begin) :] if begin in steps else steps)
