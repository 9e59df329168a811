"""What `digest send` says: what it would do, what it did, what the record of an issue is."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click
from click.core import ParameterSource

from digest.cli.columns import printable
from digest.cli.options import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.ledger.deliveries import Deliveries, State
    from digest.model import Week
    from digest.pipeline.sending import Sent

_OF_THIS_CALL = frozenset({"as_json", "report", "to", "yes"})
_SHOWN = 20  # readers
_NAMES = {"sent": "sent", "refused": "refused", "later": "put off", "doubt": "in doubt"}


def command(context: click.Context) -> str:
    """The command that does what this one says that it would do, with whatever was given, for a shell."""
    given: list[str] = []
    for one in context.command.params:
        name = one.name or ""
        typed = context.get_parameter_source(name) is ParameterSource.COMMANDLINE
        if isinstance(one, click.Option) and typed and name not in _OF_THIS_CALL:
            given += one.opts[:1] if one.is_flag else [one.opts[0], str(context.params[name])]
    return shlex.join(["digest", "send", context.params["issue"], *given, "--yes"])


def planned(plan: Sent, command: str, limit: int) -> Iterator[str]:
    """What would be done, and the command that does it; ``limit`` is 0 for none."""
    total = sum(share.open for share in plan.audiences)
    yield click.style(f"{plan.week}: nothing is sent yet", bold=True)
    yield f"Server     {plan.server or 'none; name it in digest.toml, under [smtp]'}"
    yield f"From       {plan.sender}"
    for share in plan.audiences:
        yield f"{share.audience:<10} {counted(share.open, 'reader')}: {printable(share.subject)}"
    yield from _before(plan)
    yield from _rows(plan)
    yield from (f"  {note}" for note in plan.notes)
    yield ""
    if limit and limit < total:
        yield f"To send {limit:,} of {counted(total, 'message')}: {command}"
    elif total:
        yield f"To send {counted(total, 'message')}: {command}"
    else:
        yield "There is nobody left to send to."


def _before(plan: Sent) -> Iterator[str]:
    told = {
        "sent": "who have it already",
        "refused": "refused by their server before, not tried again",
        "later": "put off by the server before, tried again",
        "doubt": "in doubt, for nobody knows whether the server took their message",
    }
    for state, words in told.items():
        if count := plan.before.get(state, 0):
            yield f"  {counted(count, 'reader')} {words}"


def _rows(plan: Sent) -> Iterator[str]:
    rows = plan.rows
    if plan.unwanted and rows.unwanted is None:
        yield f"  no {plan.unwanted} yet: nobody is left out"
    elif plan.unwanted:
        yield f"  {plan.unwanted}: {rows.unwanted:,} {'address' if rows.unwanted == 1 else 'addresses'}"
    if rows.torn:
        yield f"  {counted(rows.torn, 'reader')} in rows for different audiences: the first one holds"
    if rows.duplicates:
        yield f"  {counted(rows.duplicates, 'row')} with a reader who stands there before, and gets one message"
    if rows.suppressed:
        yield f"  {counted(rows.suppressed, 'row')} with readers who want nothing any more"
    if rows.bad_rows:
        yield f"  {counted(rows.bad_rows, 'row')} of no use:"
        for bad in rows.bad:
            found = f" · {printable(bad.found)}" if bad.found else ""
            yield f"    line {bad.place}: {bad.what}{found}"
        if (more := rows.bad_rows - len(rows.bad)) > 0:
            yield f"    … and {more:,} more"


def summary(told: Sent) -> Iterator[str]:
    """What was done."""
    yield click.style(f"{told.week}: {counted(told.sent, 'message')} sent", bold=True)
    if told.before.get("sent"):
        yield f"  {counted(told.before['sent'], 'reader')} had it already"
    if told.refused:
        yield f"  {counted(told.refused, 'reader')} refused by their server:"
        for address, reply in told.refusals:
            yield f"    {printable(address)}: {printable(reply)}"
        if (more := told.refused - len(told.refusals)) > 0:
            yield f"    … and {more:,} more; see digest send {told.week} --report"
    if told.twice:
        yield f"  {counted(told.twice, 'message')} sent again while in doubt, with the same Message-ID"
    if told.held:
        yield f"  {counted(told.held, 'message')} in doubt and not sent again; see digest send {told.week} --report"
    if told.left:
        yield f"  {counted(told.left, 'reader')} left to try again: the same command goes on"
    if told.waiting:
        yield f"  {told.waiting:,} more {'waits' if told.waiting == 1 else 'wait'} for the next run"
    yield from _rows(told)
    yield from (f"  {note}" for note in told.notes)


def as_record(told: Sent) -> dict[str, Any]:
    """The same as JSON values."""
    rows = told.rows
    return {
        "week": str(told.week),
        "really": told.really,
        "server": told.server,
        "from": told.sender,
        "audiences": [
            {"audience": one.audience, "subject": one.subject, "readers": one.readers, "open": one.open}
            for one in told.audiences
        ],
        "bad_rows": rows.bad_rows,
        "bad": [{"line": bad.place, "what": bad.what, "found": bad.found} for bad in rows.bad],
        "duplicates": rows.duplicates,
        "torn": rows.torn,
        "suppressed": rows.suppressed,
        "suppressed_file": {"name": told.unwanted, "addresses": rows.unwanted} if told.unwanted else None,
        "before": _states(told.before),
        "now": _states(told.now) if told.really else None,
        "sent": told.sent,
        "refused": told.refused,
        "refusals": [{"address": address, "reply": reply} for address, reply in told.refusals],
        "left": told.left,
        "waiting": told.waiting,
        "held": told.held,
        "twice": told.twice,
        "stopped": told.stopped,
        "settled": told.settled,
        "notes": list(told.notes),
        "problems": [
            {"what": one.what, "where": one.where, "found": one.found, "hint": one.hint} for one in told.problems
        ],
    }


def _states(counts: dict[str, int]) -> dict[str, int]:
    return {state: counts.get(state, 0) for state in _NAMES}


def report_lines(deliveries: Deliveries, week: Week, zone: str, *, under_way: bool) -> Iterator[str]:
    """The record of an issue, from the ledger; ``under_way`` while a mailing is."""
    progress = deliveries.progress(week)
    if under_way:
        yield "A mailing is under way now."
    if not progress.messages:
        yield f"{week} was not sent to anybody"
        return
    yield click.style(f"{week}: {counted(progress.sent, 'message')} sent", bold=True)
    if progress.begun and progress.last:
        first, last = (moment.astimezone(ZoneInfo(zone)) for moment in (progress.begun, progress.last))
        yield f"  between {first:%Y-%m-%d %H:%M} and {last:%Y-%m-%d %H:%M} {zone}"
    if progress.twice:
        yield f"  {counted(progress.twice, 'message')} sent again while in doubt, with the same Message-ID"
    counts: dict[State, int] = {"refused": progress.refused, "later": progress.later, "doubt": progress.doubt}
    for state, count in counts.items():
        if count:
            doubtful = state == "doubt" and under_way
            yield f"  {counted(count, 'message')} {'under way now, or in doubt' if doubtful else _NAMES[state]}:"
            for one in deliveries.those(week, state, most=_SHOWN):
                yield f"    {printable(one.address)}{f': {printable(one.reply)}' if one.reply else ''}"
            if count > _SHOWN:
                yield f"    … and {count - _SHOWN:,} more; all with --json"


def report_record(deliveries: Deliveries, week: Week, *, under_way: bool) -> dict[str, Any]:
    """The same as JSON values, with every reader who did not simply get it."""
    progress = deliveries.progress(week)
    counts = {"sent": progress.sent, "refused": progress.refused, "later": progress.later, "doubt": progress.doubt}
    found = {
        state: [
            {"address": one.address, "audience": one.audience, "tries": one.tries, "reply": one.reply}
            for one in deliveries.those(week, state)
        ]
        for state in ("refused", "later", "doubt")
    }
    return {
        "week": str(week),
        "under_way": under_way,
        "begun": progress.begun.isoformat() if progress.begun else None,
        "last": progress.last.isoformat() if progress.last else None,
        "counts": counts,
        "twice": progress.twice,
        **found,
    }
