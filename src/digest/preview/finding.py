"""Files of an issue by what a request names; nothing that a request says becomes a part of a path."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_PICTURES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".jpe": "image/jpeg",
    ".gif": "image/gif",
}
"""Types of the pictures that letters show (docs/guide.md); what is none of these is not served."""


def audiences(folder: Path) -> tuple[str, ...]:
    """Those whose letters lie in the issue's folder."""
    found = (path.parent for path in folder.glob("*/manifest.json"))
    return tuple(sorted(place.name for place in found if not place.name.startswith(".")))


def pictures(folder: Path) -> dict[str, Path]:
    """The pictures of the issue by their names in its folder, such as ``images/stamp.png``."""
    there = sorted((folder / "images").glob("*"))
    return {f"images/{path.name}": path for path in there if picture_type(path) and inside(folder, path)}


def picture_type(path: Path) -> str:
    """The media type by the file's suffix; empty for what is no picture."""
    return _PICTURES.get(path.suffix.lower(), "")


def part(folder: Path, audience: str, name: str) -> Path | None:
    """A file of an audience's letter; None when there is none, or it lies elsewhere."""
    if audience not in audiences(folder):
        return None
    path = folder / audience / name
    return path if inside(folder, path) else None


def inside(folder: Path, path: Path) -> bool:
    """Whether the path is a file that lies in the folder; a link that leads out of it does not."""
    try:
        real = path.resolve(strict=True)
        return real.is_file() and real.is_relative_to(folder.resolve(strict=True))
    except (OSError, RuntimeError):  # gone, or a link that leads to itself
        return False
