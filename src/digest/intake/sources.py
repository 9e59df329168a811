"""Folders of documents to articles: what is found there, what is passed over, what stands there twice."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from digest.errors import UnreadableDocument
from digest.intake.documents import DOCUMENT_LIMIT, HTML_SUFFIXES, MARKDOWN_SUFFIXES, read_document, sidecars
from digest.model import Input, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from digest.model import Article

_SUFFIXES = frozenset({"", ".txt", ".text"}) | MARKDOWN_SUFFIXES | HTML_SUFFIXES
_PASSED_OVER = """
.toml .jpg .jpeg .png .gif .webp .avif .svg .bmp .ico .tif .tiff .heic .css .js .bak .tmp .swp .swo
.orig .part .crdownload .lnk .url .webloc
"""
_SILENT = frozenset(_PASSED_OVER.split())
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Gathered:
    """The articles of all folders, sorted by source.

    ``inputs`` are the files that had a part in them: documents, sidecars, pictures.
    """

    articles: tuple[Article, ...] = ()
    problems: tuple[Problem, ...] = ()
    inputs: tuple[Input, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The documents of one folder, each with its name in it, sorted by name."""

    documents: tuple[tuple[Path, str], ...] = ()
    problems: tuple[Problem, ...] = ()


def find_documents(folder: Path) -> Found:
    """The documents in a folder and the folders in it.

    Hidden files, sidecars, pictures and editors' backups are passed over silently; links to folders are followed,
    each folder being entered once.

    Args:
        folder: A seeds folder.
    """
    if not folder.is_dir():
        hint = "create it and lay documents in it, or correct the settings"
        return Found(problems=(Problem("there is no such folder", folder.name or str(folder), hint=hint),))
    problems: list[Problem] = []
    documents = sorted(((path, _name(path, folder)) for path in _files(folder, problems)), key=lambda pair: pair[1])
    if not documents and not problems:
        problems.append(
            Problem("the folder holds no documents", folder.name, hint="lay text, Markdown or HTML files in it")
        )
    return Found(tuple(documents), tuple(problems))


def _name(path: Path, folder: Path) -> str:
    """The path in the folder with forward slashes; what is no Unicode in it is replaced."""
    return path.relative_to(folder).as_posix().encode("utf-8", "replace").decode()


def _files(folder: Path, problems: list[Problem]) -> Iterator[Path]:
    pending, entered = [folder], {folder.resolve()}
    while pending:
        place = pending.pop()
        try:
            entries = sorted(os.scandir(place), key=lambda entry: entry.name)
        except OSError as error:
            problems.append(
                Problem(
                    "the folder cannot be read", _name(place, folder), error.strerror or "", "check its permissions"
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
            elif path.suffix.casefold() not in _SILENT:
                yield path


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


def gather(folders: Sequence[Path]) -> Gathered:
    """Read every document of the folders; what cannot be read becomes a problem and ends nothing.

    Args:
        folders: The seeds folders. A document's source is its name in its folder, with the folder's name in front
            where two folders have a document of that name.
    """
    problems: list[Problem] = []
    articles: list[Article] = []
    inputs: dict[str, Input] = {}
    seen: dict[str, str] = {}
    for path, name, folder in _named(folders, problems):
        digest = _sha256(path)
        if digest and (first := seen.setdefault(digest, name)) != name:
            problems.append(_twice(name, first))
            continue
        try:
            article = read_document(path, name=name, folder=folder)
        except UnreadableDocument as error:
            problems.append(Problem.of(error))
            continue
        problems.extend(article.problems)
        inputs.update(_inputs(path, name, folder, article, digest))
        same = "\0".join([article.title, *(block.text for block in article.body)])
        if (first := seen.setdefault(same, name)) != name:
            problems.append(_twice(name, first))
        else:
            articles.append(article)
    return Gathered(tuple(articles), tuple(problems), tuple(inputs[name] for name in sorted(inputs)))


def _twice(name: str, first: str) -> Problem:
    return Problem(
        "the same document lies there twice; the second is left out",
        name,
        f"same as {first}",
        "take one of them out",
    )


def _named(folders: Sequence[Path], problems: list[Problem]) -> list[tuple[Path, str, Path]]:
    """All documents with names that differ, sorted by name, each with its folder."""
    every: list[tuple[Path, str, Path]] = []
    for folder in dict.fromkeys(folders):
        found = find_documents(folder)
        problems.extend(found.problems)
        every.extend((path, name, folder) for path, name in found.documents)
    count = Counter(name for _, name, _ in every)
    prefixed = [(path, f"{folder.name}/{name}" if count[name] > 1 else name, folder) for path, name, folder in every]
    taken: Counter[str] = Counter()
    distinct = []
    for path, name, folder in prefixed:
        taken[name] += 1  # two folders of one name in different places
        distinct.append((path, name if taken[name] == 1 else f"{folder.parent.name}/{name}", folder))
    return sorted(distinct, key=lambda item: item[1])


def _inputs(path: Path, name: str, folder: Path, article: Article, digest: str) -> Iterator[tuple[str, Input]]:
    """The files that had a part in an article, by name."""
    yield name, Input(name, path.stat().st_size, digest)
    beside = next((file for file in sidecars(path) if file != path and file.is_file()), None)
    pictured = article.picture.file if article.picture else None
    for file in (beside, pictured):
        if file is not None and file.is_file():
            label = os.path.relpath(file, folder.resolve() if file is pictured else folder).replace(os.sep, "/")
            yield label, Input(label, file.stat().st_size, _sha256(file))


def _sha256(path: Path) -> str:
    """The file's SHA-256 in hex; empty for what is no file, too large or unreadable."""
    try:
        if not path.is_file() or path.stat().st_size > DOCUMENT_LIMIT:
            return ""
        digest = hashlib.sha256()
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except OSError:
        return ""
    return digest.hexdigest()
