"""What docs/performance.md says of feeds, measured side by side in one run on loopback.

    python benchmarks/feeds.py [--feeds N] [--rounds N] [--without-rss2email] [--growth]

Made feeds are served from 250 addresses. Measured are, each as a process of its own with all that it starts:
``digest feeds fetch`` with an empty ledger, and again with nothing changed; the floor (aiohttp and feedparser alone);
rss2email, installed in a folder of its own, delivering to a Maildir. Given are the medians of wall time and of CPU
time, and the most memory that a command and its processes held together.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import venv
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HERE = Path(__file__).resolve().parent
HOSTS = 250
GROWTH = (1_000, 3_000, 10_000)
SETTINGS = """\
[newsletter]
name = "Benchmark"
postal_address = "1 Any Street"
[sender]
address = "post@example.org"
[links]
unsubscribe = "https://example.org/unsubscribe"
[fetching]
allow_private = [{hosts}]
"""
RSS2EMAIL = """\
[DEFAULT]
to = reader@example.org
from = digest@example.org
email-protocol = maildir
maildir-path = {folder}/mail
maildir-mailbox = inbox
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of wall time and of CPU time, and megabytes."""

    wall: float
    cpu: float
    memory: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--without-rss2email", action="store_true")
    parser.add_argument("--growth", action="store_true", help="fetch 1,000, 3,000 and 10,000 feeds instead")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch, serving() as port:
        if given.growth:
            print_growth(Path(scratch), port)
        else:
            print_table(Path(scratch), port, given.feeds, given.rounds, peer=not given.without_rss2email)


def print_table(scratch: Path, port: int, feeds: int, rounds: int, *, peer: bool) -> None:
    addresses = addresses_of(feeds, port)
    costs: dict[str, list[Cost]] = {}
    for number in range(rounds):
        folder = scratch / str(number)
        for name, command, home in contenders(folder, addresses, peer=peer and number == 0):
            costs.setdefault(name, []).append(cost_of(command, home))
    floor = median(costs["the floor: aiohttp and feedparser alone"])
    print(f"| {feeds:,} feeds of 12 entries | wall | CPU | memory | wall, in floors |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for name, many in costs.items():
        one = median(many)
        print(f"| {name} | {one.wall:.2f} s | {one.cpu:.2f} s | {one.memory:.0f} MB | {one.wall / floor.wall:.2f} |")


def print_growth(scratch: Path, port: int) -> None:
    print("| feeds | wall | wall a feed | memory |\n| ---: | ---: | ---: | ---: |")
    for feeds in GROWTH:
        folder = scratch / str(feeds)
        newsletter(folder, addresses_of(feeds, port))
        cost = cost_of(FETCH, folder)
        print(
            f"| {feeds:,} | {cost.wall:.1f} s | {cost.wall / feeds * 1000:.1f} ms | {cost.memory:.0f} MB |",
            flush=True,
        )


FETCH = [sys.executable, "-m", "digest", "feeds", "fetch"]


def contenders(folder: Path, addresses: list[str], *, peer: bool) -> Iterator[tuple[str, list[str], Path]]:
    """Name, command and folder of each; the folder is made ready when its turn comes."""
    newsletter(folder, addresses)
    yield "`digest feeds fetch`", FETCH, folder
    yield "`digest feeds fetch`, nothing changed", FETCH, folder
    listed = folder / "addresses.txt"
    listed.write_text("\n".join(addresses), encoding="utf-8")
    floor = [sys.executable, str(HERE / "feed_floor.py"), str(listed)]
    yield "the floor: aiohttp and feedparser alone", floor, folder
    if peer:
        command = rss2email(folder, addresses)
        yield "rss2email 3.14", command, folder
        yield "rss2email 3.14, nothing changed", command, folder


def newsletter(folder: Path, addresses: list[str]) -> None:
    """A newsletter's folder with these feeds and an empty ledger."""
    folder.mkdir(parents=True)
    hosts = ", ".join(f'"{host}"' for host in sorted({address.split("/")[2].split(":")[0] for address in addresses}))
    feeds = "".join(f'[[feeds]]\nurl = "{address}"\n' for address in addresses)
    (folder / "digest.toml").write_text(SETTINGS.format(hosts=hosts) + feeds, encoding="utf-8")


def rss2email(folder: Path, addresses: list[str]) -> list[str]:
    """The command that runs rss2email over these feeds; installed where it is not yet."""
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "digest-benchmarks" / "rss2email"
    if not (home / "bin" / "r2e").exists():
        shutil.rmtree(home, ignore_errors=True)
        venv.create(home, with_pip=True)
        install = [str(home / "bin" / "python"), "-m", "pip", "install", "--quiet", "rss2email==3.14"]
        subprocess.run(install, check=True)
    feeds = "".join(f"[feed.f{n}]\nurl = {address}\n" for n, address in enumerate(addresses))
    config = folder / "rss2email.cfg"
    config.write_text(RSS2EMAIL.format(folder=folder) + feeds, encoding="utf-8")
    (folder / "mail" / "inbox").mkdir(parents=True)
    for part in ("cur", "new", "tmp"):
        (folder / "mail" / "inbox" / part).mkdir()
    return [str(home / "bin" / "r2e"), "-c", str(config), "-d", str(folder / "rss2email.json"), "run"]


def addresses_of(feeds: int, port: int) -> list[str]:
    return [f"http://127.0.{1 + n % HOSTS // 125}.{1 + n % 125}:{port}/{n}.xml" for n in range(feeds)]


@contextmanager
def serving() -> Iterator[int]:
    """A server of made feeds in a process of its own; its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    with subprocess.Popen([sys.executable, str(HERE / "feed_server.py"), "--port", str(port)]) as server:
        try:
            wait_for(lambda: answers(port))
            yield port
        finally:
            server.terminate()


def answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def wait_for(ready: Callable[[], bool]) -> None:
    for _ in range(200):
        if ready():
            return
        time.sleep(0.05)
    raise SystemExit("the server of made feeds did not start")


def cost_of(command: list[str], folder: Path) -> Cost:
    """What a command costs with everything that it starts."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    with (
        (folder / "output.txt").open("ab") as output,
        subprocess.Popen(command, cwd=folder, stdout=output, stderr=output) as process,
    ):
        peak = Peak(process.pid)
        status = process.wait()
        wall = time.perf_counter() - start
        memory = peak.stop()
    if status:
        raise SystemExit(f"{' '.join(command)} ended with {status}\n{(folder / 'output.txt').read_text()[-2000:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall, cpu, memory)


class Peak:
    """The most memory that a process and its children hold together, looked at twenty times a second."""

    def __init__(self, pid: int) -> None:
        self._pid, self._most, self._over = pid, 0, threading.Event()
        self._watch = threading.Thread(target=self._look, daemon=True)
        self._watch.start()

    def stop(self) -> float:
        """Megabytes."""
        self._over.set()
        self._watch.join()
        return self._most / 1e6

    def _look(self) -> None:
        while not self._over.wait(0.05):
            self._most = max(self._most, sum(map(proportional, family(self._pid))))


def family(pid: int) -> list[int]:
    """A process and all that descend from it."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(member for child in children for member in family(int(child)))]


def proportional(pid: int) -> int:
    """A process's bytes, those it shares divided among the sharers (PSS)."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def median(costs: list[Cost]) -> Cost:
    return Cost(
        statistics.median(cost.wall for cost in costs),
        statistics.median(cost.cpu for cost in costs),
        statistics.median(cost.memory for cost in costs),
    )


if __name__ == "__main__":
    main()
