"""What the commands share that speak of issues."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from digest.model import Week

outbox = click.option(
    "--outbox",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Look for issues here instead.",
)


def week_of(text: str) -> Week | None:
    """The week that ``2024-W25`` names, or the path of its folder or of the issue.json in it; else None."""
    from digest.model import Week

    path = Path(text)
    return Week.parse((path.parent if path.name == "issue.json" else path).name.upper())


def folder_of(text: str) -> Path | None:
    """The outbox that the path of an issue names; None where it is only a week."""
    path = Path(text)
    folder = path.parent if path.name == "issue.json" else path
    return folder.absolute().parent if len(folder.parts) > 1 or path.name == "issue.json" else None


def required(text: str) -> Week:
    """The week that an argument names.

    Raises:
        BadParameter: It names none.
    """
    week = week_of(text)
    if week is None:
        raise click.BadParameter(f"“{text}” is no week such as 2024-W25.", param_hint="ISSUE")
    return week


def place_of(text: str, outbox: Path | None, config: Path) -> Path:
    """The outbox in which the issue is looked for: the argument's own, the option's, the settings'."""
    named = folder_of(text)
    if named is not None:
        return named
    if outbox is not None:
        return outbox.absolute()
    from digest.settings.reading import load

    return load(config).outbox
