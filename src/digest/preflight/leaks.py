"""Whether words that only some readers may read stand where others can read them, in the finished bytes.

What is for whom is told by the record; an older one says it of things on offer alone. Of every text that these
readers may not read no run of eight words stands in what they get, and no shorter passage of four words or more as a
whole; nor does the code of a deal that they are not offered.
Neither markup between the words counts nor how their letters are spelt (`digest.model.runs`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from digest.model.runs import found, indexed, runs, words_of
from digest.preflight.leaking import entries_of, pieces_of_letter, pieces_of_markup

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from digest.model import LaidIssue, LaidLetter

    Record = Mapping[str, Any]
    Run = tuple[str, ...]

RETITLED = "retitled by the editor"
"""The reason of a story whose title is not its document's own."""

_QUOTED = 12  # words that a finding shows
_FEED = "feed.xml"
_A_WEEK = re.compile(r"\d{4}-W\d\d/")
_LEAST_OF_CODE = 4  # characters


@dataclass(frozen=True, slots=True)
class _Text:
    """A text that is not for all: who may read it, and whose words it has."""

    readers: frozenset[str]
    text: str
    whose: str


@dataclass(frozen=True, slots=True)
class _Secrets:
    """What some readers must not see: runs of words, and codes, each with whose it is."""

    runs: Mapping[Run, str]
    codes: Mapping[str, str]

    def __bool__(self) -> bool:
        return bool(self.runs or self.codes)


def leaks(laid: LaidIssue, letter: LaidLetter) -> Iterator[str]:
    """Words in a letter that its readers may not read, once for each document or offer that they are of."""
    if secrets := _secrets(laid.record, letter.audience):
        yield from _told(secrets, pieces_of_letter(letter), laid)


def public_leaks(laid: LaidIssue) -> Iterator[str]:
    """Words in the web edition, or in the archive but for other weeks' pages, that not everybody may read.

    They are told once for each document or offer that they are of.
    """
    if secrets := _secrets(laid.record, ""):
        yield from _told(secrets, _pieces_of_pages(laid), laid)


def _pieces_of_pages(laid: LaidIssue) -> Iterator[tuple[str, str]]:
    week = str(laid.week)
    own = {f"archive/{name}": text for name, text in laid.archive.items() if _is_of(name, week)}
    for name, text in sorted({**laid.pages, **own}.items()):
        if name.startswith(f"archive/{week}/") and laid.pages.get(name.removeprefix(f"archive/{week}/")) == text:
            continue
        words = entries_of(text, week) if name == f"archive/{_FEED}" else text
        yield from ((f"page {name}", piece) for piece in pieces_of_markup(words))


def _is_of(name: str, week: str) -> bool:
    """Whether a file of the archive is looked at: all but those that are another week's."""
    return name.startswith(f"{week}/") or not _A_WEEK.match(name)


def _told(secrets: _Secrets, pieces: Iterable[tuple[str, str]], laid: LaidIssue) -> Iterator[str]:
    index = indexed(secrets.runs)
    hits: dict[str, tuple[dict[str, None], dict[Run | str, None]]] = {}  # whose words: where, and which
    for place, text in pieces:
        for what, whose in _hits(secrets, index, text):
            places, words = hits.setdefault(whose, ({}, {}))
            places[place] = words[what] = None
    known = _known_already(laid, index) if hits else set()
    for whose, (places, words) in hits.items():
        if new := next((one for one in words if one not in known), None):
            yield f"the {_listed(list(places))} {_have(places)} words {whose}: “{_quoted(new)}”"


def _hits(secrets: _Secrets, index: Any, text: str) -> Iterator[tuple[Run | str, str]]:  # noqa: ANN401 - an Index
    for run in found(index, words_of(text)):
        yield run, secrets.runs[run]
    for code, whose in secrets.codes.items():
        if _says(text, code):
            yield code, whose


def _known_already(laid: LaidIssue, index: Any) -> set[Run | str]:  # noqa: ANN401 - an Index
    """What pages of other weeks in the archive say: nobody can take it back."""
    others = (text for name, text in laid.archive.items() if not _is_of(name, str(laid.week)))
    return {run for text in others for piece in pieces_of_markup(text) for run in found(index, words_of(piece))}


