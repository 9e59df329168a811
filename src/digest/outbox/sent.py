"""Receipts: which issues were sent and what they used, beside the issues (docs/formats/sent.schema.json).

A receipt is what a lost ledger is made of again; building an issue anew leaves it alone.
"""

from __future__ import annotations

import json
import os
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from digest.errors import OutboxError
from digest.model import Problem, SentIssue, UsedStory, Week, folded
from digest.outbox.record import as_json
from digest.outbox.shape import misfit
from digest.outbox.stories import sketch_of, sketch_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

FORMAT = 1
_SUFFIX = ".sent.json"
_SHAPE = {
    "format": int,
    "week": str,
    "date": str,
    "number": int,
    "subject": str,
    "sent": str,
    "audiences": [str],
    "stories": [
        {
            "source": str,
            "title": str,
            "url": str,
            "publication": str,
            "terms": [str],
            "sketch": str,
            "headline": bool,
            "also": [str],
            "audience": str,
        }
    ],
    "shown": [str],
    "considered": [str],
}
_YEARS = range(1900, 3000)
_MOST = 1_000_000  # issues
_AGAIN = "mark the issue again with: digest mark-sent {week} --at, or take the file away"


def sent_issue(record: Mapping[str, Any], sent: datetime) -> SentIssue:
    """What is remembered of an issue that was sent.

    Args:
        record: What its issue.json says, as `digest.outbox.issues.read_issue` gives it.
        sent: The moment, aware.

    Raises:
        ValueError: The record is not whole.
    """
    week = Week.parse(record["week"])
    if week is None:
        raise ValueError(f"no week: {record['week']}")
    shown = (item["title"] for part in ("deals", "catalogue", "archive") for item in record[part])
    readers = {"", *record["audiences"]}  # a story for readers who got no letter was not used
    told = (story for story in record["stories"] if story["audience"] in readers)
    stories = [_used(story, _copies(story), headline=False) for story in told]
    return SentIssue(
        week=week,
        day=date.fromisoformat(record["date"]),
        number=_number(record["number"]),
        subject=record["subject"],
        sent=sent.astimezone(UTC).replace(microsecond=0),
        audiences=tuple(record["audiences"]),
        stories=(*stories, *(_used(story, _copies(story), headline=True) for story in record["headlines"])),
        shown=tuple(dict.fromkeys(map(folded, shown))),
        considered=tuple(record["considered"]),
    )


def write_receipt(outbox: Path, issue: SentIssue) -> Path:
    """Put the issue's receipt into the outbox, in the place of an older one: whole or not at all.

    Who writes holds the outbox's lock (`digest.outbox.lock.held`): builds sweep away what is half done.

    Raises:
        OutboxError: The outbox cannot be written.
    """
    place = receipt_file(outbox, issue.week)
    begun = outbox / f".{place.name}.new"
    try:
        try:
            with begun.open("wb") as file:
                file.write(as_json(_told(issue)))
                file.flush()
                os.fsync(file.fileno())  # what was sent cannot be sent again to find out
            begun.replace(place)
        except OSError:
            begun.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise _unwritable(place, error) from error
    return place


def remove_receipt(outbox: Path, week: Week) -> bool:
    """Take the week's receipt away; whether there was one.

    Raises:
        OutboxError: The outbox cannot be written.
    """
    place = receipt_file(outbox, week)
    try:
        place.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise _unwritable(place, error) from error
    return True


def read_receipts(outbox: Path, unless: Collection[Week] = ()) -> tuple[tuple[SentIssue, ...], tuple[Problem, ...]]:
    """All receipts of an outbox, oldest week first, and what is wrong with those that cannot be read.

    Args:
        outbox: The outbox; it may be missing.
        unless: Weeks whose receipts are passed over.
    """
    issues, problems = [], []
    over = {receipt_file(outbox, week) for week in unless}
    for file in sorted(set(outbox.glob(f"*{_SUFFIX}")) - over):
        found = _read(file)
        if isinstance(found, SentIssue):
            issues.append(found)
        else:
            problems.append(found)
    return tuple(sorted(issues, key=lambda issue: issue.week)), tuple(problems)


