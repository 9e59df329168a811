"""`digest edit`."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from digest.cli import issues, options
from digest.cli.columns import printable
from digest.errors import DigestError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from digest.model import Hand, Problem, Week
    from digest.settings import Settings

_USUAL = "digest.toml"


@click.command()
@options.config
@issues.outbox
@click.option("--no-open", is_flag=True, help="Only make the file; start no editor.")
@click.argument("issue", required=False, metavar="[ISSUE]")
def edit(*, config: Path, outbox: Path | None, no_open: bool, issue: str | None) -> None:
    """Make the file of your edits of an issue, and open it.

    ISSUE is a week, such as 2024-W25; without it, the newest in the outbox. A file that is there is only opened.

    \b
    Example:
      digest edit 2024-W25
    """
    from digest.settings.edits import misnamed_edits, read_edits
    from digest.settings.reading import load

    settings = load(config)
    folder = outbox.absolute() if outbox else settings.outbox
    if issue:
        folder = issues.folder_of(issue) or folder
    week = issues.required(issue) if issue else _newest(folder)
    record = _record(folder, week)
    file = settings.edits / f"{week}.toml"
    made = _made(file, record or {"week": str(week), "newsletter": settings.newsletter.name})
    click.echo(f"{'made' if made else 'there already:'} {printable(str(options.near(file)))}")
    if made and record is None:
        click.echo(
            f"{week} is not in the outbox yet: build it, take this file away and make it again to see its stories"
        )
    if not no_open and sys.stdin.isatty() and sys.stdout.isatty():
        _open(file)
    hand = read_edits(settings.edits, week)
    options.complain([*misnamed_edits(settings.edits, week), *_in_vain(hand, record or {})], colour="yellow")
    if _was_sent(settings, folder, week):
        click.echo(f"{week} was sent: edits change it no more; to make another: digest mark-sent {week} --undo")
        return
    click.echo(_next(hand, _build_command(record, config, folder if folder != settings.outbox else None)))


def _newest(outbox: Path) -> Week:
    from digest.outbox.issues import weeks_in

    weeks = weeks_in(outbox)
    if not weeks:
        hint = "build one first: digest build; or name a week: digest edit 2024-W25"
        raise DigestError("no issue to edit", where=str(outbox), found="no issue in this outbox", hint=hint)
    return weeks[-1]


def _record(outbox: Path, week: Week) -> dict[str, Any] | None:
    """What the outbox says of the issue; None where it lies not there."""
    from digest.outbox.issues import read_issue

    return read_issue(outbox, week) if (outbox / str(week) / "issue.json").exists() else None


def _made(file: Path, record: Mapping[str, Any]) -> bool:
    """Make the file, unless there is one: none is ever overwritten."""
    from digest.settings.edits import starter

    text = starter(record).encode()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.is_file():
            return False
        with file.open("xb") as new:
            new.write(text)
    except OSError as error:
        raise DigestError(
            "cannot make the file of edits",
            where=str(error.filename or file),
            found=error.strerror or str(error),
            hint="check the folder's rights, or name another with edits under [folders]",
        ) from error
    return True


def _open(file: Path) -> None:
    """Let a person edit: in $VISUAL, in $EDITOR, or in what the machine has."""
    try:
        click.edit(filename=str(file))
    except click.ClickException as error:
        hint = "name an editor in the environment variable EDITOR, or open the file yourself"
        raise DigestError("the editor failed", where=str(file), found=error.message, hint=hint) from error


def _in_vain(hand: Hand, record: Mapping[str, Any]) -> list[Problem]:
    """Names that no story of the issue had as it was built; the next build knows better where documents are new."""
    from digest.editor.slugs import slug
    from digest.model import Problem

    stories = [story for part in ("stories", "headlines", "left_out") for story in record.get(part, ())]
    known = {name for story in stories for name in (story["source"], slug(story["title"])) if name}
    files = {Path(story["source"]).stem.casefold() for story in stories}
    own = {edit.name for edit in hand.stories if edit.title}  # under its new title it has another short name
    return [
        Problem(
            "no story had this name when the issue was built", f"{hand.file}:{line}", name, did_you_mean(name, known)
        )
        for name, line in hand.lines.items()
        if stories and name not in known | own and Path(name).stem.casefold() not in files
    ]


def _was_sent(settings: Settings, outbox: Path, week: Week) -> bool:
    """Whether the ledger or a receipt says so; a ledger that cannot be read says nothing here."""
    from digest.pipeline.recall import recall

    return any(issue.week == week for issue in recall(settings.ledger, outbox, week)[0])


def _build_command(record: Mapping[str, Any] | None, config: Path, outbox: Path | None) -> str:
    """What builds this issue, with the options that were given here."""
    words = ["digest", "build"]
    words += ["--date", record["date"]] if record else []
    words += ["--config", str(config)] if str(config) != _USUAL else []
    words += ["--outbox", str(options.near(outbox))] if outbox else []
    return shlex.join(words)


def _next(hand: Hand, build: str) -> str:
    return f"Next: {build}" if hand else f"Nothing is edited yet. Next: edit the file, then {build}"
