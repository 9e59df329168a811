"""A story as issue.json tells it: what was kept of it, and the receipt for every paragraph."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from digest.outbox.private import private

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.model import Audience, Elsewhere, Inside, LeftOut, Reason, Story, Verdict

_SKETCH = re.compile(r"(?:[0-9a-f]{8})*")
_BEGINNING = 80  # characters of a paragraph that was not kept


def story_record(story: Story, audiences: Sequence[Audience] = (), members: Sequence[str] = ()) -> dict[str, Any]:
    """The story as JSON values.

    Args:
        story: The story.
        audiences: Those who get a letter.
        members: The names of the audiences that others can join.
    """
    article = story.article
    readers = [audience for audience in audiences if audience.gets(article)]
    return {
        "source": article.source,
        "feed": article.feed,
        "title": article.title,
        "kicker": article.kicker,
        "byline": article.byline,
        "published": article.published.isoformat() if article.published else None,
        "publication": article.publication.name,
        "section": article.section,
        "audience": article.audience,
        "readers": [audience.name for audience in readers],
        "locked": [audience.name for audience in readers if not audience.deals and _has_more(story, members)],
        "slug": story.slug,
        "url": story.url,
        "page": story.page,
        "score": story.score,
        "reasons": reasons(story.reasons),
        "also": [_elsewhere(other) for other in story.also],
        "summary": list(story.summary),
        "paragraphs": [_paragraph(verdict) for verdict in story.verdicts],
        "inside": [_inside(one) for one in story.inside],
        "private": private(story),
        "terms": list(story.terms),
        "sketch": sketch_text(story.sketch),
    }


def left_out_record(left: LeftOut) -> dict[str, Any]:
    """A story that the issue does not tell, and why."""
    story = left.story
    return {
        "source": story.article.source,
        "feed": story.article.feed,
        "title": story.article.title,
        "why": left.why,
        "score": story.score,
        "reasons": reasons(story.reasons),
    }


def reasons(given: Sequence[Reason]) -> list[dict[str, Any]]:
    """Each rule with its points."""
    return [{"rule": reason.rule, "points": reason.points} for reason in given]


def sketch_text(sketch: Sequence[int]) -> str:
    """The numbers of 32 bits as hex digits, eight for each."""
    return "".join(f"{number:08x}" for number in sketch)


def sketch_of(text: str) -> tuple[int, ...]:
    """The numbers again.

    Raises:
        ValueError: It is no sketch.
    """
    if not _SKETCH.fullmatch(text):
        raise ValueError("a sketch that is none")
    return tuple(int(text[start : start + 8], 16) for start in range(0, len(text), 8))


def _paragraph(verdict: Verdict) -> dict[str, Any]:
    return {
        "line": verdict.block.line,
        "audience": verdict.block.audience,
        "begins": _beginning(verdict.block.text),
        "text": verdict.kept or _beginning(verdict.block.text),
        "selected": verdict.selected,
        "runner_up": verdict.runner_up,
        "score": verdict.score,
        "reasons": reasons(verdict.reasons),
    }


def _inside(one: Inside) -> dict[str, Any]:
    return {
        "audience": one.audience,
        "summary": list(one.summary),
        "paragraphs": [_paragraph(verdict) for verdict in one.verdicts],
    }


def _has_more(story: Story, members: Sequence[str]) -> bool:
    """Whether those that others can join are shown something else of the story."""
    return any(one.audience in members and one.paragraphs != story.paragraphs for one in story.inside)


def _beginning(text: str) -> str:
    return text if len(text) <= _BEGINNING else text[:_BEGINNING].rstrip() + "…"


def _elsewhere(other: Elsewhere) -> dict[str, Any]:
    return {"source": other.source, "title": other.title, "url": other.url, "publication": other.publication}