def _have(places: Iterable[str]) -> str:
    return "have" if len(list(places)) > 1 else "has"


def _listed(places: list[str]) -> str:
    *others, last = places
    return f"{', '.join(others)} and {last}" if others else last


def _quoted(found: Run | str) -> str:
    words = (found,) if isinstance(found, str) else found
    return " ".join(words[:_QUOTED]) + " …" * (len(words) > _QUOTED)


def _secrets(record: Record, audience: str) -> _Secrets:
    """What these readers must not see: of what is for others, and for nobody else."""
    entries = list(_private(record))
    if all(audience in entry.readers for entry in entries):
        return _Secrets({}, {})
    theirs = {entry.text for entry in entries if audience in entry.readers}
    secret: dict[Run, str] = {}
    for entry in entries:
        if audience not in entry.readers:
            for run in runs(words_of(entry.text)):
                secret.setdefault(run, entry.whose)
    codes = dict(_codes(record, audience))
    if secret:
        index = indexed(secret)
        for text in chain(theirs, _public(record)):
            for run in list(found(index, words_of(text))):
                secret.pop(run, None)
    return _Secrets(secret, codes)


def _private(record: Record) -> Iterator[_Text]:
    """Every text that is not for all."""
    for story in _stories(record):
        for entry in story.get("private", ()):
            whose = f"of {story.get('source') or story['title']} that are for {entry['audience']} alone"
            yield _Text(frozenset({entry["audience"]}), entry["text"], whose)
    for item, readers, whose in _offers(record):
        picture = item.get("picture") or {}
        for text in (item["title"], item.get("blurb", ""), picture.get("alt", "")):
            if text:
                yield _Text(readers, text, whose)


def _offers(record: Record) -> Iterator[tuple[Record, frozenset[str], str]]:
    """Each thing on offer, who sees it, and how its words are called.

    Where nobody is known to see it, as in older records, nothing is known of it.
    """
    members = frozenset(record.get("members", ()))
    for item in (*record["deals"], *record["catalogue"]):
        readers = frozenset({item["audience"]}) if item.get("audience") else members
        if readers:
            yield item, readers, f"of the offer “{item['title']}” that is for {_listed(sorted(readers))} alone"


def _codes(record: Record, audience: str) -> Iterator[tuple[str, str]]:
    """Codes of deals that these readers are not offered, unless public texts have the same word."""
    offers = list(_offers(record))
    known = {item.get("code") for item, readers, _ in offers if audience in readers}
    for item, readers, whose in offers:
        code = item.get("code") or ""
        if len(code) < _LEAST_OF_CODE or code.islower() or audience in readers or code in known:
            continue
        if not any(_says(text, code) for text in (record.get("newsletter", ""), *_public(record))):
            yield code, whose


def _says(text: str, code: str) -> bool:
    return code in text and re.search(rf"(?<!\w){re.escape(code)}(?!\w)", text) is not None


def _public(record: Record) -> Iterator[str]:
    """What everybody may read: teasers, what public texts have in common with others, and offers the editor names."""
    yield from record.get("shared", ())
    for story in _stories(record):
        if not any(reason["rule"] == RETITLED for reason in story.get("reasons", ())):
            yield story["title"]
        if not story["audience"]:
            yield from (paragraph["text"] for paragraph in story["paragraphs"])
    written = [words_of(text) for text in _written(record)]
    for item in (*record["deals"], *record["catalogue"]):
        named = indexed(runs(words_of(item["title"])))
        if named and any(next(found(named, words), None) for words in written):
            yield item["title"]


def _written(record: Record) -> Iterator[str]:
    """What the editor wrote for this issue."""
    if record.get("edited"):
        yield from (*record.get("note", ()), str(record.get("subject", "")), str(record.get("preheader", "")))
        yield from (text for story in _stories(record) for text in story.get("summary", ()))


def _stories(record: Record) -> Iterator[Record]:
    return chain(record["stories"], record.get("headlines", ()))
