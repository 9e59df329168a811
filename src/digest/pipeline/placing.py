"""A folder of files that appears whole or not at all, and takes the place of nothing but its own kind."""

from __future__ import annotations

import hashlib
import json
import shutil
from typing import TYPE_CHECKING, Any

from digest.errors import DeliveryError
from digest.outbox.exchange import exchange

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

RECORD = "export.json"
_MADE_BY = "digest export"
_ELSEWHERE = "name another folder with --to, or move this one away"


def place(
    folder: Path,
    files: Mapping[str, bytes],
    about: Mapping[str, str],
    *,
    swap: Callable[[Path, Path], bool] = exchange,
) -> bool:
    """Lay the files into the folder, with a record of them.

    They are written beside it and take its place in one step; a process that is killed leaves what was there.

    Args:
        folder: Where; made when missing.
        files: Content by name; a name that ends with a slash is an empty folder.
        about: What else the record says.
        swap: Swaps two folders' names, or says that the system cannot.

    Returns:
        Whether anything changed.

    Raises:
        DeliveryError: Something lies there that no export made, or that was changed since; or the folder cannot be
            written.
    """
    record = _record(files, about)
    before = _earlier(folder)
    if before == record and all((folder / name).exists() for name in files):
        return False
    beside = folder.parent / f".{folder.name}.digest-export"
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(beside, ignore_errors=True)  # of an export that was killed
        _write(beside, {**files, RECORD: record})
        _trade(beside, folder, swap)
    except OSError as error:
        found = error.strerror or str(error)
        hint = "check that the folder can be written, or name another with --to"
        raise DeliveryError("cannot write the export", where=str(folder), found=found, hint=hint) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return True


def _record(files: Mapping[str, bytes], about: Mapping[str, str]) -> bytes:
    listed = [
        {"name": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in sorted(files.items())
        if not name.endswith("/")
    ]
    told = {"format": 1, "made_by": _MADE_BY, **about, "files": listed}
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()


def _earlier(folder: Path) -> bytes:
    """The record of the export that lies there; empty where there is nothing.

    Raises:
        DeliveryError: What lies there is no export, or not as it was made.
    """
    if not folder.exists() and not folder.is_symlink():
        return b""
    if folder.is_symlink() or not folder.is_dir():
        raise DeliveryError("something else lies there", where=str(folder), found="no folder", hint=_ELSEWHERE)
    if not any(folder.iterdir()):
        return b""
    try:
        content = (folder / RECORD).read_bytes()
        listed = _listed(json.loads(content))
    except (OSError, ValueError, KeyError, TypeError) as error:
        what, found = "the folder was not made by an export", f"no {RECORD} of digest"
        raise DeliveryError(what, where=str(folder), found=found, hint=_ELSEWHERE) from error
    if found := _changed(folder, listed):
        what = "the export was changed since it was made"
        raise DeliveryError(what, where=str(folder), found=found, hint=_ELSEWHERE)
    return content


def _listed(told: Any) -> dict[str, str]:  # noqa: ANN401 (JSON is anything)
    """Hashes by name.

    Raises:
        KeyError, TypeError, ValueError: It is no record of an export.
    """
    if told["made_by"] != _MADE_BY:
        raise ValueError(told["made_by"])
    return {str(file["name"]): str(file["sha256"]) for file in told["files"]}


def _changed(folder: Path, listed: Mapping[str, str]) -> str:
    """The first file that an export did not leave so; a file that was taken away does no harm."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_dir() and not path.is_symlink():
            continue
        if name != RECORD and (
            path.is_symlink() or listed.get(name) != hashlib.sha256(path.read_bytes()).hexdigest()
        ):
            return name
    return ""


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in sorted(files.items()):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if name.endswith("/"):
            path.mkdir(exist_ok=True)
        else:
            path.write_bytes(content)


def _trade(new: Path, place: Path, swap: Callable[[Path, Path], bool]) -> None:
    """Put the new folder into its place; where the system cannot swap two, the old one goes first."""
    if not place.exists():
        new.rename(place)
    elif not swap(new, place):
        old = place.parent / f".{place.name}.digest-before"
        shutil.rmtree(old, ignore_errors=True)
        place.rename(old)
        new.rename(place)
        shutil.rmtree(old, ignore_errors=True)
