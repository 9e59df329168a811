from __future__ import annotations

import signal
import threading
from contextlib import suppress

import pytest

from digest.intake.feeds.in_time import in_time


def for_ever() -> None:
    while True:
        with suppress(Exception):
            sum(range(1_000))


def test_what_is_done_in_time_gives_its_result() -> None:
    assert in_time(5, divmod, 7, 2) == (3, 1)


def test_what_does_not_end_is_ended_even_where_it_catches_everything() -> None:
    with pytest.raises(TimeoutError):
        in_time(0.05, for_ever)


def test_an_error_of_the_work_is_its_own() -> None:
    with pytest.raises(ZeroDivisionError):
        in_time(5, divmod, 7, 0)


def test_nothing_rings_afterwards() -> None:
    before = signal.getsignal(signal.SIGPROF)
    in_time(0.05, divmod, 7, 2)
    assert signal.getitimer(signal.ITIMER_PROF)[0] == 0
    assert signal.getsignal(signal.SIGPROF) == before


def test_in_another_thread_it_is_done_without_a_bound() -> None:
    found: list[tuple[int, int]] = []
    thread = threading.Thread(target=lambda: found.append(in_time(5, divmod, 7, 2)))
    thread.start()
    thread.join()
    assert found == [(3, 1)]
