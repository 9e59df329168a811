from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from digest.errors import OutboxError
from digest.model import LeftOut, Week
from digest.outbox import as_json, record
from digest.outbox.issues import read_issue, read_record, weeks_in
from tests.factories import a_story, an_issue

WEEK = Week(2024, 25)


def a_record() -> dict[str, Any]:
    left = [LeftOut(a_story("Late"), "no room")]
    return record(an_issue(a_story("Lamps")), version="1", audiences=["free"], left_out=left, considered=["a", "b"])


def lay(outbox: Path, told: object, week: str = "2024-W25") -> Path:
    file = outbox / week / "issue.json"
    file.parent.mkdir(parents=True)
    file.write_bytes(told if isinstance(told, bytes) else as_json(told))
    return file


def refused(outbox: Path, week: Week = WEEK) -> OutboxError:
    with pytest.raises(OutboxError) as caught:
        read_issue(outbox, week)
    assert "\n" not in str(caught.value)
    assert caught.value.hint
    return caught.value


def test_an_issue_is_read_as_it_was_laid(tmp_path: Path) -> None:
    lay(tmp_path, a_record())
    assert read_issue(tmp_path, WEEK) == a_record()


def test_an_issue_that_is_not_there_says_which_are(tmp_path: Path) -> None:
    for number in (21, 22, 23, 24):
        lay(tmp_path, {}, f"2024-W{number}")
    error = refused(tmp_path)
    assert str(error).startswith(f"no such issue · {tmp_path / '2024-W25'} · build it with digest build")
    assert error.hint.endswith("in the outbox: 2024-W22, 2024-W23, 2024-W24")


def test_an_outbox_that_is_not_there_has_no_issue(tmp_path: Path) -> None:
    assert "in the outbox" not in str(refused(tmp_path / "nowhere"))
    assert weeks_in(tmp_path / "nowhere") == ()


def test_only_folders_of_weeks_are_issues(tmp_path: Path) -> None:
    for name in ("2024-W25", "2023-W52", "2024-W99", "notes"):
        lay(tmp_path, {}, name)
    (tmp_path / "2024-W24").mkdir()
    (tmp_path / "2024-W25.sent.json").write_text("{}")
    assert weeks_in(tmp_path) == (Week(2023, 52), WEEK)


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"stories": None}, "stories is null"),
        ({"stories": [{}]}, "no stories[0].source"),
        ({"number": True}, "number is a bool"),
        ({"subjects": ["a"]}, "subjects[0] is a str"),
        ({"considered": [1]}, "considered[0] is a int"),
        ({"week": "soon"}, "the week 'soon'"),
    ],
)
def test_what_was_changed_by_hand_is_named(tmp_path: Path, change: dict[str, Any], found: str) -> None:
    lay(tmp_path, a_record() | change)
    error = refused(tmp_path)
    assert (error.what, error.found) == ("not an issue.json of digest", found)


@pytest.mark.parametrize("told", [b"", b"\xff", b"[]", b"{", b"[" * 100_000, b"7", b'{"format": "\\ud800"}'])
def test_what_is_no_record_is_one_line(tmp_path: Path, told: bytes) -> None:
    lay(tmp_path, told)
    assert refused(tmp_path).what == "not an issue.json of digest"


def test_the_issue_of_another_week_in_the_folder_says_so(tmp_path: Path) -> None:
    lay(tmp_path, a_record(), "2024-W24")
    assert refused(tmp_path, Week(2024, 24)).found == "2024-W25"


def test_an_issue_of_a_newer_digest_asks_for_an_update(tmp_path: Path) -> None:
    lay(tmp_path, {"format": 99})
    assert str(refused(tmp_path)).endswith("made by a newer digest (format 99, here 2) · update digest")


def test_an_issue_of_the_first_format_is_read_with_what_it_said() -> None:
    old = Path(__file__).parent / "issue-format-1.json"
    told = read_record(old)
    said = json.loads(old.read_text())
    assert [story["title"] for story in told["stories"]] == [story["title"] for story in said["stories"]]
    assert told["considered"] == sorted(story["source"] for story in (*said["stories"], *said["left_out"]))
    assert {left["why"] for left in told["left_out"]} == {"no room"}
    assert told["stories"][0]["sketch"] == ""
