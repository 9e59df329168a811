"""Issues that lie in an outbox, read again from their issue.json."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from digest.errors import OutboxError
from digest.model import Week
from digest.outbox.record import FORMAT, as_json
from digest.outbox.shape import misfit

if TYPE_CHECKING:
    from pathlib import Path

_REASONS = [{"rule": str, "points": (int, float)}]
_NUMBER = (int, float)
_PARAGRAPHS = [
    {
        "line": int,
        "audience": str,
        "text": str,
        "selected": bool,
        "runner_up": bool,
        "score": _NUMBER,
        "reasons": _REASONS,
    }
]
_STORY = {
    "source": str,
    "feed": str,
    "title": str,
    "publication": str,
    "section": str,
    "audience": str,
    "slug": str,
    "url": str,
    "score": _NUMBER,
    "reasons": _REASONS,
    "also": [{"source": str, "title": str, "url": str, "publication": str}],
    "summary": [str],
    "readers": [str],
    "locked": [str],
    "paragraphs": _PARAGRAPHS,
    "inside": [{"audience": str, "summary": [str], "paragraphs": _PARAGRAPHS}],
    "private": [{"audience": str, "text": str}],
    "terms": [str],
    "sketch": str,
}
_TITLED = [{"title": str}]
ISSUE = {
    "format": int,
    "newsletter": str,
    "week": str,
    "number": int,
    "date": str,
    "state": str,
    "edited": str,
    "decisions": [str],
    "subject": str,
    "preheader": str,
    "subjects": [{"text": str, "score": _NUMBER, "reasons": _REASONS}],
    "note": [str],
    "audiences": [str],
    "members": [str],
    "shared": [str],
    "sections": [str],
    "stories": [_STORY],
    "headlines": [_STORY],
    "left_out": [{"source": str, "title": str, "why": str, "score": _NUMBER, "reasons": _REASONS}],
    "considered": [str],
    "archive": _TITLED,
    "deals": _TITLED,
    "catalogue": _TITLED,
    "rules": dict,
}
"""What commands read of an issue.json."""

_SINCE_2: dict[str, Any] = {
    "edited": "",
    "decisions": [],
    "subjects": [],
    "note": [],
    "sections": [],
    "headlines": [],
    "rules": {},
}
_STORY_SINCE_2: dict[str, Any] = {"feed": "", "also": [], "summary": [], "terms": [], "sketch": ""}


def weeks_in(outbox: Path) -> tuple[Week, ...]:
    """The weeks whose issues lie in the outbox, in their order."""
    found = (Week.parse(file.parent.name) for file in outbox.glob("*/issue.json"))
    return tuple(sorted(week for week in found if week is not None))


def read_issue(outbox: Path, week: Week) -> dict[str, Any]:
    """The record of the week's issue.

    Raises:
        OutboxError: There is none, or none that can be read.
    """
    file = outbox / str(week) / "issue.json"
    if not file.is_file():
        raise _no_such(outbox, week)
    told = read_record(file)
    if told["week"] != str(week):
        hint = "build the week again, or give the folder its name back"
        raise OutboxError("the issue is another week's", where=str(file), found=told["week"], hint=hint)
    return told


def read_record(file: Path) -> dict[str, Any]:
    """What an issue.json says, in today's format.

    Raises:
        OutboxError: It cannot be read, or is none.
    """
    try:
        told = json.loads(file.read_bytes())
        as_json(told)  # halves of characters cannot have been written
    except OSError as error:
        found = error.strerror or str(error)
        raise OutboxError("cannot read the issue", where=str(file), found=found, hint="check its rights") from error
    except (ValueError, RecursionError) as error:
        raise _damaged(file, f"no JSON: {error}") from error
    number = told.get("format") if isinstance(told, dict) else None
    if isinstance(number, int) and number > FORMAT:
        found = f"made by a newer digest (format {number}, here {FORMAT})"
        raise OutboxError("cannot read the issue", where=str(file), found=found, hint="update digest")
    whole: dict[str, Any] = _upgraded(told) if number == 1 else told
    whole = _with_readers(whole)
    if wrong := misfit(whole, ISSUE) or _misnamed(whole):
        raise _damaged(file, wrong)
    return whole


def _no_such(outbox: Path, week: Week) -> OutboxError:
    last = weeks_in(outbox)[-3:]
    there = f"; in the outbox: {', '.join(map(str, last))}" if last else ""
    hint = f"build it with digest build --date, or name the outbox with --outbox{there}"
    return OutboxError("no such issue", where=str(outbox / str(week)), hint=hint)


def _damaged(file: Path, found: str) -> OutboxError:
    return OutboxError("not an issue.json of digest", where=str(file), found=found, hint="build the week again")


def _misnamed(told: dict[str, Any]) -> str:
    return "" if Week.parse(told["week"]) else f"the week {told['week']!r}"


def _upgraded(told: dict[str, Any]) -> dict[str, Any]:
    """A record of format 1 in the shape of today's; what it did not say is empty."""
    stories, left_out = _listed(told, "stories"), _listed(told, "left_out")
    names = [one["source"] for one in (*stories, *left_out) if isinstance(one.get("source"), str)]
    return {
        **_SINCE_2,
        **told,
        "considered": sorted(names),
        "stories": [_upgraded_story(story) for story in stories],
        "left_out": [{"why": "no room", **left} for left in left_out],
    }


def _with_readers(told: Any) -> Any:  # noqa: ANN401 (JSON is anything)
    """A record from before stories had parts for one audience; it has none."""
    if not isinstance(told, dict):
        return told
    names = told.get("audiences")
    audiences = names if isinstance(names, list) else []
    parts = {
        part: [_story_with_readers(story, audiences) if isinstance(story, dict) else story for story in told[part]]
        for part in ("stories", "headlines")
        if isinstance(told.get(part), list)
    }
    return {"members": [], "shared": [], **told, **parts}


def _story_with_readers(story: dict[str, Any], audiences: list[Any]) -> dict[str, Any]:
    if "readers" in story:
        return story
    own = story.get("audience")
    paragraphs = [{"audience": "", **one} for one in _listed(story, "paragraphs")]
    told = (*(story.get("summary") or ()), *(one.get("text", "") for one in paragraphs if one.get("selected")))
    return {
        **story,
        "readers": [name for name in audiences if own in {"", name}],
        "locked": [],
        "inside": [],
        "private": [{"audience": own, "text": text} for text in told] if own else [],
        "paragraphs": paragraphs if isinstance(story.get("paragraphs"), list) else story.get("paragraphs"),
    }


def _upgraded_story(story: dict[str, Any]) -> dict[str, Any]:
    paragraphs = [{"runner_up": False, **one} for one in _listed(story, "paragraphs")]
    return {**_STORY_SINCE_2, **story, "paragraphs": paragraphs}


def _listed(told: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """The objects of a list; what is none fails later, with its place."""
    found = told.get(key)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
