"""preflight.json: what was found about the letters that lie in the outbox (docs/formats/preflight.schema.json)."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from digest.errors import OutboxError
from digest.model import Severity
from digest.outbox.lock import held
from digest.outbox.record import as_json, state
from digest.outbox.spelling import harmless

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from digest.model import Finding, LaidIssue, Week
    from digest.outbox.folder import Content

FORMAT = 1
NAME = "preflight.json"
_PATIENCE = 30.0  # seconds that a check waits for a build


def preflight_record(
    laid: LaidIssue, findings: Sequence[Finding], *, online: bool = False, judges: bool = False
) -> dict[str, Any]:
    """What was found, as JSON values without merge tags; the same letters give the same bytes.

    Args: as those of `told_record`.
    """
    whole: dict[str, Any] = harmless(told_record(laid, findings, online=online, judges=judges))
    return whole


def told_record(
    laid: LaidIssue, findings: Sequence[Finding], *, online: bool = False, judges: bool = False
) -> dict[str, Any]:
    """What was found, as JSON values in which signs stand as they do in the letters: to be shown, never kept.

    Args:
        laid: The issue whose letters were looked through.
        findings: What was found, the gravest first.
        online: Whether links were asked.
        judges: Whether judges from outside were asked.
    """
    return {
        "format": FORMAT,
        "week": str(laid.week),
        "state": state(findings),
        "online": online,
        "judges": judges,
        "letters": [
            {"audience": letter.audience, "sha256": hashlib.sha256(letter.eml).hexdigest()} for letter in laid.letters
        ],
        "counts": {str(one): sum(finding.severity is one for finding in findings) for one in Severity},
        "findings": findings_record(findings),
    }


def findings_record(findings: Sequence[Finding]) -> list[dict[str, str]]:
    """Findings as JSON values."""
    return [
        {
            "check": finding.check,
            "severity": str(finding.severity),
            "audience": finding.audience,
            "what": finding.what,
            "hint": finding.hint,
        }
        for finding in findings
    ]


def judged_record(record: Mapping[str, Any], findings: Sequence[Finding]) -> dict[str, Any]:
    """The issue's record with what was found about it."""
    return {**record, "state": state(findings), "findings": harmless(findings_record(findings))}


def judged_files(files: Mapping[str, Content], findings: Sequence[Finding]) -> dict[str, Content]:
    """The issue's files, the letters' manifests with the state that the findings give them."""
    found = state(findings)
    manifests = {name: content for name, content in files.items() if name.endswith("/manifest.json")}
    told = {name: json.loads(content) for name, content in manifests.items() if isinstance(content, bytes)}
    return {**files, **{name: as_json({**one, "state": found}) for name, one in told.items()}}


def last_state(outbox: Path, week: Week) -> str:
    """What the last check says of sending, ``held`` or ``ready``; empty where nobody says.

    A check writes preflight.json alone: after a letter was mended or spoilt by hand, issue.json and the manifests say
    what the build found.
    """
    return next(filter(None, (_state_in(outbox / str(week) / name) for name in (NAME, "issue.json"))), "")


def _state_in(file: Path) -> str:
    try:
        told = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return ""
    return str(told.get("state", "")) if isinstance(told, dict) else ""


def write_preflight(outbox: Path, week: Week, record: Mapping[str, Any]) -> Path:
    """Put preflight.json into the issue's folder, in the place of an older one: whole or not at all.

    Raises:
        OutboxBusy: A build was not done in time.
        OutboxError: The outbox cannot be written.
    """
    place = outbox / str(week) / NAME
    begun = place.with_name(f".{NAME}.new")
    content = as_json(record)
    try:
        if place.is_file() and place.read_bytes() == content:
            return place
        with held(outbox, patience=_PATIENCE):
            begun.write_bytes(content)
            begun.replace(place)
    except OSError as error:
        found = error.strerror or str(error)
        hint = "what was found stands here alone; check that the folder can be written"
        raise OutboxError("cannot write what was found", where=str(place), found=found, hint=hint) from error
    return place
