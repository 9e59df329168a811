"""Own copies of shipped templates: made, and compared."""

from __future__ import annotations

import os
from difflib import unified_diff
from pathlib import PurePath
from typing import TYPE_CHECKING

from digest.errors import TemplateError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def copy(names: Sequence[str], own: Path, shipped: Path, *, force: bool = False) -> tuple[Path, ...]:
    """Copy shipped templates into the newsletter's folder, all of them or none.

    Args:
        names: Of shipped templates.
        own: The newsletter's folder, made where missing.
        shipped: The package's.
        force: Whether copies that are there are replaced.

    Raises:
        TemplateError: There is a copy already and no ``force``, or a file cannot be written.
    """
    pairs = [(shipped / name, own / name) for name in dict.fromkeys(names)]
    there = [PurePath(place).relative_to(own).as_posix() for _, place in pairs if os.path.lexists(place)]
    if there and not force:
        hint = f"see what you changed with: digest templates diff {there[0]}; replace it with --force"
        raise TemplateError("there is an own copy already", where=str(own), found=", ".join(there), hint=hint)
    for source, place in pairs:
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(source.read_bytes())
        except OSError as error:
            found = error.strerror or str(error)
            raise TemplateError("the template cannot be copied", where=str(place), found=found) from error
    return tuple(place for _, place in pairs)


def difference(name: str, own: Path, shipped: Path) -> tuple[str, ...]:
    """The lines of a unified diff from the shipped template to the newsletter's own; none where they are the same.

    Raises:
        TemplateError: One of them cannot be read.
    """
    before, after = _read(shipped / name), _read(own / name)
    if before == after:
        return ()
    lines = unified_diff(_lines(before), _lines(after), f"shipped/{name}", f"own/{name}", lineterm="")
    return tuple(lines) or (f" own/{name}: only the ends of lines differ",)


def _lines(body: bytes) -> list[str]:
    return body.decode(errors="replace").splitlines()


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        found = error.strerror or str(error)
        raise TemplateError("the template cannot be read", where=str(file), found=found) from error
