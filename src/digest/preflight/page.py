"""What a mail program makes of a letter's HTML: its elements and texts in their order, read once."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_DECLARATION = re.compile(r"(?<![\w-])([\w-]{1,60})\s{0,20}:\s{0,20}([^;]{1,2000})")
_UNSEEN = frozenset({"head", "style", "script", "title", "template", "noscript"})
_NAMED = frozenset({"a", "h1", "h2", "h3", "h4", "h5", "h6", "title", "style"})  # whose words are asked for
_NOTHING = re.compile(r"0+(?:\.0+)?(?:px|em|rem|pt|%)?\s*(?:!important)?", re.IGNORECASE)
_NO_SIZE = re.compile(r"(?:^|\s)0+(?:px|em|rem|pt|%)?(?:/\S+)?\s", re.IGNORECASE)
_NEAREST = 8  # named elements around a text that are remembered; more stand there only in broken HTML
ROOT = -1


@dataclass(frozen=True, slots=True)
class Element:
    """One element; ``parent`` is its place among all elements, -1 for none.

    ``hidden`` says that nobody sees it nor what is inside, ``silent`` that its own words have no ink or no size.
    ``inside`` are the places of the links, headings, titles and style blocks around and at it, the outermost first.
    """

    tag: str
    attributes: Mapping[str, str | None]
    style: Mapping[str, str]
    parent: int
    hidden: bool
    silent: bool = False
    inside: tuple[int, ...] = ()

    def get(self, name: str) -> str:
        """The attribute's value; empty where it has none."""
        return self.attributes.get(name) or ""


@dataclass(frozen=True, slots=True)
class Text:
    """A run of text inside an element."""

    text: str
    parent: int


@dataclass(frozen=True, slots=True)
class Page:
    """The whole document; ``inside`` is the text of links, headings, the title and style blocks by their place."""

    elements: tuple[Element, ...]
    texts: tuple[Text, ...]
    inside: Mapping[int, str]
    places: Mapping[int, int]
    tree: Any

    def named(self, *tags: str) -> Iterator[tuple[int, Element]]:
        """The elements with one of these tags, with their places."""
        return ((at, element) for at, element in enumerate(self.elements) if element.tag in tags)

    def chosen(self, selector: str) -> list[int]:
        """The places of the elements that a CSS selector chooses; none for a selector that is not understood."""
        from selectolax.lexbor import SelectolaxError

        try:
            nodes = self.tree.css(selector)
        except SelectolaxError:
            return []
        return [self.places[node.mem_id] for node in nodes if node.mem_id in self.places]


def page(html: str) -> Page:
    """The document that a mail program would read, however broken it is."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(html)
    elements: list[Element] = []
    texts: list[Text] = []
    places: dict[int, int] = {}
    words: dict[int, list[str]] = defaultdict(list)
    for node in tree.root.traverse(include_text=True) if tree.root else ():
        above = places.get(node.parent.mem_id, ROOT) if node.parent else ROOT
        tag = node.tag or ""
        if tag == "-text":
            run = Text(node.text_content or "", above)
            texts.append(run)
            for at in elements[above].inside if above != ROOT else ():
                words[at].append(run.text)
        elif not tag.startswith(("-", "!")):
            places[node.mem_id] = len(elements)
            elements.append(_element(tag, node.attributes, above, elements))
    inside = {at: "".join(runs) for at, runs in words.items()}
    return Page(tuple(elements), tuple(texts), inside, places, tree)


def declarations(style: str) -> Mapping[str, str]:
    """What a ``style`` attribute says, its names in small letters."""
    return _declarations(style)


@lru_cache(maxsize=512)  # a letter has few styles, many times each
def _declarations(style: str) -> Mapping[str, str]:
    return {name.lower(): value.strip() for name, value in _DECLARATION.findall(style)}


def _element(tag: str, attributes: Mapping[str, str | None], parent: int, elements: list[Element]) -> Element:
    style = declarations(attributes.get("style") or "")
    above = elements[parent] if parent != ROOT else None
    unseen = tag in _UNSEEN or "hidden" in attributes or _gone(style)
    inside = above.inside if above else ()
    if tag in _NAMED:
        inside = (*inside[-_NEAREST:], len(elements))
    silent = _is_silent(style, above.silent if above else False)
    return Element(tag, attributes, style, parent, unseen or bool(above and above.hidden), silent, inside)


def _gone(style: Mapping[str, str]) -> bool:
    """Whether the style takes the element away, and all inside it."""
    if not style:
        return False
    if style.get("display", "").lower().startswith("none") or _NOTHING.fullmatch(style.get("opacity", "")):
        return True
    cut = style.get("overflow", "").lower().startswith("hidden")
    return cut and any(
        _NOTHING.fullmatch(style.get(name, "")) for name in ("max-height", "height", "max-width", "width")
    )


def _is_silent(style: Mapping[str, str], above: bool) -> bool:
    """Whether words right inside are unseen; unlike with ``display``, an element inside can take that back."""
    if not style or not style.keys() & {"visibility", "font-size", "font"}:
        return above
    shown = style.get("visibility", "").lower()
    size, font = style.get("font-size", ""), style.get("font", "")
    if shown.startswith(("hidden", "collapse")) or _NOTHING.fullmatch(size) or (not size and _NO_SIZE.search(font)):
        return True
    return above and not shown.startswith("visible") and not size and not font
