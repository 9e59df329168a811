"""`digest init`."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

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

_ADDRESS = "12 Sample Street, Exampleton EX4 3PL"

_GITIGNORE = """\
outbox/*
!outbox/.gitkeep
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

    if (folder / "digest.toml").exists():
        hint = "choose another folder; nothing here was touched"
        raise DigestError("there is a newsletter already", where=str(folder), found="digest.toml", hint=hint)
    name = folder.resolve().name.replace("-", " ").replace("_", " ").title() or "My Newsletter"
    files = {
        "digest.toml": starter({"newsletter.name": name, "newsletter.postal_address": f"{name}, {_ADDRESS}"}),
        "seeds/welcome.md": _WELCOME,
        "outbox/.gitkeep": "",
        ".gitignore": _GITIGNORE,
    }
    try:
        made = [_written(folder / path, text) for path, text in files.items() if not (folder / path).exists()]
        if with_templates:
            made.append(_templates(folder / "templates"))
    except OSError as error:
        raise DigestError(
            "cannot make the newsletter", where=str(error.filename or folder), found=error.strerror or str(error)
        ) from error
    for path in made:
        click.echo(f"made {path}")
    click.echo(f"Next: cd {folder} && digest build")


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
