"""What was measured of every letter, as one table, and which promises it breaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from digest.preflight.judges import Judged
    from letters.building import Shown
    from letters.outside import Verdict

MOST_BYTES = 80 * 1024


@dataclass(frozen=True, slots=True)
class Promise:
    """``keeps`` says whether a measure is as it was promised."""

    measure: str
    keeps: Callable[[float], bool]
    words: str


def at_most(measure: str, limit: float) -> Promise:
    return Promise(measure, lambda found: found <= limit, f"at most {limit:g}")


def at_least(measure: str, limit: float) -> Promise:
    return Promise(measure, lambda found: found >= limit, f"at least {limit:g}")


_NONE = (
    *("nu", "nu-outlook", "nu-warnings", "axe-light", "axe-dark", "axe-stripped", "axe-imageless", "axe-aaa"),
    *("axe-best", "axe-review", "scroll", "requests", "layout", "spamassassin-rules", "mjml", "rspamd"),
)
PROMISES = (
    at_most("bytes", MOST_BYTES),
    *(at_most(measure, 0) for measure in _NONE),
    at_most("spamassassin", -1),
    at_most("cells", 15),
    at_most("unused-css", 3),
    at_least("emailens-worst", 90),
    at_least("emailens-mean", 90),
    at_least("emailens-a11y", 95),
)

COLUMNS = (
    ("letter", ("name",)),
    ("KB", ("kilobytes",)),
    ("bytes a character", ("per-character",)),
    ("Nu", ("nu", "nu-warnings")),
    ("in Outlook", ("nu-outlook",)),
    ("axe light", ("axe-light",)),
    ("dark", ("axe-dark",)),
    ("no styles", ("axe-stripped",)),
    ("no pictures", ("axe-imageless",)),
    ("AAA", ("axe-aaa",)),
    ("best practice", ("axe-best",)),
    ("to review", ("axe-review",)),
    ("too wide", ("scroll",)),
    ("dropped layout", ("layout",)),
    ("dropped, all", ("cells",)),
    ("emailens worst", ("emailens-worst",)),
    ("mean", ("emailens-mean",)),
    ("a11y", ("emailens-a11y",)),
    ("MJML", ("mjml",)),
    ("SpamAssassin", ("spamassassin",)),
    ("rspamd", ("rspamd",)),
)
PAGE_COLUMNS = (
    ("pages of", ("name",)),
    ("pages", ("pages",)),
    *(column for column in COLUMNS if column[0] in ("Nu", "axe light", "dark", "no pictures")),
    *(column for column in COLUMNS if column[0] in ("AAA", "best practice", "to review", "too wide")),
    ("fetched", ("requests",)),
)
OUTSIDE = "must · should · beyond"


def measured(shown: Sequence[Shown], judged: Judged) -> dict[str, dict[str, float]]:
    """The judges' numbers and our own."""
    found: dict[str, dict[str, float]] = {}
    for one in shown:
        numbers = dict(judged.measures.get(one.name, {}))
        size = len(one.letter.html.encode())
        numbers |= {"bytes": size, "kilobytes": round(size / 1024, 1)}
        if numbers.get("characters"):
            numbers["per-character"] = round(size / numbers["characters"], 1)
        found[one.name] = numbers
    return found


def together(pages: Mapping[str, str], judged: Judged) -> dict[str, dict[str, float]]:
    """The numbers of all pages of an issue, added; ``pages`` has each page's issue."""
    found: dict[str, dict[str, float]] = {}
    for page, issue in pages.items():
        numbers = found.setdefault(issue, {"pages": 0})
        numbers["pages"] += 1
        for measure, many in judged.measures.get(page, {}).items():
            numbers[measure] = numbers.get(measure, 0) + many
    return found


def broken(numbers: Mapping[str, float], verdict: Verdict | None = None) -> list[str]:
    """The promises that one letter does not keep, or the pages of one issue."""
    own = [
        f"{promise.measure} is {numbers[promise.measure]:g}, promised {promise.words}"
        for promise in PROMISES
        if promise.measure in numbers and not promise.keeps(numbers[promise.measure])
    ]
    return own + (verdict.broken() if verdict else [])


def table(found: Mapping[str, Mapping[str, float]], verdicts: Mapping[str, Verdict]) -> str:
    """Letters, in Markdown."""
    more = {name: [verdicts[name].short() if name in verdicts else "–"] for name in found} if verdicts else {}
    return _drawn(COLUMNS, [OUTSIDE] if verdicts else [], found, more)


def page_table(found: Mapping[str, Mapping[str, float]]) -> str:
    """Web pages, in Markdown."""
    return _drawn(PAGE_COLUMNS, [], found, {})


def _drawn(
    columns: Sequence[tuple[str, tuple[str, ...]]],
    last: Sequence[str],
    found: Mapping[str, Mapping[str, float]],
    more: Mapping[str, Sequence[str]],
) -> str:
    titles = [*(title for title, _ in columns), *last]
    lines = [f"| {' | '.join(titles)} |", f"| --- |{' ---: |' * (len(titles) - 1)}"]
    for name, numbers in found.items():
        cells = [name, *(_cell(numbers, measures) for _, measures in columns[1:]), *more.get(name, ())]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _cell(numbers: Mapping[str, float], measures: tuple[str, ...]) -> str:
    present = [numbers[measure] for measure in measures if measure in numbers]
    return f"{sum(present):g}" if present else "–"
