"""The archive in the outbox: every issue's pages as they were sent, the list of issues, and the feed."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from digest.errors import OutboxError, TemplateError
from digest.model import Problem
from digest.outbox.archive import FOLDER, archived, entry_left, keep, leaking, sweep, write_page
from digest.outbox.folder import PATIENCE
from digest.outbox.lock import held
from digest.outbox.sent import read_receipts, receipt_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    import jinja2

    from digest.model import Newsletter, SentIssue, Week

_MEND = "mend what the check named leaks has found, and build the week again"
_UNDO = "take it back with mark-sent --undo, mend what the check named leaks has found, and build the week again"
_LOST = "bring their folders in the outbox, or in the archive, back from a backup; the next build lists them"


def publish(
    newsletter: Newsletter, outbox: Path, week: Week, sent: Iterable[SentIssue], env: jinja2.Environment
) -> tuple[Problem, ...]:
    """Put the week's new pages into the archive, unless its issue was sent: then they stay as readers know them.

    An issue with leaks is not kept there, and what lay there of it before it was sent is taken away.

    What killed commands left undone is done now, too.

    Args:
        newsletter: Whose issues they are.
        outbox: Where the issue lies.
        week: The issue's.
        sent: Issues that were sent.
        env: Where the templates of the lists are.

    Returns:
        What could not be published; nothing of it costs the issue.
    """
    try:
        with held(outbox, patience=PATIENCE):
            known = _known(outbox, sent)
            is_sent = receipt_file(outbox, week).exists() or any(issue.week == week for issue in known)
            if not (is_sent and archived(outbox, week)):
                keep(outbox, week)
            odd = () if is_sent else _kept_out(outbox, [week], _MEND)
            return (*odd, *relist(newsletter, outbox, known, env))
    except OutboxError as error:
        return (Problem.of(error),)


def relist(
    newsletter: Newsletter, outbox: Path, sent: Iterable[SentIssue], env: jinja2.Environment
) -> tuple[Problem, ...]:
    """Write the list of issues and the feed anew, by what was sent; who calls holds the outbox's lock.

    Issues that were sent and are not in the archive are copied there from their folders, where those still lie and
    have no leaks.

    Args:
        newsletter: Whose issues they are.
        outbox: Where they lie.
        sent: Issues that were sent, those of other outboxes among them.
        env: Where the templates of the lists are.

    Returns:
        What could not be published.
    """
    try:
        sweep(outbox)
        issues = sorted(sent, key=attrgetter("week"))
        listed = [issue for issue in issues if archived(outbox, issue.week) or keep(outbox, issue.week)]
        _write_list(newsletter, outbox, listed, env)
        missing = [issue.week for issue in issues if issue not in listed]
        odd = (*_kept_out(outbox, missing, _UNDO), *_lost(outbox, missing))
        return (*odd, *_write_feed(newsletter, outbox, listed, env))
    except (OutboxError, TemplateError) as error:
        return (Problem.of(error),)


def _known(outbox: Path, sent: Iterable[SentIssue]) -> tuple[SentIssue, ...]:
    """Those, and what was marked while the issue was built."""
    issues = tuple(sent)
    return (*issues, *read_receipts(outbox, unless=[issue.week for issue in issues])[0])


def _kept_out(outbox: Path, weeks: Iterable[Week], hint: str) -> Iterator[Problem]:
    """Which of the weeks' issues are not in the archive for what they would tell to all."""
    if leaky := [str(week) for week in weeks if leaking(outbox, week)]:
        what = "kept out of the archive and its feed: it has words that are not for all"
        yield Problem(what, str(outbox / FOLDER), ", ".join(leaky), hint)


def _lost(outbox: Path, missing: Iterable[Week]) -> Iterator[Problem]:
    there = (week for week in missing if receipt_file(outbox, week).exists() and not leaking(outbox, week))
    if lost := [str(week) for week in there]:
        what = "issues that were sent are missing from the archive"
        yield Problem(what, str(outbox / FOLDER), ", ".join(lost), _LOST)


def _write_list(newsletter: Newsletter, outbox: Path, listed: Sequence[SentIssue], env: jinja2.Environment) -> None:
    from digest.templating.archive import issues_page

    write_page(outbox, "index.html", issues_page(newsletter, listed, env))


def _write_feed(
    newsletter: Newsletter, outbox: Path, listed: Sequence[SentIssue], env: jinja2.Environment
) -> Iterator[Problem]:
    """The feed of the newest issues; none without an address of the web edition, and none of no issue."""
    from digest.templating.feed import NEWEST, entry_of, feed
    from digest.templating.web import FEED

    newest = sorted(listed, key=attrgetter("day", "week"), reverse=True)[:NEWEST]
    entries, problems = [], []
    for issue in newest if newsletter.web_url else ():
        try:
            entries.append(entry_of(issue, newsletter, entry_left(outbox, issue.week)))
        except ValueError as error:
            where = str(outbox / FOLDER / str(issue.week) / "entry.xml")
            hint = "the feed has its subject alone; bring the file back from a backup"
            problems.append(Problem("not an entry of a feed", where, str(error), hint))
            entries.append(entry_of(issue, newsletter))
    write_page(outbox, FEED, feed(newsletter, newest, entries, env) if entries else "")
    yield from problems
