"""`digest next`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from digest.cli import options

if TYPE_CHECKING:
    from pathlib import Path

    from digest.scheduler.slots import Slot
    from digest.settings import Settings

_MOST = 520  # ten years


@click.command("next")
@options.config
@click.option("-n", "count", type=click.IntRange(1, _MOST), default=5, show_default=True, help="How many.")
@options.as_json
def coming(*, config: Path, count: int, as_json: bool) -> None:
    """Say when the weekly run comes next.

    \b
    Example:
      digest next
      digest next -n 52 --json
    """
    from digest.ledger import Ledger
    from digest.ledger.slots import Slots
    from digest.scheduler.looking import required_day
    from digest.scheduler.slots import next_slots
    from digest.settings.reading import load

    settings = load(config)
    required_day(settings)
    with Ledger.if_there(settings.ledger) as ledger:
        taken = {run.week for run in Slots(ledger).all()}
    found = next_slots(settings.schedule, options.now(), count + len(taken), settings.week_start)
    slots = [slot for slot in found if slot.week not in taken][:count]  # a day that was moved brings no second run
    zone = ZoneInfo(settings.schedule.zone)
    if as_json:
        options.print_json({"zone": zone.key, "slots": [as_object(slot, settings) for slot in slots]})
        return
    from digest.cli.columns import table

    rows = [(str(slot.week), *_times(slot, zone), _remark(slot, settings)) for slot in slots]
    click.echo("\n".join(table([("week", zone.key, "", "UTC", ""), *rows])))


def _times(slot: Slot, zone: ZoneInfo) -> tuple[str, str, str]:
    local = slot.due.astimezone(zone)
    return (f"{local:%a %Y-%m-%d %H:%M}", _offset(local.strftime("%Z"), f"{local:%z}"), f"{slot.due:%Y-%m-%d %H:%M}")


def _offset(name: str, offset: str) -> str:
    """``BST +01:00``; zones without letters of their own are named by their offset alone."""
    told = f"{offset[:3]}:{offset[3:5]}"
    return told if name[:1] in "+-" else f"{name} {told}"


def _remark(slot: Slot, settings: Settings) -> str:
    """What the clocks do to the slot, or what they did since the one before it."""
    from digest.scheduler.slots import later, slot_of

    if slot.remark:
        return slot.remark
    before = slot_of(settings.schedule, later(slot.week, -1), settings.week_start)
    zone = ZoneInfo(settings.schedule.zone)
    now, then = (moment.astimezone(zone).utcoffset() for moment in (slot.due, before.due))
    if now is None or then is None or now == then:
        return ""
    return f"the clocks went {'forward' if now > then else 'back'} since the week before"


def as_object(slot: Slot, settings: Settings) -> dict[str, Any]:
    """The slot as JSON values."""
    return {
        "week": str(slot.week),
        "day": slot.day.isoformat(),
        "local": slot.due.astimezone(ZoneInfo(settings.schedule.zone)).isoformat(),
        "utc": slot.due.isoformat(),
        "remark": _remark(slot, settings),
    }
