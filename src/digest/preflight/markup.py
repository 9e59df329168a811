"""HTML and CSS that mail programs and screen readers understand."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from digest.model.visible import visible
from digest.preflight.letters import letters_of, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.preflight.page import Element
    from digest.preflight.sight import Sight

STYLE_BLOCK = 8_192  # characters of one style block that Gmail takes

_FORBIDDEN = frozenset(
    {"script", "form", "input", "button", "select", "textarea", "iframe", "frame", "object", "embed", "applet"}
    | {"svg", "math", "video", "audio", "canvas", "base"}
)
_RESTLESS = frozenset({"marquee", "blink"})
_DROPPED = re.compile(
    r"(?:^|[;{\s])(?:(?:position|float|clear|transform|animation|grid-[\w-]{1,30}|flex-[\w-]{1,30})"
    r"\s{0,9}:\s{0,9}(?!static|none)[^;}]{0,200}|display\s{0,9}:\s{0,9}(?:inline-)?(?:flex|grid)"
    r"|[\w-]{1,60}\s{0,9}:[^;}]{0,200}?\b(?:var|calc|clamp)\([^;}]{0,200})",
    re.IGNORECASE,
)
_CONDITIONAL = re.compile(r"<!--\[if [^\]]{0,200}\]>.{0,2000}?<!\[endif\]-->", re.DOTALL)
_READ = 4 * STYLE_BLOCK  # characters of a style block that are looked through
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_DATA = ("th", "caption", "thead")


def document(sight: Sight) -> Iterator[str]:
    """WCAG 3.1.1 and 2.4.2: a screen reader has to know the language, the direction and the title."""
    html = next((element for _, element in sight.page.named("html")), None)
    for name in ("lang", "dir"):
        if html is None or not html.get(name).strip():
            yield f"the HTML part does not say its {'language (lang)' if name == 'lang' else 'direction (dir)'}"
    titles = (sight.page.inside.get(at, "") for at, _ in sight.page.named("title"))
    if not any(map(str.strip, titles)):
        yield "the HTML part has no title"


def headings(sight: Sight) -> Iterator[str]:
    """WCAG 1.3.1 and 2.4.6: one h1 names the letter, and no level is skipped on the way down."""
    found = [(int(e.tag[1]), at) for at, e in sight.page.named(*_HEADINGS) if not e.hidden]
    if (ones := sum(level == 1 for level, _ in found)) != 1:
        yield f"the HTML part has {ones or 'no'} h1, where one is right"
    for (before, _), (level, at) in pairwise(found):
        if level > before + 1:
            yield f"the heading “{_shown(sight, at)}” skips from level {before} to {level}"


def empty_sections(sight: Sight) -> Iterator[str]:
    """A heading promises something below it."""
    levels = {at: int(e.tag[1]) for at, e in sight.page.named(*_HEADINGS) if not e.hidden}
    order = list(levels)
    filled, alone = _filled(sight, set(order)), _alone(sight)
    for place, at in enumerate(order):
        following = order[place + 1] if place + 1 < len(order) else None
        ends = following is None or levels[following] <= levels[at]
        if at not in filled and ends and levels[at] > 1 and letters_of(_words(sight, at)) not in alone:
            yield f"nothing stands below the heading “{_shown(sight, at)}”"


def tables(sight: Sight) -> Iterator[str]:
    """Screen readers read a table's rows and columns aloud, unless it says that it is only there for the layout."""
    elements = sight.page.elements
    telling = {_table_around(sight, element.parent) for _, element in sight.page.named(*_DATA)}
    count = sum(
        element.tag == "table" and at not in telling and element.get("role") not in {"presentation", "none"}
        for at, element in enumerate(elements)
    )
    if count:
        yield f'{count} layout {"table lacks" if count == 1 else "tables lack"} role="presentation"'


def styles(sight: Sight) -> Iterator[str]:
    """Gmail drops a style block of more than 8,192 characters, and all that follow."""
    for at, _ in sight.page.named("style"):
        if (found := len(sight.page.inside.get(at, ""))) > STYLE_BLOCK:
            yield f"a style block has {found:,} characters; Gmail takes {STYLE_BLOCK:,}"


def elements(sight: Sight) -> Iterator[str]:
    """Mail programs take these away, and filters distrust who sends them."""
    forbidden = _FORBIDDEN | _RESTLESS
    found = {element.tag for element in sight.page.elements if element.tag in forbidden}
    found |= {element.tag for element in sight.page.elements if element.tag.startswith("mj-")}
    if any(e.tag == "link" and "stylesheet" in e.get("rel").lower() for e in sight.page.elements):
        found.add("link")
    if any(name.startswith("on") for e in sight.page.elements for name in e.attributes):
        found.add("on…=")
    if found:
        yield f"the HTML part has {listed(sorted(found))}"


def css(sight: Sight) -> Iterator[str]:
    """caniemail.com: what Outlook or Gmail drop must not hold a letter together."""
    seen: dict[str, None] = {}
    for element in sight.page.elements:
        if element.style and (match := _DROPPED.search(";" + element.get("style"))):
            seen[_rule(match[0])] = None
    for at, _ in sight.page.named("style"):
        if match := _DROPPED.search(_CONDITIONAL.sub("", sight.page.inside.get(at, "")[:_READ])):
            seen[_rule(match[0])] = None
    if seen:
        yield f"some mail programs drop {listed(list(seen))}"


def _rule(text: str) -> str:
    return " ".join(text.strip(" ;{\n\t").split())[:60]


def _shown(sight: Sight, at: int) -> str:
    return _words(sight, at)[:60]


def _words(sight: Sight, at: int) -> str:
    return " ".join(sight.page.inside.get(at, "").split())


def _alone(sight: Sight) -> set[str]:
    """The titles that may stand there without a word below: of offers, headlines, older stories and publications."""
    record = sight.laid.record
    lists = (sight.letter.manifest.get("offers"), *(record.get(name) for name in ("headlines", "archive")))
    named = [str(one.get("title", "")) for many in lists for one in many or () if isinstance(one, dict)]
    published = [str(one.get("name", "")) for one in record.get("publications") or () if isinstance(one, dict)]
    return {letters_of(visible(title)) for title in (*named, *published)}


def _filled(sight: Sight, order: set[int]) -> set[int]:
    """The headings that something stands below: text outside headings, or a picture, before the next heading."""
    filled: set[int] = set()
    elements = sight.page.elements
    shown = {at for _, at in sight.seen} | {at for at, e in sight.page.named("img") if not e.hidden}
    last, under = None, _under(elements, order)
    for at in range(len(elements)):
        if at in order:
            last = at
        elif last is not None and at in shown and at not in under:
            filled.add(last)
    return filled


def _under(elements: tuple[Element, ...], order: set[int]) -> set[int]:
    """The headings and all elements inside them."""
    found: set[int] = set()
    for at, element in enumerate(elements):
        if at in order or element.parent in found:
            found.add(at)
    return found


def _table_around(sight: Sight, at: int) -> int | None:
    while at >= 0:
        if sight.page.elements[at].tag == "table":
            return at
        at = sight.page.elements[at].parent
    return None
