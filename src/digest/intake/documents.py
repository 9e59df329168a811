"""One document of any shape to one article."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from digest.errors import UnreadableDocument
from digest.intake.encodings import as_name, decode
from digest.intake.forms import Parts, form_of, read_form
from digest.intake.header import front_matter, sidecar
from digest.intake.header_values import Header
from digest.intake.inside import with_passages
from digest.intake.marks import refuse_fences
from digest.intake.parting import Form, part
from digest.intake.repeats import without_repeats
from digest.model import Article, Block, Kind, Picture, Problem, Publication, Reason, Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from digest.intake.page_text.recognised import Recognised
    from digest.intake.pictures import Named
    from digest.intake.reading import Reading
    from digest.intake.web_page import Reader

DOCUMENT_LIMIT = 12_000_000
"""Bytes of the largest document that is read; a larger one is refused by its size alone."""

_CHARSET = re.compile(rb"""charset\s*=\s*["']?([\w-]{2,40})""", re.IGNORECASE)
_HEADLINE = 20  # words
_TITLED, _TEASED = 12, 5  # words that stand for a headline; others see them of what is for one audience
_END_MARKS = ".!?…。！？»”\"')"
_WRITE_HINT = "give it a headline and at least one paragraph, or take it out of the folder"
_ERRORS: dict[type[Exception], tuple[str, str]] = {
    PermissionError: ("the document may not be read", "give yourself read permission on it"),
    FileNotFoundError: ("there is no such document", "check the name"),
}


def read_document(
    path: Path,
    *,
    name: str = "",
    folder: Path | None = None,
    reader: Reader = "own",
    repeated: Mapping[str, float] | None = None,
) -> Article:
    """Read a text dump, Markdown or HTML file.

    Front matter and sidecars (``NAME.SUFFIX.toml``, ``NAME.toml``) win over what the document says; a sidecar wins
    over the front matter, and the first of the two over the second. Line numbers count in the original file.

    Args:
        path: The file.
        name: What the article calls its source; the file's name unless given.
        folder: The seeds folder, which pictures may not leave; the document's own unless given.
        reader: Who tells the text of an HTML page from what stands around it.
        repeated: Lines that stand in most documents of its publication, as ``repeats.profiles`` counts them.

    Raises:
        DigestError: The reader asked for is not installed.
        UnreadableDocument: The file is missing, too large, not text, or holds no article; or its header or sidecar
            leaves it open whom it is for.
    """
    where = name or as_name(path.name)
    data = _bytes(path, where)
    declared = _CHARSET.search(data[:4096])
    text = decode(data, where=where, declared=declared[1].decode("ascii") if declared else "", every_break=True)
    if not text.strip():
        raise UnreadableDocument("the document is empty", where=where, hint=_WRITE_HINT)
    header = _merged(front_matter(text, where), _beside(path, where))
    inner, first = _without_header(text, header.lines), header.lines + 1
    form = form_of(inner, path.suffix.casefold())
    whole, odd = part(inner, form, where, first)
    reading = read_form(whole.public, form, first, reader)
    if form is Form.HTML:
        refuse_fences(reading.lines, where, whole.public)
    if repeated:
        reading = replace(reading, lines=without_repeats(reading.lines, repeated))
    return _article(reading, header, path, where, folder or path.parent, Parts(whole, form, odd))


def sidecars(path: Path) -> tuple[Path, ...]:
    """The files that may lie beside a document to describe it, most particular first."""
    return tuple(dict.fromkeys((path.with_name(f"{path.name}.toml"), path.with_name(f"{path.stem}.toml"))))


def _bytes(path: Path, where: str) -> bytes:
    try:
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode):
            hint = "name a file in it" if stat.S_ISDIR(facts.st_mode) else "copy its text into a file"
            raise UnreadableDocument("this is no file", where=where, hint=hint)
        if facts.st_size > DOCUMENT_LIMIT:
            limit = f"documents may have {DOCUMENT_LIMIT // 1_000_000} MB; cut out the article alone"
            raise UnreadableDocument(
                "the document is too large", where=where, found=f"{facts.st_size:,} bytes", hint=limit
            )
        with path.open("rb") as file:
            data = file.read(DOCUMENT_LIMIT + 1)
    except (OSError, ValueError) as error:
        what, hint = _ERRORS.get(type(error), ("the document cannot be read", "check the file and its folder"))
        found = (error.strerror if isinstance(error, OSError) else str(error)) or ""
        raise UnreadableDocument(what, where=where, found=found, hint=hint) from error
    if not data:
        raise UnreadableDocument("the document is empty", where=where, hint=_WRITE_HINT)
    return data[:DOCUMENT_LIMIT]


def _beside(path: Path, where: str) -> Header:
    """What the files beside a document say; one that cannot be read may keep the document for some."""
    header = Header()
    for file in reversed(sidecars(path)):
        if file == path or not os.path.lexists(file):
            continue
        place = str(PurePosixPath(where).with_name(as_name(file.name)))
        try:
            text = decode(_bytes(file, place), where=place)
        except UnreadableDocument as error:
            found = f"{error.what}: {error.found}" if error.found else error.what
            what, hint = "left out: the file beside it cannot be used", "mend it or take it out of the folder"
            raise UnreadableDocument(what, where=place, found=found, hint=hint) from error
        header = _merged(header, sidecar(text, place))
    return header


def _merged(inside: Header, beside: Header) -> Header:
    return Header(
        {**inside.values, **beside.values},
        beside.published or inside.published,
        inside.lines,
        inside.problems + beside.problems,
    )


