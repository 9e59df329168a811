"""`digest mark-sent`."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from digest.cli import issues, options

if TYPE_CHECKING:
    from pathlib import Path

    from digest.model import SentIssue, Week
    from digest.settings import Settings

_FORMS = ["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S"]


@click.command("mark-sent")
@options.config
@issues.outbox
@options.as_json
@click.option(
    "--at",
    type=click.DateTime(_FORMS),
    metavar='"YYYY-MM-DD HH:MM"',
    help="When it was sent, in the newsletter's time zone.  [default: now]",
)
@click.option("--undo", is_flag=True, help="Forget that it was sent.")
@click.argument("issue", metavar="ISSUE")
def mark_sent(
    *, config: Path, outbox: Path | None, as_json: bool, at: datetime | None, undo: bool, issue: str
) -> None:
    """Remember that an issue was sent, and what it used.

    ISSUE is its week, such as 2024-W25. Later issues do not use its stories again. Nothing else does this: building,
    checking and explaining change no memory. Its pages in the archive stay as they are from now on, and the archive's
    list and feed tell of it.

    \b
    Example:
      digest mark-sent 2024-W25
      digest mark-sent 2024-W25 --at "2024-06-23 08:00"
      digest mark-sent 2024-W25 --undo
    """
    from digest.settings.reading import load

    week = issues.required(issue)
    if undo and at:
        raise click.UsageError("--undo and --at do not go together.")
    settings = load(config)
    place = issues.folder_of(issue) or (outbox and outbox.absolute())
    if undo:
        _undo(settings, week, place, as_json=as_json)
    else:
        _mark(settings, week, place, _moment(at, settings), as_json=as_json)


def _moment(at: datetime | None, settings: Settings) -> datetime:
    now = datetime.now(UTC)
    if at is None:
        return now
    moment = at.replace(tzinfo=ZoneInfo(settings.time_zone)).astimezone(UTC)
    if moment > now:
        raise click.BadParameter("lies in the future.", param_hint="--at")
    return moment


def _mark(settings: Settings, week: Week, place: Path | None, at: datetime, *, as_json: bool) -> None:
    from digest.pipeline.history import mark_sent as mark

    notes: list[str] = []
    marked = mark(settings, week, at=at, outbox=place, say=notes.append)
    if as_json:
        options.print_json({"week": str(week), "sent": marked.sent.isoformat(), "marked": True, "notes": notes})
        return
    when = marked.sent.astimezone(ZoneInfo(settings.time_zone))
    click.echo(f"{week}, No. {marked.number}, is marked as sent: {when:%Y-%m-%d %H:%M} {settings.time_zone}")
    click.echo(f"  {_stories(marked)} will not be used again")
    for note in notes:
        click.echo(f"  {note}")


def _undo(settings: Settings, week: Week, place: Path | None, *, as_json: bool) -> None:
    from digest.pipeline.history import unmark

    notes: list[str] = []
    was = unmark(settings, week, outbox=place, say=notes.append)
    if as_json:
        notes = notes if was else ["it was not marked as sent", *notes]
        options.print_json({"week": str(week), "sent": None, "marked": False, "notes": notes})
        return
    click.echo(f"{week} is not marked as sent any more" if was else f"{week} was not marked as sent")
    for note in notes:
        click.echo(f"  {note}")


def _stories(issue: SentIssue) -> str:
    named = sum(story.headline for story in issue.stories)
    told = len(issue.stories) - named
    stories = f"{told} {'story' if told == 1 else 'stories'}"
    return f"{stories} and {named} {'headline' if named == 1 else 'headlines'}" if named else stories
