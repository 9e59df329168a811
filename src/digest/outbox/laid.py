"""An issue as bytes: read from the outbox, or taken from the files that are about to be laid there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from digest.errors import OutboxError
from digest.model import LaidIssue, LaidLetter
from digest.outbox.issues import read_issue
from digest.outbox.shape import misfit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from digest.model import Week
    from digest.outbox.folder import Content

MANIFEST = {
    "format": int,
    "week": str,
    "audience": str,
    "state": str,
    "subject": str,
    "preheader": str,
    "sender": {"name": str, "address": str},
    "postal_address": str,
    "headers": dict,
    "placeholders": {"unsubscribe": {"text": str, "html": str}},
    "files": [{"name": str, "bytes": int, "sha256": str}],
}
"""What is read of a manifest.json."""

_LATER = {
    "language": str,
    "tagline": str,
    "links": dict,
    "pictures": [{"title": str, "src": str, "alt": str, "width": int, "height": int}],
    "offers": [{"title": str, "price": str, "code": str}],
    "beyond": [str],
}
"""What older manifests do not say."""

_PARTS = {"letter.html": "html", "letter.txt": "text"}
_ENDS = {
    ".png": (b"\x89PNG\r\n\x1a\n", b"IEND"),
    ".jpg": (b"\xff\xd8\xff", b"\xff\xd9"),
    ".jpeg": (b"\xff\xd8\xff", b"\xff\xd9"),
    ".gif": (b"GIF8", b";"),
}
"""How the files of pictures begin, and what stands near their end, where a camera may have added something."""
_TEXTS = (".html", ".xml")
_OPEN = (*_TEXTS, ".txt", ".json", ".md", ".svg")  # texts that the archive lays open, whoever put them there
_BUILD = "build the week again"


def read_laid(outbox: Path, week: Week) -> LaidIssue:
    """The week's issue as it lies in the outbox.

    What editors changed by hand is taken as it is; whether a file is still the one that was built is for checks.

    Raises:
        OutboxError: There is none, a letter's file is missing (but for letter.mjml), or one cannot be understood.
    """
    read_issue(outbox, week)  # says best what is wrong with the folder
    folder = outbox / str(week)
    files: dict[str, Content] = {path.relative_to(folder).as_posix(): path for path in _below(folder)}
    return as_laid(week, files, archive=_archive(outbox / "archive"), folder=folder)


def read_sound(outbox: Path, week: Week) -> tuple[LaidIssue, tuple[OutboxError, ...]]:
    """The week's issue without the letters that cannot be read, and what is wrong with those.

    Raises:
        OutboxError: There is no issue, what all letters share cannot be read, or no letter can.
    """
    read_issue(outbox, week)
    folder = outbox / str(week)
    files: dict[str, Content] = {path.relative_to(folder).as_posix(): path for path in _below(folder)}
    damaged: list[OutboxError] = []
    for audience in _audiences(files):
        try:
            _letter(files, audience, folder)
        except OutboxError as error:
            damaged.append(error)
            files = {name: content for name, content in files.items() if not name.startswith(f"{audience}/")}
    if damaged and not _audiences(files):
        raise damaged[0]
    return as_laid(week, files, archive=_archive(outbox / "archive"), folder=folder), tuple(damaged)


def broken_pictures(outbox: Path, week: Week) -> tuple[str, ...]:
    """The issue's pictures that are none, or whose end is missing, by their names in its folder."""
    folder = outbox / str(week)
    there = (path for path in _below(folder / "images") if path.suffix.lower() in _ENDS)
    return tuple(path.relative_to(folder).as_posix() for path in there if not _is_a_whole_picture(path))


