"""HTML pages to lines: the page's own structure first, boilerplate marked as such, everything active dropped."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from digest.intake.dates import published_date
from digest.intake.encodings import clean
from digest.intake.header_values import is_language, is_web_address
from digest.intake.page_text.lines import Line
from digest.intake.pictures import Named
from digest.intake.reading import Reading
from digest.model import Kind, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from selectolax.lexbor import LexborHTMLParser, LexborNode

_DROPPED_TAGS = """
script style noscript template iframe object embed canvas svg math select option textarea input head
title meta link audio video map dialog
"""
_DROPPED = frozenset(_DROPPED_TAGS.split())
_BOILERPLATE = frozenset({"nav", "footer", "aside", "form", "button", "menu"})
_INLINE_TAGS = """
a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark q rp rt ruby s
samp small span strike strong sub sup time tt u var wbr -text
"""
_INLINE = frozenset(_INLINE_TAGS.split())
_KINDS = {
    "li": Kind.ITEM,
    "dd": Kind.ITEM,
    "blockquote": Kind.QUOTE,
    "pre": Kind.CODE,
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), Kind.HEADING),
}
_DEEP = re.compile(
    r"(?:<[a-zA-Z]+[^<>]*+>\s*+){400,}+"
)  # no page nests so deep; a parser's time grows with the square
_WINDOW = 20_000  # characters in which a line's words are sought in the source
_BODY = re.compile(r"<body\b", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_ADDRESS_PARTS = re.compile(r"[,·•|\n]")
_SAYS_LITTLE = 4  # words beside its name in which a publisher says nothing of itself
_SPACES = re.compile(r"[ \t\n\r\f]+")


@dataclass(slots=True)
class _Place:
    """Where in the source the words were found last, so that line numbers only grow."""

    source: str
    number: int
    at: int = 0

    def line_of(self, words: str) -> int:
        found = self.source.find(words, self.at, self.at + _WINDOW)
        if found >= 0:
            self.number += self.source.count("\n", self.at, found)
            self.at = found + len(words)
        return self.number

    def skip_head(self) -> None:
        """Start behind the head, whose title has the words of the headline."""
        body = _BODY.search(self.source)
        if body:
            self.number += self.source.count("\n", 0, body.start())
            self.at = body.start()


@dataclass(slots=True)
class _Context:
    """What the elements that are open say of the words in them."""

    kind: Kind = Kind.PARAGRAPH
    role: Role | None = None


@dataclass(slots=True)
class _Page:
    place: _Place
    lines: list[Line] = field(default_factory=list)
    pictures: list[Named] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    url: str = ""

    def flush(self, context: _Context) -> None:
        """End the line whose words were gathered."""
        raw = "".join(self.words)
        text = raw.strip("\n") if context.kind is Kind.CODE else _SPACES.sub(" ", raw).strip(" \u00a0")
        if text.strip():
            first = next(word for word in self.words if word.strip())
            number = self.place.line_of(first.strip()[:30].split("\n")[0])
            self.lines.append(Line(text, number, kind=context.kind, role=context.role, url=self.url))
        self.words.clear()
        self.url = ""


def read_web_page(text: str, first: int = 1) -> Reading:
    """The lines, pictures and statements of an HTML page.

    Args:
        text: The page.
        first: The number of its first line in the file.
    """
    from selectolax.lexbor import LexborHTMLParser

    parser = LexborHTMLParser(_DEEP.sub("<div>", text))
    metas = _metas(parser)
    page = _Page(_Place(text, first))
    page.place.skip_head()
    root = _article(parser)
    if (start := root or parser.body) is not None:
        _walk(start, page)
    around = _around(parser, root, page.place, metas.get("og:site_name", "")) if root is not None else ()
    stated = (
        metas.get("article:published_time")
        or metas.get("date")
        or metas.get("datepublished")
        or _time(root or parser.body)
    )
    language = (parser.root.attributes.get("lang") or "").strip() if parser.root is not None else ""
    return Reading(
        (*_one_title(page.lines), *around),
        bounded=root is not None,
        title=metas.get("og:title") or _title(parser),
        byline="" if is_web_address(metas.get("author", "")) else metas.get("author", ""),
        published=_stated_day(stated),
        language=language if is_language(language) else "",
        url=_address(parser, metas),
        publication=metas.get("og:site_name", ""),
        standfirst="",
        pictures=tuple(page.pictures),
    )


def _around(parser: LexborHTMLParser, root: LexborNode, place: _Place, site: str) -> Iterator[Line]:
    """What the page itself sets beside the article: asides, the publisher's address, and what it says of itself."""
    inside = {node.mem_id for node in root.traverse()}
    for node in parser.css("aside, footer address, footer p"):
        if node.mem_id in inside or _is_hidden(node):
            continue
        page = _Page(place)
        _walk(node, page)
        for line in page.lines:
            if node.tag == "aside":
                yield replace(line, role=None, outside=True)
            elif node.tag == "address":
                parts = filter(None, map(str.strip, _ADDRESS_PARTS.split(line.text)))
                yield from (replace(line, text=part, role=Role.CONTACT, outside=True) for part in parts)
            elif site and line.text.startswith(site) and len(line.text.split()) > len(site.split()) + _SAYS_LITTLE:
                yield replace(line, role=Role.ABOUT, outside=True)


