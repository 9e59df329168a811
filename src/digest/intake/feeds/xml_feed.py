"""RSS and Atom to plain tuples: what feedparser reads, chosen and cleaned."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from digest.intake.feeds.addresses import web_address
from digest.intake.feeds.entry_picture import dicts, is_picture, is_watched, picture_of
from digest.intake.feeds.held_back import Held, hold_back, put_back
from digest.intake.feeds.identity import stated
from digest.intake.feeds.people import byline
from digest.intake.feeds.picture_words import with_picture_words
from digest.intake.feeds.plain_text import as_html, bounded, one_line, paragraphs
from digest.intake.feeds.raw import (
    LONGEST_CATEGORY,
    LONGEST_TITLE,
    NOTHING,
    Parsed,
    RawEntry,
    distinct,
    language_tag,
    newest,
)
from digest.intake.feeds.sense import stated_moment
from digest.intake.feeds.summary import with_summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_STARTS = re.compile(rb"<(?:[A-Za-z_][\w.-]{0,30}:)?(?:item|entry)[\s/>]")
_REFERENCES = re.compile(rb"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?")
_HALVES = re.compile(  # a character beyond the first plane as two references, as JavaScript counts it
    rb"&#(?:[xX]([dD][89abAB][0-9a-fA-F]{2})|(5[56]\d{3}));&#(?:[xX]([dD][c-fC-F][0-9a-fA-F]{2})|(5[67]\d{3}));"
)
_HTML = frozenset({"text/html", "application/xhtml+xml"})
_BEARABLE = 500_000  # bytes
_SMALL = 200_000  # bytes in which there cannot be so many entries that counting them pays

_Dict = dict[str, Any]  # feedparser's own get() is slow, and answers for keys that are not there: dict.get is used


def parse_xml_feed(body: bytes, root: bytes, address: str, most: int) -> Parsed:
    """A feed's plain tuples; those of no feed where it is none.

    Args:
        body: The document in UTF-8.
        root: The name of its outermost element as it is written, as ``rdf:RDF``.
        address: Where it was found.
        most: Entries that are kept, the newest.
    """
    short, held = hold_back(with_picture_words(_bearable(_without_middle(body, most))))
    found = _read(short, web_address(address))
    if found is None:
        return NOTHING
    version, feed, entries = str(dict.get(found, "version") or ""), found["feed"], found["entries"]
    if not version and not entries:
        return NOTHING
    # A document that is not well-formed breaks off when its outermost element has no end.
    whole = not dict.get(found, "bozo") or b"</" + root in body
    own = byline(_names(feed)) if version.startswith("atom") else ""  # RFC 4287, 4.2.1; in RSS it is an editor
    language = language_tag(dict.get(feed, "language"))
    home = _link(feed, address)
    rest = (_entry(entry, version, home, address, language, own, held) for entry in entries)
    return version or "rss", _title(feed, version), home, language, newest(rest, most), (), whole


def _read(body: bytes, address: str) -> _Dict | None:
    """What feedparser makes of it; references to characters that do not exist make it stumble, and are mended."""
    for mend in (bytes, _mended):
        try:
            return _feedparser(mend(body), address)
        except Exception:  # noqa: BLE001, S112 -- whatever a hostile document makes happen in it
            continue
    return None


def _feedparser(body: bytes, address: str) -> _Dict:
    import feedparser

    # As a stream: bytes that are a path would be opened. Markup is cleaned where it is read, at a third of the cost.
    # Given an address, feedparser joins it with each element's; links are joined here where they are taken.
    based = {"content-location": address} if b"xml:base" in body else {}
    found: _Dict = feedparser.parse(
        io.BytesIO(body),
        sanitize_html=False,
        resolve_relative_uris=False,
        response_headers={"content-type": "application/xml; charset=utf-8"} | based,
    )
    return found


def _without_middle(body: bytes, most: int) -> bytes:
    """The document with its first and its last entries where it has far too many: each costs half a millisecond."""
    if len(body) < _SMALL or body.count(b"item") + body.count(b"entry") <= 2 * most:
        return body
    starts = [match.start() for match in _STARTS.finditer(body)]
    return body[: starts[most]] + body[starts[-most] :] if len(starts) > 2 * most else body


def _bearable(body: bytes) -> bytes:
    """The document, or its first half megabyte where it is longer and not well-formed.

    What feedparser reads such a document with takes time that grows with the square of its length.
    """
    if len(body) <= _BEARABLE:
        return body
    from xml.parsers import expat

    try:
        expat.ParserCreate(namespace_separator=" ").Parse(body, True)
    except expat.ExpatError:
        return body[:_BEARABLE]
    return body


def _mended(body: bytes) -> bytes:
    return _REFERENCES.sub(_reference, _HALVES.sub(_joined, body))


def _joined(match: re.Match[bytes]) -> bytes:
    high, low = (int(match[n], 16) if match[n] else int(match[n + 1]) for n in (1, 3))
    whole = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)
    return b"&#%d;" % whole if 0xD800 <= high < 0xDC00 <= low < 0xE000 else b""


def _reference(match: re.Match[bytes]) -> bytes:
    """A reference to a character as the character; a half of one is gone, as is what no document may have."""
    digits = match[1] or match[2]
    code = int(digits, 16 if match[1] else 10) if len(digits) < 8 else 0
    if code < 32 or code > 0x10FFFF or 0xD800 <= code < 0xE000:
        return b""
    return match[0]


def _entry(entry: _Dict, version: str, home: str, address: str, language: str, own: str, held: Held) -> RawEntry:
    content, detail = _content(entry, version.startswith("atom"), held)
    base = web_address(dict.get(detail, "base")) or web_address(address) or home
    picture, alt, width, height = picture_of(entry, base)
    return (
        stated(dict.get(entry, "id")),
        _link(entry, base),
        _title(entry, version),
        byline(_names(entry)) or own,
        _published(entry),
        _language(entry, detail) or language,
        distinct(name for tag in dicts(dict.get(entry, "tags")) for name in _categories(tag)),
        bounded(content),
        base,
        picture,
        alt,
        width,
        height,
        is_watched(entry),
    )


def _title(thing: _Dict, version: str) -> str:
    detail = dict.get(thing, "title_detail")
    markup = isinstance(detail, dict) and dict.get(detail, "type") in _HTML
    atom = version.startswith("atom")
    return one_line(dict.get(thing, "title"), LONGEST_TITLE, markup=markup, entities=not atom)


def _content(entry: _Dict, atom: bool, held: Held) -> tuple[str, _Dict]:
    """The longest of content and summary as HTML, a summary of its own in front, and what feedparser says of it."""
    best = value = ""
    said: _Dict = {}
    summary = dict.get(entry, "summary_detail")
    for detail in (*dicts(dict.get(entry, "content")), summary):
        if isinstance(detail, dict):
            value = _text(detail, held)
            if len(value) > len(best):
                best, said = value, detail
    if atom and said and dict.get(said, "type") not in _HTML:
        return as_html(best), said
    whole = best if "<" in best else paragraphs(best)  # RSS has HTML everywhere, whatever it is called
    if not isinstance(summary, dict) or said is summary:
        return whole, said
    markup = not atom or dict.get(summary, "type") in _HTML
    return with_summary(whole, value, markup=markup), said


def _text(detail: _Dict, held: Held) -> str:
    value, kind = dict.get(detail, "value"), dict.get(detail, "type")
    return put_back(value, held) if isinstance(value, str) and _is_text(kind) else ""


def _is_text(kind: object) -> bool:
    return isinstance(kind, str) and (kind in _HTML or kind.startswith("text/"))


def _link(thing: _Dict, base: str) -> str:
    """The first address that a reader can follow: feedparser's choice, else another, else what is enclosed."""
    if not _is_mere_name(thing) and (found := web_address(dict.get(thing, "link"), base)):
        return found
    for kind in ("alternate", "enclosure"):
        for link in dicts(dict.get(thing, "links")):
            meant = dict.get(link, "rel") == kind and not (kind == "enclosure" and is_picture(link))
            if meant and (found := web_address(dict.get(link, "href"), base)):
                return found
    return ""


