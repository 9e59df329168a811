"""The HTML of an entry's page to the HTML of its text: paragraphs, headings, lists, quotations, code, pictures."""

from __future__ import annotations

import re
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from digest.errors import UnreadableDocument
from digest.intake.encodings import decode
from digest.intake.feeds.addresses import web_address
from digest.intake.feeds.length import words_in
from digest.intake.feeds.picture import is_usable
from digest.intake.page_text.recogniser import recognise
from digest.intake.pictures import Named
from digest.intake.web_page import Reader, read_fragment, read_web_page
from digest.model import Kind, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from digest.model import Block

__all__ = ["Reader", "text_of_page"]

_CHARSET = re.compile(rb"""charset\s*=\s*["']?([\w-]{2,40})""", re.IGNORECASE)
_FEWEST = 30  # words of a text; a page that says less was not the entry's, or wants a script to fill it
_MOST = 5_000_000  # characters of a page
_TAGS = {Kind.PARAGRAPH: "p", Kind.HEADING: "h2", Kind.ITEM: "li", Kind.QUOTE: "blockquote", Kind.CODE: "pre"}


def text_of_page(html: bytes | str, address: str, *, reader: Reader) -> str:
    """The main text of a page as simple HTML without attributes but those of pictures; empty where none is found.

    Args:
        html: The page as it was sent.
        address: Where it stands; the pictures' addresses start from it.
        reader: Who finds the text: ``own`` reads the page as documents are read, ``trafilatura`` asks the package
            of that name.

    Raises:
        DigestError: The reader asked for is not installed.
    """
    text = html if isinstance(html, str) else _decoded(html)
    if not text.strip() or len(text) > _MOST:
        return ""
    if reader == "trafilatura":
        from digest.intake.web_page.extractor import extracted

        reading = read_fragment(extracted(text, "html", address))
    else:
        reading = read_web_page(text)
    found = recognise(reading.lines, bounded=reading.bounded)
    kept = [block for block in found.blocks if block.role in {Role.BODY, Role.CAPTION}]
    if sum(words_in(block.text) for block in kept if block.role is Role.BODY) < _FEWEST:
        return ""
    return "\n".join(_markup(kept, _picture(reading.pictures, address)))


def _decoded(html: bytes) -> str:
    declared = _CHARSET.search(html[:4096])
    try:
        return decode(html, declared=declared[1].decode("ascii") if declared else "")
    except UnreadableDocument:
        return ""


def _picture(named: Iterable[Named], address: str) -> Named | None:
    whole = (Named(web_address(one.src, address), one.alt, one.width, one.height) for one in named)
    return next(filter(is_usable, whole), None)


def _markup(blocks: Sequence[Block], picture: Named | None) -> Iterator[str]:
    """The picture with the first caption, then every other block in its order."""
    captions = [block for block in blocks if block.role is Role.CAPTION]
    if picture or captions:
        words = f"<figcaption>{escape(captions[0].text, quote=False)}</figcaption>" if captions else ""
        yield f"<figure>{_image(picture) if picture else ''}{words}</figure>"
    body = (block for block in blocks if block.role is Role.BODY)
    for is_item, group in groupby(body, lambda block: block.kind is Kind.ITEM):
        lines = [f"<{_TAGS[block.kind]}>{escape(block.text, quote=False)}</{_TAGS[block.kind]}>" for block in group]
        yield from ["<ul>", *lines, "</ul>"] if is_item else lines


def _image(picture: Named) -> str:
    size = "".join(
        f' {name}="{value}"' for name, value in (("width", picture.width), ("height", picture.height)) if value
    )
    return f'<img src="{escape(picture.src)}" alt="{escape(picture.alt)}"{size}>'
