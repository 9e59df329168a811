"""`digest draft`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from digest.cli import issues, options

if TYPE_CHECKING:
    from pathlib import Path

    from digest.pipeline.drafting_at import Drafted

_KNOWN = ("listmonk",)
_WOULD = {"created": "would be created", "updated": "would be updated"}


@click.command()
@options.config
@issues.outbox
@options.as_json
@click.option(
    "--at",
    type=click.Choice(_KNOWN),
    default="listmonk",
    show_default=True,
    metavar="NAME",
    help=f"The service that gets it: {', '.join(_KNOWN)}.",
)
@click.option("--audience", "audiences", multiple=True, metavar="NAME", help="Only this letter; repeatable.")
@click.option("--again", is_flag=True, help="Draft an issue that was sent, too.")
@click.option("--dry-run", is_flag=True, help="Only look, and say what would be done.")
@click.argument("issue", metavar="ISSUE")
def draft(
    *,
    config: Path,
    outbox: Path | None,
    as_json: bool,
    at: str,
    audiences: tuple[str, ...],
    again: bool,
    dry_run: bool,
    issue: str,
) -> None:
    """Put an issue's letters as drafts of campaigns at a mail service.

    ISSUE is its week, such as 2024-W25, or the path of its folder. Said again, it changes a draft whose letter has
    changed and leaves the others alone; a campaign that is a draft no more is never touched. Nothing is sent. Ends
    with code 1 when a draft could not be made, with code 4 when the letters must not be sent as they are.

    \b
    Example:
      digest draft 2024-W25 --dry-run
      digest draft 2024-W25
    """
    from digest.cli.progress import Progress
    from digest.delivery.services.transport import asking
    from digest.pipeline.drafting_at import Wanted, draft_at_listmonk
    from digest.settings.reading import load
    from digest.settings.sending import with_token

    week = issues.required(issue)
    place = issues.folder_of(issue) or (outbox and outbox.absolute())
    settings = load(config)
    service = with_token(settings.listmonk, os.environ) if settings.listmonk.url else settings.listmonk
    ask = asking(service.url, at, timeout=service.timeout)
    done: list[Drafted] = []
    try:
        with Progress() as progress:
            wanted, lies = Wanted(audiences, dry_run, again), place or None
            done.extend(
                draft_at_listmonk(
                    settings, week, wanted, service=service, ask=ask, now=options.now, outbox=lies, say=progress.say
                )
            )
    finally:  # what is there is there, whatever became of the next one
        if done and as_json:
            options.print_json({"week": str(week), "at": at, "dry_run": dry_run, "campaigns": list(map(_told, done))})
        elif done:
            click.echo("\n".join(_line(one, dry_run=dry_run) for one in done))


def _told(one: Drafted) -> dict[str, str | int]:
    return {name: getattr(one, name) for name in ("audience", "did", "number", "status", "url")}


def _line(one: Drafted, *, dry_run: bool) -> str:
    from digest.cli.columns import printable

    did = _WOULD.get(one.did, one.did) if dry_run else one.did
    why = f" (it is a draft no more: {printable(one.status)})" if one.did == "not touched" else ""
    return f"{one.audience}: {did}{why}  {one.url}"
