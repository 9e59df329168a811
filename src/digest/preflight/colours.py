"""Whether words can be read on their ground: contrast as WCAG 2.2 counts it, in the light and in the dark letter."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from digest.preflight.page import ROOT, declarations

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from digest.preflight.page import Element, Page
    from digest.preflight.sight import Sight

    Colour = tuple[int, int, int]
    Rules = dict[int, dict[str, tuple[tuple[int, ...], str]]]  # by place, then by property: weight and value

LEAST = 4.5  # WCAG 2.2, 1.4.3 (AA)
BETTER = 7.0  # 1.4.6 (AAA)
LEAST_LARGE = 3.0
BETTER_LARGE = 4.5
LARGE, LARGE_BOLD = 24.0, 18.66  # pixels, from which letters count as large

_HEX = re.compile(r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})\b")
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})\D+(\d{1,3})\D+(\d{1,3})(?:\D+([\d.]+))?\s*\)")
_NAMES = {"black": (0, 0, 0), "white": (255, 255, 255), "red": (255, 0, 0), "gray": (128, 128, 128)}
_NAMES |= {"grey": (128, 128, 128), "blue": (0, 0, 255), "yellow": (255, 255, 0), "green": (0, 128, 0)}
_DARK = re.compile(r"@media[^{]*prefers-color-scheme\s*:\s*dark[^{]*\{((?:[^{}]*\{[^{}]*\})*)[^{}]*\}", re.IGNORECASE)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SIZE = re.compile(r"([\d.]+)px")
_LINK_BLUE = (0, 0, 238)
_BOLD = re.compile(r"\b(?:bold|bolder|[6-9]00)\b")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SHOWN = 40  # characters of the words that a finding names


@dataclass(frozen=True, slots=True)
class Ink:
    """How an element's words are shown; a colour that cannot be told is None."""

    ink: Colour | None = (0, 0, 0)
    paper: Colour | None = (255, 255, 255)
    size: float = 16.0
    bold: bool = False


def contrast(sight: Sight) -> Iterator[str]:
    """WCAG 1.4.3: words need a contrast of 4.5 to 1 with their ground, large ones 3 to 1."""
    for scheme, words, found, large in _faint(sight):
        least = LEAST_LARGE if large else LEAST
        if found < least:
            yield f"in the {scheme} letter “{words}” has a contrast of {found:.1f}; {least} is the least"


def contrast_more(sight: Sight) -> Iterator[str]:
    """WCAG 1.4.6: tired eyes and bright days ask for 7 to 1, large words for 4.5 to 1."""
    for scheme, words, found, large in _faint(sight):
        least, better = (LEAST_LARGE, BETTER_LARGE) if large else (LEAST, BETTER)
        if least <= found < better:
            yield f"in the {scheme} letter “{words}” has a contrast of {found:.1f}; {better} is better"


def ratio(one: Colour, other: Colour) -> float:
    """The contrast of two colours, from 1 to 21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@lru_cache(maxsize=512)
def colour(value: str) -> Colour | None:
    """The colour that a value names, as red, green and blue of 255; None where it names none, or a part of one."""
    text = value.lower().removesuffix("!important").strip()
    if match := _HEX.search(text):
        digits = match[1] if len(match[1]) == 6 else "".join(char * 2 for char in match[1])  # noqa: PLR2004 - rrggbb
        return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
    if match := _RGB.search(text):
        whole = not match[4] or match[4].startswith("1")
        return (min(int(match[1]), 255), min(int(match[2]), 255), min(int(match[3]), 255)) if whole else None
    return _NAMES.get(text)


@lru_cache(maxsize=1)  # two checks look at the same letter, one after the other
def _faint(sight: Sight) -> tuple[tuple[str, str, float, bool], ...]:
    """Each pair of colours below the better contrast once: its scheme, words, contrast and whether they are large."""
    found: list[tuple[str, str, float, bool]] = []
    for scheme, inks in _schemes(sight.page):
        seen = set()
        for text, at in sight.seen:
            shown = inks[at]
            large = shown.size >= LARGE or (shown.bold and shown.size >= LARGE_BOLD)
            pair = shown.ink, shown.paper, large
            if pair in seen or shown.ink is None or shown.paper is None or not _is_read(text):
                continue
            seen.add(pair)
            if (measured := ratio(shown.ink, shown.paper)) < BETTER:
                found.append((scheme, " ".join(text.split())[:_SHOWN], measured, large))
    return tuple(found)


def _schemes(page: Page) -> Iterator[tuple[str, list[Ink]]]:
    yield "light", _inks(page, {})
    css = _COMMENT.sub("", "\n".join(page.inside.get(at, "") for at, _ in page.named("style")))
    if rules := _dark_rules(page, css):
        yield "dark", _inks(page, rules)


def _inks(page: Page, rules: Rules) -> list[Ink]:
    """How each element's words are shown, in the order of the elements."""
    inks: list[Ink] = []
    for at, element in enumerate(page.elements):
        above = inks[element.parent] if element.parent != ROOT else Ink()
        inks.append(_ink(element, above, rules.get(at, {})))
    return inks


