"""A folder of documents: what is found there, and what is passed over."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from digest.intake.documents import sidecars
from digest.intake.encodings import as_name
from digest.intake.forms import HTML_SUFFIXES, MARKDOWN_SUFFIXES
from digest.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

_SUFFIXES = frozenset({"", ".txt", ".text"}) | MARKDOWN_SUFFIXES | HTML_SUFFIXES
_FEEDS = frozenset({".xml", ".rss", ".atom", ".json"})
_PASSED_OVER = """
.toml .jpg .jpeg .png .gif .webp .avif .svg .bmp .ico .tif .tiff .heic .css .js .bak .tmp .swp .swo
.orig .part .crdownload .lnk .url .webloc
"""
_SILENT = frozenset(_PASSED_OVER.split())


@dataclass(frozen=True, slots=True)
class Found:
    """The documents of one folder, each with its name in it, sorted by name."""

    documents: tuple[tuple[Path, str], ...] = ()
    problems: tuple[Problem, ...] = ()


def find_documents(folder: Path, *, may_be_empty: bool = False) -> Found:
    """The documents in a folder and the folders in it.

    Hidden files, sidecars, pictures and editors' backups are passed over silently; links to folders are followed,
    each folder being entered once.

    Args:
        folder: A seeds folder.
        may_be_empty: Whether it is no problem that it holds nothing.
    """
    if not folder.is_dir():
        hint = "create it and lay documents in it, or correct the settings"
        return Found(problems=(Problem("there is no such folder", as_name(folder.name or str(folder)), hint=hint),))
    problems: list[Problem] = []
    files = list(_files(folder, problems))
    documents = sorted(
        ((path, name_in(path, folder)) for path in files if not _is_sidecar(path)), key=lambda pair: pair[1]
    )
    described = {file for path, _ in documents for file in sidecars(path)}
    lonely = (path for path in files if _is_sidecar(path) and path not in described)
    problems.extend(_lonely(path, folder) for path in lonely)
    if not (documents or problems or may_be_empty):
        problems.append(
            Problem(
                "the folder holds no documents", as_name(folder.name), hint="lay text, Markdown or HTML files in it"
            )
        )
    return Found(tuple(documents), tuple(problems))


def name_in(path: Path, folder: Path) -> str:
    """The path in the folder with forward slashes."""
    return as_name(path.relative_to(folder).as_posix())


def _files(folder: Path, problems: list[Problem]) -> Iterator[Path]:
    pending, entered = [folder], {folder.resolve()}
    while pending:
        place = pending.pop()
        try:
            entries = sorted(os.scandir(place), key=lambda entry: entry.name)
        except OSError as error:
            problems.append(
                Problem(
                    "the folder cannot be read", name_in(place, folder), error.strerror or "", "check its permissions"
                )
            )
            continue
        for entry in entries:
            path = Path(entry.path)
            if _passed_over(entry.name):
                continue
            if _is_folder(entry):
                if (real := _real(path)) is not None and real not in entered:
                    entered.add(real)
                    pending.append(path)
            elif path.suffix.casefold() in _SUFFIXES or _is_sidecar(path):
                yield path
            elif path.suffix.casefold() not in _SILENT:
                problems.append(_other_kind(path, folder))


def _other_kind(path: Path, folder: Path) -> Problem:
    hint = "give it the suffix .txt, .md or .html, or take it out of the folder"
    if path.suffix.casefold() in _FEEDS:
        hint = "if it is a feed, add it with: digest feeds add FILE, and take it out of the folder"
    return Problem("not a kind of document that is read", name_in(path, folder), as_name(path.suffix), hint)


def _is_sidecar(path: Path) -> bool:
    return path.suffix.casefold() == ".toml"


def _lonely(path: Path, folder: Path) -> Problem:
    what, hint = "this header belongs to no document", "name it after the document beside it, with .toml added"
    return Problem(what, name_in(path, folder), hint=hint)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself
        return False


def _passed_over(name: str) -> bool:
    return name.startswith((".", "#", "~$")) or name.endswith(("~", "#"))


def _real(path: Path) -> Path | None:
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # a link that leads to itself
        return None
