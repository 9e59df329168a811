"""Pictures that a document names: a file beside it, or an https address."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from digest.intake.encodings import as_name
from digest.intake.shapes import is_web_address
from digest.model import Picture, Problem

if TYPE_CHECKING:
    from pathlib import Path

_PIXEL = 2  # a picture this small counts readers, it shows nothing
_LONGEST = 2000  # characters of an address
_HEAVIEST = 2_000_000  # bytes; the letter carries the picture in base64, a third larger
_LARGEST = 10_000  # pixels on a side
_TYPES = (  # first bytes, and the suffixes of the type, the usual one first
    (b"\x89PNG\r\n\x1a\n", (".png",)),
    (b"\xff\xd8\xff", (".jpg", ".jpeg", ".jpe")),
    (b"GIF87a", (".gif",)),
    (b"GIF89a", (".gif",)),
)
_SAVE_AGAIN = "save it again as PNG, JPEG or GIF"


@dataclass(frozen=True, slots=True)
class Named:
    """A picture as the document names it; width and height are 0 where it gives none."""

    src: str
    alt: str = ""
    width: int = 0
    height: int = 0


def is_tracker(named: Named) -> bool:
    """Whether this is a counting pixel or data inside the document, neither of which is a picture to show."""
    tiny = 0 < named.width <= _PIXEL or 0 < named.height <= _PIXEL
    return tiny or not named.src.strip() or named.src.strip().casefold().startswith("data:")


def resolve(named: Named, document: Path, folder: Path, where: str) -> Picture | Problem:
    """The picture itself, or why there is none.

    Args:
        named: What the document names.
        document: The document's file.
        folder: The seeds folder, which a local picture must not leave.
        where: The document's name, for the problem.
    """
    src = named.src.strip()
    scheme, colon, _ = src.partition(":")
    if src.startswith("//") or (colon and "/" not in scheme and len(scheme) > 1):
        if scheme.casefold() == "https" and is_web_address(src) and len(src) <= _LONGEST:
            return Picture(src, named.alt, named.width, named.height)
        return Problem(
            "the picture is left out: its address is not https",
            where,
            src[:120],
            "give an https address or a file beside the document",
        )
    return _local(named, src, document, folder, where)


def _local(named: Named, src: str, document: Path, folder: Path, where: str) -> Picture | Problem:
    root = folder.resolve()
    try:
        path = (document.parent / src).resolve()
        path = path if path.is_file() else (document.parent / unquote(src)).resolve()
        inside, exists = path.is_relative_to(root), path.is_file()
    except (OSError, ValueError, RuntimeError):
        inside, exists = True, False
    if not inside:
        return Problem(
            "the picture is left out: it lies outside the seeds folder",
            where,
            src[:120],
            "copy it beside the document",
        )
    if not exists:
        return Problem(
            "the picture is missing", where, src[:120], "lay the file beside the document or correct its name"
        )
    return _measured(named, path, as_name(path.relative_to(root).as_posix()), where)


def _measured(named: Named, path: Path, name: str, where: str) -> Picture | Problem:
    """The picture in a file, if it is one that every mail program shows and a letter can carry."""
    import imagesize

    found = named.src.strip()[:120]
    try:
        with path.open("rb") as file:
            head = file.read(16)
        weight = path.stat().st_size
        suffixes = next((known for magic, known in _TYPES if head.startswith(magic)), ())
        if not suffixes:
            return Problem("the picture is left out: it is no PNG, JPEG or GIF", where, found, _SAVE_AGAIN)
        width, height = (int(side) for side in imagesize.get(path))
    except (OSError, ValueError, struct.error) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        return Problem("the picture cannot be read", where, f"{found}: {reason}", _SAVE_AGAIN)
    if width <= 0 or height <= 0:
        return Problem("the picture cannot be read", where, found, _SAVE_AGAIN)
    if weight > _HEAVIEST:
        what, hint = "the picture is left out: it is too heavy", f"save it with at most {_HEAVIEST // 1_000_000} MB"
        return Problem(what, where, f"{found}: {weight:,} bytes", hint)
    if max(width, height) > _LARGEST:
        what, hint = "the picture is left out: it is too large", f"save it with at most {_LARGEST:,} pixels a side"
        return Problem(what, where, f"{found}: {width} × {height} pixels", hint)
    return Picture(_suffixed(name, suffixes), named.alt, width, height, path)


def _suffixed(name: str, suffixes: tuple[str, ...]) -> str:
    """The name with a suffix that tells the type of what is in the file."""
    path = PurePosixPath(name)
    return name if path.suffix.casefold() in suffixes else path.with_suffix(suffixes[0]).as_posix()
