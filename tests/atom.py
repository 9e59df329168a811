"""What RFC 4287 demands of a feed and its entries, as far as this program writes them."""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

ATOM = "{http://www.w3.org/2005/Atom}"
_RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_ADDRESS = re.compile(r"""\s(?:href|src)=["']([^"']*)""")


def parsed(xml: str) -> ET.Element:
    return ET.fromstring(xml.encode())  # noqa: S314 (the program under test wrote it)


def entries(feed: str) -> list[ET.Element]:
    """The entries of a feed that keeps the rules; it starts with its declaration."""
    root = parsed(feed)
    assert feed.startswith("<?xml ")
    assert root.tag == f"{ATOM}feed"
    _common(root)
    found = root.findall(f"{ATOM}entry")
    ids = [text(entry, "id") for entry in found]
    assert len(set(ids)) == len(ids)
    assert [link.get("rel") for link in root.findall(f"{ATOM}link")].count("self") == 1
    for one in found:
        entry_keeps_the_rules(one)
    return found


def entry_keeps_the_rules(entry: ET.Element) -> None:
    """Sections 4.1.2, 4.1.3 and 4.2."""
    assert entry.tag == f"{ATOM}entry"
    _common(entry)
    alternates = [link for link in entry.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
    assert len(alternates) == 1
    assert moment(entry, "published") <= moment(entry, "updated")
    for content in entry.findall(f"{ATOM}content"):
        assert content.get("type") == "html"
        assert len(content) == 0
        assert all(urlsplit(url).scheme for url in _ADDRESS.findall(content.text or ""))


def text(element: ET.Element, name: str) -> str:
    return element.findtext(f"{ATOM}{name}") or ""


def moment(element: ET.Element, name: str) -> datetime:
    assert _RFC_3339.fullmatch(text(element, name))
    return datetime.fromisoformat(text(element, name))


def _common(element: ET.Element) -> None:
    """What a feed and an entry have in common: once each, a date, an absolute address as id and in links."""
    for name in ("id", "title", "updated"):
        assert len(element.findall(f"{ATOM}{name}")) == 1
    assert text(element, "title").strip()
    assert _RFC_3339.fullmatch(text(element, "updated"))
    assert urlsplit(text(element, "id")).scheme in {"http", "https", "tag"}
    for link in element.findall(f"{ATOM}link"):
        assert urlsplit(link.get("href", "")).scheme in {"http", "https"}
    for author in element.findall(f"{ATOM}author"):
        assert text(author, "name")