def receipt_file(outbox: Path, week: Week) -> Path:
    """Where the week's receipt lies, when there is one."""
    return outbox / f"{week}{_SUFFIX}"


def _read(file: Path) -> SentIssue | Problem:
    name = file.name.removesuffix(_SUFFIX)
    hint = _AGAIN.format(week=name) if Week.parse(name) else "take the file away"
    try:
        told = json.loads(file.read_bytes())
        as_json(told)  # halves of characters cannot have been written
    except OSError as error:
        return Problem("cannot read the receipt", str(file), error.strerror or str(error), "check its rights")
    except (ValueError, RecursionError) as error:
        return Problem("the receipt is damaged", str(file), f"no JSON: {error}", hint)
    if isinstance(told, dict) and isinstance(told.get("format"), int) and told["format"] > FORMAT:
        return Problem(
            "the receipt was made by a newer digest", str(file), f"format {told['format']}", "update digest"
        )
    if wrong := misfit(told, _SHAPE):
        return Problem("the receipt is damaged", str(file), wrong, hint)
    try:
        return _issue(told, name)
    except (ValueError, OverflowError) as error:
        return Problem("the receipt is damaged", str(file), str(error), hint)


def _issue(told: Mapping[str, Any], name: str) -> SentIssue:
    week = Week.parse(told["week"])
    if week is None or told["week"] != name:
        raise ValueError(f"the week {told['week']!r}")
    sent = datetime.fromisoformat(told["sent"])
    if sent.tzinfo is None or sent.year not in _YEARS:
        raise ValueError(f"no moment with a time zone: {told['sent']}")
    return SentIssue(
        week=week,
        day=date.fromisoformat(told["date"]),
        number=_number(told["number"]),
        subject=told["subject"],
        sent=sent.astimezone(UTC).replace(microsecond=0),
        audiences=tuple(told["audiences"]),
        stories=tuple(_used(story, story["also"], headline=story["headline"]) for story in told["stories"]),
        shown=tuple(told["shown"]),
        considered=tuple(told["considered"]),
    )


def _number(told: int) -> int:
    if not 0 <= told < _MOST:
        raise ValueError(f"number {told}")
    return told


def _copies(story: Mapping[str, Any]) -> Iterable[str]:
    return filter(None, (copy[part] for copy in story["also"] for part in ("source", "url")))


def _used(story: Mapping[str, Any], also: Iterable[str], *, headline: bool) -> UsedStory:
    return UsedStory(
        source=story["source"],
        title=story["title"],
        url=story["url"],
        publication=story["publication"],
        terms=tuple(story["terms"]),
        sketch=sketch_of(story["sketch"]),
        headline=headline,
        also=tuple(dict.fromkeys(also)),
        audience=story["audience"],
    )


def _told(issue: SentIssue) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "week": str(issue.week),
        "date": issue.day.isoformat(),
        "number": issue.number,
        "subject": issue.subject,
        "sent": issue.sent.isoformat(),
        "audiences": list(issue.audiences),
        "stories": [_told_story(story) for story in issue.stories],
        "shown": list(issue.shown),
        "considered": list(issue.considered),
    }


def _told_story(story: UsedStory) -> dict[str, Any]:
    return {
        "source": story.source,
        "title": story.title,
        "url": story.url,
        "publication": story.publication,
        "terms": list(story.terms),
        "sketch": sketch_text(story.sketch),
        "headline": story.headline,
        "also": list(story.also),
        "audience": story.audience,
    }


def _unwritable(place: Path, error: OSError) -> OutboxError:
    return OutboxError(
        "cannot write the receipt",
        where=str(place),
        found=error.strerror or str(error),
        hint="check that the outbox can be written and the disk has room",
    )
