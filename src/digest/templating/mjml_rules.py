"""MJML as strict as its official validator: mrml lets unknown words and odd values through in silence."""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from digest.errors import did_you_mean
from digest.templating.mjml_words import ATTRIBUTES, CHILDREN, DEFAULTS, EVERYWHERE, NAMED_COLOURS, OF_HTML

if TYPE_CHECKING:
    from collections.abc import Iterator

_TAG = re.compile(
    r"<!--.*?-->|<(/?)([a-zA-Z][\w-]*)((?:\s+[^\s\"'<>/=]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'))?)*)\s*(/?)>", re.DOTALL
)
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'))?")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_INSIDE = re.compile(r"<(mj-[\w-]*)")
_RGB = r"rgba?\(\d{1,3},\s?\d{1,3},\s?\d{1,3}(?:,\s?\d(?:\.\d{1,3})?)?\)"
_COLOUR = re.compile(rf"#(?:[0-9a-f]{{3}}){{1,2}}|{_RGB}", re.IGNORECASE)
_OTHERWISE = {
    "mj-include": 'write {% include "…" %}',
    "mj-html-attributes": "write the attributes at the elements",
    "mj-selector": "write the attributes at the elements",
}
_FAMILIAR = {
    **dict.fromkeys(("background", "bgcolor"), "background-color"),
    "class": "css-class",
    "url": "href",
    "link": "href",
    "font": "font-family",
    "size": "font-size",
    "margin": "padding",
}


class Fault(NamedTuple):
    """What is wrong at a place of the letter, counted in characters, and what to do."""

    at: int
    what: str
    hint: str


def fault(mjml: str) -> Fault | None:
    """The first thing that MJML does not have: an element, its place, an attribute, its kind of value.

    Args:
        mjml: A letter that is well-formed.
    """
    return next(_faults(mjml), None)


def _faults(mjml: str) -> Iterator[Fault]:
    opened: list[str] = []
    position = 0
    while tag := _TAG.search(mjml, position):
        if opened and (words := mjml[position : tag.start()]).strip():
            at = position + len(words) - len(words.lstrip())
            yield Fault(at, f"words cannot stand in {opened[-1]}", "put them into mj-text; they would be lost here")
        position = tag.end()
        name = tag[2]
        if not name:  # a comment
            continue
        if tag[1]:
            if opened:
                opened.pop()
            continue
        yield from _of_tag(tag, opened[-1] if opened else "", default="mj-attributes" in opened)
        if tag[4]:
            continue
        if name in OF_HTML:
            start, position = position, _end(mjml, name, position)
            yield from _of_html(mjml, name, start, position)
        else:
            opened.append(name)


def _end(mjml: str, name: str, start: int) -> int:
    """Where an element ends whose content is no MJML."""
    found = mjml.find(f"</{name}", start)
    close = mjml.find(">", found) if found >= 0 else -1
    return close + 1 if close >= 0 else len(mjml)


def _of_tag(tag: re.Match[str], parent: str, *, default: bool) -> Iterator[Fault]:
    name = tag[2]
    if name not in ATTRIBUTES and not (default and name in DEFAULTS):
        yield Fault(tag.start(), f"MJML has no element {name}", _other_element(name))
        return
    allowed = CHILDREN.get(parent, ())
    if not default and parent != "mj-attributes" and name not in allowed:
        yield _misplaced(tag, parent)
    for one in _ATTRIBUTE.finditer(tag[3]):
        at = tag.start(3) + one.start()
        double, single = one[2], one[3]
        yield from _of_attribute(name, one[1], double if double is not None else single, at)


def _misplaced(tag: re.Match[str], parent: str) -> Fault:
    homes = [home for home, inside in CHILDREN.items() if tag[2] in inside and home]
    hint = f"its place is in {' or '.join(homes)}" if homes else "its place is around everything else"
    where = f"in {parent}" if parent else "outside mjml"
    return Fault(tag.start(), f"{tag[2]} cannot stand {where}", hint)


