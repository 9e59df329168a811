"""`digest diff`."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import click

from digest.cli import issues, options

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from digest.cli.comparing import Comparison
    from digest.model import Week
    from digest.settings import Settings


@click.command()
@options.config
@issues.outbox
@options.as_json
@click.argument("issue", metavar="ISSUE")
@click.argument("other", metavar="[OTHER]", required=False)
def diff(*, config: Path, outbox: Path | None, as_json: bool, issue: str, other: str | None) -> None:
    """Show what the editor's hand changes in an issue, or how two issues differ.

    With one ISSUE, such as 2024-W25, it is built twice without being laid in the outbox: as the rules have it, and
    with its edits. With two, what lies in the outbox is compared; each may be the path of its folder.

    \b
    Example:
      digest diff 2024-W25
      digest diff 2024-W24 2024-W25
      digest diff backup/2024-W25 outbox/2024-W25
    """
    from digest.cli.comparing import compared
    from digest.cli.differences import lines

    if other is None:
        names = ("generated", "edited")
        one, two = _with_and_without(issue, outbox, config)
        notes = [*_without_issue(names, one, two), *_about_the_edits(one, two)]
    else:
        names = (issue, other)
        one, two = (_laid(text, outbox, config) for text in names)
        notes = _without_issue(names, one, two)
    found = compared(one, two)
    if as_json:
        options.print_json(as_object(names, found, notes))
    else:
        click.echo("\n".join(lines(names, found, notes)))


def as_object(names: tuple[str, str], found: Comparison, notes: list[str]) -> dict[str, Any]:
    """What `--json` prints (docs/formats/diff.schema.json)."""
    return {"from": names[0], "to": names[1], "same": not found, **asdict(found), "notes": notes}


def _laid(text: str, outbox: Path | None, config: Path) -> Mapping[str, Any]:
    from digest.outbox.issues import read_issue
    from digest.outbox.skipped import read_skipped

    place, week = issues.place_of(text, outbox, config), issues.required(text)
    skipped = read_skipped(place, week)
    return _no_issue(week, skipped["why"]) if skipped else read_issue(place, week)


def _no_issue(week: Week, why: str, edited: str = "") -> Mapping[str, Any]:
    """What stands in the place of the record of an issue that there is not, and why."""
    parts = ("note", "sections", "stories", "headlines", "left_out", "archive", "deals", "catalogue", "problems")
    empty: dict[str, Any] = {part: [] for part in parts}
    return empty | {"week": str(week), "subject": "", "preheader": "", "edited": edited, "none": why}


def _without_issue(names: Sequence[str], *records: Mapping[str, Any]) -> list[str]:
    return [
        f"{name}: no issue · {record['none']}"
        for name, record in zip(names, records, strict=True)
        if "none" in record
    ]


def _with_and_without(text: str, outbox: Path | None, config: Path) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """The records of the issue as the rules have it, and with the editor's hand; nothing is written."""
    from digest.errors import NothingToPublish
    from digest.pipeline.building import Order, build
    from digest.settings.reading import load

    week, settings = issues.required(text), load(config)
    place = issues.place_of(text, outbox or settings.outbox, config)
    order = Order(day=_day(week, settings, place), outbox=place, dry_run=True)
    hand = f"{settings.edits.name}/{week}.toml" if (settings.edits / f"{week}.toml").exists() else ""

    def record(*, edits: bool) -> Mapping[str, Any]:
        try:
            return build(settings, replace(order, edits=edits)).record
        except NothingToPublish as nothing:
            why = " · ".join(filter(None, (nothing.what, nothing.found)))
            return _no_issue(week, why, hand if edits else "")

    return record(edits=False), record(edits=True)


def _day(week: Week, settings: Settings, outbox: Path) -> date:
    """The day on which the issue is dated: as it lies in the outbox, else the week's last."""
    from digest.errors import OutboxError
    from digest.model import Week
    from digest.outbox.issues import read_issue

    days = [week.monday + timedelta(days=number) for number in range(-6, 13)]
    last = max(day for day in days if Week.of(day, starts_on=settings.week_start) == week)
    try:
        return date.fromisoformat(read_issue(outbox, week)["date"])
    except (OutboxError, ValueError):
        return last


def _about_the_edits(generated: Mapping[str, Any], edited: Mapping[str, Any]) -> list[str]:
    """What was odd about the edits; that there are none."""
    known = list(generated["problems"])
    odd = [" · ".join(filter(None, one.values())) for one in edited["problems"] if one not in known]
    if not edited["edited"]:
        odd.append(f"this issue has no edits; begin some with: digest edit {edited['week']}")
    return odd
