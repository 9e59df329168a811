"""Whether words can be read on their ground: contrast as WCAG 2.2 counts it, in the light and in the dark letter."""

from __future__ import annotations

import re
from colorsys import hls_to_rgb
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from digest.model.contrast import contrast as of_channels
from digest.preflight.colour_names import NAMES
from digest.preflight.page import ROOT
from digest.preflight.style_rules import style_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from digest.model.contrast import Channels
    from digest.preflight.page import Element, Page
    from digest.preflight.sight import Sight
    from digest.preflight.style_rules import Rule

    Colour = tuple[int, int, int]
    Rules = dict[int, dict[str, tuple[tuple[int, ...], str]]]  # by place, then by property: weight and value

LEAST = 4.5  # WCAG 2.2, 1.4.3 (AA)
BETTER = 7.0  # 1.4.6 (AAA)
LEAST_LARGE = 3.0
BETTER_LARGE = 4.5
LARGE, LARGE_BOLD = 24.0, 18.66  # pixels, from which letters count as large

_HEX = re.compile(r"#([0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})\b")
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})\D{1,9}(\d{1,3})\D{1,9}(\d{1,3})(?:\D{1,9}([\d.]{1,9}%?))?\s*\)")
_HSL = re.compile(
    r"hsla?\(\s*(-?[\d.]{1,9})(?:deg)?[\s,]{1,9}([\d.]{1,9})%[\s,]{1,9}([\d.]{1,9})%(?:[\s,/]{1,9}([\d.]{1,9}%?))?\s*\)"
)
_WORD = re.compile(r"[a-z]+")
_URL = re.compile(r"url\([^)]{0,2000}\)", re.IGNORECASE)
_DARK = re.compile(r"prefers-color-scheme\s*:\s*dark")
_OUTLOOK = re.compile(r"\[data-ogs[cb]\]\s*", re.IGNORECASE)  # what Outlook on the web sets in its dark scheme
_MOST_RULES = 2_000
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
    return of_channels(_channels(one), _channels(other))


def _channels(colour: Colour) -> Channels:
    red, green, blue = (part / 255 for part in colour)
    return red, green, blue


@lru_cache(maxsize=512)
def colour(value: str) -> Colour | None:
    """The colour that a value names, as red, green and blue of 255; None where it names none, or a part of one."""
    text = value.lower().removesuffix("!important").strip()
    if match := _HEX.search(text):
        return _of_digits(match[1])
    if match := _RGB.search(text):
        red, green, blue = (min(int(part), 255) for part in match.groups()[:3])
        return (red, green, blue) if _is_whole(match[4]) else None
    if match := _HSL.search(text):
        return _of_hue(*(_number(part) for part in match.groups()[:3])) if _is_whole(match[4]) else None
    named = next((NAMES[word] for word in _WORD.findall(text[:100]) if word in NAMES), None)
    return _of_digits(named) if named and "(" not in text else None


@lru_cache(maxsize=1)  # two checks look at the same letter, one after the other
def _faint(sight: Sight) -> tuple[tuple[str, str, float, bool], ...]:
    """Each pair of colours below the better contrast once: its scheme, words, contrast and whether they are large."""
    found: list[tuple[str, str, float, bool]] = []
    seen: set[tuple[str, Colour, Colour, bool]] = set()
    for scheme, inks in _schemes(sight.page):
        for text, at in sight.seen:
            shown = inks[at]
            if shown.ink is None or shown.paper is None or not _is_read(text):
                continue
            large = shown.size >= LARGE or (shown.bold and shown.size >= LARGE_BOLD)
            pair = scheme[:4], shown.ink, shown.paper, large
            if pair not in seen and (measured := ratio(shown.ink, shown.paper)) < BETTER:
                found.append((scheme, " ".join(text.split())[:_SHOWN], measured, large))
            seen.add(pair)
    return tuple(found)


def _schemes(page: Page) -> Iterator[tuple[str, list[Ink]]]:
    css = "\n".join(page.inside.get(at, "") for at, _ in page.named("style"))
    rules = list(islice((rule for rule in style_rules(css) if rule.said.keys() & _COLOURED), _MOST_RULES))
    light = [rule for rule in rules if not rule.media and not _OUTLOOK.search(rule.selector)]
    chosen = cache(page.chosen)
    yield "light", _inks(page, _strongest(chosen, light))
    if dark := [rule for rule in rules if _DARK.search(rule.media)]:
        yield "dark", _inks(page, _strongest(chosen, [*light, *dark]))
    if outlook := [rule for rule in rules if _OUTLOOK.search(rule.selector)]:
        yield "dark Outlook", _inks(page, _strongest(chosen, [*light, *dark, *outlook]))


def _inks(page: Page, rules: Rules) -> list[Ink]:
    """How each element's words are shown, in the order of the elements."""
    inks: list[Ink] = []
    for at, element in enumerate(page.elements):
        above = inks[element.parent] if element.parent != ROOT else Ink()
        inks.append(_ink(element, above, rules.get(at, {})))
    return inks


def _ink(element: Element, above: Ink, rules: Mapping[str, tuple[tuple[int, ...], str]]) -> Ink:
    style = element.style
    if not style and not rules and element.tag not in _TELLING and "bgcolor" not in element.attributes:
        return above
    said = {**style, **{name: value for name, (weight, value) in rules.items() if weight[0] or name not in style}}
    font, ink = said.get("font", ""), above.ink
    if element.tag == "a" and "href" in element.attributes:
        ink = _LINK_BLUE
    if element.tag == "font" and element.get("color"):
        ink = colour(element.get("color"))
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
    return colour(_URL.sub(" ", value))  # what stands there until the picture is loaded


def _strongest(chosen: Callable[[str], list[int]], found: Sequence[Rule]) -> Rules:
    """What the rules say of colours, the strongest for each element."""
    rules: Rules = {}
    for rule in found:
        selector = _OUTLOOK.sub("", rule.selector)
        if ":" not in selector.replace(":link", ""):  # what stands under a pointer is no scheme of its own
            said = {name: value for name, value in rule.said.items() if name in _COLOURED}
            _apply(rules, chosen(selector), _weight(rule.selector), said)
    return rules


_COLOURED = frozenset({"color", "background-color", "background"})
_TELLING = frozenset({*_HEADINGS, "a", "b", "strong", "th", "font"})


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


def _of_digits(digits: str) -> Colour | None:
    """The colour of three to eight hex digits; None where one can see through it."""
    whole = digits if len(digits) >= 6 else "".join(char * 2 for char in digits)  # noqa: PLR2004 - rrggbb
    red, green, blue = (int(whole[at : at + 2], 16) for at in (0, 2, 4))
    return (red, green, blue) if whole[6:] in {"", "ff"} else None


def _of_hue(hue: float, saturation: float, lightness: float) -> Colour:
    parts = hls_to_rgb(hue / 360 % 1, min(lightness, 100) / 100, min(saturation, 100) / 100)
    red, green, blue = (round(part * 255) for part in parts)
    return red, green, blue


def _is_whole(alpha: str | None) -> bool:
    return not alpha or alpha.startswith(("1.", "100")) or alpha == "1"


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 16.0


def _is_read(text: str) -> bool:
    return any(map(str.isalnum, text))
