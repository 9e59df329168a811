"""The real command, killed at random moments while the server fails at random: each reader gets it once."""

from __future__ import annotations

import random
import signal
import subprocess
import threading
import time
from collections import defaultdict
from pathlib import Path

from digest.ledger import Ledger
from digest.ledger.deliveries import Deliveries
from tests.mail_server import CLOSE, MailServer, mail_server
from tests.sending import WEEK, a_newsletter, command, readers, smtp_table

READERS = 2000
CONNECTIONS = 4
SEED = 20240623
CHANCES = {
    "connect": (0.05, CLOSE),
    "EHLO": (0.05, "421 busy"),
    "MAIL": (0.002, "451 wait"),
    "RCPT": (0.01, "450 greylisted"),
    "DATA": (0.005, "421 going down"),
    "body": (0.003, CLOSE),
    "dot": (0.005, "452 no room"),
    "taken": (0.005, CLOSE),
}
GONE = {f"r{n}@example.org" for n in range(0, READERS, 100)}


class Weather:
    """What goes wrong; of one reader nothing twice at the same stage."""

    def __init__(self) -> None:
        self._chance = random.Random(SEED)  # noqa: S311 (chance, no secret)
        self._had: set[tuple[str, str]] = set()
        self.cut: set[str] = set()  # in the middle of their message, or before it was said that it was taken

    def __call__(self, stage: str, reader: str) -> str:
        if stage == "RCPT" and reader in GONE:
            return "550-no such reader\r\n550 5.1.1 ask elsewhere"
        chance, reply = CHANCES[stage]
        if self._chance.random() >= chance or (reader and (stage, reader) in self._had):
            return ""
        self._had.add((stage, reader))
        if stage in {"body", "taken"}:
            self.cut.add(reader)
        return reply


def killed_when(server: MailServer, process: subprocess.Popen[str], taken: int) -> None:
    """Kill the process as soon as the server has taken so many messages."""
    end = time.monotonic() + 60
    while len(server.taken) < taken and process.poll() is None and time.monotonic() < end:
        time.sleep(0.001)
    process.send_signal(signal.SIGKILL)


def started(folder: Path) -> subprocess.Popen[str]:
    line = command("2024-W25", "--recipients", "readers.csv", "--yes", "--json")
    return subprocess.Popen(line, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def in_doubt(folder: Path) -> set[str]:
    with Ledger.if_there(folder / "ledger.sqlite") as ledger:
        return {one.address for one in Deliveries(ledger).those(WEEK, "doubt")}


def test_killed_three_times_among_failures_nobody_is_left_out_and_nobody_gets_two(tmp_path: Path) -> None:
    chance, weather = random.Random(SEED), Weather()  # noqa: S311 (as above)
    with mail_server(weather) as server:
        a_newsletter(tmp_path, smtp_table(server.port, connections=CONNECTIONS, per_connection=50))
        readers(tmp_path, READERS)
        moments = sorted(chance.sample(range(50, READERS - 200), 3))
        doubted: set[str] = set()
        for moment in moments:
            with started(tmp_path) as process:
                killer = threading.Thread(target=killed_when, args=(server, process, moment))
                killer.start()
                said, errors = process.communicate(timeout=60)
                killer.join()
            assert process.returncode == -signal.SIGKILL, (said, errors)
            left = in_doubt(tmp_path)
            assert len(left - doubted - weather.cut) <= CONNECTIONS
            doubted |= left
        with started(tmp_path) as process:
            said, errors = process.communicate(timeout=90)
        assert (process.returncode, errors) == (0, ""), said
    with Ledger.if_there(tmp_path / "ledger.sqlite") as ledger:
        deliveries = Deliveries(ledger)
        progress = deliveries.progress(WEEK)
        every = {one.address: one for one in deliveries.those(WEEK, "sent")}
    counts, named = server.readers(), {address for address, one in every.items() if one.doubts}
    assert (progress.sent, progress.refused, progress.later, progress.doubt) == (READERS - len(GONE), len(GONE), 0, 0)
    assert doubted <= named
    assert set(counts) == set(every)
    assert {address for address, count in counts.items() if count > 1} <= named
    copies = defaultdict(set)
    for one in server.taken:
        copies[one.reader].add(one.message)
    assert {len(same) for same in copies.values()} == {1}
    ids = {next(one for one in server.taken if one.reader == address).id for address in every}
    assert len(ids) == len(every)
