"""Looks through letters: those that a build is about to lay, and those that lie in the outbox."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from digest.errors import OutboxError, SettingsError, did_you_mean
from digest.model import Finding, Problem, Severity
from digest.preflight import graded, preflight

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from digest.intake.fetching.limits import Limits
    from digest.intake.fetching.links import Asked
    from digest.model import LaidIssue, SentIssue, Week
    from digest.settings import Settings

    Ask = Callable[[Sequence[str], Limits], Mapping[str, Asked]]
    Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to check beyond the letters' bytes, and for whom; no audiences stand for all."""

    audiences: tuple[str, ...] = ()
    online: bool = False
    judges: bool = False


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found; ``record`` is what preflight.json says, ``problems`` what kept a check from being made."""

    laid: LaidIssue
    findings: tuple[Finding, ...]
    record: Mapping[str, Any]
    problems: tuple[Problem, ...]

    def forbidden(self, *, strict: bool = False) -> bool:
        """Whether the letters must not be sent as they are; ``strict`` counts what is only worth mending too."""
        return any(finding.forbids or (strict and finding.severity == "should") for finding in self.findings)


def quiet(_: str) -> None:
    """Say nothing."""


def looked_through(laid: LaidIssue, outbox: Path) -> tuple[Finding, ...]:
    """What is found in the letters' bytes, given what was sent before; the outbox may be missing."""
    return preflight(laid, _sent(outbox))


def check(
    settings: Settings,
    week: Week | None,
    wanted: Wanted | None = None,
    *,
    outbox: Path | None = None,
    ask: Ask | None = None,
    say: Say = quiet,
) -> Checked:
    """Look through an issue that lies in the outbox, and write its preflight.json unless audiences are named.

    Args:
        settings: The newsletter's.
        week: The issue's; None for the newest.
        wanted: What is to be checked.
        outbox: Where it lies, where not in the settings' outbox.
        ask: Asks links, as `digest.intake.fetching.links.ask` does.
        say: Told what is being done.

    Raises:
        OutboxError: There is no such issue, or it cannot be read.
        SettingsError: It has no letter for an audience that was named.
    """
    from digest.outbox.checked import told_record
    from digest.outbox.laid import read_sound

    wanted, place = wanted or Wanted(), outbox or settings.outbox
    whole, damaged = read_sound(place, week or _newest(place))
    spoilt = _spoilt(damaged, whole, place)
    laid = _for_audiences(whole, wanted.audiences, [finding.audience for finding in spoilt])
    say("looking through the letters")
    findings, problems = looked_through(laid, place), list[Problem]()
    findings += tuple(
        one for one in spoilt if not (wanted.audiences and one.audience) or one.audience in wanted.audiences
    )
    if wanted.online:
        say("asking links")
        findings += _online(laid, settings, ask, problems)
    if wanted.judges:
        findings += _judged(laid, say)
    findings = graded(findings)
    asked = wanted.online and not problems
    record = told_record(laid, findings, online=asked, judges=wanted.judges)
    if not wanted.audiences:  # what was found in a part of the letters says nothing of the issue
        problems += _written(place, laid, record)
    return Checked(laid, findings, record, tuple(problems))


def _spoilt(damaged: Sequence[OutboxError], laid: LaidIssue, outbox: Path) -> tuple[Finding, ...]:
    """Letters that cannot be read, and pictures that cannot be shown, as findings."""
    from pathlib import Path

    from digest.outbox.laid import broken_pictures

    letters = [
        Finding("files", Severity.MUST, Path(error.where).parent.name, _said(error), error.hint) for error in damaged
    ]
    pictures = [
        Finding("files", Severity.MUST, "", f"the picture {name} is broken", "build the week again")
        for name in broken_pictures(outbox, laid.week)
    ]
    return (*letters, *pictures)


def _said(error: OutboxError) -> str:
    from pathlib import Path

    name = Path(error.where).name
    return f"{name}: {error.what}, {error.found}" if error.found else f"{name}: {error.what}"


def _newest(outbox: Path) -> Week:
    from digest.outbox.issues import weeks_in

    weeks = weeks_in(outbox)
    if not weeks:
        raise OutboxError("no issue to check", where=str(outbox), hint="build one with: digest build")
    return weeks[-1]


def _for_audiences(laid: LaidIssue, names: tuple[str, ...], spoilt: Sequence[str]) -> LaidIssue:
    there = [*(letter.audience for letter in laid.letters), *filter(None, spoilt)]
    for name in names:
        if name not in there:
            hint = did_you_mean(name, there) or f"in this issue: {', '.join(there)}"
            raise SettingsError("no letter for this audience", where=str(laid.week), found=name, hint=hint)
    return replace(laid, letters=tuple(one for one in laid.letters if not names or one.audience in names))


def _sent(outbox: Path) -> tuple[SentIssue, ...]:
    """Receipts that can be read; the others are told when an issue is built."""
    if not any(outbox.glob("*.sent.json")):
        return ()
    from digest.outbox.sent import read_receipts

    return read_receipts(outbox)[0]


def _online(laid: LaidIssue, settings: Settings, ask: Ask | None, problems: list[Problem]) -> tuple[Finding, ...]:
    """What became of the links; where no host at all is known, this machine is to blame and not the letters."""
    from digest.intake.fetching import links
    from digest.preflight.online import link_findings, web_links

    answers = (ask or links.ask)(web_links(laid), settings.fetching)
    unanswered = [one.wrong for one in answers.values() if not one.status]
    if unanswered and len(unanswered) == len(answers):
        hint = "is this machine online?"
        problems.append(Problem("no link could be asked", str(laid.week), unanswered[0], hint))
        return ()
    return link_findings(laid, {url: (one.gone, one.wrong) for url, one in answers.items()})


def _judged(laid: LaidIssue, say: Say) -> tuple[Finding, ...]:
    """What judges from outside find; those that are not installed are named in notes."""
    from digest.preflight.judges import judged

    say("asking the judges")
    return judged(laid, say=say)


def _written(outbox: Path, laid: LaidIssue, record: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Lay what was found beside the letters; an outbox that cannot be written does not cost the check."""
    from digest.outbox.checked import write_preflight
    from digest.outbox.spelling import harmless

    try:
        write_preflight(outbox, laid.week, harmless(record))
    except OutboxError as error:
        return (Problem.of(error),)
    return ()
