"""The whole story on one page: read, choose, compose, render, check, lay in the outbox."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, NoReturn

from digest import __version__
from digest.editor.compose import Composed, compose
from digest.editor.plan import Plan
from digest.errors import NothingToPublish, OutboxError, SettingsError, WeekSkipped, did_you_mean
from digest.model import Hand, Week
from digest.model.visible import inert
from digest.outbox import as_json, lay, letter_files, record, state
from digest.outbox.skipped import write_skipped
from digest.pipeline.candidates import candidates
from digest.pipeline.recall import recall
from digest.preflight import preflight
from digest.settings.deals import read_deals
from digest.settings.edits import read_edits
from digest.summariser.rules import sayings
from digest.templating.catalogues import missing_language
from digest.templating.environment import templates, where
from digest.templating.letter import letter
from digest.templating.web import pages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from digest.intake.feeds.refresh import Refreshed
    from digest.model import Audience, Finding, Issue, LeftOut, Letter, Picture, Problem, SentIssue
    from digest.outbox.folder import Content
    from digest.pipeline.candidates import Candidates
    from digest.settings import Settings
    from digest.settings.deals import Offers


_NAMED = 3  # stories that an error names
_WITHOUT_FEEDS = "put text, Markdown or HTML files there, or name another folder with --seeds"
_WITH_FEEDS = "put documents there, or see how the feeds do with: digest feeds list"


def quiet(_: str) -> None:
    """Say nothing."""


@dataclass(frozen=True, slots=True)
class Order:
    """What to build, beyond what the settings say; empty means: as they say.

    ``now`` is the moment at which feeds are asked, aware and in UTC; None leaves it at what they sent before.
    ``edits`` is False to leave the editor's hand out.
    """

    day: date
    seeds: tuple[Path, ...] = ()
    outbox: Path | None = None
    audiences: tuple[str, ...] = ()
    dry_run: bool = False
    now: datetime | None = None
    edits: bool = True


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
        NothingToPublish: No document gave a new story.
        WeekSkipped: The week is thin and to be skipped, which the outbox has a note of then.
        SettingsError: The order names an audience that the settings do not have.
        TemplateError: A template is wrong.
        OutboxError: The outbox cannot be written, or the week's issue was sent and would come out differently.
    """
    audiences = _audiences(settings, order.audiences)
    week = Week.of(order.day, starts_on=settings.week_start)
    offers = read_deals(settings.deals, audiences=[audience.name for audience in settings.audiences])
    hand = read_edits(settings.edits, week) if order.edits else Hand()
    memory, forgotten = recall(settings.ledger, order.outbox or settings.outbox)
    plan = _plan(settings, offers)
    found = candidates(settings, order, plan, memory, hand, say)
    composed = _composed(found, settings, order, partial(compose, day=order.day, plan=plan, memory=memory, hand=hand))
    told = {(problem.what, problem.where) for problem in found.problems}
    forgotten = tuple(problem for problem in forgotten if (problem.what, problem.where) not in told)
    speechless = missing_language(settings.newsletter.language, where(settings.templates))
    problems = (*forgotten, *found.problems, *composed.problems, *([speechless] if speechless else []))
    if not order.dry_run:
        _same_as_sent(composed.issue, memory)
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
        considered=found.names,
        rules=sayings(),
        inputs=found.inputs,
        problems=problems,
        findings=findings,
    )
    web = {page.name: page.html.encode() for page in pages(composed.issue, environment)}
    files = web | _files(composed.issue, letters, findings) | {"issue.json": as_json(receipt)}
    folder = None
    if not order.dry_run:
        say("laying the issue in the outbox")
        waiting = partial(warn, "another build is writing to this outbox; waiting for it")
        folder = lay(order.outbox or settings.outbox, str(week), files, waiting=waiting)
    return Built(
        composed.issue,
        letters,
        findings,
        problems,
        receipt,
        folder,
        _sizes(files),
        found.refreshed,
        composed.left_out,
    )


