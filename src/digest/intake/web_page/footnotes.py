"""The marks by which a text calls its footnotes, and those that lead back: signs between words, not words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from selectolax.lexbor import LexborNode

_MARK = re.compile(r"[\W\d_]{0,9}|[\W_]*[ivxIVX]{1,5}[\W_]*")
_ARROW = re.compile("[↩⏎↑⤴↵⇑▲]")
_NUMBER = re.compile(r"[\s\[(]*\d{1,3}[\])]?(?:[\s,]+[\[(]?\d{1,3}[\])]?)*\s*")
_CALLED = re.compile(r"(?:[.,;:!?…»”\"’)\]]|[^\W\d_]{4})$")
_LOOKED_AT = 8  # characters behind which a number stands


def is_footnote_mark(node: LexborNode, attributes: Mapping[str, str | None], before: Sequence[str]) -> bool:
    """Whether a link or a raised text is the mark of a footnote or the arrow back from one.

    A link within a page whose words are a number or an arrow is one. So is a raised number that stands in brackets or
    behind a whole word or a sentence; behind a figure or a unit it is an exponent.

    Args:
        node: An ``a`` or a ``sup``.
        attributes: Those of the node.
        before: The words of its line that stand before it.
    """
    if node.tag == "a":
        if "#" not in (attributes.get("href") or ""):
            return False
        words = _words(node)
        return words is not None and any(not c.isspace() for c in words) and _MARK.fullmatch(words) is not None
    words = _words(node)
    if words is None or not _NUMBER.fullmatch(words):
        return False
    last = "".join(before[-2:])[-_LOOKED_AT:].rstrip()
    return words.strip()[0] in "[(" or _CALLED.search(last) is not None


def leads_back(node: LexborNode) -> bool:
    """Whether the mark is the arrow at a footnote that leads back to the text."""
    words = _words(node)
    return words is not None and _ARROW.search(words) is not None


def _words(node: LexborNode) -> str | None:
    """What stands in an element of few nodes, else None: a long one is no mark and need not be read to its end."""
    words = ""
    for count, inner in enumerate(node.traverse(include_text=True)):
        words += (inner.text(deep=False) or "") if inner.tag == "-text" else ""
        if count > _LOOKED_AT or len(words) > 4 * _LOOKED_AT:
            return None
    return words
