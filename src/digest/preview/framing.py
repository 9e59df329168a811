"""A letter as a frame of the page shows it: its own pictures from this server, its colours as the editor chose."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape, unescape
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Local = Callable[[str], str]  # from a picture's address to the one that is shown; empty for what is not ours

Scheme = Literal["light", "dark"]

_TAG = r"""<[a-z][^\s/>"']*+(?:"[^"]*+"|'[^']*+'|[^"'>])*+>"""
_PIECES = re.compile(rf"(?is)<!--(?:-?>|.*?--!?>)|(<style\b[^>]*+>)(.*?)(</style(?=[\s/>])[^>]*+>)|({_TAG})")
_ATTRIBUTE = re.compile(
    r"""(?is)(?P<before>(?:[\s/]|(?<=["']))(?P<name>[^\s"'>/=]++)\s*+=\s*+)"""
    r"""(?P<value>"[^"]*+"|'[^']*+'|[^\s"'>]++)"""
)
_PICTURE = {"src", "background", "poster"}
# A frame within the frame: the browser would connect to its host before the policy refuses it.
_FRAME = re.compile(r"(?i)<(?:iframe|frame|object|embed|portal|fencedframe)(?=[\s/>])")
_FRAMED = {"src", "srcdoc", "data"}
# A link that has the browser connect or ask ahead, which no policy forbids (Resource Hints; HTML, 4.6.7).
_AHEAD = re.compile(r"(?is)<link\b.*\b(?:preconnect|dns-prefetch|prefetch|preload|modulepreload|prerender)\b")
_META = re.compile(r"""(?is)<meta\b[^>]*\bname\s*=\s*["']?color-scheme\b""")
_URL = re.compile(r"""(?is)\burl\(\s*+(?P<value>"[^"]*+"|'[^']*+'|[^\s"'()]++)\s*+\)""")
_CANDIDATE = re.compile(r"[^\s,]\S*[^\s,]")
_PREFERENCE = re.compile(r"(?i)\(\s*prefers-color-scheme\s*:\s*(dark|light)\s*\)")
_PROPERTY = re.compile(r"(?i)(?<![\w-])(color-scheme\s*:\s*)([^;}\"']+)")
_ALWAYS, _NEVER = "(min-width:0)", "(max-width:0)"


@dataclass(frozen=True, slots=True)
class Pictures:
    """Where the pictures of one letter lie.

    ``web`` is the address that the issue's folder has on the web, ending in a slash, or empty; ``local`` the one that
    it has here; ``inside`` names those that travel in the message by their Content-ID without angle brackets;
    ``names`` are all that lie in the folder, such as ``images/stamp.png``.
    """

    local: str
    web: str = ""
    names: frozenset[str] = frozenset()
    inside: Mapping[str, str] = field(default_factory=dict)

    def here(self, address: str) -> str:
        """The address that a picture of the letter has here; empty when it is not the issue's own."""
        name = ""
        if address[:4].lower() == "cid:":
            name = self.inside.get(unquote(address[4:]), "")
        elif self.web and address.startswith(self.web):
            name = unquote(re.split("[?#]", address.removeprefix(self.web))[0])
        return self.local + name if name in self.names else ""


def framed(html: str, pictures: Pictures, scheme: Scheme) -> str:
    """The letter with its own pictures from here, and every question about the colour scheme answered.

    Links stay as they are, and so does what the letter says of such things in its text. Frames stay empty, and a
    ``<link>`` that has the browser connect ahead is taken out.

    Args:
        html: The letter.
        pictures: Its own.
        scheme: What `prefers-color-scheme` is to be. See Media Queries Level 5, 11.5, and CSS Color Adjustment
            Module Level 1, 2, for the ``color-scheme`` that goes with it.
    """
    return _rewritten(html, pictures.here, scheme)


def from_outside(html: str, pictures: Pictures) -> tuple[str, ...]:
    """The addresses of the pictures that would have to be fetched from somewhere else, each once."""
    found: dict[str, None] = {}

    def seen(address: str) -> str:
        if not pictures.here(address) and re.match("(?i)(?:https?:)?//", address):
            found[address] = None
        return ""

    _rewritten(html, seen, "light")
    return tuple(found)


def _rewritten(html: str, local: Local, scheme: Scheme) -> str:
    def piece(match: re.Match[str]) -> str:
        opening, style, closing, tag = match.groups()
        if tag:
            return _tag(tag, local, scheme)
        return f"{_tag(opening, local, scheme)}{_css(style, local, scheme)}{closing}" if opening else match[0]

    return _PIECES.sub(piece, html)


def _tag(tag: str, local: Local, scheme: Scheme) -> str:
    if _AHEAD.match(unescape(tag)):
        return ""
    says_scheme, frames = bool(_META.match(tag)), bool(_FRAME.match(tag))

    def attribute(match: re.Match[str]) -> str:
        name, raw = match["name"].lower(), match["value"]
        value = unescape(raw.strip("\"'"))
        new = value
        if frames and name in _FRAMED:
            return ""
        if name in _PICTURE:
            new = local(value.strip()) or value
        elif name == "srcset":
            new = _CANDIDATE.sub(lambda one: local(one[0]) or one[0], value)
        elif name == "style":
            new = _css(value, local, scheme)
        elif name == "media":
            new = _answered(value, scheme)
        elif name == "content" and says_scheme:
            new = _chosen(value, scheme)
        return match[0] if new == value else f'{match["before"]}"{escape(new)}"'

    return _ATTRIBUTE.sub(attribute, tag)


def _css(css: str, local: Local, scheme: Scheme) -> str:
    def picture(match: re.Match[str]) -> str:
        here = local(match["value"].strip("\"'"))
        return f"url({here})" if here else match[0]

    css = _PROPERTY.sub(lambda match: match[1] + _chosen(match[2], scheme), _URL.sub(picture, css))
    return _answered(css, scheme)


def _answered(query: str, scheme: Scheme) -> str:
    """The media query, its condition on the scheme in the place of one that always holds or never does."""
    return _PREFERENCE.sub(lambda match: _ALWAYS if match[1].lower() == scheme else _NEVER, query)


def _chosen(value: str, scheme: Scheme) -> str:
    """The schemes that a letter can be shown in, when there is a choice."""
    words = value.lower().split()
    return scheme if {"light", "dark"} <= set(words) else value
