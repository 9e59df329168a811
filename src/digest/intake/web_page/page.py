"""HTML pages to lines: the page's own structure first, boilerplate marked as such, everything active dropped."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Literal

from digest.intake.encodings import clean
from digest.intake.reading import Reading
from digest.intake.shapes import is_web_address
from digest.intake.web_page import statements
from digest.intake.web_page.breaks import mended
from digest.intake.web_page.elements import is_hidden
from digest.intake.web_page.walk import MOST_LINES, Gathered, parsed, walk
from digest.model import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from digest.intake.page_text.lines import Line

Reader = Literal["own", "trafilatura"]
"""Who tells the text of a page from what stands around it."""

_WINDOW = 20_000  # characters in which a line's words are sought in the source
_VAIN = 1_000  # lines that are sought in vain before no more are: each costs a whole window
_BODY = re.compile(r"<body\b", re.IGNORECASE)
_ADDRESS_PARTS = re.compile(r"[,·•|\n]")
_SAYS_LITTLE = 4  # words beside its name in which a publisher says nothing of itself


@dataclass(slots=True)
class _Place:
    """Where in the source the words were found last, so that line numbers only grow."""

    source: str
    number: int
    at: int = 0
    vain: int = 0

    def line_of(self, text: str) -> int:
        if self.vain >= _VAIN:
            return self.number
        words = clean(text).strip()[:30].split("\n")[0]
        found = self.source.find(words, self.at, self.at + _WINDOW)
        if found < 0:
            self.vain += 1
        else:
            self.number += self.source.count("\n", self.at, found)
            self.at = found + len(words)
        return self.number

    def skip_head(self) -> None:
        """Start behind the head, whose title has the words of the headline."""
        body = _BODY.search(self.source)
        if body:
            self.number += self.source.count("\n", 0, body.start())
            self.at = body.start()


def read_web_page(text: str, first: int = 1, *, reader: Reader = "own") -> Reading:
    """The lines, pictures and statements of an HTML page.

    Args:
        text: The page.
        first: The number of its first line in the file.
        reader: Who chooses the lines of the body: ``own`` leaves it to the page's elements and the recogniser;
            ``trafilatura`` marks those that the package of that name finds, where it finds any.

    Raises:
        DigestError: The reader asked for is not installed.
    """
    parser = parsed(text)
    stated = statements.metas(parser)
    place = _Place(text, first)
    place.skip_head()
    root = _article(parser)
    page = Gathered(place.line_of)
    if (start := root or parser.body) is not None:
        walk(start, page)
    around = _around(parser, root, place.line_of, stated.get("og:site_name", "")) if root is not None else ()
    reading = Reading(
        (*_apart(one_title(page.lines)), *islice(around, MOST_LINES)),
        bounded=root is not None,
        title=statements.title(parser, stated),
        byline="" if is_web_address(stated.get("author", "")) else stated.get("author", ""),
        published=statements.day(root or parser.body, stated),
        language=statements.language(parser),
        url=statements.address(parser, stated),
        publication=stated.get("og:site_name", ""),
        pictures=tuple(page.pictures),
    )
    if reader == "own":
        return reading
    from digest.intake.web_page.extractor import chosen

    return chosen(reading, text)


def passage_lines(html: str, first: int) -> tuple[Line, ...]:
    """The lines of a part of a page, all that stands in it; it has no headline.

    Args:
        html: The markup.
        first: The number of its first line in the file.
    """
    page = Gathered(_Place(html, first).line_of)
    if (body := parsed(html).body) is not None:
        walk(body, page)
    return tuple(_apart(page.lines))


def _apart(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines, each for itself: whether a break or an element ends one says nothing in pages built of breaks."""
    return (line if line.gap else replace(line, gap=True) for line in mended(lines))


def one_title(lines: list[Line]) -> Iterator[Line]:
    """The first h1 is the headline, others are headings."""
    seen = False
    for line in lines:
        yield replace(line, role=None) if line.role is Role.TITLE and seen else line
        seen = seen or line.role is Role.TITLE


def _article(parser: LexborHTMLParser) -> LexborNode | None:
    """The one element that holds the article, where the page says so."""
    for name in ("article", "main", "[role=main]", "[itemprop=articleBody]"):
        found = parser.css(name)
        if len(found) == 1 and len(found[0].text(deep=True, separator=" ").split()) > 30:  # no teaser
            return found[0]
    return None


def _around(parser: LexborHTMLParser, root: LexborNode, number_of: Callable[[str], int], site: str) -> Iterator[Line]:
    """What the page itself sets beside the article: asides, the publisher's address, and what it says of itself."""
    within = {node.mem_id for node in root.traverse()}
    for node in parser.css("aside, footer address, footer p"):
        if node.mem_id in within or is_hidden(node.attributes):
            continue
        within.update(inner.mem_id for inner in node.traverse())  # the outermost reads those in it
        page = Gathered(number_of)
        walk(node, page)
        for line in _apart(page.lines):
            if node.tag == "aside":
                yield replace(line, role=None, outside=True)
            elif node.tag == "address":
                parts = filter(None, map(str.strip, _ADDRESS_PARTS.split(line.text)))
                yield from (replace(line, text=part, role=Role.CONTACT, outside=True) for part in parts)
            elif site and line.text.startswith(site) and len(line.text.split()) > len(site.split()) + _SAYS_LITTLE:
                yield replace(line, role=Role.ABOUT, outside=True)
