"""`digest build`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from digest.cli import options
from digest.errors import PreflightForbids

if TYPE_CHECKING:
    from datetime import date, datetime

    from digest.pipeline.building import Built
    from digest.settings import Settings

_FOLDER = click.Path(file_okay=False, path_type=Path)
_YEARS = range(1900, 3000)
_EXISTING = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@options.config
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="A day of the issue's week.  [default: today in the newsletter's time zone]",
)
@click.option(
    "--seeds", type=_EXISTING, multiple=True, metavar="DIR", help="Documents from here instead; repeatable."
)
@click.option("--outbox", type=_FOLDER, metavar="DIR", help="Lay the issue here instead.")
@click.option("--audience", "audiences", multiple=True, metavar="NAME", help="Only this letter; repeatable.")
@options.as_json
@click.option("--offline", is_flag=True, help="Ask no feed; use what they sent before.")
@click.option("--dry-run", is_flag=True, help="Build and check, but write nothing and ask no feed.")
def build(
    *,
    config: Path,
    day: datetime | None,
    seeds: tuple[Path, ...],
    outbox: Path | None,
    audiences: tuple[str, ...],
    as_json: bool,
    offline: bool,
    dry_run: bool,
) -> None:
    """Build this week's issue and lay it in the outbox.

    \b
    Example:
      digest build --date 2024-06-23 --audience free
    """
    from digest.cli.ending import keeps_what_was_read
    from digest.cli.progress import Progress
    from digest.pipeline.building import Order
    from digest.pipeline.building import build as build_issue
    from digest.settings.reading import load
    from digest.settings.signing import half_configured, signer

    if day and day.year not in _YEARS:
        raise click.BadParameter(f"the year {day.year} is not between 1900 and 2999", param_hint="--date")
    keeps_what_was_read()
    settings = load(config)
    sign = signer(settings, os.environ)
    if remark := half_configured(settings, os.environ):
        _warn(remark)
    when = day.date() if day else _today(settings)
    order = Order(
        day=when,
        seeds=tuple(path.absolute() for path in seeds),
        outbox=outbox and outbox.absolute(),
        audiences=audiences,
        dry_run=dry_run,
        now=None if offline else options.now(),
    )
    with Progress() as progress:
        built = build_issue(settings, order, cache=cache_folder(), signer=sign, say=progress.say, warn=_warn)
    _print(built, as_json=as_json)
    if built.forbidden:
        raise _forbidden(built)


def _today(settings: Settings) -> date:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    return datetime.now(ZoneInfo(settings.time_zone)).date()


def cache_folder() -> Path | None:
    """Where compiled templates are kept between runs: XDG base directory specification."""
    home = os.environ.get("XDG_CACHE_HOME")
    try:
        return (Path(home) if home else Path.home() / ".cache") / "digest"
    except RuntimeError:  # a user without a home
        return None


def _forbidden(built: Built) -> PreflightForbids:
    count = sum(finding.forbids for finding in built.findings)
    return PreflightForbids(
        "preflight forbids sending this issue",
        where=str(built.folder or built.issue.week),
        found=f"{count} finding{'' if count == 1 else 's'} marked “must”",
        hint="mend what is found above and build again",
    )


def _warn(line: str) -> None:
    click.echo(f"digest: {line}", err=True)


def _print(built: Built, *, as_json: bool) -> None:
    from digest.cli.report import as_object, lines

    if as_json:
        options.print_json(as_object(built))
    for line in lines(built):
        click.echo(line, err=as_json)