def _of_attribute(name: str, attribute: str, value: str | None, at: int) -> Iterator[Fault]:
    known = _known(name)
    if attribute not in known:
        if name == "mj-class" and attribute == "name":
            return
        yield Fault(at, f"{name} has no attribute {attribute}", _other_attribute(attribute, known))
        return
    if name == "mj-style" and attribute == "inline":
        yield Fault(at, "mj-style inline does nothing here", "write these styles at the elements themselves")
        return
    kind = known[attribute]
    if kind == "string":
        return
    text = unescape(value or "") if "&" in (value or "") else value or ""
    if not _is(kind, text):
        yield Fault(at, f'{attribute} of {name} must be {_named(kind)}, not "{text}"', _other_value(kind, text))


@cache
def _known(name: str) -> dict[str, str]:
    """What an element may have; what stands for all of them, whatever one of them may."""
    if name in DEFAULTS:
        return {word: "string" for words in ATTRIBUTES.values() for word in (*words, *EVERYWHERE)}
    return ATTRIBUTES[name] | dict.fromkeys(EVERYWHERE, "string")


@cache
def _is(kind: str, value: str) -> bool:
    if kind == "color":
        return bool(_COLOUR.fullmatch(value)) or value in NAMED_COLOURS
    if kind == "boolean":
        return value in ("true", "false")
    if kind == "integer":
        return value.isascii() and value.isdecimal()
    if kind.startswith("unit:"):
        return bool(_size(kind).fullmatch(value))
    return value in kind.split("|")


@cache
def _size(kind: str) -> re.Pattern[str]:
    units, sign, _, many = _units(kind)
    number = rf"{sign}\d*\.?\d+(?:{'|'.join(re.escape(unit) for unit in units if unit != 'auto')})"
    auto = "|auto" if "auto" in units else ""
    return re.compile(rf"(?:(?:{number}|0{auto})(?: |$)){{1,{4 if many else 1}}}", re.ASCII)


def _units(kind: str) -> tuple[list[str], str, str, bool]:
    words = kind.removeprefix("unit:")
    negative, many = words.startswith("-"), words.endswith("*")
    units = words.removeprefix("-").removesuffix("*").split(",")
    shown = " or ".join(f"12{unit}" if unit != "auto" else unit for unit in units)
    return units, "-?" if negative else "", shown, many


def _named(kind: str) -> str:
    if kind == "color":
        return 'a colour such as "#7d2418"'
    if kind == "boolean":
        return "true or false"
    if kind == "integer":
        return "a whole number"
    if kind.startswith("unit:"):
        _, _, shown, many = _units(kind)
        return f"a size such as {shown}{', or up to four of them' if many else ''}"
    return " or ".join(word or "empty" for word in kind.split("|"))


def _other_element(name: str) -> str:
    if name in _OTHERWISE:
        return _OTHERWISE[name]
    alike = did_you_mean(name, [word for word in ATTRIBUTES if word != "mjml"])
    return alike or "HTML stands in mj-text, mj-table or mj-raw"


def _other_attribute(attribute: str, known: dict[str, str]) -> str:
    if (familiar := _FAMILIAR.get(attribute, "")) in known:
        return f'did you mean "{familiar}"?'
    return did_you_mean(attribute, known) or f"known here: {', '.join(known)}"


def _other_value(kind: str, value: str) -> str:
    if kind == "color":
        return did_you_mean(value, NAMED_COLOURS) if value.isalpha() else ""
    if kind.startswith("unit:"):
        units = _units(kind)[0]
        return f'did you mean "{value}{units[0]}"?' if units[0] and _is(kind, f"{value}{units[0]}") else ""
    return did_you_mean(value, kind.split("|"))


def _of_html(mjml: str, name: str, start: int, end: int) -> Iterator[Fault]:
    """MJML where HTML should stand: readers would see it as it is."""
    if mjml.find("<mj-", start, end) < 0:
        return
    content = _COMMENT.sub(lambda comment: " " * len(comment[0]), mjml[start:end])
    for inside in _INSIDE.finditer(content):
        if inside[1] in ATTRIBUTES:
            yield Fault(start + inside.start(), f"{inside[1]} cannot stand in {name}", f"close {name} before it")
        else:
            yield Fault(start + inside.start(), f"MJML has no element {inside[1]}", _other_element(inside[1]))