def _stated_day(stated: str) -> date | None:
    return published_date(stated[:10]) or published_date(stated)


def _article(parser: LexborHTMLParser) -> LexborNode | None:
    """The one element that holds the article, where the page says so."""
    for name in ("article", "main", "[role=main]", "[itemprop=articleBody]"):
        found = parser.css(name)
        if len(found) == 1 and len(found[0].text(deep=True, separator=" ").split()) > 30:  # no teaser
            return found[0]
    return None


def _metas(parser: LexborHTMLParser) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for node in parser.css("meta"):
        key = node.attributes.get("property") or node.attributes.get("name") or node.attributes.get("itemprop") or ""
        content = " ".join(clean(node.attributes.get("content") or "").split())
        if key and content:
            found.setdefault(key.casefold(), content)
    return found


def _title(parser: LexborHTMLParser) -> str:
    node = parser.css_first("title")
    return " ".join(clean(node.text()).split()) if node is not None else ""


def _address(parser: LexborHTMLParser, metas: Mapping[str, str]) -> str:
    link = parser.css_first("link[rel=canonical]")
    for address in ((link.attributes.get("href") or "") if link is not None else "", metas.get("og:url", "")):
        if address.startswith("https://") and is_web_address(address):
            return address
    return ""


def _time(node: LexborNode | None) -> str:
    found = node.css_first("time[datetime]") if node is not None else None
    return (found.attributes.get("datetime") or "") if found is not None else ""


def _one_title(lines: list[Line]) -> Iterator[Line]:
    """The first h1 is the headline, others are headings."""
    seen = False
    for line in lines:
        if line.role is Role.TITLE and seen:
            yield Line(line.text, line.number, line.gap, line.kind, None, line.url)
        else:
            yield line
        seen = seen or line.role is Role.TITLE


def _walk(root: LexborNode, page: _Page) -> None:
    """Visit every node once, without recursion: hostile pages nest deeper than Python may call."""
    contexts = [_Context()]
    pending: list[tuple[LexborNode, bool]] = [(root, False)]
    while pending:
        node, leaving = pending.pop()
        tag = node.tag or ""
        if leaving:
            page.flush(contexts.pop())
            continue
        if tag == "-text":
            page.words.append(_text(node, contexts[-1]))
            continue
        if tag in _DROPPED or tag.startswith(("-", "!")) or _is_hidden(node):
            continue
        if tag not in _INLINE:
            page.flush(contexts[-1])
            contexts.append(_inside(tag, contexts[-1]))
            pending.append((node, True))
        elif tag == "img":
            _picture(node, page)
        elif tag == "a" and not page.url:
            page.url = _href(node)
        pending.extend((child, False) for child in reversed(list(_children(node))))
    page.flush(contexts[0])


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        yield child
        child = child.next


def _text(node: LexborNode, context: _Context) -> str:
    text = clean(node.text(deep=False) or "")
    return text if context.kind is Kind.CODE else text.replace("\n", " ")


def _is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or bool(_HIDDEN.search(attributes.get("style") or ""))
    )


def _inside(tag: str, outer: _Context) -> _Context:
    kind = _KINDS.get(tag, outer.kind)
    if outer.role is Role.FURNITURE or tag in _BOILERPLATE:
        return _Context(kind, Role.FURNITURE)
    if tag == "h1":
        return _Context(kind, Role.TITLE)
    return _Context(kind, Role.CAPTION if tag == "figcaption" else outer.role)


def _picture(node: LexborNode, page: _Page) -> None:
    attributes = node.attributes
    alt = " ".join(clean(attributes.get("alt") or "").split())
    page.pictures.append(
        Named(attributes.get("src") or "", alt, _pixels(attributes.get("width")), _pixels(attributes.get("height")))
    )


def _pixels(value: str | None) -> int:
    digits = re.match(r"\d{1,5}", (value or "").strip())
    return int(digits[0]) if digits else 0


def _href(node: LexborNode) -> str:
    address = (node.attributes.get("href") or "").strip()
    return address if address.startswith("https://") and is_web_address(address) else ""
