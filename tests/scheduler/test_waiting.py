"""How a service is told to stop."""

from __future__ import annotations

import signal
import subprocess
import sys
import time

import pytest

from digest.cli.waiting import Stop

WAITS = """
import time
from digest.cli.waiting import Stop
stop = Stop()
print("ready", flush=True)
print("stopped" if stop.wait(60) else "waited", flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, -signal.SIGINT)])
def test_the_first_signal_wakes_who_waits_and_the_second_ends_the_process(number: signal.Signals, code: int) -> None:
    with subprocess.Popen([sys.executable, "-c", WAITS], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == b"ready\n"
        process.send_signal(number)
        assert process.stdout.readline() == b"stopped\n"
        process.send_signal(number)
        assert process.wait(timeout=10) == code


def test_waiting_ends_after_its_time() -> None:
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    try:
        stop, begun = Stop(), time.monotonic()
        assert not stop.wait(0.05)
        assert 0.05 <= time.monotonic() - begun < 5
        assert not stop.is_set()
        signal.raise_signal(signal.SIGTERM)
        assert stop.is_set()
        assert stop.wait(60)
    finally:
        signal.signal(signal.SIGTERM, before[0])
        signal.signal(signal.SIGINT, before[1])
