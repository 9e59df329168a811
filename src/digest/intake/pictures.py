"""Pictures that a document names: a file beside it, or an https address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from digest.intake.header import is_web_address
from digest.model import Picture, Problem

if TYPE_CHECKING:
    from pathlib import Path

_PIXEL = 2  # a picture this small counts readers, it shows nothing
_LONGEST = 2000  # characters of an address


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
    import imagesize

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
    try:
        width, height = imagesize.get(path)
    except (OSError, ValueError) as error:
        return Problem(
            "the picture cannot be read", where, f"{src[:120]}: {error}", "save it again as PNG, JPEG or GIF"
        )
    if width <= 0 or height <= 0:
        return Problem("the picture cannot be read", where, src[:120], "save it again as PNG, JPEG or GIF")
    return Picture(path.relative_to(root).as_posix(), named.alt, int(width), int(height), path)
