"""What HTML marks as one audience's: elements with ``data-audience``, and all behind ``<!--members-only-->``."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from digest.errors import UnreadableDocument
from digest.intake.stretches import MEMBERS_ONLY, NAMELESS, Oddity, Stretch
from digest.intake.web_page.nesting import EMPTY, TAG

if TYPE_CHECKING:
    from collections.abc import Sequence

_ATTRIBUTE = re.compile(
    r"""[\s"'/]data-audience(?![\w-])(?:\s*+=\s*+(?:"(?P<a>[^"]*+)"|'(?P<b>[^']*+)'|(?P<c>[^\s>]++)))?""",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"<!--\s*+members?[\s_-]*+only\s*+--!?+>", re.IGNORECASE)
_NEARLY_BEHIND = re.compile(r"<!--(?:(?!-->).){0,200}?\bmembers?[\s_-]*+only", re.IGNORECASE | re.DOTALL)
_HINTS = re.compile(r"data[-_]?audien|[\s\"'/]audien[\w-]*+\s*+=|<!--[^>]{0,200}?members?[\s_-]*+only", re.IGNORECASE)
_NAMES = re.compile(r"""([^\s"'<>/=]+)(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?""")  # of attributes
_LIKE_NAME = re.compile(r"(?:data[-_]?)?audien[\w-]*", re.IGNORECASE)
_ARTICLES = frozenset({"article", "main"})
_ALONE = frozenset(EMPTY.split())  # elements that hold nothing
_DEEPEST = 20  # marked elements in one another
_QUOTED = 40  # characters of a name that a problem shows


def marks_something(html: str) -> bool:
    """Whether the markup may have such marks."""
    return _HINTS.search(html) is not None


def names_readers(tag: re.Match[str]) -> bool:
    """Whether a tag or a comment has a mark, or what was surely meant for one (``data-audiences``)."""
    if tag["end"]:
        return False
    if not (tag["name"] or tag["raw"]):
        return _NEARLY_BEHIND.match(tag[0]) is not None
    opening = tag[0].partition(">")[0] if tag["raw"] else tag[0]
    return any(_LIKE_NAME.fullmatch(name) for name in _NAMES.findall(opening)) or _audience(tag) is not None


def enclosed(html: str, where: str, tokens: str = "") -> tuple[list[Stretch], list[Oddity]]:
    """The stretches that are for one audience, the innermost mark of each, with what is wrong with them.

    An element ends with the end tag that its source has for it, wherever a browser would end it.

    Args:
        html: The markup.
        where: The document's name.
        tokens: Text of the same length in which tags are looked for; the markup unless given.

    Raises:
        UnreadableDocument: Marked elements stand too deep in one another.
    """
    found = list(TAG.finditer(tokens or html))
    behind, end = _members(found, len(html))
    stretches: list[Stretch] = []
    odd: list[Oddity] = []
    for start, stop in ((0, behind), (behind, end), (end, len(html))):
        inner = [match for match in found if start <= match.start() < stop]
        within = MEMBERS_ONLY if start == behind != stop else ""
        pieces, strange = _elements(inner, start, stop, within, where)
        stretches += pieces
        odd += (
            strange if stop != behind or behind == len(html) else [one for one in strange if "closed" not in one.what]
        )
    return [one for one in stretches if one.audience and one.start < one.end], odd


def _members(tags: Sequence[re.Match[str]], length: int) -> tuple[int, int]:
    """Where the part for members begins, and where the article around it ends."""
    begin = next((place for place, tag in enumerate(tags) if _BEHIND.fullmatch(tag[0])), None)
    if begin is None:
        return length, length
    depth, end = 0, length
    for tag in tags[begin:]:
        if (tag["name"] or "").casefold() in _ARTICLES:
            depth += -1 if tag["end"] else 1
            if depth < 0:
                depth, end = 0, tag.start()
    return tags[begin].start(), end


def _elements(
    tags: Sequence[re.Match[str]], start: int, stop: int, around: str, where: str
) -> tuple[list[Stretch], list[Oddity]]:
    """The pieces of one part, each with the audience of the innermost marked element that holds it."""
    pieces: list[Stretch] = []
    odd: list[Oddity] = []
    open_: list[tuple[str, str, int]] = []  # the marked elements: tag, audience, place
    depths: list[int] = []  # elements of the same tag in each
    at = start

    def cut(here: int) -> int:
        pieces.append(Stretch(at, here, open_[-1][1] if open_ else around))
        return here

    for tag in tags:
        name = (tag["name"] or tag["raw"] or "").casefold()
        audience = _audience(tag)
        if audience is not None:
            at = cut(tag.start())
            if open_:
                hint = f"it is for {audience} alone; take it out of the one around it"
                odd.append(Oddity(tag.start(), "a data-audience stands in another", tag[0][:_QUOTED], hint))
            if name in _ALONE or tag["raw"]:
                pieces.append(Stretch(at, tag.end(), audience))
                at = tag.end()
                continue
            if len(open_) >= _DEEPEST:
                what, hint = "left out: too many data-audience in one another", "mark only the outermost"
                raise UnreadableDocument(what, where=where, hint=hint)
            open_.append((name, audience, tag.start()))
            depths.append(1)
        elif open_ and name == open_[-1][0] and not tag["raw"]:
            depths[-1] += -1 if tag["end"] else 1
            if not depths[-1]:
                at = cut(tag.end())
                open_.pop()
                depths.pop()
    cut(stop)
    for name, audience, begin in open_:
        hint = f"all that follows is for {audience} alone; end it with </{name}>"
        odd.append(Oddity(begin, "an element with data-audience is never closed", f"<{name}>", hint))
    return pieces, odd


def _audience(tag: re.Match[str]) -> str | None:
    """The audience that an opening tag names; None where it names none."""
    if not (tag["name"] or tag["raw"]) or tag["end"]:
        return None
    opening = tag[0].partition(">")[0] if tag["raw"] else tag[0]
    match = _ATTRIBUTE.search(opening)
    if match is None:
        return None
    value = unescape(match["a"] or match["b"] or match["c"] or "")
    return " ".join(value.casefold().split())[:_QUOTED] or NAMELESS
