"""Tags that do not match: the one that most likely is the mistake, in MJML and in pages of HTML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TAG = re.compile(r"<!--.*?-->|<(/?)([a-zA-Z][\w-]*+)(?:\"[^\"]*\"|'[^']*'|[^<>\"'])*?(/?)>", re.DOTALL)

_VOID = re.compile(r"area|base|br|col|hr|img|input|link|meta|source|track|wbr")
_NAME = r"[^\s\"'<>/=]+"
_VALUE = r"(?:\"[^\"]*\"|'[^']*')"
# A value, and right behind its quotation mark something else than a blank or the end of the tag.
_LOST_QUOTE = re.compile(
    rf"<!--.*?-->|(?P<lost><[a-zA-Z][\w-]*+(?:\s+{_NAME}(?:\s*=\s*(?:{_VALUE}|[^\s\"'<>]+))?)*?"
    rf"\s+{_NAME}\s*=\s*{_VALUE}(?=[^\s/>]))|{TAG.pattern.partition('|')[2]}",
    re.DOTALL,
)
_RAW = re.compile(r"<(style|script)\b[^>]*>.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_P = """address article aside blockquote details div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6
    header hgroup hr main menu nav ol p pre search section table ul"""
# Which start tags end an element whose own end tag may be left out (HTML Living Standard, 13.1.2.4).
_ENDED_BY = {
    "p": frozenset(_P.split()),
    "li": frozenset({"li"}),
    **dict.fromkeys(("dt", "dd"), frozenset({"dt", "dd"})),
    **dict.fromkeys(("td", "th"), frozenset({"td", "th", "tr", "tbody", "tfoot"})),
    "tr": frozenset({"tr", "tbody", "tfoot"}),
    **dict.fromkeys(("thead", "tbody", "tfoot"), frozenset({"tbody", "tfoot"})),
    **dict.fromkeys(("caption", "colgroup"), frozenset({"colgroup", "thead", "tbody", "tr", "tfoot"})),
    "option": frozenset({"option", "optgroup"}),
    "optgroup": frozenset({"optgroup"}),
    **dict.fromkeys(("rt", "rp"), frozenset({"rt", "rp"})),
    **dict.fromkeys(("html", "head", "body"), frozenset[str]()),
}
_DRAWN = frozenset({"svg", "math"})


class _Tag(NamedTuple):
    at: int
    name: str
    closing: bool


def unbalanced(mjml: str) -> tuple[int, str] | None:
    """The tag that has no partner and what is wrong with it, or None; every element wants its end tag, as in XML.

    Where an end tag meets another element than its own, one of two is too much: the end tag, if all the rest match
    without it, else the element that it meets.
    """
    return _mismatch(tuple(_tags(mjml)), {})


def unbalanced_page(html: str) -> tuple[int, str] | None:
    """The same in HTML, whose paragraphs, items, rows and cells may do without an end tag."""
    blotted = _RAW.sub(lambda raw: " " * len(raw[0]), html)
    return _mismatch(tuple(_tags(blotted, page=True)), _ENDED_BY)


def lost_quote(mjml: str) -> tuple[int, str] | None:
    """The first tag with an odd quotation mark: something follows a value at once, as in ``class="a style="b"``."""
    found = next((tag for tag in _LOST_QUOTE.finditer(mjml) if tag["lost"]), None)
    return (found.start(), "a quotation mark is missing") if found else None


def _tags(markup: str, *, page: bool = False) -> Iterator[_Tag]:
    drawing = 0
    for tag in TAG.finditer(markup):
        name = (tag[2] or "").lower() if page else tag[2] or ""
        if not name or _VOID.fullmatch(name) or (tag[3] and (not page or drawing or name in _DRAWN)):
            continue
        if name in _DRAWN:
            drawing += -1 if tag[1] else 1
        yield _Tag(tag.start(), name, bool(tag[1]))


def _mismatch(tags: Sequence[_Tag], ended_by: dict[str, frozenset[str]]) -> tuple[int, str] | None:
    found = _first(tags, ended_by)
    if found is None:
        return None
    wrong, opened = found
    if wrong is not None and opened is not None:
        others = tuple(tag for tag in tags if tag is not wrong)
        wrong, opened = (wrong, None) if _first(others, ended_by) is None else (None, opened)
    if wrong is not None:
        return wrong.at, f"</{wrong.name}> closes nothing"
    return (opened.at, f"<{opened.name}> is not closed") if opened else None


def _first(tags: Sequence[_Tag], ended_by: dict[str, frozenset[str]]) -> tuple[_Tag | None, _Tag | None] | None:
    """The first end tag that does not fit, None at the end, and the element that it meets, None where it has none."""
    opened: list[_Tag] = []
    for tag in tags:
        if not tag.closing:
            while opened and tag.name in ended_by.get(opened[-1].name, ()):
                opened.pop()
            opened.append(tag)
            continue
        if all(tag.name != other.name for other in opened):
            return tag, None
        while opened[-1].name != tag.name and opened[-1].name in ended_by:
            opened.pop()
        if opened[-1].name != tag.name:
            return tag, opened[-1]
        opened.pop()
    left = [tag for tag in opened if tag.name not in ended_by]
    return (None, left[-1]) if left else None
