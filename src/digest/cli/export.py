"""`digest export`."""

from __future__ import annotations

from pathlib import Path

import click

from digest.cli import issues, options

_KNOWN = ("listmonk", "mailchimp", "buttondown", "mailgun", "ses", "generic", "maildir", "mbox", "zip")


@click.command()
@options.config
@issues.outbox
@options.as_json
@click.option(
    "--for",
    "to",
    required=True,
    type=click.Choice(_KNOWN),
    metavar="NAME",
    help=f"Who takes them: {', '.join(_KNOWN)}.",
)
@click.option("--audience", "audiences", multiple=True, metavar="NAME", help="Only this letter; repeatable.")
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write into this folder.  [default: ./WEEK-NAME]",
)
@click.argument("issue", metavar="ISSUE")
def export(
    *,
    config: Path,
    outbox: Path | None,
    as_json: bool,
    to: str,
    audiences: tuple[str, ...],
    folder: Path | None,
    issue: str,
) -> None:
    """Write an issue's letters as files that a mail service takes.

    ISSUE is its week, such as 2024-W25, or the path of its folder. Each letter gets a folder of its own, with the
    service's tags in the place of the newsletter's unsubscribe address. What an earlier export left in the folder is
    replaced; nothing else ever is. Ends with code 4 when the letters must not be sent as they are.

    \b
    Example:
      digest export 2024-W25 --for mailchimp
      digest export 2024-W25 --for zip --audience member --to for-the-printer
    """
    from digest.model import Problem
    from digest.pipeline.exporting import export as write
    from digest.settings.reading import load

    week = issues.required(issue)
    place = issues.folder_of(issue) or (outbox and outbox.absolute())
    target = (folder or Path(f"{week}-{to}")).absolute()
    done = write(load(config), week, to, audiences, folder=target, outbox=place or None)
    names = sorted(name for name in done.files if not name.endswith("/"))
    if done.sent:
        remark = Problem(f"{week} was sent on {done.sent}", "its readers have it")
        options.complain([remark], "yellow")
    if as_json:
        files = [{"name": name, "bytes": len(done.files[name])} for name in names]
        told = {"week": str(week), "for": to, "folder": str(target), "changed": done.changed}
        told["sent"] = done.sent and done.sent.isoformat()
        options.print_json(told | {"audiences": list(done.audiences), "files": files})
        return
    click.echo(f"{week} for {to}: {', '.join(done.audiences)}")
    for name in names:
        click.echo(f"  {name}  {len(done.files[name]) / 1024:.1f} KB")
    click.echo(f"{'Written to' if done.changed else 'Unchanged in'} {options.near(target)}")
