"""`digest explain`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from digest.cli import issues, options

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from digest.model import Week
    from digest.summariser.keep import Keep

_MEANT = re.compile(r"\d{4}-?[Ww]?\d{1,2}")  # a week that is none
_PARTS = ("stories", "headlines", "left_out")


@click.command()
@options.config
@issues.outbox
@options.as_json
@click.option("--story", "name", metavar="NAME", help="Only this story of the issue: its source or its slug.")
@click.argument("what", metavar="ISSUE|FILE")
@click.pass_context
def explain(ctx: click.Context, *, config: Path, outbox: Path | None, as_json: bool, name: str, what: str) -> None:
    """Say why: for every paragraph the rules that spoke, with their points.

    ISSUE is a week, such as 2024-W25, or an issue's folder: the subjects among which was chosen, why each story is in
    and where, what was left out, then every paragraph. FILE is a document: its paragraphs. What was kept is marked,
    and what would have been kept next; the source's line stands in front. Nothing is written.

    \b
    Example:
      digest explain 2024-W25
      digest explain 2024-W25 --story penny-black.txt
      digest explain seeds/penny-black.txt
    """
    if issues.week_of(what) is None and not (_MEANT.fullmatch(what) and not Path(what).exists()):
        if name:
            raise click.UsageError("--story goes with an issue.")
        _explain_file(Path(what), _keep(ctx, config), as_json=as_json)
    else:
        place, week = issues.place_of(what, outbox, config), issues.required(what)
        if told := _skipped(place, week):
            _explain_skipped(told, as_json=as_json)
        else:
            _explain_issue(_issue(place, week), name, as_json=as_json)


def _skipped(place: Path, week: Week) -> dict[str, Any] | None:
    from digest.outbox.skipped import read_skipped

    return read_skipped(place, week)


def _explain_skipped(told: dict[str, Any], *, as_json: bool) -> None:
    from digest.cli.columns import printable

    if as_json:
        options.print_json(told)
        return
    _print(printable(line) for line in (f"{told['week']} · {told['why']}", *told["left_out"]))


def _issue(place: Path, week: Week) -> dict[str, Any]:
    from digest.outbox.issues import read_issue

    return read_issue(place, week)


def _explain_issue(issue: dict[str, Any], name: str, *, as_json: bool) -> None:
    if name:
        wanted = named(name, [story for part in _PARTS for story in issue[part]])
        issue = issue | {part: [story for story in issue[part] if story is wanted] for part in _PARTS}
    if as_json:
        options.print_json(issue)
    else:
        _print(_issue_lines(issue, alone=bool(name)))


def _issue_lines(issue: dict[str, Any], *, alone: bool) -> Iterator[str]:
    from digest.cli.receipts import issue_lines, left_out_lines, legend, story_lines

    stories = [*issue["stories"], *issue["headlines"]]
    if not alone:
        yield from issue_lines(issue)
    for story in stories:
        if not alone:
            yield ""
        yield from story_lines(story, why=alone)
    for left in issue["left_out"] if alone else ():
        yield from left_out_lines(left)
    shown = {part: issue[part] for part in _PARTS}
    yield from legend(shown if alone else issue, issue["rules"])


def _keep(ctx: click.Context, config: Path) -> Keep:
    """As the settings have it, where there are some."""
    from digest.summariser.keep import Keep

    by_default = ctx.get_parameter_source("config") is click.core.ParameterSource.DEFAULT
    if by_default and not config.exists():
        return Keep()
    from digest.settings.reading import load

    return load(config).keep


def _explain_file(path: Path, keep: Keep, *, as_json: bool) -> None:
    from digest.errors import DigestError
    from digest.intake.sources import read_together
    from digest.outbox.spelling import harmless
    from digest.outbox.stories import story_record
    from digest.summariser.rules import sayings
    from digest.summariser.selection import tell

    ((_, found),) = read_together([path])
    if isinstance(found, DigestError):
        raise found
    story = harmless(story_record(tell(found, keep)) | {"source": str(path)})
    if as_json:
        options.print_json({"path": str(path), "story": story, "rules": _legend(story, sayings())})
    else:
        _print(_file_lines(story, dict(sayings())))


def _legend(story: dict[str, Any], rules: Mapping[str, str]) -> dict[str, str]:
    from digest.outbox.record import rules_in

    spoke = rules_in(story)
    return {name: rules[name] for name in sorted(rules) if name in spoke}


def _file_lines(story: dict[str, Any], rules: dict[str, str]) -> Iterator[str]:
    from digest.cli.receipts import legend, story_lines

    yield from story_lines(story, why=True)
    yield from legend(story, rules)


def named(name: str, stories: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The story of that source or slug; else the one whose file has that name, when no other has it.

    Raises:
        BadParameter: There is none, or more than one.
    """
    from digest.errors import did_you_mean

    for key in (_source, _slug):
        found = [story for story in stories if key(story) == name]
        if len(found) == 1:
            return found[0]
    found = [story for story in stories if name.casefold() in _short_names(story["source"])]
    if len(found) == 1:
        return found[0]
    if found:
        raise click.BadParameter(f"“{name}” fits {len(found)} stories; name its source.", param_hint="--story")
    hint = did_you_mean(name, [key(story) for story in stories for key in (_source, _slug) if key(story)])
    raise click.BadParameter(
        f"“{name}” is no story of this issue; {hint or 'digest explain ISSUE lists them.'}", param_hint="--story"
    )


def _source(story: dict[str, Any]) -> str:
    return str(story["source"])


def _slug(story: dict[str, Any]) -> str:
    """The short name; of what was left out the one that its title gives."""
    from digest.editor.slugs import slug

    return str(story["slug"]) if "slug" in story else slug(story["title"])


def _short_names(source: str) -> set[str]:
    path = Path(source.casefold())
    return {path.name, path.stem}


def _print(lines: Iterator[str]) -> None:
    click.echo("\n".join(lines))
