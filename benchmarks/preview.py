"""What docs/performance.md says of the preview: the time from saving a document to the word that its letter is there.

python benchmarks/preview.py [--saves N]
"""

from __future__ import annotations

import argparse
import http.client
import shutil
import socket
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
SETTLED = 2.0  # seconds, after which the first build is warm
APART = 0.3  # seconds between an answer and the next save


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def newsletter(folder: Path) -> Path:
    for name in ("seeds", "digest.toml", "deals.toml"):
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, folder / name)
    digest = [sys.executable, "-m", "digest"]
    subprocess.run([*digest, "build", "--date", "2024-06-23"], cwd=folder, check=True, capture_output=True)
    return folder / "seeds/penny-black.txt"


def told(answer: http.client.HTTPResponse) -> None:
    while answer.readline() != b"event: issue\n":
        pass


def saves(folder: Path, count: int) -> list[float]:
    seed, port = newsletter(folder), free_port()
    command = [sys.executable, "-m", "digest", "preview", "--no-open", "--port", str(port)]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as preview:
        try:
            (preview.stdout or sys.stdin.buffer).readline()
            connection = http.client.HTTPConnection("127.0.0.1", port)
            connection.request("GET", "/events")
            answer = connection.getresponse()
            told(answer)
            time.sleep(SETTLED)
            return [measured(answer, seed, turn) for turn in range(count)]
        finally:
            preview.terminate()


def measured(answer: http.client.HTTPResponse, seed: Path, turn: int) -> float:
    text = seed.read_text(encoding="utf-8")
    began = time.perf_counter()
    seed.write_text(f"{text}\n\nThe clerk of turn {turn} counted his stamps once more, and found one too many.\n")
    told(answer)
    seconds = time.perf_counter() - began
    time.sleep(APART)
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--saves", type=int, default=20)
    count = parser.parse_args().saves
    with TemporaryDirectory() as folder:
        found = sorted(saves(Path(folder), count))
    print(f"{count} saves: median {statistics.median(found):.2f} s, slowest {found[-1]:.2f} s")


if __name__ == "__main__":
    main()
