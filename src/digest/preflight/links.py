"""Where links lead, and what they say of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from digest.preflight.addresses import SHORTENERS, host, parts, reserved, site, trouble
from digest.preflight.letters import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.preflight.sight import Sight

MOST_LINKS = 100

_VAGUE = {"click here", "here", "read more", "more", "link", "this link", "learn more", "continue", "details", "this"}
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s/]+(?:/\S*)?", re.IGNORECASE)
_HOST = re.compile(r"(?:https?://)?(?:[^/@\s]*@)?([^/:?#\s]+)", re.IGNORECASE)


def links(sight: Sight) -> Iterator[str]:
    """Every link leads somewhere from an inbox, where there is no page to be relative to."""
    for link in sight.links:
        if not _is_whole(link.url) or not link.url.isascii() or " " in link.url:
            yield f"the link “{link.words}” leads to “{link.url}”"
        elif wrong := trouble(link.url):
            yield f"the link “{link.words}” leads to “{link.url}”: {wrong}"
        if not link.words:
            yield f"the link to {link.url} has no words"


def link_words(sight: Sight) -> Iterator[str]:
    """WCAG 2.4.9: a link's words say where it goes."""
    for link in sight.links:
        if link.words.casefold().strip(" .…→»>") in _VAGUE:
            yield f"the link to {link.url} says only “{link.words}”"


def deceptive(sight: Sight) -> Iterator[str]:
    """Mail programs warn of a link whose words are the address of one host and which leads to another."""
    for link in sight.links:
        words = link.words.strip(" .,;:()<>[]“”\"'")
        said = _HOST.match(words) if _ADDRESS.fullmatch(words) else None
        there = host(link.url)
        if said and there and site(_ascii(said[1])) != site(there):
            yield f"the link “{link.words}” leads to {there}"


def shortened(sight: Sight) -> Iterator[str]:
    """Filters distrust addresses that hide where they lead."""
    found = dict.fromkeys(link.url for link in sight.links if host(link.url) in SHORTENERS)
    if found:
        yield f"shortened: {listed(list(found))}"


def insecure(sight: Sight) -> Iterator[str]:
    """Browsers warn of pages without encryption."""
    found = dict.fromkeys(link.url for link in sight.links if link.url.lower().startswith("http://"))
    if found:
        yield f"http where https is expected: {listed(list(found))}"


def link_count(sight: Sight) -> Iterator[str]:
    """Filters distrust letters of very many links."""
    if len(sight.links) > MOST_LINKS:
        yield f"the HTML part has {len(sight.links):,} links; more than {MOST_LINKS} look like a link farm"


def read_on(sight: Sight) -> Iterator[str]:
    """Without an address of its own and without a web edition, a story ends in the letter."""
    lost = [story["title"] for story in (*sight.stories, *sight.headlines) if not story.get("url")]
    if lost and not sight.own.get("web"):
        yield f"nowhere to read on: {listed(lost)}"


def sample_links(sight: Sight) -> Iterator[str]:
    """RFC 2606 keeps some names for tests and examples; no host has them."""
    found = dict.fromkeys(host(link.url) for link in sight.links if reserved(link.url))
    if found:
        yield f"nobody can follow links to {listed(list(found))}"


def _is_whole(url: str) -> bool:
    found = parts(url)
    if found is None:
        return False
    return found.scheme in ("mailto", "tel") or (found.scheme in ("http", "https") and "." in found.netloc)


def _ascii(name: str) -> str:
    try:
        return name.encode("idna").decode("ascii")
    except UnicodeError:
        return name
