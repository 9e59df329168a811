"""Lists of feeds as OPML 2.0 (http://opml.org/spec2.opml), as other programs write them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from digest.errors import DigestError
from digest.intake.feeds.addresses import web_address
from digest.intake.feeds.opml_writing import address_key, one_line, write_opml
from digest.intake.fetching.addresses import shown
from digest.model import Problem
from digest.model.feeds import Feed

if TYPE_CHECKING:
    from xml.parsers.expat import XMLParserType

__all__ = ["address_key", "feed_address", "read_opml", "write_opml"]

_LARGEST = 20_000_000  # bytes; ten thousand feeds take three million
_LONGEST = 200  # characters of a name
_DECLARED = re.compile(rb"""\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z][\w.-]*)["']""")
_ENCODING = re.compile(r"""(<\?xml[^>]*?)\s+encoding\s*=\s*["'][^"']*["']""")
_WITHOUT_SCHEME = re.compile(r"//(?=[^/])|(?=[\w-]+(?:\.[\w-]+)+(?::\d+)?/)")
_OTHER_KINDS = frozenset({"link", "include"})
_NO_TEXT = frozenset({"idna", "punycode", "raw_unicode_escape", "undefined", "unicode_escape"})  # of Python's codecs


@dataclass(slots=True)
class _Found:
    """What the outlines of one document give, as they go by."""

    where: str
    feeds: dict[str, Feed] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    open: list[_Outline] = field(default_factory=list)
    root: str = ""


@dataclass(slots=True)
class _Outline:
    """An outline that has begun: its attributes by their names in small letters."""

    attributes: dict[str, str]
    line: int
    section: str = ""
    leaf: bool = True

    @property
    def name(self) -> str:
        return _name(self.attributes.get("text") or self.attributes.get("title") or "")

    @property
    def address(self) -> str:
        """Where the feed is, as it is written; empty for a group of feeds, a link or another list."""
        kind = self.attributes.get("type", "").strip().casefold()
        other = "" if kind in _OTHER_KINDS else self.attributes.get("url", "")
        return (self.attributes.get("xmlurl") or other).strip()


def feed_address(written: str) -> str:
    """The address on the web; empty for any other.

    ``feed://host/path`` and ``feed:https://host/path`` are understood; ``host/path`` and ``//host/path`` mean https.
    """
    text = written.strip()
    if match := _WITHOUT_SCHEME.match(text):
        text = f"https://{text[match.end() :]}"
    if text[:5].casefold() == "feed:":
        rest = text[5:].lstrip("/")
        text = rest if rest[:6].casefold() in {"http:/", "https:"} else f"http://{rest}"
    return web_address(text)


def read_opml(data: bytes, where: str) -> tuple[tuple[Feed, ...], tuple[Problem, ...]]:
    """The feeds of a list, each once, and what is wrong with others.

    A feed's section is the text of the nearest outline around it, else the first of its categories; its publication
    is its title or text. Attributes may be written in any case.

    Args:
        data: The file.
        where: Its name, for messages.

    Raises:
        DigestError: It is no OPML, is too large, or declares a document type of its own, with which a small file can
            be made to fill the memory. One that lies elsewhere is not fetched.
    """
    found = _Found(where)
    if len(data) > _LARGEST:
        raise _unread(where, f"{len(data):,} bytes", "is this the right file?")
    _parse(data, found)
    if found.root.rpartition(":")[2].casefold() != "opml":
        raise _unread(where, f"<{found.root}>", "an OPML file begins with <opml>")
    return tuple(found.feeds.values()), tuple(found.problems)


def _parse(data: bytes, found: _Found) -> None:
    from xml.parsers.expat import ExpatError

    try:
        _parser(found).Parse(*_decodable(data, found.where), True)
    except ExpatError as error:
        hint = 'export it anew, or mend that line: an "&" is written "&amp;", and the file saved as UTF-8'
        raise _unread(f"{found.where}:{error.lineno}", f"not XML: {_reason(error)}", hint) from error
    except (LookupError, ValueError) as error:  # an encoding that Python or Expat does not know
        raise _unread(found.where, "an encoding that is not known", "save it as UTF-8") from error


def _decodable(data: bytes, where: str) -> tuple[bytes | str]:
    """The document as Expat can read it, which knows but a few encodings itself."""
    declared = match[1].decode().casefold().replace("-", "_") if (match := _DECLARED.match(data)) else ""
    if not declared or declared.startswith(("utf_", "us_ascii")):
        return (data.lstrip(b" \t\r\n"),)
    if declared in _NO_TEXT:
        raise LookupError(declared)
    try:
        return (_ENCODING.sub(r"\1", data.decode(declared).lstrip(), count=1),)
    except UnicodeDecodeError as error:
        raise _unread(where, f"bytes that are not {declared}", "save it as UTF-8") from error


def _parser(found: _Found) -> XMLParserType:
    from xml.parsers.expat import ParserCreate

    def begin(name: str, attributes: dict[str, str]) -> None:
        found.root = found.root or name
        if name.rpartition(":")[2].casefold() == "outline":
            lowered = {key.casefold(): value for key, value in attributes.items()}
            outline = _Outline(lowered, parser.CurrentLineNumber)
            if found.open:
                _set_in(found.open[-1], outline)
            found.open.append(outline)
            _take(outline, found)

    def end(name: str) -> None:
        if name.rpartition(":")[2].casefold() == "outline":
            _close(found.open.pop(), found)

    def doctype(_name: str, _system: str | None, _public: str | None, declares: object) -> None:
        if declares:
            where = f"{found.where}:{parser.CurrentLineNumber}"
            raise _unread(where, "<!DOCTYPE with declarations", "take the document type out")

    parser = ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.StartDoctypeDeclHandler = doctype
    return parser


def _set_in(group: _Outline, outline: _Outline) -> None:
    group.leaf = False
    outline.section = group.section if group.address else group.name or group.section


def _take(outline: _Outline, found: _Found) -> None:
    written = outline.address
    if not written:
        return
    address = feed_address(written)
    if not address:
        found.problems.append(_wrong("no address on the web", outline, found, shown(written)))
        return
    name = outline.name if address_key(outline.name) != address_key(address) else ""
    section = outline.section or _first_category(outline.attributes.get("category", ""))
    found.feeds.setdefault(address_key(address), Feed(address, publication=name, section=section))


def _close(outline: _Outline, found: _Found) -> None:
    kind = outline.attributes.get("type", "").strip().casefold()
    if outline.leaf and not outline.address and kind not in _OTHER_KINDS:
        found.problems.append(_wrong("an outline without the address of a feed", outline, found, outline.name))


def _wrong(what: str, outline: _Outline, found: _Found, said: str) -> Problem:
    return Problem(what, f"{found.where}:{outline.line}", _name(said), "it was left out")


def _unread(where: str, found: str, hint: str) -> DigestError:
    return DigestError("cannot read the list of feeds", where=where, found=found, hint=hint)


def _reason(error: Exception) -> str:
    return str(error).partition(": line")[0]


def _name(text: str) -> str:
    return one_line(text)[:_LONGEST].rstrip()


def _first_category(categories: str) -> str:
    """``/News/World,/Film`` → ``World``."""
    return _name(categories.partition(",")[0].rstrip("/ ").rpartition("/")[2])
