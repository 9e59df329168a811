"""What a mail program makes of a letter's HTML: its elements and texts in their order, read once."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_DECLARATION = re.compile(r"([\w-]+)\s*:\s*([^;]+)")
_UNSEEN = frozenset({"head", "style", "script", "title", "template", "noscript"})
_NAMED = frozenset({"a", "h1", "h2", "h3", "h4", "h5", "h6", "title", "style"})  # whose words are asked for
ROOT = -1


@dataclass(frozen=True, slots=True)
class Element:
    """One element; ``parent`` is its place among all elements, -1 for none. ``hidden`` says that nobody sees it."""

    tag: str
    attributes: Mapping[str, str | None]
    style: Mapping[str, str]
    parent: int
    hidden: bool

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
            for at in _named_above(elements, above):
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
    unseen = style.get("display", "").lower().startswith("none") or tag in _UNSEEN
    return Element(tag, attributes, style, parent, unseen or (parent != ROOT and elements[parent].hidden))


def _named_above(elements: list[Element], at: int) -> Iterator[int]:
    while at != ROOT:
        if elements[at].tag in _NAMED:
            yield at
        at = elements[at].parent