def as_laid(
    week: Week,
    files: Mapping[str, Content],
    *,
    archive: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> LaidIssue:
    """The issue that these files are.

    Args:
        week: The issue's.
        files: Content by name relative to the issue's folder.
        archive: The public pages of all issues by their name.
        folder: Where they lie, for errors.

    Raises:
        OutboxError: A letter's file is missing, or one cannot be understood.
    """
    place = folder or Path(str(week))
    record = _json(files, "issue.json", place)
    names = _audiences(files)
    if not names:
        raise OutboxError("no letter", where=str(place), found="no manifest.json", hint=_BUILD)
    audiences = [name for name in record.get("audiences", ()) if name in names]
    letters = tuple(_letter(files, name, place) for name in dict.fromkeys((*audiences, *names)))
    own = {f"{name}/" for name in names}
    pages = {
        name: _text(files, name, place)
        for name in sorted(files)
        if name.endswith(_TEXTS) and not any(name.startswith(one) for one in own)
    }
    sizes = {name: _size(content) for name, content in sorted(files.items()) if name != "preflight.json"}
    return LaidIssue(week, record, letters, pages, archive or {}, sizes)


def _audiences(files: Mapping[str, Content]) -> list[str]:
    return sorted(name.partition("/")[0] for name in files if _is_manifest(name))


def _is_manifest(name: str) -> bool:
    return name.count("/") == 1 and name.endswith("/manifest.json")


def _letter(files: Mapping[str, Content], audience: str, place: Path) -> LaidLetter:
    told = _manifest(files, audience, place)
    parts = {part: _text(files, f"{audience}/{name}", place) for name, part in _PARTS.items()}
    mjml = _whatever(files, f"{audience}/letter.mjml", place)
    return LaidLetter(audience, told, **parts, mjml=mjml, eml=_bytes(files, f"{audience}/letter.eml", place))


def _whatever(files: Mapping[str, Content], name: str, place: Path) -> str:
    """What is never sent may be missing, and may be no UTF-8."""
    return _bytes(files, name, place).decode("utf-8", "replace") if name in files else ""


def _manifest(files: Mapping[str, Content], audience: str, place: Path) -> dict[str, Any]:
    name = f"{audience}/manifest.json"
    told = _json(files, name, place)
    wrong = misfit(told, MANIFEST) or misfit(told, {key: shape for key, shape in _LATER.items() if key in told})
    if not wrong and told["audience"] != audience:
        wrong = f"the audience {told['audience']!r}"
    if wrong:
        raise OutboxError("not a manifest.json of digest", where=str(place / name), found=wrong, hint=_BUILD)
    empty: dict[str, Any] = {key: shape() if isinstance(shape, type) else [] for key, shape in _LATER.items()}
    return {**empty, "reply_to": None, **told}


def _json(files: Mapping[str, Content], name: str, place: Path) -> dict[str, Any]:
    try:
        told = json.loads(_bytes(files, name, place))
        json.dumps(told, ensure_ascii=False).encode()  # halves of characters cannot have been written
    except (ValueError, RecursionError) as error:
        where, found = str(place / name), f"no JSON: {error}"
        raise OutboxError("cannot read the issue", where=where, found=found, hint=_BUILD) from error
    if not isinstance(told, dict):
        raise OutboxError("cannot read the issue", where=str(place / name), found="no JSON object", hint=_BUILD)
    return told


def _text(files: Mapping[str, Content], name: str, place: Path) -> str:
    try:
        return _bytes(files, name, place).decode()
    except UnicodeDecodeError as error:
        hint = f"save it as UTF-8, or {_BUILD}"
        found = f"byte {error.start} is not UTF-8"
        raise OutboxError("cannot read the file", where=str(place / name), found=found, hint=hint) from error


def _bytes(files: Mapping[str, Content], name: str, place: Path) -> bytes:
    content = files.get(name)
    if content is None:
        raise OutboxError("a file of the issue is missing", where=str(place / name), hint=_BUILD)
    if isinstance(content, bytes):
        return content
    try:
        return content.read_bytes()
    except OSError as error:
        found = error.strerror or str(error)
        raise OutboxError(
            "cannot read the file", where=str(place / name), found=found, hint="check its rights"
        ) from error


def _size(content: Content) -> int:
    try:
        return len(content) if isinstance(content, bytes) else content.stat().st_size
    except OSError:
        return 0


def _is_a_whole_picture(path: Path) -> bool:
    beginning, end = _ENDS[path.suffix.lower()]
    try:
        content = path.read_bytes()
    except OSError:
        return False
    return content.startswith(beginning) and content.rfind(end) >= len(content) // 2


def _below(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def _archive(folder: Path) -> dict[str, str]:
    """The archive's pages; what cannot be read is left to those who write it."""
    found: dict[str, str] = {}
    for path in _below(folder):
        if path.suffix in _OPEN:
            try:
                found[path.relative_to(folder).as_posix()] = path.read_bytes().decode()
            except (OSError, ValueError):
                continue
    return found
