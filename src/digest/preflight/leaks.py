"""Whether words that only some readers may read stand where others can read them, in the finished bytes.

What is for whom is told by the record; an older one says it of things on offer alone. Of every text that these
readers may not read no run of eight words stands in what they get, and no shorter passage of four words or more as a
whole.
Neither markup between the words counts nor how their letters are spelt (`digest.model.runs`).
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from digest.model.runs import found, indexed, runs, words_of
from digest.preflight.leaking import pieces_of_letter, pieces_of_markup

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from digest.model import LaidIssue, LaidLetter
    from digest.model.runs import Index

    Record = Mapping[str, Any]

_QUOTED = 12  # words that a finding shows


def leaks(laid: LaidIssue, letter: LaidLetter) -> Iterator[str]:
    """Words in a letter that its readers may not read, once for each part of it."""
    index = _secrets(laid.record, letter.audience)
    if index:
        yield from _told(index, pieces_of_letter(letter))


def public_leaks(laid: LaidIssue) -> Iterator[str]:
    """Words in the web edition, the archive or the feed that not everybody may read, once for each file."""
    index = _secrets(laid.record, "")
    if index:
        for folder, texts in (("", laid.pages), ("archive/", laid.archive)):
            for name, text in sorted(texts.items()):
                yield from _told(index, ((f"page {folder}{name}", piece) for piece in pieces_of_markup(text)))


def _told(index: Index, pieces: Iterable[tuple[str, str]]) -> Iterator[str]:
    told: set[str] = set()
    for place, text in pieces:
        if place not in told and (run := next(found(index, words_of(text)), None)):
            told.add(place)
            yield f"the {place} has words that are not for its readers: “{_quoted(run)}”"


def _quoted(run: tuple[str, ...]) -> str:
    return " ".join(run[:_QUOTED]) + " …" * (len(run) > _QUOTED)


def _secrets(record: Record, audience: str) -> Index:
    """The runs that these readers must not see: of what is for others, and for nobody else."""
    entries = list(_private(record))
    secret = {run for readers, text in entries if audience not in readers for run in runs(words_of(text))}
    if not secret:
        return {}
    theirs = (text for readers, text in entries if audience in readers)
    index = indexed(secret)
    secret.difference_update(*(found(index, words_of(text)) for text in chain(theirs, _public(record))))
    return indexed(secret)


def _private(record: Record) -> Iterator[tuple[frozenset[str], str]]:
    """Every text that is not for all, with who may read it."""
    for story in _stories(record):
        for entry in story.get("private", ()):
            yield frozenset({entry["audience"]}), entry["text"]
    members = frozenset(record.get("members", ()))
    for item in (*record["deals"], *record["catalogue"]):
        readers = frozenset({item["audience"]}) if item.get("audience") else members
        yield from ((readers, text) for text in (item["title"], item.get("blurb", "")) if text)


def _public(record: Record) -> Iterator[str]:
    """What everybody may read: teasers, and what public texts have in common with others."""
    yield from record.get("shared", ())
    for story in _stories(record):
        yield story["title"]
        if not story["audience"]:
            yield from (paragraph["text"] for paragraph in story["paragraphs"])


def _stories(record: Record) -> Iterator[Record]:
    return chain(record["stories"], record.get("headlines", ()))
