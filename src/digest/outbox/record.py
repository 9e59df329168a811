"""issue.json: what was chosen for an issue and why (docs/formats/issue.schema.json)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from digest.model import Audience
from digest.outbox.private import shared
from digest.outbox.spelling import harmless
from digest.outbox.stories import left_out_record, reasons, story_record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from digest.model import (
        CatalogueItem,
        Finding,
        Input,
        Issue,
        LeftOut,
        Picture,
        Problem,
        Publication,
        RelatedItem,
        SubjectLine,
    )

FORMAT = 2

READY, HELD = "ready", "held"


def state(findings: Sequence[Finding]) -> str:
    """``held`` when preflight forbids sending, else ``ready``."""
    return HELD if any(finding.forbids for finding in findings) else READY


def record(  # noqa: PLR0913 - each is a part of the record
    issue: Issue,
    *,
    version: str,
    audiences: Sequence[str],
    left_out: Sequence[LeftOut] = (),
    considered: Sequence[str] = (),
    rules: Mapping[str, str] | None = None,
    inputs: Sequence[Input] = (),
    problems: Sequence[Problem] = (),
    findings: Sequence[Finding] = (),
) -> dict[str, Any]:
    """The issue as JSON values without merge tags; the same arguments give the same bytes.

    Args:
        issue: The issue.
        version: The program's.
        audiences: Names of those who get a letter.
        left_out: Stories that were candidates and are not in it.
        considered: The sources of all candidates.
        rules: What each rule means that may stand among reasons; only those that do are told.
        inputs: What was read.
        problems: What was odd about it.
        findings: What preflight found.
    """
    known = {audience.name: audience for audience in issue.audiences}
    readers = [known.get(name) or Audience(name, name, deals=name in issue.members) for name in audiences]
    told = {
        "format": FORMAT,
        "digest": version,
        "newsletter": issue.newsletter.name,
        "language": issue.newsletter.language,
        "week": str(issue.week),
        "number": issue.number,
        "date": issue.day.isoformat(),
        "state": state(findings),
        "edited": issue.edited,
        "decisions": list(issue.decisions),
        "subject": issue.subject,
        "preheader": issue.preheader,
        "subjects": [_subject(line) for line in issue.subjects],
        "note": [block.text for block in issue.note],
        "audiences": list(audiences),
        "members": list(issue.members),
        "sections": list(issue.sections),
        "stories": [story_record(story, readers, issue.members) for story in issue.stories],
        "headlines": [story_record(story, readers, issue.members) for story in issue.headlines],
        "left_out": [left_out_record(left) for left in left_out],
        "considered": list(considered),
        "archive": [_related(item) for item in issue.archive],
        "deals": [_item(item) for item in issue.deals],
        "catalogue": [_item(item) for item in issue.catalogue],
        "publications": [_publication(publication) for publication in issue.publications],
        "shared": shared(issue),
        "inputs": [{"name": i.name, "bytes": i.size, "sha256": i.sha256} for i in inputs],
        "problems": [{"what": p.what, "where": p.where, "found": p.found, "hint": p.hint} for p in problems],
        "findings": [_finding(finding) for finding in findings],
    }
    whole: dict[str, Any] = harmless(told | {"rules": _fired(told, rules or {})})
    return whole


def as_json(value: object) -> bytes:
    """Indented UTF-8 with a line end, readable beside the letter."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def rules_in(told: object) -> set[str]:
    """The names of all rules that stand among reasons anywhere in JSON values."""
    if isinstance(told, list):
        return set().union(*map(rules_in, told))
    if not isinstance(told, dict):
        return set()
    own = {told["rule"]} if "rule" in told else set()
    return own.union(*map(rules_in, told.values()))


def _fired(told: dict[str, Any], rules: Mapping[str, str]) -> dict[str, str]:
    """The legend of the rules that spoke, by name."""
    named = rules_in(told)
    return {name: rules[name] for name in sorted(rules) if name in named}


def _subject(line: SubjectLine) -> dict[str, Any]:
    return {"text": line.text, "score": line.score, "reasons": reasons(line.reasons)}


def _related(item: RelatedItem) -> dict[str, Any]:
    return {
        "title": item.title,
        "teaser": item.teaser,
        "published": item.published.isoformat() if item.published else None,
        "url": item.url,
        "publication": item.publication,
    }


def _item(item: CatalogueItem) -> dict[str, Any]:
    return {
        "title": item.title,
        "blurb": item.blurb,
        "url": item.url,
        "price": item.price,
        "code": item.code,
        "publication": item.publication,
        "picture": _picture(item.picture) if item.picture else None,
        "audience": item.audience,
        "since": item.since.isoformat() if item.since else None,
        "until": item.until.isoformat() if item.until else None,
    }


def _picture(picture: Picture) -> dict[str, Any]:
    return {"src": picture.src, "alt": picture.alt, "width": picture.width, "height": picture.height}


def _publication(publication: Publication) -> dict[str, Any]:
    return {
        "name": publication.name,
        "home_page": publication.home_page,
        "about": publication.about,
        "postal_address": list(publication.postal_address),
        "phone": publication.phone,
        "email": publication.email,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "check": finding.check,
        "severity": str(finding.severity),
        "audience": finding.audience,
        "what": finding.what,
        "hint": finding.hint,
    }
