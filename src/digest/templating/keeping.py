"""What is kept between two runs because it takes long to work out; losing it costs milliseconds, never a word."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile


def kept(file: Path | None) -> bytes:
    """What the file holds; nothing when it is not there or cannot be read."""
    with suppress(OSError):
        return file.read_bytes() if file else b""
    return b""


def keep(file: Path | None, data: bytes) -> None:
    """Write the file, whole or not at all, if it can be written."""
    if file is None:
        return
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=file.parent, delete=False) as new:
            new.write(data)
        Path(new.name).replace(file)
