"""All issues, all judges, one table; ends with code 1 when a letter breaks a promise.

PYTHONPATH=benchmarks:. python -m letters [ISSUE...] [--write] [--whole] [--details FILE]
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from digest.preflight.judges import Judged, heard, installed
from letters.building import CORES, all_letters, all_pages, as_laid
from letters.outside import verdicts
from letters.pages import write_page
from letters.table import broken, measured, page_table, table, together

if TYPE_CHECKING:
    from collections.abc import Mapping

    from letters.outside import Verdict

OF_PAGES = ("nu", "axe")


def main() -> int:
    asked = arguments()
    began = time.monotonic()
    with TemporaryDirectory(prefix="letters-") as scratch:
        shown, failed = all_letters(Path(scratch), tuple(asked.issues))
        say(began, f"{len(shown)} letters built")
        seat = installed()
        judged = heard({one.name: one.letter for one in shown}, seat=seat)
        say(began, "letters judged")
        pages = all_pages(shown)
        seen = heard({name: as_laid(page) for name, (_, page) in pages.items()}, seat=seat, only=OF_PAGES)
        say(began, f"{len(pages)} pages judged")
        told = verdicts(shown, seat, CORES, whole=asked.whole)
        if told:
            say(began, "outside checker heard")
        numbers = measured(shown, judged)
        public = together({name: issue for name, (issue, _) in pages.items()}, seen)
        made = f"{table(numbers, told)}\n\n{page_table(public)}"
        print(made)
        faults = {one.name: broken(numbers[one.name], told.get(one.name)) for one in shown}
        faults |= {f"pages of {issue}": broken(many) for issue, many in public.items()}
        judged = both(judged, seen)
        if asked.details:
            asked.details.write_text(details(made, faults, judged, told, failed), encoding="utf-8")
        if asked.write:
            write_page(made, shown, seat)
    return ending(faults, judged, failed)


def both(letters: Judged, pages: Judged) -> Judged:
    problems = tuple(dict.fromkeys((*letters.problems, *pages.problems)))
    return Judged({**letters.measures, **pages.measures}, {**letters.findings, **pages.findings}, problems)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="letters", description=__doc__)
    parser.add_argument("issues", nargs="*", help="only these")
    parser.add_argument("--write", action="store_true", help="write docs/letters.md’s table and pictures")
    parser.add_argument("--whole", action="store_true", help="the outside checker asks all judges again, for minutes")
    parser.add_argument("--details", type=Path, help="write every finding into this file")
    return parser.parse_args()


def say(began: float, words: str) -> None:
    print(f"{time.monotonic() - began:5.1f} s  {words}", file=sys.stderr)


def ending(faults: Mapping[str, list[str]], judged: Judged, failed: list[str]) -> int:
    for problem in judged.problems:
        print(f"not heard: {problem}")
    for name in failed:
        print(f"not built: {name}")
    for name, lines in faults.items():
        for line in lines:
            print(f"{name}: {line}")
    unheard = [problem for problem in judged.problems if not problem.where.startswith("rspamd")]
    return 1 if unheard or failed or any(faults.values()) else 0


def details(
    made: str, faults: Mapping[str, list[str]], judged: Judged, told: Mapping[str, Verdict], failed: list[str]
) -> str:
    lines = [
        made,
        "",
        *(f"not heard: {problem}" for problem in judged.problems),
        *(f"not built: {n}" for n in failed),
    ]
    for name in dict.fromkeys((*faults, *judged.findings)):
        lines += ["", f"## {name}", *(f"- promise: {one}" for one in faults.get(name, ()))]
        lines += [f"- {f.severity.value} {f.check}: {f.what}" for f in judged.findings.get(name, ())]
        lines += [f"- outside {row}" for row in map(" ".join, told[name].failing if name in told else ())]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
