from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from digest.errors import OutboxError
from digest.model import SentIssue, UsedStory, Week
from digest.outbox import as_json, lay, record
from digest.outbox.sent import read_receipts, receipt_file, remove_receipt, sent_issue, write_receipt
from digest.outbox.skipped import read_skipped, write_skipped
from tests import factories
from tests.factories import a_story
from tests.needs import without_privileges
from tests.outbox.test_formats import a_full_record

WEEK = Week(2024, 25)
SENT = datetime(2024, 6, 23, 7, 30, tzinfo=UTC)
SCHEMA = json.loads((Path(__file__).parents[2] / "docs/formats/sent.schema.json").read_text())

WRITE_FOREVER = """
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from digest.model import SentIssue, UsedStory, Week
from digest.outbox.sent import write_receipt

turn = 0
while True:
    turn += 1
    stories = tuple(UsedStory(f"{n}.md", str(turn)) for n in range(300))
    week, now = Week(2024, 25), datetime.now(UTC)
    write_receipt(Path(sys.argv[1]), SentIssue(week, week.monday, turn, str(turn), now, stories=stories))
"""


def an_issue(**changes: Any) -> SentIssue:
    return replace(sent_issue(a_full_record(), SENT), **changes)


def test_what_is_remembered_of_an_issue_is_what_readers_got() -> None:
    issue = an_issue()
    assert (issue.week, issue.day, issue.number, issue.sent) == (WEEK, date(2024, 6, 23), 25, SENT)
    assert issue.subject == "A subject of a decent length"
    assert issue.audiences == ("free",)
    assert issue.considered == ("Two.txt", "Late.txt", "Old.txt")


def test_who_alone_read_a_story_is_remembered() -> None:
    stories = (a_story("Open", url="https://a.test"), a_story("Closed", audience="member"))
    told = record(factories.an_issue(*stories), version="1", audiences=["free", "member"])
    assert [used.audience for used in sent_issue(told, SENT).stories] == ["", "member"]


def test_a_note_of_a_skipped_week_speaks_to_no_mail_service(tmp_path: Path) -> None:
    place = write_skipped(tmp_path, WEEK, date(2024, 6, 23), "{{why}}", ["left out: a{{b}}.md · *|floor|*"])
    text = place.read_text(encoding="utf-8")
    assert "{{" not in text
    assert "*|" not in text
    assert read_skipped(tmp_path, WEEK) is not None


def test_stories_come_before_headlines_with_all_by_which_they_are_known_again() -> None:
    told, named = an_issue().stories
    sketch = (1, 255, 2**32 - 1)
    also = ("copy.txt", "https://b.test/two")
    assert told == UsedStory("Two.txt", "Two", "https://a.test/two", "", ("lamp", "light"), sketch, also=also)
    assert (named.title, named.headline) == ("Named only", True)


def test_shown_are_the_titles_of_deals_catalogue_and_archive_as_they_are_compared() -> None:
    assert an_issue().shown == ("deal", "book", "old", "undated")


def test_the_moment_is_kept_in_utc_and_whole_seconds() -> None:
    moment = datetime.fromisoformat("2024-06-23T09:30:05.7+02:00")
    assert sent_issue(a_full_record(), moment).sent == SENT + timedelta(seconds=5)


def test_a_receipt_comes_back_as_it_was_written(tmp_path: Path) -> None:
    before = an_issue(week=Week(2024, 24))
    write_receipt(tmp_path, an_issue())
    write_receipt(tmp_path, before)
    assert read_receipts(tmp_path) == ((before, an_issue()), ())


def test_a_receipt_keeps_the_schema(tmp_path: Path) -> None:
    file = write_receipt(tmp_path, an_issue())
    assert file == tmp_path / "2024-W25.sent.json"
    jsonschema.validate(json.loads(file.read_text()), SCHEMA)


def test_a_receipt_takes_the_place_of_an_older_one_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    write_receipt(tmp_path, an_issue())
    write_receipt(tmp_path, an_issue(subject="Another"))
    assert read_receipts(tmp_path)[0] == (an_issue(subject="Another"),)
    assert [path.name for path in tmp_path.iterdir()] == ["2024-W25.sent.json"]


def test_a_receipt_is_taken_away_once(tmp_path: Path) -> None:
    write_receipt(tmp_path, an_issue())
    assert remove_receipt(tmp_path, WEEK)
    assert not remove_receipt(tmp_path, WEEK)
    assert read_receipts(tmp_path) == ((), ())


def test_an_outbox_that_is_not_there_has_no_receipts(tmp_path: Path) -> None:
    assert read_receipts(tmp_path / "nowhere") == ((), ())


def test_building_the_issue_again_leaves_its_receipt(tmp_path: Path) -> None:
    lay(tmp_path, "2024-W25", {"a.txt": b"1"})
    write_receipt(tmp_path, an_issue())
    lay(tmp_path, "2024-W25", {"a.txt": b"2"})
    lay(tmp_path, "2024-W26", {"a.txt": b"2"})
    assert read_receipts(tmp_path) == ((an_issue(),), ())


