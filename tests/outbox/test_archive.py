from __future__ import annotations

import os
from pathlib import Path

import pytest

from digest.errors import OutboxError
from digest.model import Week
from digest.outbox.archive import archived, entry_left, keep, leaking, other_weeks, sweep, write_page
from digest.outbox.folder import lay

W25 = Week(2024, 25)
ISSUE = {
    "index.html": b'<img src="images/a%20b.png"><a href="articles/one.html">One</a>',
    "articles/one.html": b'<img src="../images/one.png">',
    "entry.xml": b"<entry/>",
    "issue.json": b"{}",
    "preflight.json": b"{}",
    "free/letter.html": b'<img src="https://letter.test/issues/2024-W25/images/thumb.png">',
    "free/letter.eml": b"private",
    "member/letter.html": b'<img src="cid:1"> only for members <img src="https://letter.test/2024-W25/images/deal.png">',
    "images/a b.png": b"1",
    "images/one.png": b"2",
    "images/one.png.old": b"not shown",
    "images/thumb.png": b"3",
    "images/deal.png": b"4",
    "images/inside-the-message.png": b"5",
}
PUBLIC = {
    "index.html",
    "articles/one.html",
    "entry.xml",
    "images/a b.png",
    "images/one.png",
    "images/thumb.png",
    "images/deal.png",
}


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def outbox(tmp_path: Path) -> Path:
    lay(tmp_path / "outbox", str(W25), ISSUE)
    return tmp_path / "outbox"


def test_pages_and_the_pictures_that_are_fetched_are_public_and_nothing_else(outbox: Path) -> None:
    assert keep(outbox, W25)
    assert contents(outbox / "archive") == {f"2024-W25/{name}": ISSUE[name] for name in PUBLIC}


def test_what_is_kept_again_takes_the_place_of_all_that_was_there(outbox: Path) -> None:
    keep(outbox, W25)
    lay(outbox, str(W25), {"index.html": b"new"})
    keep(outbox, W25)
    assert contents(outbox / "archive") == {"2024-W25/index.html": b"new"}


def test_what_is_there_already_is_not_written_again(outbox: Path) -> None:
    keep(outbox, W25)
    before = (outbox / "archive/2024-W25").stat()
    keep(outbox, W25)
    assert os.path.samestat((outbox / "archive/2024-W25").stat(), before)


@pytest.mark.parametrize("files", [{}, {"issue.json": b"{}"}])
def test_an_issue_without_pages_cannot_be_kept(tmp_path: Path, files: dict[str, bytes]) -> None:
    lay(tmp_path, str(W25), files)
    assert not keep(tmp_path, W25)
    assert not archived(tmp_path, W25)
    assert not (tmp_path / "archive").exists()


def test_nothing_of_the_work_is_left_in_the_archive_or_beside_it(outbox: Path) -> None:
    keep(outbox, W25)
    write_page(outbox, "index.html", "all")
    assert {path.name for path in (outbox / "archive").iterdir()} == {"2024-W25", "index.html"}
    assert {path.name for path in outbox.iterdir()} == {"2024-W25", "archive", ".lock"}


def test_what_killed_commands_left_is_swept_away_and_nothing_else(outbox: Path) -> None:
    for name in (".archive-2024-W24.new", ".archive-2024-W25.old", ".2024-W23.old"):
        (outbox / name).mkdir()
        (outbox / name / "half.txt").write_bytes(b"")
    (outbox / ".archive-feed.xml.new").write_bytes(b"<feed")
    sweep(outbox)
    assert {path.name for path in outbox.iterdir()} == {"2024-W25", ".2024-W23.old", ".lock"}


def test_a_page_that_says_the_same_is_left_alone(outbox: Path) -> None:
    write_page(outbox, "index.html", "all")
    before = (outbox / "archive/index.html").stat()
    write_page(outbox, "index.html", "all")
    assert os.path.samestat((outbox / "archive/index.html").stat(), before)
    write_page(outbox, "index.html", "more")
    assert (outbox / "archive/index.html").read_bytes() == b"more"


def test_an_empty_page_is_taken_away(outbox: Path) -> None:
    write_page(outbox, "feed.xml", "")
    write_page(outbox, "feed.xml", "<feed/>")
    write_page(outbox, "feed.xml", "")
    assert not (outbox / "archive/feed.xml").exists()


def test_the_entry_is_what_the_issue_left(outbox: Path) -> None:
    assert entry_left(outbox, W25) == ""
    keep(outbox, W25)
    assert entry_left(outbox, W25) == "<entry/>"


def test_an_entry_that_is_no_text_is_a_wrong_value(outbox: Path) -> None:
    keep(outbox, W25)
    (outbox / "archive/2024-W25/entry.xml").write_bytes(b"\xff")
    with pytest.raises(ValueError, match="utf-8"):
        entry_left(outbox, W25)


def test_a_file_in_the_place_of_the_archive_is_said(outbox: Path) -> None:
    (outbox / "archive").write_bytes(b"")
    with pytest.raises(OutboxError, match="cannot write the archive"):
        keep(outbox, W25)
    with pytest.raises(OutboxError, match="cannot write the archive"):
        write_page(outbox, "index.html", "all")


@pytest.mark.parametrize("name", ["issue.json", "preflight.json"])
def test_an_issue_with_leaks_is_not_kept_and_what_was_kept_of_it_goes(tmp_path: Path, name: str) -> None:
    lay(tmp_path, str(W25), ISSUE)
    assert keep(tmp_path, W25)
    found = b'{"findings": [{"check": "leaks", "what": "the page index.html has words"}]}'
    lay(tmp_path, str(W25), {key: text for key, text in ISSUE.items() if key != "preflight.json"} | {name: found})
    assert not keep(tmp_path, W25)
    assert not (tmp_path / "archive/2024-W25").exists()


def test_what_was_checked_last_counts(tmp_path: Path) -> None:
    leaky = b'{"findings": [{"check": "leaks"}]}'
    lay(tmp_path, str(W25), ISSUE | {"issue.json": leaky, "preflight.json": b'{"findings": []}'})
    assert not leaking(tmp_path, W25)
    lay(tmp_path, str(W25), ISSUE | {"issue.json": leaky, "preflight.json": b"no json"})
    assert leaking(tmp_path, W25)


def test_pages_of_other_weeks_are_all_but_one_week_s(tmp_path: Path) -> None:
    for week in (W25, Week(2024, 24)):
        lay(tmp_path, str(week), ISSUE)
        keep(tmp_path, week)
    assert set(other_weeks(tmp_path, W25)) == {"2024-W24/index.html", "2024-W24/articles/one.html"}