def _ink(element: Element, above: Ink, rules: Mapping[str, tuple[tuple[int, ...], str]]) -> Ink:
    style = element.style
    if not style and not rules and element.tag not in _HEADINGS and element.tag not in {"a", "b", "strong", "th"}:
        return above if "bgcolor" not in element.attributes else replace(above, paper=colour(element.get("bgcolor")))
    said = {**style, **{name: value for name, (weight, value) in rules.items() if weight[0] or name not in style}}
    font, ink = said.get("font", ""), above.ink
    if element.tag == "a" and "href" in element.attributes:
        ink = _LINK_BLUE
    if "color" in said and said["color"].lower() != "inherit":
        ink = colour(said["color"])
    size = _SIZE.search(said.get("font-size", "")) or _SIZE.search(font)
    weight = said.get("font-weight", "") or font
    bold = bool(_BOLD.search(weight)) if weight else above.bold or element.tag in {*_HEADINGS, "b", "strong", "th"}
    return Ink(ink, _paper(element, said, above), _number(size[1]) if size else above.size, bold)


def _paper(element: Element, said: Mapping[str, str], above: Ink) -> Colour | None:
    value = said.get("background-color") or said.get("background") or element.get("bgcolor")
    if not value or value.lower() in {"transparent", "none", "inherit"}:
        return above.paper
    return None if "url(" in value.lower() else colour(value)


def _dark_rules(page: Page, css: str) -> Rules:
    """What the rules for dark schemes say of colours, the strongest rule of each."""
    rules: Rules = {}
    for block in _DARK.findall(css):
        for selectors, body in _RULE.findall(block):
            said = {name: value for name, value in declarations(body).items() if name in _COLOURED}
            for selector in selectors.split(",") if said else ():
                _apply(rules, page.chosen(selector.strip()), _weight(selector), said)
    return rules


_COLOURED = frozenset({"color", "background-color", "background"})


def _apply(rules: Rules, places: list[int], weight: tuple[int, ...], said: Mapping[str, str]) -> None:
    for name, value in said.items():
        important = "!important" in value.lower()
        known = "background-color" if name == "background" else name
        for at in places:
            before = rules.setdefault(at, {}).get(known)
            strength = (int(important), *weight)
            if before is None or strength >= before[0]:
                rules[at][known] = (strength, value)


def _weight(selector: str) -> tuple[int, int, int]:
    """Specificity (CSS Selectors 4, 17): ids, classes and attributes, names."""
    bare = re.sub(r"\[[^\]]*\]", ".x", selector)
    names = len(re.findall(r"(?:^|[\s>+~])[a-zA-Z]", bare))
    return bare.count("#"), bare.count(".") + bare.count(":"), names


def _luminance(of: Colour) -> float:
    red, green, blue = (_linear(part / 255) for part in of)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - the sRGB curve


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 16.0


def _is_read(text: str) -> bool:
    return any(map(str.isalnum, text))
