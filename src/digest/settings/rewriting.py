"""Files change in one step; of the settings nothing changes but what is to be changed."""

from __future__ import annotations

import codecs
import errno
import fcntl
import os
from contextlib import contextmanager, suppress
from secrets import token_hex
from typing import TYPE_CHECKING

from digest.errors import DigestError
from digest.settings.toml_file import SIZE_LIMIT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


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
                put(place, changed)
    except OSError as error:
        found, hint = error.strerror or str(error), f"nothing was changed; {remedy(error)}"
        raise DigestError("cannot write the settings", where=str(file), found=found, hint=hint) from error


def remedy(error: OSError) -> str:
    """What the editor can do about a file that cannot be written."""
    full = error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
    return "make room on the disk" if full else "check the rights of the file and its folder"


def put(file: Path, data: bytes) -> None:
    """Put the data in the file's place, whole or not at all; into a pipe or a device it is written as it is.

    A file that is there keeps its mode, and where it is a link, the link stays.

    Raises:
        OSError: It cannot be written; a file that was there is as it was, one that was not is not.
    """
    if file.exists() and not file.is_file():
        file.write_bytes(data)
        return
    place = file.resolve()
    mode = place.stat().st_mode & 0o7777 if place.exists() else None
    new = place.parent / f".{token_hex(8)}.digest"
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666 if mode is None else 0o600)
    try:
        with os.fdopen(handle, "wb") as opened:
            if mode is not None:
                os.fchmod(handle, mode)
            opened.write(data)
            opened.flush()
            os.fsync(handle)
        new.replace(place)
    except BaseException:
        new.unlink(missing_ok=True)
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
