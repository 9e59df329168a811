"""The Nu HTML checker of the W3C: one run for all letters, as browsers read them and as Outlook does."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from digest.preflight.judges.asking import JudgeFailed, answer, ask
from digest.preflight.judges.said import MUST, NOTE, SHOULD, Remark, Said, in_short

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from digest.model import Severity
    from digest.preflight.judges.asking import Exhibit
    from digest.preflight.judges.bench import Bench

_WORDS = "mend the template that writes it; this is the judge’s own line"
_OFFICE = re.compile(r"“?mso-|xmlns:[ov]|“[vo]:|-ms-|“-webkit")  # what only mail programs know
_STRUCTURE = re.compile(
    "Stray|Unclosed|open elements|not allowed as child|violates nesting|Start tag|End tag|Duplicate attribute|saw “"
)
_TABLES = "obsolete"  # layout by attributes, which Outlook needs


def lacks(bench: Bench) -> str:
    """What is not installed of it."""
    return "" if bench.java and bench.checker.is_file() else "java and the node package vnu-jar"


def hear(bench: Bench, exhibits: Mapping[str, Exhibit], seconds: float) -> dict[str, Said]:
    """Ask about all letters at once.

    Raises:
        JudgeFailed: It gave no answer.
    """
    views = [file for exhibit in exhibits.values() for file in (exhibit.html, exhibit.outlook)]
    folder = next(iter(exhibits.values())).folder
    command = [bench.java, "-Xss4m", "-jar", str(bench.checker), "--format", "json", "--exit-zero-always", "--stdout"]
    told = answer(ask([*command, *map(str, views)], seconds=seconds, folder=folder), "nu")
    try:
        return {name: read(told["messages"], exhibit) for name, exhibit in exhibits.items()}
    except (KeyError, TypeError) as error:
        raise JudgeFailed("a judge cannot be understood", where="nu", found=in_short(repr(error))) from error


def read(messages: list[dict[str, Any]], exhibit: Exhibit) -> Said:
    """What its messages say of one letter."""
    normal = list(_about(exhibit.html, messages))
    errors = [one for one in normal if one["type"] == "error"]
    warnings = [one for one in normal if one.get("subType") == "warning" and _TABLES not in one["message"]]
    word = [
        one
        for one in _about(exhibit.outlook, messages)
        if one["type"] == "error" and _STRUCTURE.search(one["message"])
    ]
    remarks = (
        *(_remark(MUST if not _OFFICE.search(one["message"]) else SHOULD, one, "") for one in errors),
        *(_remark(SHOULD, one, " in Outlook’s view") for one in word),
        *(_remark(NOTE, one, "") for one in warnings),
    )
    measures = {"nu": len(errors), "nu-outlook": len(word), "nu-warnings": len(warnings)}
    return Said(measures, tuple(dict.fromkeys(remarks)))


def _about(file: Path, messages: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    return (one for one in messages if Path(str(one.get("url", ""))).name == file.name)


def _remark(severity: Severity, one: dict[str, Any], where: str) -> Remark:
    line = one.get("lastLine", one.get("firstLine", "?"))
    return Remark(severity, in_short(f"line {line} of letter.html{where}: {one['message']}"), _WORDS)
