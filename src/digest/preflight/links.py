"""Where links lead, and what they say of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from digest.model.domains import ascii_name
from digest.preflight.addresses import SHORTENERS, host, parts, reserved, site, trouble
from digest.preflight.letters import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.preflight.sight import Sight

MOST_LINKS = 100

_VAGUE = frozenset(
    {"click here", "here", "read more", "more", "link", "this link", "learn more", "continue", "details", "this"}
    | {"see more", "find out more", "hier", "hier klicken", "klicken sie hier", "weiterlesen", "weiter lesen", "mehr"}
    | {"mehr lesen", "mehr erfahren", "ici", "cliquez ici", "lire la suite", "en savoir plus", "lire plus", "plus"}
    | {"aquí", "haga clic aquí", "haz clic aquí", "leer más", "más", "seguir leyendo", "здесь", "тут", "ссылка"}
    | {"читать далее", "читать дальше", "подробнее", "далее", "узнать больше", "нажмите здесь"}
)
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s/]+(?:/\S*)?", re.IGNORECASE)
_BARE = re.compile(
    r"(?:[a-z0-9-]{1,63}\.){1,4}(?:com|org|net|edu|gov|info|io|eu|uk|de|fr|es|it|nl|pl|ru|ua|ch|at)(?:/\S*)?"
)
_HOST = re.compile(r"(?:https?://)?(?:[^/@\s]*@)?([^/:?#\s]+)", re.IGNORECASE)
_AROUND = " .,;:()<>[]“”\"'"
_FEW = 6  # words of a link in which an address is an invitation, not something told of
_MAILBOX = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def links(sight: Sight) -> Iterator[str]:
    """Every link leads somewhere from an inbox, where there is no page to be relative to."""
    for link in sight.links:
        if not _is_whole(link.url) or not link.url.isascii() or " " in link.url:
            yield f"the link “{link.words}” leads to “{link.url}”"
        elif wrong := trouble(link.url):
            yield f"the link “{link.words}” leads to “{link.url}”: {wrong}"
        if not link.words.strip():
            yield f"the link to {link.url} has no words"


def link_words(sight: Sight) -> Iterator[str]:
    """WCAG 2.4.9: a link's words say where it goes."""
    for link in sight.links:
        if link.words.casefold().strip(" .…→»>›!:[]()") in _VAGUE:
            yield f"the link to {link.url} says only “{link.words}”"


def deceptive(sight: Sight) -> Iterator[str]:
    """Mail programs warn of a link whose words are the address of one host and which leads to another."""
    for link in sight.links:
        there = host(link.url)
        said = [_ascii(name) for name in _named(link.words)] if there else []
        if any(site(name) != site(there) for name in said):
            yield f"the link “{link.words}” leads to {there}"


def shortened(sight: Sight) -> Iterator[str]:
    """Filters distrust addresses that hide where they lead."""
    found = dict.fromkeys(link.url for link in sight.links if host(link.url).removeprefix("www.") in SHORTENERS)
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
    if found.scheme == "mailto":
        return bool(_MAILBOX.search(found.path) or found.query)  # without an address a reader chooses whom to tell
    if found.scheme == "tel":
        return any(map(str.isdigit, found.path))
    return found.scheme in ("http", "https") and "." in found.netloc


def _named(words: str) -> list[str]:
    """The hosts that a link's words name as addresses."""
    bare = words.strip(_AROUND)
    if _ADDRESS.fullmatch(bare) or _BARE.fullmatch(bare):
        addresses = [bare]
    else:
        few = words.split() if len(words.split()) <= _FEW else []
        addresses = [word for one in few if _ADDRESS.fullmatch(word := one.strip(_AROUND))]
    return [match[1] for match in map(_HOST.match, addresses) if match]


def _ascii(name: str) -> str:
    return ascii_name(name) or name
