"""The whole story on one page: read, choose, compose, render, check, lay in the outbox."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from digest import __version__
from digest.errors import OutboxError, SettingsError, did_you_mean
from digest.model import Problem
from digest.outbox import as_json, lay, letter_files, record
from digest.outbox.archive import LEAKS, other_weeks
from digest.outbox.checked import judged_files, judged_record, preflight_record
from digest.outbox.laid import as_laid
from digest.outbox.private import quoted
from digest.outbox.record import READY
from digest.pipeline.checking import looked_through
from digest.pipeline.composing import edition
from digest.pipeline.order import Order
from digest.pipeline.phrasing import fixed_phrases
from digest.pipeline.publishing import publish
from digest.pipeline.unchanged import same_as_sent
from digest.summariser.rules import sayings
from digest.templating.catalogues import missing_language
from digest.templating.environment import templates, where
from digest.templating.feed import entry_pages
from digest.templating.letter import letter
from digest.templating.web import pages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from digest.intake.feeds.refresh import Refreshed
    from digest.model import Audience, Finding, Issue, LeftOut, Letter, Picture
    from digest.outbox.folder import Content
    from digest.pipeline.composing import Edition
    from digest.settings import Settings
    from digest.templating.signing import Signer

__all__ = ["Built", "Order", "build"]


def quiet(_: str) -> None:
    """Say nothing."""


@dataclass(frozen=True, slots=True)
class Built:
    """A finished issue.

    ``folder`` is None after a dry run; ``refreshed`` says what came of asking feeds, None when none was asked;
    ``left_out`` are the stories that it does not tell, and why.
    """

    issue: Issue
    letters: tuple[Letter, ...]
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]
    record: Mapping[str, object]
    folder: Path | None = None
    files: Mapping[str, int] = field(default_factory=dict)
    refreshed: Refreshed | None = None
    left_out: tuple[LeftOut, ...] = ()

    @property
    def forbidden(self) -> bool:
        """Whether preflight forbids sending it as it is."""
        return any(finding.forbids for finding in self.findings)


def build(
    settings: Settings,
    order: Order,
    *,
    cache: Path | None = None,
    signer: Signer | None = None,
    say: Callable[[str], None] = quiet,
    warn: Callable[[str], None] = quiet,
) -> Built:
    """Build the issue of the week that contains the day, and lay it in the outbox.

    Args:
        settings: The newsletter's.
        order: What to build.
        cache: A folder for compiled templates.
        signer: Who signs the letters; None leaves them unsigned.
        say: Told what is being done.
        warn: Told what the editor should know at once.

    Raises:
        NothingToPublish: No document gave a new story.
        WeekSkipped: The week is thin and to be skipped, which the outbox has a note of then.
        SettingsError: The order names an audience that the settings do not have.
        TemplateError: A template is wrong.
        OutboxError: The outbox cannot be written, or the week's issue was sent and would come out differently.
    """
    audiences = _audiences(settings, order.audiences)
    made = edition(settings, order, say)
    issue, problems = made.composed.issue, made.problems
    if speechless := missing_language(settings.newsletter.language, where(settings.templates)):
        problems += (speechless,)
    say("writing letters")
    environment = templates(settings.templates, cache=cache)
    letters = tuple(letter(issue, audience, environment, signer=signer) for audience in audiences)
    receipt = record(
        issue,
        version=__version__,
        audiences=[audience.name for audience in audiences],
        left_out=made.composed.left_out,
        considered=made.found.names,
        rules=sayings(),
        inputs=made.found.inputs,
        problems=problems,
    )
    known = quoted(receipt, fixed_phrases(settings.newsletter, settings.templates, cache))
    receipt = {**receipt, "shared": [*receipt["shared"], *known]}
    web = {page.name: page.html.encode() for page in (*pages(issue, environment), *entry_pages(issue, environment))}
    files = web | _files(issue, letters, audiences) | {"issue.json": as_json(receipt)}
    say("checking")
    laid = as_laid(issue.week, files)
    findings = looked_through(laid, order.place(settings))
    if any(finding.check == LEAKS for finding in findings):  # what earlier issues told to all is no leak
        laid = as_laid(issue.week, files, archive=other_weeks(order.place(settings), issue.week))
        findings = looked_through(laid, order.place(settings))
    receipt = judged_record(receipt, findings)
    problems += _against_what_was_sent(receipt, made, settings, order)
    files = judged_files(files, findings) | {
        "issue.json": as_json(receipt),
        "preflight.json": as_json(preflight_record(laid, findings)),
    }
    folder = _laid(issue, files, settings, order, say, warn)
    if folder:
        problems += publish(settings.newsletter, folder.parent, issue.week, made.memory, environment)
    left_out, refreshed = made.composed.left_out, made.found.refreshed
    return Built(issue, letters, findings, problems, receipt, folder, _sizes(files), refreshed, left_out)


def _against_what_was_sent(
    receipt: Mapping[str, Any], made: Edition, settings: Settings, order: Order
) -> tuple[Problem, ...]:
    """Refuse to replace an issue that was sent by another one; a dry run only says that it would be refused."""
    try:
        same_as_sent(receipt, made.memory, order.place(settings))
    except OutboxError as error:
        if not order.dry_run:
            raise
        return (Problem.of(error),)
    return ()


def _laid(
    issue: Issue,
    files: Mapping[str, Content],
    settings: Settings,
    order: Order,
    say: Callable[[str], None],
    warn: Callable[[str], None],
) -> Path | None:
    if order.dry_run:
        return None
    say("laying the issue in the outbox")
    waiting = partial(warn, "another build is writing to this outbox; waiting for it")
    return lay(order.place(settings), str(issue.week), files, waiting=waiting)


def _audiences(settings: Settings, names: Sequence[str]) -> tuple[Audience, ...]:
    known = {audience.name: audience for audience in settings.audiences}
    for name in names:
        if name not in known:
            hint = did_you_mean(name, known) or f"known here: {', '.join(known)}"
            raise SettingsError("unknown audience", where=settings.file.name, found=name, hint=hint)
    return tuple(known[name] for name in dict.fromkeys(names)) or settings.audiences


def _files(issue: Issue, letters: Sequence[Letter], audiences: Sequence[Audience]) -> dict[str, Content]:
    """The letters' files and the pictures; what state the letters are in is found by looking through them."""
    files: dict[str, Content] = {picture.src: picture.file for picture in _pictures(issue) if picture.file}
    for finished, audience in zip(letters, audiences, strict=True):
        files |= letter_files(finished, issue, READY, audience)
    return files


def _pictures(issue: Issue) -> Iterator[Picture]:
    """Those that a letter or a page of the issue shows."""
    opened = [story for story in (*issue.stories, *issue.headlines) if not story.article.audience]
    leading = (*issue.stories[:1], *opened[:1])  # of a letter, and of the web edition
    open_to_all = (story for story in issue.stories[1:] if story.page or not story.article.audience)
    pages = (story for story in issue.headlines if story.page)
    yield from (story.article.picture for story in (*leading, *open_to_all, *pages) if story.article.picture)
    yield from (item.picture for item in (*issue.deals, *issue.catalogue) if item.picture)


def _sizes(files: Mapping[str, Content]) -> dict[str, int]:
    return {
        name: len(content) if isinstance(content, bytes) else content.stat().st_size
        for name, content in sorted(files.items())
    }
