"""What `digest build` tells the editor at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from digest.cli.columns import fitted, printable, table
from digest.cli.options import near

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.intake.feeds.refresh import Refreshed
    from digest.model import Finding, Issue, Severity, Story
    from digest.pipeline.building import Built

_TITLE = 48  # columns
_PROBLEMS = 20  # lines
_COLOURS = {"must": "red", "should": "yellow", "note": "blue"}


def lines(built: Built) -> Iterator[str]:
    """The report, a line at a time; styled, for a terminal or to be stripped by `click.echo`."""
    yield from _head(built.issue)
    yield from _feeds(built.refreshed)
    yield from ("", _stories(built), *table(list(map(_story, enumerate(built.issue.stories, 1)))))
    yield from _named(built.issue)
    yield from (f"  {printable(decision)}" for decision in built.issue.decisions)
    yield from ("", _label("Letters"), *_letters(built))
    yield from ("", *_preflight(built.findings))
    if built.problems:
        yield from ("", _label("Odd about the input"))
        yield from (f"  {printable(str(problem))}" for problem in built.problems[:_PROBLEMS])
        if (more := len(built.problems) - _PROBLEMS) > 0:
            yield f"  … and {more} more; all of them stand in issue.json"
    yield from ("", *_end(built))


def as_object(built: Built) -> dict[str, Any]:
    """The same for programs: the issue's record with where it lies and the sizes of its files in bytes."""
    return {
        "folder": str(built.folder) if built.folder else None,
        "files": dict(built.files),
        **built.record,
    }


def _head(issue: Issue) -> Iterator[str]:
    yield click.style(f"{issue.newsletter.name}, No. {issue.number}", bold=True) + f" · {issue.week} · {issue.day}"
    yield f"Subject    {issue.subject}"
    yield f"Preheader  {issue.preheader}"
    if issue.edited:
        yield f"Edited     {issue.edited}"


def _stories(built: Built) -> str:
    """The heading, which counts what the issue tells, names and leaves out."""
    told, named, left = len(built.issue.stories), len(built.issue.headlines), len(built.left_out)
    counts = [f"{told:,} told", f"{named:,} named" if named else "", f"{left:,} left out" if left else ""]
    why = f"; why: digest explain {built.issue.week}" if left and built.folder else ""
    return _label("Stories") + "  " + ", ".join(filter(None, counts)) + why


def _feeds(refreshed: Refreshed | None) -> Iterator[str]:
    if refreshed is not None:
        failed = f", {refreshed.failed:,} failed" if refreshed.failed else ""
        entries = "entry" if refreshed.new == 1 else "entries"
        yield f"Feeds      {refreshed.asked:,} asked{failed}, {refreshed.new:,} new {entries}"


def _story(numbered: tuple[int, Story]) -> list[str]:
    from digest.summariser.words import count

    number, story = numbered
    kept = [str(place) for place, verdict in enumerate(story.verdicts, 1) if verdict.selected]
    words = sum(map(count, story.paragraphs))
    audience = f" ({story.article.audience} only)" if story.article.audience else ""
    return [
        f"  {number:>2}",
        fitted(story.article.title, _TITLE),
        f"¶ {', '.join(kept)} of {len(story.verdicts)}",
        f"{words:,} {'word' if words == 1 else 'words'}",
        f"{printable(story.article.source)}{audience}",
    ]


def _named(issue: Issue) -> Iterator[str]:
    if issue.headlines:
        yield from ("", _label("Headlines"))
        yield from (f"      {fitted(story.article.title, _TITLE).rstrip()}" for story in issue.headlines)


def _letters(built: Built) -> list[str]:
    rows = []
    for letter in built.letters:
        sizes = [(kind, built.files[f"{letter.audience}/letter.{kind}"]) for kind in ("html", "txt", "eml")]
        rows.append([f"  {letter.audience}", *(f"{kind} {size / 1024:.1f} KB" for kind, size in sizes)])
    return table(rows)


def _preflight(findings: tuple[Finding, ...]) -> Iterator[str]:
    if not findings:
        yield _label("Preflight") + "  nothing to complain of"
        return
    yield _label("Preflight")
    for finding in findings:
        who = f"{finding.audience}: " if finding.audience else ""
        yield f"  {_severity(finding.severity)}  {who}{finding.what} · {finding.hint}"


def _severity(severity: Severity) -> str:
    return click.style(f"{severity:<6}", fg=_COLOURS[severity])


def _end(built: Built) -> Iterator[str]:
    if built.folder is None:
        yield "Nothing was written (dry run)."
        return
    yield f"Open {click.style(str(near(built.folder / 'index.html')), bold=True)}"


def _label(text: str) -> str:
    return click.style(text, bold=True)