def _audiences(settings: Settings, names: Sequence[str]) -> tuple[Audience, ...]:
    known = {audience.name: audience for audience in settings.audiences}
    for name in names:
        if name not in known:
            hint = did_you_mean(name, known) or f"known here: {', '.join(known)}"
            raise SettingsError("unknown audience", where=settings.file.name, found=name, hint=hint)
    return tuple(known[name] for name in dict.fromkeys(names)) or settings.audiences


def _composed(found: Candidates, settings: Settings, order: Order, composing: Callable[..., Composed]) -> Composed:
    """The issue; where there is none, the error says what became of the sources."""
    try:
        skips = settings.policy.thin == "skip"
        return composing(found.stories) if found.stories or skips else _nothing(settings, order)
    except NothingToPublish as nothing:
        if isinstance(nothing, WeekSkipped) and not order.dry_run:
            week = Week.of(order.day, starts_on=settings.week_start)
            why = f"{nothing.what} · {nothing.found}"
            write_skipped(order.outbox or settings.outbox, week, order.day, why, nothing.problems)
        nothing.problems = (*map(str, found.problems), *nothing.problems)
        raise


def _same_as_sent(issue: Issue, memory: Sequence[SentIssue]) -> None:
    """Refuse to lay another issue in the place of one that was sent."""
    then = next((sent for sent in memory if sent.week == issue.week), None)
    if then is None:
        return
    now = {inert(story.article.source): story.sketch for story in (*issue.stories, *issue.headlines)}
    before = {used.source: used.sketch for used in then.stories}
    differences = [
        *(f"without {name}" for name in before if name not in now),
        *(f"with {name}" for name in now if name not in before),
        *(f"with other words in {name}" for name in now if before.get(name, now[name]) != now[name]),
    ]
    if differences:
        found = ", ".join(differences[:_NAMED])
        raise OutboxError(
            f"the issue of {issue.week} was sent and would come out differently",
            where=str(issue.week),
            found=found,
            hint=f"it stays as it is; to make another: digest mark-sent {issue.week} --undo",
        )


def _nothing(settings: Settings, order: Order) -> NoReturn:
    raise NothingToPublish(
        "nothing to publish",
        where=", ".join(str(folder) for folder in order.seeds or settings.seeds),
        found="no document with a story" + (", no entry of a feed either" if settings.feeds else ""),
        hint=_WITH_FEEDS if settings.feeds else _WITHOUT_FEEDS,
    )


def _plan(settings: Settings, offers: Offers) -> Plan:
    return Plan(
        newsletter=settings.newsletter,
        publications=settings.publications,
        deals=offers.deals,
        catalogue_items=offers.catalogue,
        stories=settings.stories,
        archive=settings.archive,
        catalogue=settings.catalogue,
        week_start=settings.week_start,
        first_issue=settings.first_issue,
        members=tuple(audience.name for audience in settings.audiences if audience.deals),
        policy=settings.policy,
    )


def _files(issue: Issue, letters: Sequence[Letter], findings: Sequence[Finding]) -> dict[str, Content]:
    files: dict[str, Content] = {picture.src: picture.file for picture in _pictures(issue) if picture.file}
    for finished in letters:
        files |= letter_files(finished, issue, state(findings))
    return files


def _pictures(issue: Issue) -> Iterator[Picture]:
    """Those that a letter or a page of the issue shows."""
    for story in (*issue.stories, *issue.headlines):
        if story.article.picture and (story.page or story is issue.lead):
            yield story.article.picture
    yield from (item.picture for item in (*issue.deals, *issue.catalogue) if item.picture)


def _sizes(files: Mapping[str, Content]) -> dict[str, int]:
    return {
        name: len(content) if isinstance(content, bytes) else content.stat().st_size
        for name, content in sorted(files.items())
    }
