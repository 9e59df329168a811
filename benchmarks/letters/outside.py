"""The rules of an outside checker, where one lies beside the checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from digest.preflight.judges import Bench
    from letters.building import Shown

CHECKER = Path(__file__).parents[3] / "shared" / "letter-judges" / "check_email.py"
ENOUGH = 17
_LEVELS = ("MUST", "SHOULD", "BEYOND")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Rows kept and all rows of each level, and those that are not kept: level, row, what was found."""

    counts: dict[str, tuple[int, int]]
    failing: tuple[tuple[str, str, str], ...]
    whole: bool = True

    def short(self) -> str:
        """Rows kept of each level."""
        return " · ".join(f"{kept}/{of}" for kept, of in (self.counts.get(level, (0, 0)) for level in _LEVELS))

    def broken(self) -> list[str]:
        """What must not be."""
        rows = [f"{row} ({found})" for level, row, found in self.failing if level != "BEYOND"]
        kept = self.counts.get("BEYOND", (0, 0))[0]
        return rows + ([f"only {kept} BEYOND"] if self.whole and kept < ENOUGH else [])


def verdicts(shown: Sequence[Shown], bench: Bench, cores: int, *, whole: bool) -> dict[str, Verdict]:
    """Ask about all letters, by its own rules alone or with all judges again; none where there is no checker."""
    if not CHECKER.is_file():
        return {}
    with ThreadPoolExecutor(cores) as pool:
        found = pool.map(partial(verdict, bench=bench, whole=whole), shown)
        return {one.name: told for one, told in zip(shown, found, strict=True)}


def verdict(shown: Shown, bench: Bench, *, whole: bool) -> Verdict:
    file = shown.folder.parent / f"{shown.letter.audience}.checked.json"
    environ = {**os.environ, "EMAILQ_NODE_MODULES": str(bench.modules), "EMAILQ_CHROMIUM": bench.browser}
    if bench.rspamd:
        environ["EMAILQ_RSPAMD"] = bench.rspamd
    command = [sys.executable, str(CHECKER), str(shown.folder), "--quiet", "--no-shots", "--json", str(file)]
    command += [] if whole else ["--fast"]
    run = subprocess.run(command, env=environ, capture_output=True, text=True, check=False, timeout=300)
    if not file.is_file():
        return Verdict({}, (("MUST", "none", run.stderr[-200:]),))
    told = json.loads(file.read_bytes())
    failing = tuple((row["level"], row["id"], str(row["got"])[:160]) for row in told["rows"] if row["ok"] is False)
    return Verdict({level: tuple(pair) for level, pair in told["summary"].items()}, failing, whole)
