"""What docs/performance.md says of the commands, measured: CPU seconds beyond a bare interpreter.

    python benchmarks/commands.py [--rounds N]

Each command runs in a process of its own; given is the median of user and system time over the rounds, less that of
``python -c pass``. Compare ratios: other work on the machine moves all figures together.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TWO_SEEDS = ("penny-black.txt", "at-sign.txt")


def cpu_seconds(command: list[str], folder: Path) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def median_of(command: list[str], folder: Path, rounds: int) -> float:
    cpu_seconds(command, folder)  # the first run fills the caches
    return statistics.median(cpu_seconds(command, folder) for _ in range(rounds))


def two_seeds(folder: Path) -> Path:
    seeds = folder / "seeds"
    seeds.mkdir()
    for name in TWO_SEEDS:
        (seeds / name).write_bytes((ROOT / "seeds" / name).read_bytes())
    return seeds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=9)
    rounds = parser.parse_args().rounds
    digest = [sys.executable, "-m", "digest"]
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
        settings = ["--config", str(ROOT / "digest.toml"), "--outbox", str(folder / "out"), "--date", "2024-06-23"]
        build = [*digest, "build", *settings]
        bare = median_of([sys.executable, "-c", "pass"], folder, rounds)
        rows = {
            "digest --help": [*digest, "--help"],
            "digest build, two seeds": [*build, "--seeds", str(two_seeds(folder))],
            "digest build, the sample issue": build,
            "digest inspect, one seed": [*digest, "inspect", str(ROOT / "seeds" / TWO_SEEDS[0])],
        }
        print(f"| command | CPU beyond the interpreter ({bare * 1000:.0f} ms) |\n| --- | ---: |")
        for name, command in rows.items():
            print(f"| `{name}` | {(median_of(command, folder, rounds) - bare) * 1000:.0f} ms |")


if __name__ == "__main__":
    main()
