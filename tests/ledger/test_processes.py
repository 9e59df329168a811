from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from digest.errors import LedgerError
from digest.ledger import Ledger
from tests.ledger.entries import ALWAYS, an_entry

WRITER = textwrap.dedent("""
    import sys
    from datetime import UTC, datetime
    from pathlib import Path
    from digest.ledger import Ledger
    from digest.model.feeds import Entry, FeedState

    file, feed, batches = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    now = datetime(2024, 6, 20, tzinfo=UTC)
    with Ledger(file) as ledger:
        for batch in range(batches):
            entries = [Entry(feed, f"{batch}-{n}", "", "t", "c" * 2000, now) for n in range(20)]
            ledger.keep([FeedState(feed, failures=batch)], entries)
            print(batch, flush=True)
""")


def writer(file: Path, feed: str, batches: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(file), feed, str(batches)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_two_processes_make_and_write_one_ledger_at_once(tmp_path: Path) -> None:
    file = tmp_path / "ledger.sqlite"
    both = [writer(file, feed, 30) for feed in ("a", "b")]
    ends = [(process.communicate(timeout=60)[1], process.returncode) for process in both]
    assert ends == [("", 0), ("", 0)]
    with Ledger(file) as ledger:
        assert len(list(ledger.entries({"a", "b"}, *ALWAYS))) == 2 * 30 * 20
        assert {url: state.failures for url, state in ledger.feed_states().items()} == {"a": 29, "b": 29}


def test_a_process_that_is_killed_loses_nothing_that_it_kept(tmp_path: Path) -> None:
    file = tmp_path / "ledger.sqlite"
    with writer(file, "a", 1_000_000) as process:
        assert process.stdout
        said = [process.stdout.readline() for _ in range(10)]
        process.send_signal(signal.SIGKILL)
        told = int((said + process.stdout.read().splitlines())[-1])
    with Ledger.if_there(file) as ledger:
        batches = ledger.feed_states()["a"].failures + 1
        assert batches >= told + 1
        assert len(list(ledger.entries({"a"}, *ALWAYS))) == batches * 20
    with Ledger(file) as ledger:
        assert ledger.keep([], [an_entry("after")]) == 1


def test_who_has_waited_long_enough_says_that_the_ledger_is_busy(tmp_path: Path) -> None:
    file = tmp_path / "ledger.sqlite"
    Ledger(file).close()
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Ledger(file, patience=0.1) as ledger:
        with pytest.raises(LedgerError, match=r"the ledger is busy · .*ledger.sqlite · .* · another digest writes"):
            ledger.keep([], [an_entry()])
        other.execute("ROLLBACK")
        assert ledger.keep([], [an_entry()]) == 1
    other.close()


def test_a_transaction_that_fails_leaves_all_as_it_was(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        broken = an_entry("two", title=None)
        with pytest.raises(AttributeError):
            ledger.keep([], [an_entry("one"), broken])
        assert list(ledger.entries({an_entry().feed}, *ALWAYS)) == []
        assert ledger.keep([], [an_entry("one")]) == 1


WITHOUT_ROOM = textwrap.dedent("""
    import resource, signal, sys
    from pathlib import Path
    from digest.errors import LedgerError
    from digest.ledger import Ledger
    from tests.ledger.entries import an_entry

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
    with Ledger(Path(sys.argv[1])) as ledger:
        try:
            ledger.keep([], [an_entry("big", content="c" * 1_000_000)])
        except LedgerError as error:
            print(error)
        print(ledger.keep([], [an_entry("small")]))
""")


def test_a_disk_that_refuses_is_one_line_and_nothing_is_lost(tmp_path: Path) -> None:
    file = tmp_path / "ledger.sqlite"
    with Ledger(file) as ledger:
        ledger.keep([], [an_entry("before")])
    command = [sys.executable, "-c", WITHOUT_ROOM, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])
    error, new = done.stdout.splitlines()
    assert error.startswith("cannot read or write the ledger · ")
    assert error.endswith(" · check the disk")
    assert new == "1"
    with Ledger(file) as ledger:
        kept = ledger.entries({an_entry().feed}, *ALWAYS)
        assert [entry.identity for entry in kept] == ["before", "small"]
