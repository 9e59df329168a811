"""What the commands of `digest feeds` share."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from digest.model import Problem

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


def print_json(value: dict[str, Any]) -> None:
    """One line on standard output, in UTF-8 on any terminal."""
    click.echo(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))


def complain(problems: Iterable[Problem | Exception]) -> int:
    """Print a line for each on standard error; how many."""
    from digest.cli.columns import printable

    count = 0
    for count, problem in enumerate(problems, 1):  # noqa: B007 - counted
        click.echo(f"{click.style('digest:', fg='red', bold=True)} {printable(str(problem))}", err=True)
    return count


def counted(number: int, word: str) -> str:
    """``1 feed``, ``1,200 feeds``, ``2 entries``."""
    plural = f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"
    return f"{number:,} {word if number == 1 else plural}"
