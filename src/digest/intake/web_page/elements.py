"""What an element says of the words in it: its kind, its role, whether anybody sees it, which picture it shows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.intake.encodings import clean
from digest.intake.pictures import Named
from digest.intake.shapes import is_web_address
from digest.model import Kind, Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from selectolax.lexbor import LexborNode

_DROPPED_TAGS = """
script style noscript template iframe object embed canvas svg math select option textarea input head
title meta link audio video map dialog
"""
DROPPED = frozenset(_DROPPED_TAGS.split())
_BOILERPLATE = frozenset({"nav", "footer", "aside", "form", "button", "menu"})
_INLINE_TAGS = """
a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark q rp rt ruby s
samp small span strike strong sub sup time tt u var wbr -text
"""
INLINE = frozenset(_INLINE_TAGS.split())
_KINDS = {
    "li": Kind.ITEM,
    "dd": Kind.ITEM,
    "blockquote": Kind.QUOTE,
    "pre": Kind.CODE,
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), Kind.HEADING),
}
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|(?:font-size|opacity|max-height)\s*:\s*0(?![.\d])"
)
_LATE_SOURCES = ("data-src", "data-lazy-src", "data-original", "data-srcset", "srcset")
_CAPTION_CLASS = "wp-caption-text"  # WordPress, before it knew figcaption
# Cards and buttons that Ghost, Substack and WordPress set into a text, and notes under it.
_SET_IN = re.compile(
    r"""
    (?<!\S)(?:kg-(?:button|bookmark|signup|product|cta|call-to-action)-card|button-wrapper|captioned-button-wrap
    |subscription-widget\S*|wp-block-buttons?|sharedaddy|jp-relatedposts|footnotes?|footnote-content
    |wp-block-footnotes)(?!\S)
    """,
    re.VERBOSE,
)
_NOTES, _SUBTITLE = frozenset({"doc-footnote", "doc-endnotes"}), "doc-subtitle"  # roles of DPUB-ARIA 1.1
_EMOJI_CLASSES = ("emoji", "smiley")  # its pictures of single characters


@dataclass(slots=True)
class Context:
    """What the elements that are open say of the words in them."""

    kind: Kind = Kind.PARAGRAPH
    role: Role | None = None


def inside(tag: str, attributes: Mapping[str, str | None], outer: Context) -> Context:
    """The context in an element that stands in another context."""
    kind = _KINDS.get(tag, outer.kind)
    if outer.role is Role.FURNITURE or tag in _BOILERPLATE or (attributes and _is_set_in(attributes)):
        return Context(kind, Role.FURNITURE)
    if tag == "h1":
        return Context(kind, Role.TITLE)
    if attributes.get("role") == _SUBTITLE:
        return Context(kind, Role.STANDFIRST)
    if tag == "figcaption" or _CAPTION_CLASS in (attributes.get("class") or ""):
        return Context(kind, Role.CAPTION)
    return Context(kind, outer.role)


def _is_set_in(attributes: Mapping[str, str | None]) -> bool:
    classes = attributes.get("class")
    return bool(classes and _SET_IN.search(classes)) or attributes.get("role") in _NOTES


def is_hidden(attributes: Mapping[str, str | None]) -> bool:
    """Whether no reader of the page sees the element."""
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or bool(_HIDDEN.search((attributes.get("style") or "").casefold()))
    )


def picture(attributes: Mapping[str, str | None]) -> Named:
    """The picture as its element names it, also where a script was to load it later."""
    alt = " ".join(clean(attributes.get("alt") or "").split())
    return Named(_source(attributes), alt, _pixels(attributes.get("width")), _pixels(attributes.get("height")))


def spoken(attributes: Mapping[str, str | None]) -> str:
    """The character that a picture stands for, such as an emoji, or nothing."""
    classes = attributes.get("class") or ""
    return (attributes.get("alt") or "") if any(name in classes for name in _EMOJI_CLASSES) else ""


def https(address: str | None) -> str:
    """The address where it is a whole one of https, else nothing."""
    address = (address or "").strip()
    return address if address.startswith("https://") and is_web_address(address) else ""


def title_of(node: LexborNode | None) -> str:
    """The words of an element on one line."""
    return " ".join(clean(node.text()).split()) if node is not None else ""


def _source(attributes: Mapping[str, str | None]) -> str:
    src = (attributes.get("src") or "").strip()
    if src and src[:5].casefold() != "data:":
        return src
    later = (attributes.get(name) or "" for name in _LATE_SOURCES)
    first = (value.split() for value in later)
    return next((words[0].rstrip(",") for words in first if words), src)


def _pixels(value: str | None) -> int:
    digits = re.match(r"\d{1,5}", (value or "").strip())
    return int(digits[0]) if digits else 0
