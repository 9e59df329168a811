"""Changes the settings file in one step, and nothing of it but what is to be changed."""

from __future__ import annotations

import codecs
import fcntl
import os
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkstemp
from typing import TYPE_CHECKING

from digest.errors import DigestError
from digest.settings.reading import SIZE_LIMIT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def rewrite(file: Path, change: Callable[[str], str]) -> None:
    """Put the changed text in the place of the file's own, whole or not at all.

    Its mode stays, and where it is a link, the link does. Two processes that do it wait for each other.

    Args:
        file: The settings, in UTF-8.
        change: Told the text as it is now, answers what it shall be; what it raises leaves the file as it was.

    Raises:
        DigestError: The file cannot be written, or would be too large to be read again.
    """
    try:
        place = file.resolve(strict=True)
        with _alone(place.parent):
            data = place.read_bytes()
            mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
            changed = mark + change(data.removeprefix(mark).decode()).encode()
            if len(changed) > SIZE_LIMIT:
                found, hint = f"{len(changed):,} bytes", f"nothing was changed; {SIZE_LIMIT:,} bytes are the most"
                raise DigestError("the settings would be too large", where=str(file), found=found, hint=hint)
            if changed != data:
                _replace(place, changed)
    except OSError as error:
        found, hint = error.strerror or str(error), "nothing was changed; check the rights of the file and its folder"
        raise DigestError("cannot write the settings", where=str(file), found=found, hint=hint) from error


def _replace(place: Path, data: bytes) -> None:
    handle, name = mkstemp(dir=place.parent, prefix=f".{place.name}.")
    try:
        with os.fdopen(handle, "wb") as new:
            os.fchmod(handle, place.stat().st_mode & 0o7777)
            new.write(data)
            new.flush()
            os.fsync(handle)
        Path(name).replace(place)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder; some file systems cannot lock one, and there nobody is waited for."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