def _without_header(text: str, lines: int) -> str:
    return text.split("\n", lines)[lines] if lines and text.count("\n") >= lines else "" if lines else text


def _article(reading: Reading, header: Header, path: Path, where: str, folder: Path, parts: Parts) -> Article:
    from digest.intake.page_text.recogniser import recognise

    given = header.values
    found = recognise(reading.lines, bounded=reading.bounded, titled="title" in given)
    title = given.get("title") or _teased(found.title or reading.title, given)
    blocks = with_passages(_titled(found.blocks, title, reading), parts.whole, parts.lines)
    if not _has_body(found) and any(block.audience for block in blocks):
        return _for_some(blocks, title or _headline(reading), reading, header, where, parts.problems)
    if not _has_body(found):
        what = "the document holds a title and nothing under it" if found.blocks else "the document holds no words"
        raise UnreadableDocument(
            what, where=where, found=found.blocks[0].text[:80] if found.blocks else "", hint=_WRITE_HINT
        )
    picture, trouble = _picture(reading, given, path, where, folder)
    untitled = () if title else (Problem("no headline was found", where, hint='give one in a header: title = "..."'),)
    return Article(
        source=where,
        title=title or _first_words(found, _TEASED if given.get("audience") else _TITLED),
        blocks=blocks,
        kicker=given.get("kicker", found.kicker),
        standfirst=given.get("standfirst", found.standfirst),
        byline=given.get("author") or found.byline or reading.byline,
        published=header.published or reading.published or found.published,
        language=given.get("language") or reading.language,
        url=given.get("url") or reading.url,
        section=given.get("section", ""),
        audience=given.get("audience", ""),
        caption=given.get("caption", found.caption),
        credit=given.get("credit", found.credit),
        picture=picture,
        call_to_action=found.call_to_action,
        related=found.related,
        catalogue=found.catalogue,
        publication=_publication(
            found.publication, given.get("publication") or found.publication.name or reading.publication
        ),
        problems=header.problems + parts.problems + trouble + untitled,
    )


def _for_some(
    blocks: tuple[Block, ...], title: str, reading: Reading, header: Header, where: str, problems: tuple[Problem, ...]
) -> Article:
    """A document whose text is all marked: its title is what others are told of it, so it must not be marked, too."""
    given = header.values
    if not title:
        what, hint = (
            "left out: all of it is marked for one audience, its headline too",
            "put the headline above the mark",
        )
        raise UnreadableDocument(what, where=where, hint=hint)
    return Article(
        source=where,
        title=title,
        blocks=tuple(replace(b, role=Role.TITLE) if not b.audience and b.text == title else b for b in blocks),
        kicker=given.get("kicker", ""),
        standfirst=given.get("standfirst", ""),
        byline=given.get("author") or reading.byline,
        published=header.published or reading.published,
        language=given.get("language") or reading.language,
        url=given.get("url") or reading.url,
        section=given.get("section", ""),
        audience=given.get("audience", ""),
        publication=Publication(given.get("publication") or reading.publication),
        problems=header.problems + problems,
    )


def _teased(title: str, given: Mapping[str, str]) -> str:
    """The headline; others are told it of a document for one audience, so that a paragraph is none there."""
    words = title.split()
    return " ".join(words[:_TEASED]) + "…" if given.get("audience") and len(words) > _HEADLINE else title


def _headline(reading: Reading) -> str:
    """The line that the markup calls the headline, else the first."""
    titles = [line.text for line in reading.lines if line.role is Role.TITLE]
    return next(iter([*titles, *(line.text for line in reading.lines if line.role is None)]), "")


def _has_body(found: Recognised) -> bool:
    """Whether anything stands under the headline; a lone line that ends no sentence is a headline itself."""
    body = [block.text for block in found.blocks if block.role is Role.BODY]
    alone = len(body) == 1 and not found.title and len(body[0].split()) <= _HEADLINE
    return bool(body) and not (alone and body[0][-1] not in _END_MARKS)


def _first_words(found: Recognised, most: int) -> str:
    """The beginning of the body, for a document without a headline."""
    words = next(block.text for block in found.blocks if block.role is Role.BODY).split()
    return " ".join(words[:most]) + ("…" if len(words) > most else "")


def _titled(blocks: tuple[Block, ...], title: str, reading: Reading) -> tuple[Block, ...]:
    """The blocks, with the title that only the page's head names put on top."""
    if not blocks or not reading.title or title != reading.title:
        return blocks
    if any(block.role is Role.TITLE for block in blocks):
        return blocks
    line = blocks[0].line
    return (Block(title, Role.TITLE, line, Kind.HEADING, 0.9, (Reason("title of the page", 1.0),)), *blocks)


def _publication(found: Publication, name: str) -> Publication:
    return replace(found, name=name) if name != found.name else found


def _picture(
    reading: Reading, given: Mapping[str, str], path: Path, where: str, folder: Path
) -> tuple[Picture | None, tuple[Problem, ...]]:
    """The header's picture, else the first usable one of the document; trouble only where none is left."""
    from digest.intake.pictures import Named, is_tracker, resolve

    named: list[Named] = (
        [Named(given["image"])] if given.get("image") else [p for p in reading.pictures if not is_tracker(p)]
    )
    trouble: list[Problem] = []
    for one in named:
        found = resolve(one, path, folder, where)
        if isinstance(found, Picture):
            return replace(found, alt=given.get("alt", found.alt)), ()
        trouble.append(found)
    return None, tuple(trouble[:1])
