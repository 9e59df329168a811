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

MEANT = {"unicode": {"rspamd", "S04"}, "hostile-feed": {"rspamd"}}
"""What an issue breaks on purpose: a subject of many scripts costs points, as it should (R_MIXED_CHARSET), and a text
part that quotes whole tags and comments is taken for HTML (MIME_HTML_ONLY, R_PARTS_DIFFER)."""

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


def broken(issue: str, numbers: Mapping[str, float], verdict: Verdict | None) -> list[str]:
    """The promises that one letter does not keep."""
    meant = MEANT.get(issue, set())
    own = [
        f"{promise.measure} is {numbers[promise.measure]:g}, promised {promise.words}"
        for promise in PROMISES
        if promise.measure in numbers and not promise.keeps(numbers[promise.measure]) and promise.measure not in meant
    ]
    return own + (verdict.broken(meant) if verdict else [])


def table(found: Mapping[str, Mapping[str, float]], verdicts: Mapping[str, Verdict]) -> str:
    """In Markdown."""
    titles = [title for title, _ in COLUMNS] + ([OUTSIDE] if verdicts else [])
    lines = [f"| {' | '.join(titles)} |", f"| --- |{' ---: |' * (len(titles) - 1)}"]
    for name, numbers in found.items():
        cells = [name, *(_cell(numbers, measures) for _, measures in COLUMNS[1:])]
        if verdicts:
            cells.append(verdicts[name].short() if name in verdicts else "–")
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _cell(numbers: Mapping[str, float], measures: tuple[str, ...]) -> str:
    present = [numbers[measure] for measure in measures if measure in numbers]
    return f"{sum(present):g}" if present else "–"
