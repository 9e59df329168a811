"""The archive: all that is public of an outbox and nothing else, in one folder that can be published as it is.

An issue's pages are copied there from its own folder when it is built, and are not touched any more once it was
sent. Everything is gathered beside the archive first and takes its place by a rename, so that a copy of the archive,
made at any moment, is whole. Who writes holds the outbox's lock (`digest.outbox.lock.held`).
"""

from __future__ import annotations

import json
import os
import re
from contextlib import contextmanager, suppress
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from digest.errors import OutboxError
from digest.outbox.folder import put, remove

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from digest.model import Week
    from digest.outbox.folder import Content

FOLDER = "archive"
ENTRY = "entry.xml"
LEAKS = "leaks"
"""The check that keeps an issue out of the archive."""

_INDEX = "index.html"
_BEGUN = ".archive-{}.new"
_END = r"""(?=[\s"'<>()?#&,]|$)"""  # of an address in a page


def archived(outbox: Path, week: Week) -> bool:
    """Whether the week's pages lie in the archive."""
    return (outbox / FOLDER / str(week) / _INDEX).is_file()


def leaking(outbox: Path, week: Week) -> bool:
    """Whether the checks found in the week's issue what is not for all who could read it there."""
    for name in ("preflight.json", "issue.json"):  # the checks that were made last, first
        with suppress(OSError, ValueError, RecursionError):
            told = json.loads((outbox / str(week) / name).read_bytes())
            found = told.get("findings", ()) if isinstance(told, dict) else ()
            return any(isinstance(one, dict) and one.get("check") == LEAKS for one in found)
    return False


def keep(outbox: Path, week: Week) -> bool:
    """Copy what is public of the week's issue into the archive, in the place of all that it had of that week.

    Of an issue with leaks nothing is kept: what the archive had of that week goes. Whoever calls knows that it was
    not sent before.

    Returns:
        Whether the issue lies in the outbox with a web edition, and without leaks.

    Raises:
        OutboxError: The archive cannot be written, or the issue cannot be read.
    """
    folder, place = outbox / str(week), outbox / FOLDER / str(week)
    with _writing(place):
        if not (folder / _INDEX).is_file():
            return False
        if leaking(outbox, week):
            if place.exists():
                remove(place)
            return False
        files = public_files(folder)
        if not _is_there(place, files):
            (outbox / FOLDER).mkdir(exist_ok=True)
            put(place, outbox / _BEGUN.format(week), files)
    return True


def public_files(folder: Path) -> dict[str, Content]:
    """The files of an issue's folder that everybody may ask for: its pages, its entry, and the pictures of both.

    The pictures that its letters fetch from the web edition are among them; what travels inside a message is not.

    Raises:
        OSError: They cannot be read.
    """
    pages = [path for path in (folder / _INDEX, folder / ENTRY, *folder.glob("articles/*.html")) if path.is_file()]
    files: dict[str, Content] = {path.relative_to(folder).as_posix(): path.read_bytes() for path in pages}
    shown = "\n".join(path.read_text("utf-8", "replace") for path in (*pages, *folder.glob("*/letter.html")))
    pictures = [path for path in sorted(folder.glob("images/**/*")) if path.is_file()]
    named = {path.relative_to(folder).as_posix(): path for path in pictures}
    return files | {name: path for name, path in named.items() if _is_named(shown, name)}


def other_weeks(outbox: Path, week: Week) -> dict[str, str]:
    """The archive's pages of all other weeks by their names; what cannot be read is left to those who write it."""
    pages: dict[str, str] = {}
    for path in sorted((outbox / FOLDER).glob("*/**/*.html")):
        name = path.relative_to(outbox / FOLDER).as_posix()
        if not name.startswith(f"{week}/"):
            with suppress(OSError, ValueError):
                pages[name] = path.read_bytes().decode()
    return pages


def entry_left(outbox: Path, week: Week) -> str:
    """What the week's issue left for the feed; empty when it left nothing.

    Raises:
        OutboxError: It cannot be read.
        ValueError: It is no text.
    """
    file = outbox / FOLDER / str(week) / ENTRY
    try:
        return file.read_bytes().decode() if file.is_file() else ""
    except OSError as error:
        found = error.strerror or str(error)
        raise OutboxError("cannot read the archive", where=str(file), found=found, hint="check its rights") from error


def write_page(outbox: Path, name: str, text: str) -> None:
    """Put a page into the archive, whole or not at all; an empty one is taken away.

    Raises:
        OutboxError: The archive cannot be written.
    """
    place, begun = outbox / FOLDER / name, outbox / _BEGUN.format(name)
    content = text.encode()
    with _writing(place):
        if not content:
            place.unlink(missing_ok=True)
        elif not (place.is_file() and place.read_bytes() == content):
            place.parent.mkdir(exist_ok=True)
            begun.write_bytes(content)
            begun.replace(place)


def sweep(outbox: Path) -> None:
    """Take away what killed commands had begun for the archive.

    Raises:
        OutboxError: The outbox cannot be written.
    """
    with _writing(outbox):
        for left in outbox.glob(_BEGUN.format("*").removesuffix("new") + "*"):
            remove(left)


def _is_named(text: str, name: str) -> bool:
    """Whether an address in the text, relative or whole, is that of the file."""
    spellings = sorted({re.escape(escape(spelt)) for spelt in (name, quote(name))})
    return re.search(f"(?:{'|'.join(spellings)}){_END}", text) is not None


def _is_there(place: Path, files: dict[str, Content]) -> bool:
    there = {path.relative_to(place).as_posix(): path for path in place.glob("**/*") if not path.is_dir()}
    return there.keys() == files.keys() and all(
        there[name].read_bytes() == (content if isinstance(content, bytes) else content.read_bytes())
        for name, content in files.items()
    )


@contextmanager
def _writing(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        found = error.strerror or str(error)
        hint = "check that the outbox can be written and the disk has room, then do it again"
        where = os.fspath(error.filename or place)
        raise OutboxError("cannot write the archive", where=str(where), found=found, hint=hint) from error
