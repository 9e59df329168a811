"""The whole story on one page: read, choose, compose, render, check, lay in the outbox."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from digest import __version__
from digest.editor.compose import Composed, Plan, compose
from digest.errors import LedgerError, NothingToPublish, SettingsError, did_you_mean
from digest.intake.sources import Gathered, gather
from digest.model import Problem
from digest.outbox import as_json, lay, letter_files, record, state
from digest.preflight import preflight
from digest.summariser.selection import tell
from digest.templating.environment import templates
from digest.templating.letter import letter
from digest.templating.web import pages

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from digest.intake.feeds.refresh import Refreshed
    from digest.model import Article, Audience, Finding, Issue, Letter, Story
    from digest.outbox.folder import Content
    from digest.settings import Settings


_WITHOUT_FEEDS = "put text, Markdown or HTML files there, or name another folder with --seeds"
_WITH_FEEDS = "put documents there, or see how the feeds do with: digest feeds list"


def quiet(_: str) -> None:
    """Say nothing."""


@dataclass(frozen=True, slots=True)
class Order:
    """What to build, beyond what the settings say; empty means: as they say.

    ``now`` is the moment at which feeds are asked, aware and in UTC; None leaves it at what they sent before.
    """

    day: date
    seeds: tuple[Path, ...] = ()
    outbox: Path | None = None
    audiences: tuple[str, ...] = ()
    dry_run: bool = False
    now: datetime | None = None


@dataclass(frozen=True, slots=True)
class Built:
    """A finished issue.

    ``folder`` is None after a dry run; ``refreshed`` says what came of asking feeds, None when none was asked;
    ``left_out`` counts the stories for which there was no room.
    """

    issue: Issue
    letters: tuple[Letter, ...]
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]
    record: Mapping[str, object]
    folder: Path | None = None
    files: Mapping[str, int] = field(default_factory=dict)
    refreshed: Refreshed | None = None
    left_out: int = 0

    @property
    def forbidden(self) -> bool:
        """Whether preflight forbids sending it as it is."""
        return any(finding.forbids for finding in self.findings)


def build(
    settings: Settings,
    order: Order,
    *,
    cache: Path | None = None,
    say: Callable[[str], None] = quiet,
    warn: Callable[[str], None] = quiet,
) -> Built:
    """Build the issue of the week that contains the day, and lay it in the outbox.

    Args:
        settings: The newsletter's.
        order: What to build.
        cache: A folder for compiled templates.
        say: Told what is being done.
        warn: Told what the editor should know at once.

    Raises:
        NothingToPublish: No document gave a story.
        SettingsError: The order names an audience that the settings do not have.
        TemplateError: A template is wrong.
        OutboxError: The outbox cannot be written.
    """
    audiences = _audiences(settings, order.audiences)
    gathered, refreshed = _gathered(settings, order, say)
    say("choosing paragraphs")
    stories = _told(gathered, settings)
    problems = _problems(gathered, stories, settings)
    composed = _composed(stories, problems, settings, order)
    say("writing letters")
    environment = templates(settings.templates, cache=cache)
    letters = tuple(letter(composed.issue, audience, environment) for audience in audiences)
    say("checking")
    findings = preflight(composed.issue, letters)
    receipt = record(
        composed.issue,
        version=__version__,
        audiences=[audience.name for audience in audiences],
        left_out=composed.left_out,
        inputs=gathered.inputs,
        problems=problems,
        findings=findings,
    )
    web = {page.name: page.html.encode() for page in pages(composed.issue, environment)}
    files = web | _files(composed.issue, letters, findings) | {"issue.json": as_json(receipt)}
    folder = None
    if not order.dry_run:
        say("laying the issue in the outbox")
        waiting = partial(warn, "another build is writing to this outbox; waiting for it")
        folder = lay(order.outbox or settings.outbox, str(composed.issue.week), files, waiting=waiting)
    return Built(
        composed.issue, letters, findings, problems, receipt, folder, _sizes(files), refreshed, len(composed.left_out)
    )


def _gathered(settings: Settings, order: Order, say: Callable[[str], None]) -> tuple[Gathered, Refreshed | None]:
    """The articles of documents and feeds, and what came of asking the feeds."""
    say("reading documents")
    seeds = order.seeds or settings.seeds
    gathered = gather(seeds, reader=settings.page_reader, may_be_empty=bool(settings.feeds))
    if not settings.feeds:
        return gathered, None
    try:
        entries, refreshed = _fed(settings, order, say)
    except LedgerError as error:  # the documents are still there
        hint = f"{error.hint}; this issue is made without feeds"
        return replace(gathered, problems=(*gathered.problems, replace(Problem.of(error), hint=hint))), None
    from digest.intake.twins import joined

    return joined(gathered, entries), refreshed


def _fed(settings: Settings, order: Order, say: Callable[[str], None]) -> tuple[Gathered, Refreshed | None]:
    """The articles of the feeds, which are asked before where that is wanted."""
    from digest.pipeline.feeds import gather_feeds

    refreshed = None
    if order.now and not order.dry_run:
        from digest.pipeline.fetching import fetch_feeds

        refreshed = fetch_feeds(settings, now=order.now, say=say)
    return gather_feeds(settings, order.day, online=refreshed is not None, say=say), refreshed


def _audiences(settings: Settings, names: Sequence[str]) -> tuple[Audience, ...]:
    known = {audience.name: audience for audience in settings.audiences}
    for name in names:
        if name not in known:
            hint = did_you_mean(name, known) or f"known here: {', '.join(known)}"
            raise SettingsError("unknown audience", where=settings.file.name, found=name, hint=hint)
    return tuple(known[name] for name in dict.fromkeys(names)) or settings.audiences


def _told(gathered: Gathered, settings: Settings) -> list[Story]:
    """The stories of the documents that are for somebody and have something to keep."""
    known = {audience.name for audience in settings.audiences}
    stories = (tell(article, settings.keep) for article in gathered.articles if article.audience in known | {""})
    return [story for story in stories if story.paragraphs]


def _composed(stories: Sequence[Story], problems: Sequence[Problem], settings: Settings, order: Order) -> Composed:
    if not stories:
        nothing = NothingToPublish(
            "nothing to publish",
            where=", ".join(str(folder) for folder in order.seeds or settings.seeds),
            found="no document with a story" + (", no entry of a feed either" if settings.feeds else ""),
            hint=_WITH_FEEDS if settings.feeds else _WITHOUT_FEEDS,
        )
        nothing.problems = tuple(map(str, problems))
        raise nothing
    return compose(stories, order.day, _plan(settings))


def _plan(settings: Settings) -> Plan:
    return Plan(
        newsletter=settings.newsletter,
        publications=settings.publications,
        deals=settings.deals,
        stories=settings.stories,
        archive=settings.archive,
        catalogue=settings.catalogue,
        week_start=settings.week_start,
        first_issue=settings.first_issue,
        members=tuple(audience.name for audience in settings.audiences if audience.deals),
    )


def _problems(gathered: Gathered, stories: Sequence[Story], settings: Settings) -> tuple[Problem, ...]:
    told = {story.article.source for story in stories}
    lost = (article for article in gathered.articles if article.source not in told)
    return gathered.problems + tuple(_why_left_out(article, settings) for article in lost)


def _why_left_out(article: Article, settings: Settings) -> Problem:
    known = [audience.name for audience in settings.audiences]
    if article.audience and article.audience not in known:
        hint = did_you_mean(article.audience, known) or f"known here: {', '.join(known)}"
        return Problem("left out: no such audience", article.source, article.audience, hint)
    found, hint = f"{article.words:,} words", "give it paragraphs of whole sentences, or raise keep.words"
    return Problem("left out: no paragraph that a story could keep", article.source, found, hint)


def _files(issue: Issue, letters: Sequence[Letter], findings: Sequence[Finding]) -> dict[str, Content]:
    files: dict[str, Content] = {}
    for story in issue.stories:
        picture = story.article.picture
        if picture and picture.file and (story.page or story is issue.lead):
            files[picture.src] = picture.file
    for finished in letters:
        files |= letter_files(finished, issue, state(findings))
    return files


def _sizes(files: Mapping[str, Content]) -> dict[str, int]:
    return {
        name: len(content) if isinstance(content, bytes) else content.stat().st_size
        for name, content in sorted(files.items())
    }
