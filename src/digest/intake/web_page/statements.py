"""What a page says of itself: its metadata, title, address and day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.intake.dates import published_date
from digest.intake.encodings import clean
from digest.intake.shapes import is_language
from digest.intake.web_page.elements import https, title_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from selectolax.lexbor import LexborHTMLParser, LexborNode


def metas(parser: LexborHTMLParser) -> Mapping[str, str]:
    """The page's metadata by casefolded name; the first of a name counts."""
    found: dict[str, str] = {}
    for node in parser.css("meta"):
        key = node.attributes.get("property") or node.attributes.get("name") or node.attributes.get("itemprop") or ""
        content = " ".join(clean(node.attributes.get("content") or "").split())
        if key and content:
            found.setdefault(key.casefold(), content)
    return found


def title(parser: LexborHTMLParser, stated: Mapping[str, str]) -> str:
    """The headline as the page's head gives it."""
    return stated.get("og:title") or title_of(parser.css_first("title"))


def address(parser: LexborHTMLParser, stated: Mapping[str, str]) -> str:
    """The page's own https address, or nothing."""
    link = parser.css_first("link[rel=canonical]")
    return https(link.attributes.get("href") if link is not None else "") or https(stated.get("og:url"))


def day(root: LexborNode | None, stated: Mapping[str, str]) -> date | None:
    """The day of publication, from the metadata or the first time that the text names."""
    told = stated.get("article:published_time") or stated.get("date") or stated.get("datepublished") or _time(root)
    return published_date(told[:10]) or published_date(told)


def language(parser: LexborHTMLParser) -> str:
    """The language tag of the page, or nothing."""
    told = (parser.root.attributes.get("lang") or "").strip() if parser.root is not None else ""
    return told if is_language(told) else ""


def _time(node: LexborNode | None) -> str:
    found = node.css_first("time[datetime]") if node is not None else None
    return (found.attributes.get("datetime") or "") if found is not None else ""