def _is_mere_name(thing: _Dict) -> bool:
    """Whether feedparser took an identity for the link that is no address by itself (RSS 2.0, guid)."""
    link = dict.get(thing, "link")
    named = bool(dict.get(thing, "guidislink")) and link == dict.get(thing, "id")
    return named and isinstance(link, str) and not link[:8].lower().startswith(("http://", "https://"))


def _names(thing: _Dict) -> Iterable[object]:
    authors = [dict.get(person, "name") for person in dicts(dict.get(thing, "authors"))]
    return authors if any(authors) else (dict.get(thing, "author"),)


def _published(entry: _Dict) -> int | None:
    for key in ("published", "updated", "created"):
        if text := dict.get(entry, key):
            moment = stated_moment(text, dict.get(entry, f"{key}_parsed"))
            if moment is not None:
                return moment
    return None


def _language(entry: _Dict, detail: _Dict) -> str:
    title = dict.get(entry, "title_detail")
    for value in (
        dict.get(entry, "language"),
        dict.get(detail, "language"),
        dict.get(title, "language") if isinstance(title, dict) else "",
    ):
        if value and (tag := language_tag(value)):
            return tag
    return ""


def _categories(tag: _Dict) -> Iterator[str]:
    """The names in a category, which may list several with commas."""
    named = dict.get(tag, "label") or dict.get(tag, "term")
    if not isinstance(named, str) or named.startswith(("http://", "https://")):  # a kind of thing, for machines
        return
    for part in named.split(",") if "," in named else (named,):
        yield one_line(part, LONGEST_CATEGORY, entities=True)
