"""Markup without the nesting that only stops a parser, whose time grows with the depth at every tag."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from digest.intake.web_page.elements import INLINE

_FEWEST = 400  # tags; what has fewer cannot nest so deep that it matters
DEEPEST = 256
"""Elements that may stand in one another, those inside a line counted by themselves."""

TAG = re.compile(
    r"""
    <!--(?:-?>|.*?(?:--!?>|\Z))
    |<(?P<raw>script|style|textarea|title|xmp|iframe|noembed|noframes)(?=[\s/>]).*?(?:</(?P=raw)(?=[\s/>])|\Z)
    |<(?P<end>/?)(?P<name>[a-zA-Z][^\s/<>]*)(?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+)*+>?
    """,
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
EMPTY = "area base br col embed hr img input link meta param source track wbr"
_CLOSED_BY_NEXT = "p li dt dd tr td th tbody thead tfoot colgroup caption option optgroup rb rt rp html head body"
_UNCOUNTED = frozenset(f"{EMPTY} {_CLOSED_BY_NEXT}".split())  # they nest through others alone, which are counted
_BARRIERS = frozenset({"table", "object", "marquee", "applet", "template", "svg", "math"})


@dataclass(slots=True)
class _Open:
    """The elements that are open at one place of the markup: blocks, and what stands inside lines."""

    blocks: list[str] = field(default_factory=list)
    inline: list[tuple[str, int]] = field(default_factory=list)  # with the number of blocks around

    def open(self, name: str) -> bool:
        """Open an element; False where it would stand too deep."""
        if name not in INLINE:
            if len(self.blocks) >= DEEPEST:
                return False
            self.blocks.append(name)
        elif name != "a" or (name, len(self.blocks)) not in self.inline[-1:]:  # a link ends where the next begins
            if len(self.inline) >= DEEPEST:
                return False
            self.inline.append((name, len(self.blocks)))
        return True

    def close(self, name: str) -> None:
        """Close the innermost of the name, and the blocks in it, as parsers do."""
        if name in INLINE:
            if (name, len(self.blocks)) in self.inline:
                self.inline.reverse()
                self.inline.remove((name, len(self.blocks)))
                self.inline.reverse()
            return
        for depth in range(len(self.blocks) - 1, -1, -1):
            if self.blocks[depth] == name:
                del self.blocks[depth:]
                while self.inline and self.inline[-1][1] > depth:
                    self.inline.pop()
                return
            if self.blocks[depth] in _BARRIERS:
                return


def flat(text: str) -> str:
    """The markup with a line break in place of each tag that opens an element too deep; its words all stay."""
    if text.count("<") < _FEWEST:
        return text
    open_ = _Open()
    parts: list[str] = []
    done = 0
    for match in TAG.finditer(text):
        name = (match["name"] or "").lower()
        if not name or name in _UNCOUNTED:
            continue
        if match["end"]:
            open_.close(name)
        elif not open_.open(name):
            parts += (text[done : match.start()], "" if name in INLINE else "<br>")
            done = match.end()
    return "".join((*parts, text[done:])) if parts else text
