"""SpamAssassin with its local rules alone: no network, no learning, the same score every time."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from digest.preflight.judges.asking import JudgeFailed, ask
from digest.preflight.judges.said import MUST, NOTE, SHOULD, Remark, Said, in_short

if TYPE_CHECKING:
    from collections.abc import Mapping

    from digest.preflight.judges.asking import Exhibit
    from digest.preflight.judges.bench import Bench

HIGHEST = 0.5
"""Points that a clean letter stays under; 5.0 is spam."""
AIM = -1.0
_COUNTS = 0.05  # points; rules below only inform
_SCRIPT = Path(__file__).with_name("spamassassin.pl")
_HINT = "see what the rule looks for: `perldoc Mail::SpamAssassin::Conf`, or look its name up"


@cache
def _here(perl: str) -> bool:
    try:
        ask([perl, "-MMail::SpamAssassin", "-e", "1"], seconds=20, folder=Path("/"))
    except JudgeFailed:
        return False
    return True


def lacks(bench: Bench) -> str:
    """What is not installed of it."""
    return "" if bench.perl and _here(bench.perl) else "SpamAssassin for perl"


def hear(bench: Bench, exhibits: Mapping[str, Exhibit], seconds: float) -> dict[str, Said]:
    """Ask about all messages in one process.

    Raises:
        JudgeFailed: It gave no answer.
    """
    files = {str(exhibit.eml): name for name, exhibit in exhibits.items() if exhibit.eml}
    if not files:
        return {}
    folder = next(iter(exhibits.values())).folder
    told = ask([bench.perl, str(_SCRIPT), *files], seconds=seconds, folder=folder)
    heard = {files[line.split("\t")[0]]: read(line) for line in told.splitlines() if line.split("\t")[0] in files}
    if len(heard) != len(files):
        raise JudgeFailed("a judge cannot be understood", where="spamassassin", found=in_short(told))
    return heard


def read(line: str) -> Said:
    """What a line of the script says: file, score, rules.

    Raises:
        JudgeFailed: It says none of these.
    """
    try:
        _, number, rules = line.split("\t")
        score = round(float(number), 1)
        hits = [
            (name, float(points)) for name, _, points in (rule.partition("=") for rule in rules.split(",") if rule)
        ]
    except ValueError as error:
        raise JudgeFailed("a judge cannot be understood", where="spamassassin", found=in_short(line)) from error
    against = [(name, points) for name, points in hits if points > _COUNTS]
    remarks = [Remark(SHOULD, f"the rule {name} adds {points:g} points", _HINT) for name, points in against]
    if score > HIGHEST:
        remarks.insert(0, Remark(MUST, f"{score:g} points; a clean letter has at most {HIGHEST:g}", _HINT))
    elif score > AIM:
        remarks.append(Remark(NOTE, f"{score:g} points, where {AIM:g} can be reached", _HINT))
    return Said({"spamassassin": score, "spamassassin-rules": len(against)}, tuple(remarks))
