"""`digest history`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from digest.cli import issues, options

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import tzinfo
    from pathlib import Path

    from digest.model import SentIssue, Week
    from digest.pipeline.history import History

_SUBJECT = 60  # columns


@click.command()
@options.config
@issues.outbox
@options.as_json
@click.option("--rebuild", "again", is_flag=True, help="Make a lost ledger again of the receipts in the outbox.")
def history(*, config: Path, outbox: Path | None, as_json: bool, again: bool) -> None:
    """List the issues that were sent.

    What they used is never used again.

    \b
    Example:
      digest history
      digest history --rebuild
    """
    from digest.pipeline.history import history as look
    from digest.pipeline.history import rebuild
    from digest.settings.reading import load

    settings = load(config)
    place = outbox and outbox.absolute()
    restored: tuple[Week, ...] | None = None
    if again:
        rebuilt = rebuild(settings, outbox=place)
        found, restored = rebuilt.history, rebuilt.restored
    else:
        found = look(settings, outbox=place)
    if as_json:
        options.print_json(as_object(found, restored))
    else:
        click.echo("\n".join(lines(found, restored, ZoneInfo(settings.time_zone))))
    options.complain(found.problems, colour="yellow")


def as_object(found: History, restored: Sequence[Week] | None) -> dict[str, Any]:
    """What `--json` prints (docs/formats/history.schema.json)."""
    return {
        "issues": [_issue(issue, receipt=issue.week in found.with_receipt) for issue in found.issues],
        "unmarked": [str(week) for week in found.unmarked],
        "skipped": [str(week) for week in found.skipped],
        "restored": [str(week) for week in restored or ()],
        "problems": [str(problem) for problem in found.problems],
    }


def _issue(issue: SentIssue, *, receipt: bool) -> dict[str, Any]:
    return {
        "week": str(issue.week),
        "date": issue.day.isoformat(),
        "number": issue.number,
        "sent": issue.sent.isoformat(),
        "subject": issue.subject,
        "audiences": list(issue.audiences),
        "stories": [story.title for story in issue.stories if not story.headline],
        "headlines": [story.title for story in issue.stories if story.headline],
        "receipt": receipt,
    }


def lines(found: History, restored: Sequence[Week] | None, zone: tzinfo) -> Iterator[str]:
    """The table for people; times are the newsletter's."""
    from digest.cli.columns import table

    if restored is not None:
        yield f"recalled from receipts: {_listed(restored)}" if restored else "the ledger knows every receipt"
    if found.issues:
        rows = [_row(issue, zone) for issue in found.issues]
        head, *body = table([["week", "date", "no.", "sent", "stories", "subject"], *rows])
        yield click.style(head, dim=True)
        yield from body
    else:
        yield "no issue is marked as sent yet; mark one with: digest mark-sent WEEK"
    if found.skipped:
        yield f"skipped: {_listed(found.skipped)} · why: digest explain {found.skipped[-1]}"
    lone = [issue.week for issue in found.issues if issue.week not in found.with_receipt]
    if lone:
        yield f"without a receipt in the outbox: {_listed(lone)} · write it with: digest mark-sent {lone[0]}"
    if found.unmarked:
        last = found.unmarked[-1]
        yield f"in the outbox, not marked as sent: {_listed(found.unmarked)}"
        yield f"  when one of them was sent: digest mark-sent {last}, or with --at when it was not now"


def _row(issue: SentIssue, zone: tzinfo) -> list[str]:
    from digest.cli.columns import fitted

    told = sum(not story.headline for story in issue.stories)
    named = len(issue.stories) - told
    return [
        str(issue.week),
        issue.day.isoformat(),
        str(issue.number),
        f"{issue.sent.astimezone(zone):%Y-%m-%d %H:%M}",
        f"{told} + {named}" if named else str(told),
        fitted(issue.subject, _SUBJECT).rstrip(),
    ]


def _listed(weeks: Sequence[Week]) -> str:
    return ", ".join(map(str, weeks))
