"""The service killed at random moments of a simulated week; FULL=1 takes a hundred of them."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from digest.ledger import Ledger
from digest.ledger.slots import Run, Slots
from tests.scheduler.desk import TABLE, a_newsletter_folder
from tests.scheduler.killed_week import READERS

ROOT = Path(__file__).parents[2]
MOMENTS = 100 if os.environ.get("FULL") else 5
WEEKS = ("2024-W25", "2024-W26")


def started(folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "tests.scheduler.killed_week", folder], cwd=ROOT)


def lines(folder: Path) -> list[str]:
    log = folder / "log"
    return log.read_text().splitlines() if log.exists() else []


def killed(folder: Path, chance: random.Random) -> None:
    """Start the service and kill it: somewhere, or somewhere in a run, which is the harder half of the moments."""
    before, in_a_run = len(lines(folder)), chance.random() < 0.7
    with started(folder) as process:
        while process.poll() is None:
            new = lines(folder)[before:]
            if any("taken, due" in line for line in new) if in_a_run else "start" in new:
                time.sleep(chance.uniform(0, 0.12 if in_a_run else 0.7))
                break
            time.sleep(0.002)
        process.kill()


def known(folder: Path) -> tuple[Run, ...]:
    with Ledger.if_there(folder / "ledger.sqlite") as ledger:
        return Slots(ledger).all()


@pytest.mark.parametrize("seed", range(MOMENTS))
def test_a_service_that_is_killed_loses_no_slot_and_doubles_none(tmp_path: Path, seed: int) -> None:
    a_newsletter_folder(tmp_path, f'{TABLE}then = "send"\n')
    chance = random.Random(seed)  # noqa: S311 (no secret)
    kills = chance.choice((1, 1, 2, 3))
    for _ in range(kills):
        killed(tmp_path, chance)
    with started(tmp_path) as process:
        assert process.wait(timeout=60) == 0
    log = lines(tmp_path)
    assert log[-1] == "end"
    assert [f"{run.week} {run.state}" for run in known(tmp_path)] == [
        "2024-W24 skipped",
        *(f"{w} done" for w in WEEKS),
    ]
    messages = Counter((tmp_path / "server").read_text().splitlines())
    assert messages == dict.fromkeys([f"{week} {reader}" for week in WEEKS for reader in READERS], 1)
    for run in known(tmp_path)[1:]:
        taken = [line for line in log if f"{run.week}: taken" in line]
        assert len(taken) == run.tries <= kills + 1
        assert sum(f"{run.week}: done" in line for line in log) <= 1
    assert sum(run.tries - 1 for run in known(tmp_path)[1:]) <= kills
