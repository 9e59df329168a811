"""Lays a finished issue in the outbox: whole or not at all."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from digest.errors import OutboxError
from digest.outbox.exchange import exchange
from digest.outbox.lock import held

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PATIENCE = 30.0  # seconds that a build waits for another one

Content = bytes | Path
"""A file's bytes, or the file to copy."""


def lay(
    outbox: Path,
    week: str,
    files: Mapping[str, Content],
    *,
    patience: float = PATIENCE,
    waiting: Callable[[], None] = lambda: None,
    swap: Callable[[Path, Path], bool] = exchange,
) -> Path:
    """Put the files into ``outbox/week``, in the place of all that was there.

    The folder appears by one rename. A process that is killed leaves the old issue or the new one; what it had begun
    is swept away by the next.

    Args:
        outbox: The outbox; made when missing.
        week: The folder's name.
        files: Content by name relative to the folder, with forward slashes.
        patience: Seconds to wait for another build.
        waiting: Called once when there is one to wait for.
        swap: Exchanges two folders atomically, or says that it cannot.

    Raises:
        OutboxBusy: Another build was not done in that time.
        OutboxError: The outbox cannot be written.
    """
    try:
        outbox.mkdir(parents=True, exist_ok=True)
        with held(outbox, patience=patience, waiting=waiting):
            _recover(outbox, week)
            place = put(outbox / week, outbox / f".{week}.new", files, swap)
            (outbox / f"{week}.skipped.json").unlink(missing_ok=True)
            return place
    except OSError as error:
        raise OutboxError(
            "cannot write the outbox",
            where=str(error.filename or outbox),
            found=error.strerror or str(error),
            hint="check that the folder can be written and the disk has room, or choose another with --outbox",
        ) from error


def put(
    place: Path, begun: Path, files: Mapping[str, Content], swap: Callable[[Path, Path], bool] = exchange
) -> Path:
    """Put the files into the folder ``place``, in the place of all that was there.

    Who calls holds the outbox's lock.

    Args:
        place: The folder.
        begun: Where they are gathered first, beside nothing of that name, on the same file system; ends in ``.new``.
        files: Content by name relative to the folder, with forward slashes.
        swap: Exchanges two folders atomically, or says that it cannot.

    Raises:
        OSError: The folder cannot be written; it is as it was.
    """
    try:
        _write(begun, files)
    except OSError:
        shutil.rmtree(begun, ignore_errors=True)  # a full disk shall not stay full
        raise
    return _settle(begun, place, swap)


def _recover(outbox: Path, week: str) -> None:
    """Undo what killed builds left half done, of this week and of others."""
    old, place = outbox / f".{week}.old", outbox / week
    if old.exists() and not os.path.lexists(place):
        old.rename(place)
    for left in outbox.glob(".*-W*.*"):
        if left.suffix in (".new", ".old"):
            remove(left)


def remove(path: Path) -> None:
    """A folder with all that is in it; of a link only the link."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


def _write(folder: Path, files: Mapping[str, Content]) -> None:
    folder.mkdir()
    for name, content in sorted(files.items()):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Path):
            shutil.copyfile(content, file)
        else:
            file.write_bytes(content)


def _settle(begun: Path, place: Path, swap: Callable[[Path, Path], bool]) -> Path:
    if not os.path.lexists(place):
        begun.rename(place)
    elif swap(begun, place):
        remove(begun)
    else:  # between these two renames a kill leaves no issue; the next build brings the old one back
        old = begun.with_suffix(".old")
        place.rename(old)
        begun.rename(place)
        remove(old)
    return place
