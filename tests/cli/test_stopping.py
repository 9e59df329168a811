from __future__ import annotations

import os
import signal

import pytest

from digest.cli.stopping import stopping


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_is_noted_and_then_signals_do_what_they_did(number: signal.Signals) -> None:
    before = signal.getsignal(number)
    with stopping(wanted=True) as stopped:
        assert stopped() == 0
        os.kill(os.getpid(), number)
        assert stopped() == number
    assert signal.getsignal(number) is before


def test_a_second_signal_does_what_it_always_does() -> None:
    with stopping(wanted=True):
        os.kill(os.getpid(), signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)


def test_what_only_looks_is_broken_off_at_once() -> None:
    with pytest.raises(KeyboardInterrupt), stopping(wanted=False):
        os.kill(os.getpid(), signal.SIGINT)


def test_a_signal_that_is_ignored_stays_so() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with stopping(wanted=True) as stopped:
            os.kill(os.getpid(), signal.SIGHUP)
            assert stopped() == 0
    finally:
        signal.signal(signal.SIGHUP, before)
