"""The table of judges, and how all of them are heard about letters at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from digest.model import Finding, Problem, Severity
from digest.preflight.judges import axe, clients, nu, rspamd, spamassassin
from digest.preflight.judges.asking import Exhibit, JudgeFailed
from digest.preflight.judges.bench import Bench, installed
from digest.preflight.judges.outlook import outlook_view, without_office

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Mapping

    from digest.model import LaidIssue, LaidLetter
    from digest.preflight.judges.said import Said

HOW = "see docs/letters.md, “The judges”"
SECONDS, SECONDS_A_LETTER = 60.0, 12.0


@dataclass(frozen=True, slots=True)
class Judge:
    """``lacks`` names what is not installed; ``hear`` answers for all letters at once, by their names."""

    name: str
    lacks: Callable[[Bench], str]
    hear: Callable[[Bench, Mapping[str, Exhibit], float], dict[str, Said]]


JUDGES = (
    Judge("nu", nu.lacks, nu.hear),
    Judge("axe", axe.lacks, axe.hear),
    Judge("clients", clients.lacks, clients.hear),
    Judge("spamassassin", spamassassin.lacks, spamassassin.hear),
    Judge("rspamd", rspamd.lacks, rspamd.hear),
)
NAMES = tuple(judge.name for judge in JUDGES)
"""The judges' names, as findings have them."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What the judges say: numbers and findings of each letter by its name, and judges that were not heard."""

    measures: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    findings: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def quiet(_: str) -> None:
    """Say nothing."""


def judged(
    laid: LaidIssue, *, work: Path | None = None, seat: Bench | None = None, say: Callable[[str], None] = quiet
) -> tuple[Finding, ...]:
    """Ask every judge that is installed about the letters of an issue; the gravest findings first.

    A judge that is not installed, or that broke off, is a note for the whole issue.

    Args:
        laid: The issue.
        work: A folder in which a private one is made for the time being; without it, the system's own.
        seat: Where the judges sit; without it, where the environment says.
        say: Told what is being done.
    """
    told = heard({letter.audience: letter for letter in laid.letters}, work=work, seat=seat, say=say)
    found = [finding for findings in told.findings.values() for finding in findings]
    found += [_note(problem) for problem in told.problems]
    rank = list(Severity)
    return tuple(sorted(found, key=lambda finding: rank.index(finding.severity)))


def heard(
    letters: Mapping[str, LaidLetter],
    *,
    work: Path | None = None,
    seat: Bench | None = None,
    say: Callable[[str], None] = quiet,
    only: Container[str] = NAMES,
) -> Judged:
    """Ask every judge that is installed about all these letters, each judge once; ``only`` those of these names."""
    seat = seat or installed()
    asked_for = [judge for judge in JUDGES if judge.name in only]
    problems = [_missing(judge, lack) for judge in asked_for if (lack := judge.lacks(seat))]
    able = [judge for judge in asked_for if not judge.lacks(seat)]
    if not letters or not able:
        return Judged(problems=tuple(problems))
    say(f"asking {', '.join(judge.name for judge in able)}")
    seconds = SECONDS + SECONDS_A_LETTER * len(letters)
    with TemporaryDirectory(prefix="digest-judges-", dir=work) as folder, ThreadPoolExecutor(len(able)) as pool:
        exhibits = _exhibits(letters, Path(folder).resolve())
        asked = {judge.name: pool.submit(judge.hear, seat, exhibits, seconds) for judge in able}
        said: dict[str, dict[str, Said]] = {}
        for name, future in asked.items():
            try:
                said[name] = future.result()
            except JudgeFailed as error:
                problems.append(Problem.of(error))
    return Judged(
        {name: dict(_measures(name, said)) for name in letters},
        {name: tuple(_findings(name, letter.audience, said)) for name, letter in letters.items()},
        tuple(problems),
    )


def _exhibits(letters: Mapping[str, LaidLetter], folder: Path) -> dict[str, Exhibit]:
    """The letters as files that only this user can read, with numbers for names."""
    made: dict[str, Exhibit] = {}
    for number, (name, letter) in enumerate(letters.items()):
        exhibit = Exhibit(
            folder,
            folder / f"{number}.html",
            folder / f"{number}-outlook.html",
            folder / f"{number}.mjml" if letter.mjml else None,
            folder / f"{number}.eml" if letter.eml else None,
        )
        exhibit.html.write_text(letter.html, encoding="utf-8", newline="")
        exhibit.outlook.write_text(without_office(outlook_view(letter.html)), encoding="utf-8", newline="")
        if exhibit.mjml:
            exhibit.mjml.write_text(letter.mjml, encoding="utf-8", newline="")
        if exhibit.eml:
            exhibit.eml.write_bytes(letter.eml)
        made[name] = exhibit
    return made


def _measures(name: str, said: Mapping[str, Mapping[str, Said]]) -> Iterator[tuple[str, float]]:
    for answers in said.values():
        if name in answers:
            yield from answers[name].measures.items()


def _findings(name: str, audience: str, said: Mapping[str, Mapping[str, Said]]) -> Iterator[Finding]:
    for judge, answers in said.items():
        for remark in answers[name].remarks if name in answers else ():
            yield Finding(judge, remark.severity, audience, remark.what, remark.hint)


def _missing(judge: Judge, lack: str) -> Problem:
    return Problem("a judge is not installed", judge.name, lack, HOW)


def _note(problem: Problem) -> Finding:
    name = problem.where.split(" ", 1)[0]
    what = " · ".join(filter(None, (problem.what, problem.where, problem.found)))
    return Finding(name, Severity.NOTE, "", what, problem.hint or HOW)
