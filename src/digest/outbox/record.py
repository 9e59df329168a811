"""issue.json: what was chosen for an issue and why (docs/formats/issue.schema.json)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from digest.model.visible import inert

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.model import (
        CatalogueItem,
        Finding,
        Input,
        Issue,
        Problem,
        Publication,
        Reason,
        RelatedItem,
        Story,
        Verdict,
    )

FORMAT = 1
_BEGINNING = 80  # characters of a paragraph that was not kept

READY, HELD = "ready", "held"


def state(findings: Sequence[Finding]) -> str:
    """``held`` when preflight forbids sending, else ``ready``."""
    return HELD if any(finding.forbids for finding in findings) else READY


def record(
    issue: Issue,
    *,
    version: str,
    audiences: Sequence[str],
    left_out: Sequence[Story] = (),
    inputs: Sequence[Input] = (),
    problems: Sequence[Problem] = (),
    findings: Sequence[Finding] = (),
) -> dict[str, Any]:
    """The issue as JSON values without merge tags; the same arguments give the same bytes."""
    told = {
        "format": FORMAT,
        "digest": version,
        "newsletter": issue.newsletter.name,
        "language": issue.newsletter.language,
        "week": str(issue.week),
        "number": issue.number,
        "date": issue.day.isoformat(),
        "state": state(findings),
        "subject": issue.subject,
        "preheader": issue.preheader,
        "audiences": list(audiences),
        "stories": [_story(story) for story in issue.stories],
        "left_out": [
            {"source": s.article.source, "title": s.article.title, "score": s.score, "reasons": _reasons(s.reasons)}
            for s in left_out
        ],
        "archive": [_related(item) for item in issue.archive],
        "deals": [_item(item) for item in issue.deals],
        "catalogue": [_item(item) for item in issue.catalogue],
        "publications": [_publication(publication) for publication in issue.publications],
        "inputs": [{"name": i.name, "bytes": i.size, "sha256": i.sha256} for i in inputs],
        "problems": [{"what": p.what, "where": p.where, "found": p.found, "hint": p.hint} for p in problems],
        "findings": [_finding(finding) for finding in findings],
    }
    return {key: inert(value) for key, value in told.items()}


def as_json(value: object) -> bytes:
    """Indented UTF-8 with a line end, readable beside the letter."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _story(story: Story) -> dict[str, Any]:
    article = story.article
    return {
        "source": article.source,
        "title": article.title,
        "kicker": article.kicker,
        "byline": article.byline,
        "published": article.published.isoformat() if article.published else None,
        "publication": article.publication.name,
        "section": article.section,
        "audience": article.audience,
        "slug": story.slug,
        "url": story.url,
        "page": story.page,
        "score": story.score,
        "reasons": _reasons(story.reasons),
        "paragraphs": [_paragraph(verdict) for verdict in story.verdicts],
    }


def _paragraph(verdict: Verdict) -> dict[str, Any]:
    return {
        "line": verdict.block.line,
        "text": verdict.kept or _beginning(verdict.block.text),
        "selected": verdict.selected,
        "score": verdict.score,
        "reasons": _reasons(verdict.reasons),
    }


def _beginning(text: str) -> str:
    return text if len(text) <= _BEGINNING else text[:_BEGINNING].rstrip() + "…"


def _reasons(reasons: Sequence[Reason]) -> list[dict[str, Any]]:
    return [{"rule": reason.rule, "points": reason.points} for reason in reasons]


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
    }


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
