"""A pool's processes end when the program that made them has ended, however it ended."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

PROGRAM = """
import asyncio, multiprocessing, sys, time
from digest.intake.feeds.parsing import Parsing
from digest.intake.fetching.messages import Response

BODY = b'<rss version="2.0"><channel><title>A</title></channel></rss>' + b" " * 600_000

if __name__ == "__main__":
    with Parsing() as parsing:
        asyncio.run(parsing.parse(Response("https://a.test", 200, "https://a.test", body=BODY)))
        print(*(child.pid for child in multiprocessing.active_children()), flush=True)
        time.sleep(60)
"""


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return False


@pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="no /proc on this system to look at")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_no_process_of_the_pool_outlives_the_program(tmp_path: Path, how: signal.Signals) -> None:
    (tmp_path / "program.py").write_text(PROGRAM, encoding="utf-8")
    with subprocess.Popen([sys.executable, "program.py"], cwd=tmp_path, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        children = [int(pid) for pid in program.stdout.readline().split()]
        assert children
        program.send_signal(how)
        program.communicate(timeout=20)  # returns when nobody holds the output any more
    for _ in range(100):
        if not any(map(alive, children)):
            return
        time.sleep(0.05)
    pytest.fail("a process is still there")
