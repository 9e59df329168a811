from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from digest.errors import LedgerError
from digest.ledger import Ledger
from digest.ledger.connection import connected, understood, writing
from digest.ledger.entries import write_entries
from digest.ledger.schema import STEPS, prepare
from digest.model.feeds import FeedState
from tests.ledger.entries import ALWAYS, FEED, an_entry


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "ledger.sqlite"


@contextmanager
def a_stranger() -> Iterator[Path]:
    """A folder of somebody to whom rights apply, which they do not to the administrator."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if os.geteuid() != 0:
            yield folder
            return
        os.chown(folder, 65534, 65534)
        os.seteuid(65534)
        try:
            yield folder
        finally:
            os.seteuid(0)


def refused(path: Path) -> str:
    with pytest.raises(LedgerError) as caught:
        Ledger(path).close()
    assert "\n" not in str(caught.value)
    assert caught.value.hint
    return str(caught.value)


def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    Ledger(tmp_path / "memory/of/ledger.sqlite").close()
    assert (tmp_path / "memory/of/ledger.sqlite").stat().st_size > 0


def test_looking_makes_no_file(file: Path) -> None:
    with Ledger.if_there(file) as ledger:
        assert ledger.feed_states() == {}
        assert list(ledger.entries({FEED}, *ALWAYS)) == []
    assert not file.exists()


def test_looking_sees_what_is_there(file: Path) -> None:
    with Ledger(file) as ledger:
        ledger.keep([FeedState(FEED)], [an_entry()])
    with Ledger.if_there(file) as ledger:
        assert list(ledger.feed_states()) == [FEED]


def test_who_only_looks_cannot_write(file: Path) -> None:
    Ledger(file).close()
    for path in (file, file.with_name("none.sqlite")):
        with Ledger.if_there(path) as ledger, pytest.raises(LedgerError, match="cannot write the ledger"):
            ledger.keep([FeedState(FEED)], [])


def test_an_empty_file_is_an_empty_ledger(file: Path) -> None:
    file.touch()
    with Ledger.if_there(file) as ledger:
        assert ledger.feed_states() == {}
    assert file.stat().st_size == 0
    with Ledger(file) as ledger:
        assert ledger.keep([], [an_entry()]) == 1


def test_a_ledger_of_a_newer_version_is_not_touched(file: Path) -> None:
    Ledger(file).close()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = file.read_bytes()
    assert refused(file).endswith(
        f"made by a newer digest (version 99 of its tables, here {len(STEPS)}) · update digest"
    )
    assert file.read_bytes() == before


def test_an_older_ledger_is_upgraded_and_keeps_all(file: Path) -> None:
    with Ledger(file) as ledger:
        ledger.keep([FeedState(FEED)], [an_entry()])
    later = (*STEPS, ("CREATE TABLE letters (week TEXT)",))
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        prepare(connection, "here", later)
        assert connection.execute("SELECT count(*) FROM letters, entries").fetchone() == (0,)
        assert connection.execute("PRAGMA user_version").fetchone() == (len(later),)
        assert connection.execute("SELECT count(*) FROM contents").fetchone() == (1,)


def test_an_upgrade_that_fails_changes_nothing(file: Path) -> None:
    Ledger(file).close()
    broken = (*STEPS, ("CREATE TABLE letters (week TEXT)", "CREATE TABLE feeds (again TEXT)"))
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        with pytest.raises(sqlite3.OperationalError, match="already exists"):
            prepare(connection, "here", broken)
        assert connection.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'letters'").fetchone() == (0,)
    Ledger(file).close()


def test_the_file_of_another_program_is_not_touched(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE feeds (name TEXT)")
    before = file.read_bytes()
    assert "another program's SQLite file" in refused(file)
    assert file.read_bytes() == before


def test_what_is_no_database_says_so(file: Path) -> None:
    file.write_text("Dear diary, " * 100)
    assert refused(file).startswith("not a ledger · ")


def test_a_damaged_file_says_so(file: Path) -> None:
    Ledger(file).close()
    empty = len(file.read_bytes())
    with Ledger(file) as ledger:
        ledger.keep([], [an_entry(str(n), content="c" * 3000) for n in range(50)])
    data = bytearray(file.read_bytes())
    data[empty:-5000] = b"\xff" * (len(data) - empty - 5000)
    file.write_bytes(data)
    with Ledger(file) as ledger, pytest.raises(LedgerError, match=r"the ledger is damaged · .* · move the file away"):
        list(ledger.entries({FEED}, *ALWAYS))


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("UPDATE feeds SET due = 99999999999999", "a time that is none: 99999999999999"),
        ("UPDATE feeds SET newest = 253402300799", "a time that is none: 253402300799"),
        ("UPDATE feeds SET checked = 'today'", "a str where a number belongs"),
        ("UPDATE feeds SET failures = 'many'", "a str where a number belongs"),
        ("UPDATE feeds SET gone = 'no'", "a str where a number belongs"),
        ("UPDATE feeds SET trouble = x'00'", "a bytes where a text belongs"),
        ("UPDATE feeds SET title = CAST(x'ff' AS TEXT)", "UTF-8"),
        ("ALTER TABLE feeds DROP COLUMN hint", "no such column: hint"),
        ("UPDATE entries SET seen = -99999999999999", "a time that is none: -99999999999999"),
        ("UPDATE entries SET place = 'first'", "a str where a number belongs"),
        ("UPDATE contents SET content = x'00'", "a bytes where a text belongs"),
        ("UPDATE contents SET categories = 'news'", "a list that is not JSON"),
        ("UPDATE contents SET categories = '7'", "something else where a list belongs"),
        ("UPDATE contents SET categories = '[7]'", "a int where a text belongs"),
    ],
)
def test_values_that_it_cannot_hold_are_damage(file: Path, change: str, found: str) -> None:
    with Ledger(file) as ledger:
        ledger.keep([FeedState(FEED)], [an_entry()])
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute(change)
    with (
        Ledger(file) as ledger,
        pytest.raises(LedgerError, match=r"the ledger is damaged · .* · move the file") as caught,
    ):
        _ = ledger.feed_states(), list(ledger.entries({FEED}, *ALWAYS))
    assert found in caught.value.found


def test_a_folder_in_its_place_says_so(file: Path) -> None:
    file.mkdir()
    assert refused(file).startswith("cannot open the ledger · ")


def test_a_file_in_the_place_of_its_folder_says_so(file: Path) -> None:
    file.write_text("")
    assert refused(file / "ledger.sqlite").startswith("cannot open the ledger · ")


def test_a_file_that_must_not_be_read_says_so() -> None:
    with a_stranger() as folder:
        Ledger(folder / "ledger.sqlite").close()
        (folder / "ledger.sqlite").chmod(0)
        assert refused(folder / "ledger.sqlite").startswith("cannot open the ledger · ")


def test_a_folder_that_must_not_be_written_can_be_read() -> None:
    with a_stranger() as folder:
        with Ledger(folder / "ledger.sqlite") as ledger:
            ledger.keep([FeedState(FEED)], [])
        folder.chmod(0o500)
        try:
            with Ledger.if_there(folder / "ledger.sqlite") as ledger:
                assert list(ledger.feed_states()) == [FEED]
            with Ledger(folder / "ledger.sqlite") as ledger, pytest.raises(LedgerError, match="check the rights"):
                ledger.keep([FeedState(FEED)], [])
            assert refused(folder / "new.sqlite").startswith("cannot open the ledger · ")
        finally:
            folder.chmod(0o700)


def test_a_full_disk_says_so_and_loses_nothing(file: Path) -> None:
    with Ledger(file) as ledger:
        ledger.keep([], [an_entry("before")])
    with closing(connected(file, patience=1)) as connection:
        connection.execute("PRAGMA max_page_count = 12")
        with (
            pytest.raises(LedgerError, match=r"cannot write the ledger · here · .* · make room on the disk"),
            understood("here"),
            writing(connection),
        ):
            write_entries(connection, [an_entry("big", content="c" * 1_000_000)])
    with Ledger(file) as ledger:
        assert [entry.identity for entry in ledger.entries({FEED}, *ALWAYS)] == ["before"]


def test_a_new_ledger_is_for_its_owner_alone(file: Path) -> None:
    Ledger(file).close()
    assert file.stat().st_mode & 0o777 == 0o600
