"""Folders of documents to articles: what is read, what stands there twice."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from digest.errors import UnreadableDocument
from digest.intake.documents import DOCUMENT_LIMIT, read_document, sidecars
from digest.intake.encodings import as_name
from digest.intake.folders import find_documents, name_in
from digest.intake.repeats import ENOUGH, reread
from digest.model import Article, Input, Problem, Role

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from digest.intake.web_page import Reader

_CHUNK = 1 << 20

Place = tuple[Path, str, Path]
"""A document's path, its name, and its seeds folder."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """The articles of all folders, sorted by source.

    ``inputs`` are the files that had a part in them: documents, sidecars, pictures. ``names`` are those of all
    documents, or entries, that were looked at.
    """

    articles: tuple[Article, ...] = ()
    problems: tuple[Problem, ...] = ()
    inputs: tuple[Input, ...] = ()
    names: tuple[str, ...] = ()


def gather(
    folders: Sequence[Path],
    *,
    reader: Reader = "own",
    may_be_empty: bool = False,
    only: Container[str] | None = None,
) -> Gathered:
    """Read every document of the folders; what cannot be read becomes a problem and ends nothing.

    Args:
        folders: The seeds folders. A document's source is its name in its folder, with the folder's name in front
            where two folders have a document of that name.
        reader: Who tells the text of HTML pages from what stands around it.
        may_be_empty: Whether it is no problem that a folder holds nothing.
        only: The names of the documents that are looked at; None for all.
    """
    work = _Gathering(reader)
    documents = _named(folders, work.problems, may_be_empty=may_be_empty)
    wanted = [document for document in documents if only is None or document[1] in only]
    for document in wanted:
        work.read(document)

    def again(place: int, repeated: Mapping[str, float]) -> Article:
        path, name, folder = work.documents[place]
        return read_document(path, name=name, folder=folder, reader=reader, repeated=repeated)

    inputs = [*work.inputs, *(_input(file, label) for file, label, _ in _distinct(list(work.beside.values())))]
    return Gathered(
        reread(work.articles, again),
        tuple(work.problems),
        tuple(sorted(inputs, key=lambda entry: entry.name)),
        tuple(name for _, name, _ in wanted),
    )


@dataclass(slots=True)
class _Gathering:
    """What was found so far; ``documents`` and ``articles`` go together."""

    reader: Reader
    problems: list[Problem] = field(default_factory=list)
    documents: list[Place] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    inputs: list[Input] = field(default_factory=list)
    beside: dict[Path, Place] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)

    def read(self, document: Place) -> None:
        """Read one document, unless the same bytes or words were read before."""
        path, name, folder = document
        digest = _sha256(path)
        if digest and self._is_twin(digest, name):
            return
        try:
            article = read_document(path, name=name, folder=folder, reader=self.reader)
        except UnreadableDocument as error:
            self.problems.append(Problem.of(error))
            return
        self.problems.extend(article.problems)
        self.inputs.append(Input(name, path.stat().st_size, digest))
        for file, label in _beside(path, folder, article):
            self.beside.setdefault(file.resolve(), (file, label, folder))
        if not self._is_twin("\0".join(words_of(article)), name):
            self.documents.append(document)
            self.articles.append(article)

    def _is_twin(self, key: str, name: str) -> bool:
        first = self.seen.setdefault(key, name)
        if first != name:
            self.problems.append(_twice(name, first))
        return first != name


def words_of(article: Article) -> Iterator[str]:
    """What tells an article from another: its title and its text, with whom each part of it is for."""
    yield article.title
    for block in article.blocks:
        if block.role is Role.BODY:
            yield f"{block.audience}\1{block.text}" if block.audience else block.text


def _input(file: Path, name: str) -> Input:
    return Input(name, file.stat().st_size, _sha256(file))


def read_together(paths: Sequence[Path]) -> Iterator[tuple[Path, Article | UnreadableDocument]]:
    """Each file with its article, or with why there is none, in their order.

    What repeats in most documents of a publication is furniture, as in a folder; hence nothing comes before all are
    read, where there are enough of them to tell.
    """
    if len(paths) < ENOUGH:
        yield from ((path, _read(path)) for path in paths)
        return
    found = {path: _read(path) for path in dict.fromkeys(paths)}
    good = [(path, article) for path, article in found.items() if isinstance(article, Article)]
    better = reread([article for _, article in good], lambda at, lines: read_document(good[at][0], repeated=lines))
    found |= {path: article for (path, _), article in zip(good, better, strict=True)}
    yield from ((path, found[path]) for path in paths)


def _read(path: Path) -> Article | UnreadableDocument:
    try:
        return read_document(path)
    except UnreadableDocument as error:
        return error


def _twice(name: str, first: str) -> Problem:
    return Problem(
        "the same document lies there twice; the second is left out",
        name,
        f"same as {first}",
        "take one of them out",
    )


def _named(folders: Sequence[Path], problems: list[Problem], *, may_be_empty: bool) -> list[Place]:
    """All documents with names that differ, sorted by name, each with its folder."""
    every: list[Place] = []
    for folder in dict.fromkeys(folders):
        found = find_documents(folder, may_be_empty=may_be_empty)
        problems.extend(found.problems)
        every.extend((path, name, folder) for path, name in found.documents)
    return _distinct(every)


def _distinct(every: list[Place]) -> list[Place]:
    """Names that differ: where folders share one, as much of a folder's path in front as tells it apart; sorted."""
    count = Counter(name for _, name, _ in every)
    taken: set[str] = set()
    distinct = []
    for path, name, folder in every:
        parents = [as_name(part) for part in folder.resolve().parts[1:]] if count[name] > 1 else []
        longer = ("/".join((*parents[-depth:], name)) for depth in range(1, len(parents) + 1))
        unique = next((one for one in longer if one not in taken), name)
        taken.add(unique)
        distinct.append((path, unique, folder))
    return sorted(distinct, key=lambda item: item[1])


def _beside(path: Path, folder: Path, article: Article) -> Iterator[tuple[Path, str]]:
    """The files beside a document that had a part in its article, each with its name in the folder."""
    for file in sidecars(path):
        if file != path and file.is_file():
            yield file, name_in(file, folder)
    pictured = article.picture.file if article.picture else None
    if pictured is not None:
        yield pictured, name_in(pictured, folder.resolve())


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
