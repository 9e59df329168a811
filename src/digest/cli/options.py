"""What several commands share: options, and how they say things."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from digest.model import Problem

_SHOWN = 20  # problems

config = click.option(
    "--config",
    type=click.Path(dir_okay=False, path_type=Path),
    default="digest.toml",
    show_default=True,
    help="The newsletter's settings.",
)
as_json = click.option("--json", "as_json", is_flag=True, help="Print the result as one JSON object.")


def now() -> datetime:
    """This moment in UTC."""
    from datetime import UTC, datetime

    return datetime.now(UTC)


def print_json(value: Any) -> None:  # noqa: ANN401 (JSON is anything)
    """One line on standard output, in UTF-8 on any terminal."""
    click.echo(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))


def complain(problems: Sequence[Problem | Exception], colour: str = "red") -> bool:
    """Print a line for each on standard error, unless they are too many; whether there are any."""
    from digest.cli.columns import printable

    mark = click.style("digest:", fg=colour, bold=True)
    for problem in problems[:_SHOWN]:
        click.echo(f"{mark} {printable(str(problem))}", err=True)
    if (more := len(problems) - _SHOWN) > 0:
        click.echo(f"{mark} … and {more:,} more", err=True)
    return bool(problems)


def counted(number: int, word: str) -> str:
    """``1 feed``, ``1,200 feeds``, ``2 entries``."""
    plural = f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"
    return f"{number:,} {word if number == 1 else plural}"


def near(path: Path) -> Path:
    """The path as it is shortest to type: relative where it lies below the working folder."""
    try:
        here = Path.cwd()
    except FileNotFoundError:  # it was taken away meanwhile
        return path
    return path.relative_to(here) if path.is_relative_to(here) else path
