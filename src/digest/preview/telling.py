"""What the page is told of issues, as JSON values: read from the files of the outbox each time."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from email.errors import MessageError
from email.parser import BytesHeaderParser
from email.policy import SMTP
from typing import TYPE_CHECKING, Any

from digest.errors import OutboxError
from digest.model import Problem
from digest.outbox.checked import NAME, findings_record, last_state
from digest.outbox.issues import read_issue
from digest.outbox.laid import as_laid, read_sound
from digest.pipeline.checking import looked_through
from digest.preflight.size import GMAIL_CLIPS
from digest.preview.finding import audiences, inside
from digest.preview.framing import from_outside
from digest.preview.pictures import pictures_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from digest.model import LaidLetter, Week

_SHOWN = ("subjects", "decisions", "stories", "headlines", "left_out", "rules")
_PARTS = ("letter.html", "letter.txt", "letter.eml", "letter.mjml", "manifest.json")


_NO_LETTER = {
    "check": "files",
    "severity": "must",
    "audience": "",
    "what": "no letter lies in the issue's folder",
    "hint": "build the week again",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where an issue lies: in which outbox, and whether that is the scratch one."""

    outbox: Path
    week: Week
    scratch: bool = False

    @property
    def folder(self) -> Path:
        """The issue's own."""
        return self.outbox / str(self.week)

    @property
    def where(self) -> str:
        """As the page names it."""
        return "scratch" if self.scratch else "outbox"


def line(place: Place, *, sent: bool) -> dict[str, Any]:
    """An issue in the list of issues; what cannot be read of it is empty, and so is what no check says.

    Args:
        place: Where it lies.
        sent: Whether it was.
    """
    told = {"number": 0, "date": "", "subject": "", **_record(place.folder / "issue.json")}
    return {
        "week": str(place.week),
        **{name: told[name] for name in ("number", "date", "subject")},
        "state": last_state(place.outbox, place.week) if _looked_at(place) else "",
        "where": place.where,
        "sent": sent,
    }


def whole(place: Place, titles: Mapping[str, str], web: str, *, sent: bool) -> dict[str, Any]:
    """All that the page shows of an issue beside its letters' bytes.

    Args:
        place: Where it lies.
        titles: Those of the audiences by their names.
        web: The address of the web edition where a letter's manifest has none.
        sent: Whether it was.

    Raises:
        OutboxError: There is no such issue, or none that can be read.
    """
    record = read_issue(place.outbox, place.week)
    letters, damaged = [], []
    for audience in audiences(place.folder):
        try:
            letters.append(_letter(laid_letter(place, audience), place, titles, web))
        except OutboxError as error:
            damaged.append(_damaged(audience, error))
    findings = [*damaged, *_findings(place)] if letters or damaged else [_NO_LETTER]
    return {
        **{name: record[name] for name in ("week", "number", "date", "newsletter")},
        "state": state_of(findings),
        "where": place.where,
        "sent": sent,
        "letters": sorted(letters, key=lambda one: _order(record, one["audience"])),
        "findings": findings,
        "problems": [_problem(one) for one in record.get("problems", ()) if isinstance(one, dict)],
        **{name: record[name] for name in _SHOWN},
    }


def state_of(findings: Iterable[Mapping[str, str]]) -> str:
    """Whether the findings that are told let the issue be sent."""
    return "held" if any(one.get("severity") == "must" for one in findings) else "ready"


def laid_letter(place: Place, audience: str) -> LaidLetter:
    """One audience's letter as it lies there.

    Raises:
        OutboxError: It cannot be read, or there is none.
    """
    there = {name: place.folder / name for name in ("issue.json", *(f"{audience}/{part}" for part in _PARTS))}
    files = {name: path for name, path in there.items() if inside(place.folder, path)}
    return as_laid(place.week, files, folder=place.folder).letters[0]


def _letter(letter: LaidLetter, place: Place, titles: Mapping[str, str], web: str) -> dict[str, Any]:
    html = letter.html.encode()
    pictures = pictures_of(letter, place.folder, web)
    return {
        "audience": letter.audience,
        "title": titles.get(letter.audience, letter.audience),
        "subject": letter.subject,
        "preheader": letter.preheader,
        "sender": letter.manifest["sender"],
        "reply_to": letter.manifest["reply_to"],
        "headers": list(_headers(letter.eml)),
        "sizes": {"html": len(html), "text": len(letter.text.encode()), "message": len(letter.eml)},
        "sha256": hashlib.sha256(html).hexdigest(),
        "clipped": len(html) > GMAIL_CLIPS,
        "pictures_withheld": len(from_outside(letter.html, pictures)),
    }


def _headers(message: bytes) -> Iterator[list[str]]:
    """The message's headers in their order, unfolded and decoded."""
    for name, value in BytesHeaderParser(policy=SMTP).parsebytes(message).raw_items():
        yield [name, _decoded(name, str(value))]


def _decoded(name: str, value: str) -> str:
    try:
        return str(SMTP.header_fetch_parse(name, value))
    except (
        LookupError,
        ValueError,
        AttributeError,
        MessageError,
    ):  # what the library's parser stumbles over is shown as it is
        return value


def _order(record: Mapping[str, Any], audience: str) -> tuple[int, str]:
    named = record["audiences"]
    return (named.index(audience) if audience in named else len(named), audience)


def _findings(place: Place) -> list[dict[str, str]]:
    """Those of the last check, when it looked at these very letters; else the letters are looked through now."""
    told = _record(place.folder / NAME).get("findings")
    if isinstance(told, list) and _looked_at(place):
        return list(told)
    try:
        laid, _ = read_sound(place.outbox, place.week)
    except OutboxError:  # told of each letter
        return []
    return findings_record(looked_through(laid, place.outbox))


def _looked_at(place: Place) -> bool:
    """Whether the last check looked at these very letters, and nobody has changed a part of them since."""
    named = audiences(place.folder)
    found = [{"audience": one, "sha256": _sum(place.folder, f"{one}/letter.eml")} for one in named]
    checked = _record(place.folder / NAME).get("letters")
    return checked == found and all(_as_built(place.folder, one) for one in named)


def _as_built(folder: Path, audience: str) -> bool:
    """Whether the letter's files are those of its manifest; a check knows the message alone."""
    files = _record(folder / audience / "manifest.json").get("files")
    told = [one for one in files if isinstance(one, dict)] if isinstance(files, list) else []
    sums = {one.get("name"): one.get("sha256") for one in told}
    return all(sums.get(name) == _sum(folder, f"{audience}/{name}") for name in _PARTS[:3])


def _sum(folder: Path, name: str) -> str:
    path = folder / name
    return hashlib.sha256(path.read_bytes() if inside(folder, path) else b"").hexdigest()


def _damaged(audience: str, error: OutboxError) -> dict[str, str]:
    return {"check": "files", "severity": "must", "audience": audience, "what": str(error), "hint": error.hint}


def _problem(told: Mapping[str, Any]) -> str:
    parts = {name: str(told.get(name, "")) for name in ("what", "where", "found", "hint")}
    return str(Problem(**parts))


def _record(file: Path) -> dict[str, Any]:
    try:
        told = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}
