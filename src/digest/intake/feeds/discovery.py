"""The feeds that a home page names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from digest.errors import UnreadableDocument
from digest.intake.encodings import decode
from digest.intake.feeds.addresses import web_address

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_MOST_BYTES = 1_000_000  # a page names its feeds in its head
_MOST_TAGS = 2000
_MOST_FEEDS = 20
_CHARSET = re.compile(rb"""charset\s*=\s*["']?([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)
_TYPES = frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/feed+json",
        "application/json",
    }
)
_PARTS = re.compile(  # what is no tag of the page itself is passed over, to its end or the page's
    r"<!--(?:.*?-->|.*)|<(script|style|noscript|template|svg)\b(?:.*?</\1|.*)|<(?:link|base)\b[^<>]*>",
    re.DOTALL | re.IGNORECASE,
)


def feeds_named(page: bytes, content_type: str, address: str) -> tuple[str, ...]:
    """The addresses of the feeds that an HTML page names, in its order, those of comments last.

    They stand in ``<link rel="alternate" type="application/rss+xml" href="…">`` (HTML, 4.6.7.1), relative to
    ``<base href>`` where there is one, else to the page.

    Args:
        page: The page's bytes.
        content_type: The header's value, which may name the encoding.
        address: Where the page was found.
    """
    from selectolax.lexbor import LexborHTMLParser

    tags = LexborHTMLParser("".join(_tags(_text(page[:_MOST_BYTES], content_type))))
    base = address
    if (stated := tags.css_first("base[href]")) is not None:
        base = web_address(stated.attributes.get("href"), address) or address
    found: dict[str, bool] = {}
    for link in tags.css("link[rel][type][href]"):
        if (feed := _feed(link, base)) and feed != address:
            found.setdefault(feed, _of_comments(link, feed))
    return tuple(sorted(found, key=found.__getitem__))[:_MOST_FEEDS]


def _text(page: bytes, content_type: str) -> str:
    stated = _CHARSET.search(content_type.encode("ascii", "replace")) or _CHARSET.search(page[:4096])
    try:
        return decode(page, declared=stated[1].decode() if stated else "")
    except UnreadableDocument:
        return ""


def _tags(text: str) -> list[str]:
    found = (match[0] for match in _PARTS.finditer(text) if match[0][1:5].lower() in {"link", "base"})
    return [tag for _, tag in zip(range(_MOST_TAGS), found, strict=False)]


def _feed(link: LexborNode, base: str) -> str:
    rel = (link.attributes.get("rel") or "").lower().split()
    kind = (link.attributes.get("type") or "").partition(";")[0].strip().lower()
    if "alternate" not in rel or kind not in _TYPES:
        return ""
    found = web_address(link.attributes.get("href"), base)
    # WordPress names each page's data under the type of JSON feeds.
    return "" if kind == "application/json" and "/wp-json/" in found else found


def _of_comments(link: LexborNode, feed: str) -> bool:
    return "comment" in (link.attributes.get("title") or "").lower() or "comment" in feed.lower()
