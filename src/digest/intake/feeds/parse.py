"""A feed's bytes to plain tuples, whatever kind of feed it is; what comes back travels between processes."""

from __future__ import annotations

import re

from digest.intake.feeds.characters import as_utf8
from digest.intake.feeds.discovery import feeds_named
from digest.intake.feeds.json_feed import parse_json_feed
from digest.intake.feeds.raw import NOTHING, Parsed, RawEntry
from digest.intake.feeds.xml_feed import parse_xml_feed

__all__ = ["Parsed", "RawEntry", "parse_feed"]

_SPACE = b" \t\r\n"
_ROOT = re.compile(
    rb"<!--(?:.*?-->|.*)|<((?:[A-Za-z_][\w.-]{0,30}:)?(?:rss|rdf|feed|channel|html|head|body|item|entry))[\s/>]",
    re.DOTALL | re.IGNORECASE,
)
_PAGE = frozenset({b"html", b"head", b"body"})


def parse_feed(body: bytes, content_type: str, address: str, most: int = 500) -> Parsed:
    """What is in a feed, or which feeds a page names; never raises, however hostile the bytes are.

    RSS 0.90 to 2.0, Atom 0.3 and 1.0, and JSON Feed 1.0 and 1.1 are told by what they are, not by what the server
    calls them.

    Args:
        body: The document, decompressed.
        content_type: The header's value, for the encoding alone.
        address: Where it was found, which relative addresses start from.
        most: Entries that are kept, the newest.
    """
    text = as_utf8(body, content_type).lstrip(_SPACE)
    if not text:
        return (*NOTHING[:-1], False)
    if text.startswith(b"{"):
        return parse_json_feed(text.decode("utf-8", "replace"), address, most)
    root = next((match[1] for match in _ROOT.finditer(text) if match[1]), b"")
    if root.lower() in _PAGE:
        return (*NOTHING[:5], feeds_named(body, content_type, address), True)
    return parse_xml_feed(text, root, address, most) if root else NOTHING
