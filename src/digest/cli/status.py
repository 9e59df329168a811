"""`digest status`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from digest.cli import options

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from digest.ledger import Ledger
    from digest.ledger.slots import Run
    from digest.model import SentIssue, Week
    from digest.settings import Settings

_SHOWN = 8  # slots


@click.command()
@options.config
@options.as_json
def status(*, config: Path, as_json: bool) -> None:
    """Say how the weekly run is: whether a service runs, what became of the last slots, what comes.

    \b
    Example:
      digest status
      digest status --json
    """
    from digest.settings.reading import load

    settings = load(config)
    told = _told(settings, options.now())
    if as_json:
        options.print_json(told)
        return
    click.echo("\n".join(_lines(told, settings)))


def _told(settings: Settings, now: datetime) -> dict[str, Any]:
    from digest.ledger import Ledger
    from digest.ledger.slots import Slots
    from digest.scheduler.lock import holder, trouble_of

    pid = holder(settings.ledger)
    with Ledger.if_there(settings.ledger) as ledger:
        runs = tuple(_by_hand(run, ledger.issues()) for run in Slots(ledger).all())
        sending = _progress(ledger, runs)
    return {
        "service": {"running": pid is not None, "pid": pid or None, "trouble": trouble_of(settings.ledger)},
        "next": _next(settings, {run.week for run in runs}, now),
        "slots": [_as_object(run, settings, idle=pid is None) for run in reversed(runs[-_SHOWN:])],
        "sending": sending,
    }


def _by_hand(run: Run, issues: Sequence[SentIssue]) -> Run:
    """The slot; of one that was given up, and whose issue an editor sent after that, this is the reason."""
    if run.state not in ("held", "failed", "skipped") or run.ended is None:
        return run
    later = any(issue.week == run.week and issue.sent > run.ended for issue in issues)
    return replace(run, reason=f"sent by hand after that; {run.reason}") if later else run


def _next(settings: Settings, taken: set[Week], now: datetime) -> dict[str, Any] | None:
    """The coming slot; None where the settings have no weekly run."""
    from digest.cli.next import as_object
    from digest.scheduler.slots import next_slots

    if settings.schedule.day is None:
        return None
    found = next_slots(settings.schedule, now, len(taken) + 1, settings.week_start)
    slot = next(slot for slot in found if slot.week not in taken)
    return as_object(slot, settings)


def _as_object(run: Run, settings: Settings, *, idle: bool) -> dict[str, Any]:
    """The slot as JSON values; one that stands as running while nobody works is taken up again at the next look."""
    zone = ZoneInfo(settings.schedule.zone)

    def told(moment: datetime | None) -> str | None:
        return moment.astimezone(zone).isoformat() if moment else None

    return {
        "week": str(run.week),
        "day": run.day.isoformat(),
        "due": told(run.due),
        "state": "killed" if idle and run.state == "running" else run.state,
        "step": run.step,
        "tries": run.tries,
        "begun": told(run.begun),
        "again": told(run.again),
        "ended": told(run.ended),
        "reason": run.reason,
    }


def _progress(ledger: Ledger, runs: Sequence[Run]) -> dict[str, Any] | None:
    """How far the mailing of the last issue is; None where nothing was sent of it."""
    from digest.ledger.deliveries import Deliveries

    weeks = {run.week for run in runs[-1:]} | {issue.week for issue in ledger.issues()[-1:]}
    if not weeks:
        return None
    week = max(weeks)
    found = Deliveries(ledger).progress(week)
    if not found.messages:
        return None
    readers = next((run.readers for run in runs if run.week == week), 0)
    left = max(0, readers - found.sent - found.refused) if readers else found.later + found.doubt
    counts = {"sent": found.sent, "refused": found.refused, "put_off": found.later, "in_doubt": found.doubt}
    return {"week": str(week), **counts, "left": left, "readers": readers or None}


def _lines(told: Mapping[str, Any], settings: Settings) -> Iterator[str]:
    from digest.cli.columns import printable, table

    service, coming, sending = told["service"], told["next"], told["sending"]
    who = f"process {service['pid']}" if service["pid"] else "another process"
    yield f"Service    {f'running, {who}' if service['running'] else 'not running'}"
    if service["trouble"]:
        yield from (f"Trouble    {line}" for line in map(printable, service["trouble"].splitlines()))
    if coming:
        yield f"Next       {coming['week']}, {_short(coming['local'])} {settings.schedule.zone}"
    else:
        yield 'Next       none; write under [schedule] in the settings: day = "sunday" and time = "08:00"'
    if sending:
        of = f"left of {sending['readers']:,}" if sending["readers"] else "put off or in doubt"
        counts = f"{sending['sent']:,} sent, {sending['refused']:,} refused, {sending['left']:,} {of}"
        yield f"Messages   {sending['week']}: {counts}"
    if told["slots"]:
        rows = [(f"  {one['week']}", _short(one["due"]), one["state"], _more(one)) for one in told["slots"]]
        yield "Slots"
        yield from map(printable, table(rows))


def _more(one: Mapping[str, Any]) -> str:
    told = [f"try {one['tries']}"] if one["tries"] > 1 else []
    if one["state"] in ("running", "killed", "again") and one["step"]:
        told.append(f"at its step {one['step']}")
    if one["again"]:
        told.append(f"again {_short(one['again'])}")
    return ": ".join(filter(None, (", ".join(told), one["reason"])))


def _short(moment: str) -> str:
    """``2024-06-23 08:00`` of an ISO 8601 moment."""
    return moment[:16].replace("T", " ")
