"""`digest init`."""

from __future__ import annotations

import os
import re
import shlex
import shutil
from pathlib import Path

import click

from digest.cli.columns import printable
from digest.errors import DigestError

_WELCOME = """\
---
title: Your first story
author: The editors
---

Drop a text file, a Markdown file or a saved web page into the folder `seeds`, and it becomes a story of this week's
issue. This one is here so that there is something to build; replace it with your own.

digest reads each document, finds the article in it and keeps its key paragraphs. It never writes a sentence of its
own: every line of a story stands in its source, and `digest inspect` shows the rules that chose it.

When the issue looks right, the outbox holds a letter for each audience, as HTML, as plain text and as a whole
message that a sending service can take.
"""

_LONGEST = 60  # characters of a name
_ADDRESS = "12 Sample Street, Exampleton EX4 3PL"

_GITIGNORE = """\
outbox/*
!outbox/.gitkeep
!outbox/*.sent.json
ledger.sqlite*
"""


@click.command()
@click.option("--with-templates", is_flag=True, help="Also copy the templates, to change them.")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
def init(folder: Path, *, with_templates: bool) -> None:
    """Make a new newsletter in DIR that builds at once.

    \b
    Example:
      digest init fine-print
      cd fine-print && digest build
    """
    from digest.settings.sample import starter

    if os.path.lexists(folder / "digest.toml"):
        hint = "choose another folder; nothing here was touched"
        raise DigestError("there is a newsletter already", where=str(folder), found="digest.toml", hint=hint)
    name = _name(folder)
    files = {
        "seeds/welcome.md": _WELCOME,
        "outbox/.gitkeep": "",
        ".gitignore": _GITIGNORE,
        # Last: where it stands there is a newsletter, and another try is refused.
        "digest.toml": starter({"newsletter.name": name, "newsletter.postal_address": f"{name}, {_ADDRESS}"}),
    }
    try:
        made = [_templates(folder / "templates")] if with_templates else []
        made += [_written(folder / path, text) for path, text in files.items() if not (folder / path).exists()]
    except OSError as error:
        raise DigestError(
            "cannot make the newsletter", where=str(error.filename or folder), found=error.strerror or str(error)
        ) from error
    for path in made:
        click.echo(f"made {printable(str(path))}")
    click.echo(f"Next: cd {shlex.quote(str(folder))} && digest build")


def _name(folder: Path) -> str:
    """The newsletter's name: the folder's, its words with capitals."""
    words = re.split(r"[-_\s]+", "".join(filter(str.isprintable, folder.resolve().name)))
    return " ".join(word[:1].upper() + word[1:] for word in words if word)[:_LONGEST] or "My Newsletter"


def _written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def _templates(folder: Path) -> Path:
    from digest.templating.environment import shipped

    source = shipped()
    for file in sorted(path for path in source.rglob("*") if path.is_file()):
        place = folder / file.relative_to(source)
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, place)
    return folder
