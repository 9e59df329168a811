"""`digest check`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from digest.cli import issues, options

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from digest.model import Finding
    from digest.pipeline.checking import Checked

_COLOURS = {"must": "red", "should": "yellow", "note": "blue"}
_TITLES = {"must": "Must be mended", "should": "Should be mended", "note": "Good to know"}


@click.command()
@options.config
@issues.outbox
@options.as_json
@click.option("--audience", "audiences", multiple=True, metavar="NAME", help="Only this letter; repeatable.")
@click.option("--strict", is_flag=True, help="Forbid sending for what should be mended, too.")
@click.option("--online", is_flag=True, help="Ask every link once whether it leads somewhere.")
@click.option("--judges", is_flag=True, help="Ask the judges from outside that are installed, too.")
@click.argument("issue", metavar="[ISSUE]", required=False)
def check(
    *,
    config: Path,
    outbox: Path | None,
    as_json: bool,
    audiences: tuple[str, ...],
    strict: bool,
    online: bool,
    judges: bool,
    issue: str | None,
) -> None:
    """Look through the letters of an issue as they lie in the outbox.

    ISSUE is its week, such as 2024-W25, or the path of its folder; without it, the newest. What was found is written
    to preflight.json beside the letters. Ends with code 4 when the letters must not be sent as they are.

    \b
    Example:
      digest check
      digest check 2024-W25 --online --strict
    """
    from digest.cli.progress import Progress
    from digest.pipeline.checking import Wanted
    from digest.pipeline.checking import check as look_through
    from digest.settings.reading import load

    week = issues.required(issue) if issue else None
    place = (issue and issues.folder_of(issue)) or (outbox and outbox.absolute())
    settings = load(config)
    wanted = Wanted(audiences, online=online, judges=judges)
    with Progress() as progress:
        checked = look_through(settings, week, wanted, outbox=place or None, say=progress.say)
    options.complain(checked.problems, "yellow")
    if as_json:
        options.print_json({**checked.record, "strict": strict, "forbidden": checked.forbidden(strict=strict)})
    else:
        click.echo("\n".join(_lines(checked, strict=strict)))
    if checked.forbidden(strict=strict):
        raise click.exceptions.Exit(_forbidden_code())


def _forbidden_code() -> int:
    from digest.errors import PreflightForbids

    return PreflightForbids.exit_code


def _lines(checked: Checked, *, strict: bool) -> Iterator[str]:
    record, letters = checked.laid.record, [letter.audience for letter in checked.laid.letters]
    number = f", No. {record['number']}" if "number" in record else ""
    yield click.style(f"{record.get('newsletter', '')}{number}", bold=True) + f" · {checked.laid.week}"
    yield f"Letters    {', '.join(letters)}"
    for severity, title in _TITLES.items():
        if found := [finding for finding in checked.findings if finding.severity == severity]:
            yield ""
            yield click.style(title, fg=_COLOURS[severity], bold=True)
            for finding in found:
                yield from _finding(finding)
    yield ""
    yield _verdict(checked, strict=strict)


def _finding(finding: Finding) -> Iterator[str]:
    from digest.cli.columns import printable

    who = f"{finding.audience}: " if finding.audience else ""
    yield f"  {printable(who + finding.what)}"
    yield f"    {printable(finding.hint)} ({finding.check})"


def _verdict(checked: Checked, *, strict: bool) -> str:
    count = {name: checked.record["counts"][name] for name in _TITLES}
    if not any(count.values()):
        return click.style("Ready to be sent: nothing to complain of.", fg="green")
    told = ", ".join(options.counted(number, name) for name, number in count.items() if number)
    if checked.forbidden(strict=strict):
        return click.style(f"Not to be sent as it is: {told}.", fg="red")
    return click.style(f"Ready to be sent: {told}.", fg="green")
