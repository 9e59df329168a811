"""Issues in an outbox, and commands run on them."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from digest.model import LeftOut, Reason, Severity, Story, Verdict, Week
from digest.model.letter import Finding
from digest.outbox import as_json, lay, record
from tests.factories import a_block, a_newsletter, a_story, an_issue

RULES = {"lead": "Standing at the top.", "long": "Every 40 words beyond the first 40.", "title": "The title's words."}
MUST = Finding("size", Severity.MUST, "free", "too long", "shorten it")


def command(*args: str | Path) -> list[str]:
    """The words that start the program."""
    return [sys.executable, "-m", "digest", *map(str, args)]


def call(folder: Path, *args: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The program run in a folder, without a terminal."""
    return subprocess.run(
        command(*args),
        cwd=folder,
        env={**os.environ, "XDG_CACHE_HOME": str(folder.parent / "cache"), **environment},
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def a_told(title: str, *paragraphs: str, **changes: Any) -> Story:
    """A story with an address and all by which it is known again."""
    story = a_story(title, *paragraphs, **changes)
    slug = title.casefold().replace(" ", "-")
    return replace(story, slug=slug, url=f"https://letter.test/{slug}", terms=(slug,), sketch=(len(title), 2**32 - 1))


def a_judged(title: str = "How the lamps were lit", **changes: Any) -> Story:
    """A story of three paragraphs, of which one was kept and one would have been next."""
    first, second, third = (a_block(f"{word} paragraph. {'It goes on. ' * 9}", line=line) for word, line in WORDS)
    verdicts = (
        Verdict(first, 2.5, (Reason("lead", 2.0), Reason("title", 0.5)), "First paragraph."),
        Verdict(second, 1.25, (Reason("lead", 1.5), Reason("long", -0.25)), runner_up=True),
        Verdict(third, 0.5, (Reason("lead", 0.5),)),
    )
    story = a_told(title, source="lamps.md", **changes)
    return replace(story, verdicts=verdicts)


WORDS = (("First", 6), ("Second", 8), ("Third", 10))


def lay_issue(outbox: Path, week: Week, *stories: Story, **changes: Any) -> None:
    """Put an issue's record into the outbox as a build does."""
    told, findings = changes.pop("told", {}), changes.pop("findings", ())
    left_out = [LeftOut(story, why) for story, why in changes.pop("left_out", ())]
    issue = an_issue(*stories, **({"week": week, "number": week.number} | dated(week) | changes))
    considered = [story.article.source for story in (*issue.stories, *issue.headlines)]
    whole = record(
        issue,
        version="1",
        audiences=["free"],
        left_out=left_out,
        considered=considered,
        rules=RULES,
        findings=findings,
    )
    page = f"<!doctype html><title>{issue.subject}</title>".encode()
    lay(outbox, str(week), {"issue.json": as_json(whole | told), "index.html": page})


def dated(week: Week) -> dict[str, Any]:
    return {"day": week.monday + timedelta(days=6), "newsletter": a_newsletter()}
