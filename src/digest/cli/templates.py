"""`digest templates`: which there are, copies for the newsletter, and what it changed in them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from digest.cli import options

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from digest.templating.inventory import Template

_COLOURS = {"own": "green", "needless": "yellow", "unknown": "yellow"}


@click.group(invoke_without_command=True)
@options.config
@options.as_json
@click.pass_context
def templates(ctx: click.Context, *, config: Path, as_json: bool) -> None:
    """List the templates that letters and pages are made from.

    A file of the same name in the newsletter's own folder replaces a shipped one.

    \b
    Example:
      digest templates
      digest templates copy lead
      digest templates diff
    """
    if ctx.invoked_subcommand is not None:
        ctx.default_map = {ctx.invoked_subcommand: {"config": str(config)}}
        return
    own = _own(config)
    found = _inventory(own)
    if as_json:
        rows = [{"name": one.name, "what": one.what, "state": one.state, "hint": one.hint} for one in found]
        options.print_json({"folder": str(own), "templates": rows})
    else:
        click.echo("\n".join(lines(found, own)))


@templates.command()
@options.config
@click.option("--force", is_flag=True, help="Replace copies that are there already.")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
def copy(*, config: Path, names: tuple[str, ...], force: bool) -> None:
    """Copy shipped templates into the newsletter's folder, to change them.

    NAME is a template's, with or without its folder and ending. Without an ending both twins are copied, the one for
    HTML and the one for the text part.

    \b
    Example:
      digest templates copy lead
      digest templates copy sections/footer.txt.j2 look
    """
    from digest.cli.columns import printable
    from digest.templating.copying import copy as copied
    from digest.templating.environment import shipped

    own = _own(config)
    for path in copied(_named(names, own), own, shipped(), force=force):
        click.echo(f"made {printable(str(options.near(path)))}")


@templates.command()
@options.config
@click.argument("names", nargs=-1, metavar="[NAME]...")
def diff(*, config: Path, names: tuple[str, ...]) -> None:
    """Show what the newsletter's own templates change in the shipped ones.

    \b
    Example:
      digest templates diff
      digest templates diff footer
    """
    from digest.cli.columns import printable
    from digest.templating.copying import difference
    from digest.templating.environment import shipped
    from digest.templating.inventory import names as known

    own = _own(config)
    asked = _named(names, own) if names else known(shipped())
    mine = [name for name in asked if (own / name).is_file()]
    found = [line for name in mine for line in difference(name, own, shipped())]
    for line in found:
        click.echo(click.style(printable(line.expandtabs()), fg={"+": "green", "-": "red"}.get(line[0])))
    if not found:
        click.echo("no own copy is among them" if not mine else "no difference")


def lines(found: Sequence[Template], own: Path) -> Iterator[str]:
    """The table for people, and what is odd about the newsletter's own files."""
    from digest.cli.columns import printable, table

    rows = [[printable(one.name), one.state.replace("shipped", ""), printable(one.what)] for one in found]
    head, *body = table([["template", "yours", "what it is"], *rows])
    yield click.style(head, dim=True)
    for one, line in zip(found, body, strict=True):
        yield click.style(line, fg=_COLOURS.get(one.state))
    yield ""
    mine = sum(one.state == "own" for one in found)
    yield f"{options.counted(mine, 'own template')} in {printable(str(options.near(own)))}"
    for one in found:
        if one.state == "unknown":
            yield f"unknown: {printable(one.name)} · {one.hint}"
    if needless := sum(one.state == "needless" for one in found):
        copies = "copy" if needless == 1 else "copies"
        yield f"{needless} needless {copies}, byte for byte as shipped: without them newer ones come by themselves"
    if not mine:
        yield "change one with: digest templates copy lead"


def _own(config: Path) -> Path:
    from digest.settings.reading import load

    return load(config).templates


def _inventory(own: Path) -> tuple[Template, ...]:
    from digest.templating.environment import shipped
    from digest.templating.inventory import inventory

    return inventory(own, shipped())


def _named(words: Sequence[str], own: Path) -> tuple[str, ...]:
    """The shipped templates that these words name; a path into the newsletter's folder names the one it would be."""
    from digest.templating.environment import shipped
    from digest.templating.inventory import named
    from digest.templating.inventory import names as known

    found: dict[str, None] = {}
    for word in words:
        path = Path(word).absolute()
        inside = path.relative_to(own).as_posix() if path.is_relative_to(own) and path != own else word
        found |= dict.fromkeys(named(inside, known(shipped())))
    return tuple(found)
