"""axe-core in a headless Chromium: each letter in both schemes, narrow and wide, and without styles or pictures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from digest.preflight.judges.asking import JudgeFailed, answer, ask
from digest.preflight.judges.said import MUST, NOTE, SHOULD, Remark, Said, in_short

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from digest.model import Severity
    from digest.preflight.judges.asking import Exhibit
    from digest.preflight.judges.bench import Bench

SMALLEST_BODY = 16
"""Pixels of the size in which most of a letter is set, on a telephone."""
_SMALL, _SMALL_SHARE = 12, 0.02
_SCRIPT = Path(__file__).with_name("browser.mjs")
_PACKAGES = ("playwright-core", "axe-core")
_AA = {"wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"}
_AAA = {"wcag2aaa", "wcag21aaa", "wcag22aaa"}
_LIGHT, _DARK = ("light-320", "light-600"), ("dark-320", "dark-600")
_STRIPPED, _IMAGELESS = ("stripped-320", "stripped-600"), ("without-images-320",)
_HINT = "mend the template or the colours; the rule is explained on dequeuniversity.com"
_WIDE = "let long words break in your templates: overflow-wrap, and no fixed width beyond 320 px"


def lacks(bench: Bench) -> str:
    """What is not installed of it."""
    if not bench.browser:
        return "Chromium"
    return "" if bench.has(*_PACKAGES) else f"node and its packages {' and '.join(_PACKAGES)}"


def hear(bench: Bench, exhibits: Mapping[str, Exhibit], seconds: float) -> dict[str, Said]:
    """Look at all letters with one browser.

    Raises:
        JudgeFailed: It gave no answer.
    """
    files = {str(exhibit.html): name for name, exhibit in exhibits.items()}
    folder = next(iter(exhibits.values())).folder
    command = [bench.node, str(_SCRIPT), str(bench.modules), bench.browser, *files]
    told = [answer(line, "axe") for line in ask(command, seconds=seconds, folder=folder).splitlines() if line]
    try:
        heard = {name: read(one, page=not exhibits[name].eml) for one in told for name in (files[one["file"]],)}
    except (KeyError, TypeError) as error:
        raise JudgeFailed("a judge cannot be understood", where="axe", found=in_short(repr(error))) from error
    if len(heard) != len(files):
        raise JudgeFailed("a judge broke off", where="axe", found=f"{len(heard)} answers for {len(files)} letters")
    return heard


def read(told: Mapping[str, Any], *, page: bool = False) -> Said:
    """What the script says of one letter, or of a web ``page``, which no browser strips of its styles."""
    found, views = told["axe"], told["views"]
    if page:
        found = {key: judged for key, judged in found.items() if key not in _STRIPPED}
        views = {key: view for key, view in views.items() if key not in _STRIPPED}
    measures: dict[str, float] = {
        "axe-light": len(_rules(found, _LIGHT, _AA)),
        "axe-dark": len(_rules(found, _DARK, _AA)),
        "axe-stripped": len(_rules(found, _STRIPPED, None)),
        "axe-imageless": len(_rules(found, _IMAGELESS, None)),
        "axe-aaa": len(_rules(found, (*_LIGHT, *_DARK), _AAA)),
        "axe-best": len(_rules(found, (*_LIGHT, *_DARK), {"best-practice"})),
        "axe-review": len(_rules(found, tuple(found), None, "incomplete")),
        "scroll": sum(view["scroll"] > 0 for view in views.values()),
        "requests": len(told["requests"]),
        "characters": views["light-600"]["characters"],
    }
    remarks = (*_violations(found), *_reviews(found), *_scrolls(views), *_sizes(views), *_others(told))
    return Said(measures, tuple(dict.fromkeys(remarks)))


def _rules(
    found: Mapping[str, Any], keys: Iterable[str], tags: set[str] | None, kind: str = "violations"
) -> set[str]:
    there = [one for key in keys if key in found for one in found[key][kind]]
    return {one["id"] for one in there if tags is None or tags & set(one["tags"])}


def _violations(found: Mapping[str, Any]) -> Iterator[Remark]:
    seen: dict[tuple[str, str], tuple[Severity, list[str]]] = {}
    for key, judged in found.items():
        for one in judged["violations"]:
            named = f"{one['id']}: {one['help']}", one["first"]
            weight = MUST if _AA & set(one["tags"]) and key in (*_LIGHT, *_DARK) else SHOULD
            before, keys = seen.get(named, (weight, []))
            seen[named] = (MUST if MUST in (before, weight) else SHOULD, [*keys, key])
    for (rule, first), (weight, keys) in seen.items():
        yield Remark(weight, in_short(f"{rule} ({', '.join(keys)}): {first}"), _HINT)


def _reviews(found: Mapping[str, Any]) -> Iterator[Remark]:
    for rule in sorted(_rules(found, tuple(found), None, "incomplete")):
        keys = [key for key in found if rule in _rules(found, (key,), None, "incomplete")]
        first = next(one["first"] for one in found[keys[0]]["incomplete"] if one["id"] == rule)
        yield Remark(NOTE, in_short(f"{rule} could not be decided ({', '.join(keys)}): {first}"), _HINT)


def _scrolls(views: Mapping[str, Any]) -> Iterator[Remark]:
    """WCAG 1.4.10: no scrolling in two directions."""
    for key, view in views.items():
        if view["scroll"]:
            weight = MUST if key.startswith(("light", "dark")) else SHOULD
            first = "".join(view["wide"][-1:])
            yield Remark(weight, in_short(f"the letter is {view['scroll']} px too wide ({key}): {first}"), _WIDE)


def _sizes(views: Mapping[str, Any]) -> Iterator[Remark]:
    sizes = {float(size): many for size, many in views["light-320"]["sizes"].items()}
    most = max(sizes, key=lambda size: sizes[size], default=SMALLEST_BODY)
    if most < SMALLEST_BODY:
        yield Remark(
            SHOULD, f"most of the letter is set in {most:g} px on a telephone", "set the text in 16 px or more"
        )
    small = sum(many for size, many in sizes.items() if size < _SMALL)
    if small > _SMALL_SHARE * sum(sizes.values()):
        yield Remark(SHOULD, f"{small} characters are smaller than {_SMALL} px", "set small print in 12 px or more")


def _others(told: Mapping[str, Any]) -> Iterator[Remark]:
    for url in told["requests"]:
        yield Remark(SHOULD, in_short(f"the letter asks for {url}"), "a letter fetches nothing but its pictures")
    views = told["views"]
    if views["light-600"]["background"] == views["dark-600"]["background"]:
        hint = "keep the dark colours in your templates’ head"
        yield Remark(SHOULD, "the letter looks the same in the dark scheme", hint)