def test_what_a_killed_command_left_of_a_receipt_is_swept_away_by_the_next_build(tmp_path: Path) -> None:
    (tmp_path / ".2024-W25.sent.json.new").write_text('{"half')
    assert read_receipts(tmp_path) == ((), ())
    lay(tmp_path, "2024-W25", {"a.txt": b"1"})
    assert {path.name for path in tmp_path.iterdir()} == {"2024-W25", ".lock"}


@pytest.mark.parametrize("moment", [0.003, 0.011, 0.017, 0.029, 0.041, 0.053])
def test_a_command_killed_at_any_moment_leaves_one_whole_receipt(tmp_path: Path, moment: float) -> None:
    with subprocess.Popen([sys.executable, "-c", WRITE_FOREVER, str(tmp_path)]) as process:
        while not receipt_file(tmp_path, WEEK).exists():
            time.sleep(0.001)
        time.sleep(moment)
        os.kill(process.pid, signal.SIGKILL)
    ((issue,), problems) = read_receipts(tmp_path)
    assert problems == ()
    assert {story.title for story in issue.stories} == {issue.subject}


def whole() -> dict[str, Any]:
    story = {"source": "a", "title": "A", "url": "", "publication": "", "terms": [], "sketch": "", "headline": False}
    story |= {"also": [], "audience": ""}
    return {
        "format": 1,
        "week": "2024-W25",
        "date": "2024-06-23",
        "number": 25,
        "subject": "A",
        "sent": "2024-06-23T07:30:00+00:00",
        "audiences": ["free"],
        "stories": [story],
        "shown": [],
        "considered": ["a"],
    }


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"stories": 7}, "stories is a int"),
        ({"stories": [{}]}, "no stories[0].source"),
        ({"stories": [whole()["stories"][0] | {"sketch": "0123"}]}, "a sketch that is none"),
        ({"sent": "yesterday"}, "yesterday"),
        ({"sent": "2024-06-23T07:30:00"}, "no moment with a time zone: 2024-06-23T07:30:00"),
        ({"sent": "9999-12-31T23:59:59-05:00"}, "no moment with a time zone: 9999-12-31T23:59:59-05:00"),
        ({"date": "2024-02-30"}, "day"),
        ({"number": 10**30}, f"number {10**30}"),
        ({"week": "2024-W24"}, "the week '2024-W24'"),
    ],
)
def test_a_receipt_that_was_changed_by_hand_is_a_problem_and_the_others_are_read(
    tmp_path: Path, change: dict[str, Any], found: str
) -> None:
    write_receipt(tmp_path, an_issue(week=Week(2024, 24)))
    (tmp_path / "2024-W25.sent.json").write_bytes(as_json(whole() | change))
    (good,), (problem,) = read_receipts(tmp_path)
    assert good.week == Week(2024, 24)
    assert problem.what == "the receipt is damaged"
    assert found in problem.found
    assert "digest mark-sent 2024-W25" in problem.hint


@pytest.mark.parametrize("told", [b"", b"\xff\xfe", b"[", b"[" * 100_000, b"[]", b'"\\ud800"'])
def test_what_is_no_receipt_is_a_problem(tmp_path: Path, told: bytes) -> None:
    (tmp_path / "holiday.sent.json").write_bytes(told)
    (problem,) = read_receipts(tmp_path)[1]
    assert (problem.what, problem.hint) == ("the receipt is damaged", "take the file away")


def test_a_receipt_of_a_newer_digest_asks_for_an_update(tmp_path: Path) -> None:
    (tmp_path / "2024-W25.sent.json").write_bytes(as_json(whole() | {"format": 9}))
    (problem,) = read_receipts(tmp_path)[1]
    assert (problem.found, problem.hint) == ("format 9", "update digest")


def test_a_folder_in_the_place_of_a_receipt_is_a_problem(tmp_path: Path) -> None:
    receipt_file(tmp_path, WEEK).mkdir()
    (problem,) = read_receipts(tmp_path)[1]
    assert problem.what == "cannot read the receipt"
    with pytest.raises(OutboxError, match="cannot write the receipt"):
        write_receipt(tmp_path, an_issue())
    with pytest.raises(OutboxError, match="cannot write the receipt"):
        remove_receipt(tmp_path, WEEK)
    assert [path.name for path in tmp_path.iterdir()] == ["2024-W25.sent.json"]


def test_an_outbox_that_cannot_be_written_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(OutboxError, match=r"cannot write the receipt · .* · check that the outbox can be written"):
        write_receipt(tmp_path / "nowhere", an_issue())
    write_receipt(tmp_path, an_issue())
    tmp_path.chmod(0o555)
    try:
        with without_privileges(), pytest.raises(OutboxError, match="Permission denied"):
            write_receipt(tmp_path, an_issue(subject="Another"))
    finally:
        tmp_path.chmod(0o700)


def test_a_story_for_readers_who_got_no_letter_was_not_used() -> None:
    record = a_full_record()
    record["stories"][0]["audience"] = "member"
    assert [story.title for story in sent_issue(record, SENT).stories] == ["Named only"]
    record["audiences"] = ["free", "member"]
    assert [story.title for story in sent_issue(record, SENT).stories] == ["Two", "Named only"]
