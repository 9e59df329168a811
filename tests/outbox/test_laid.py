from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from digest.errors import OutboxError
from digest.model import Finding, LaidIssue, Severity, Week
from digest.outbox import as_json, lay, letter_files, record
from digest.outbox.checked import judged_files, judged_record, preflight_record, write_preflight
from digest.outbox.laid import as_laid, broken_pictures, read_laid, read_sound
from tests.factories import a_letter, an_issue
from tests.outbox.test_formats import schema

WEEK = Week(2024, 25)
MUST = Finding("size", Severity.MUST, "free", "too long {{x}}", "shorten it")


def files() -> dict[str, Any]:
    made: dict[str, Any] = {"index.html": b"<p>Everybody's</p>", "images/a.png": b"1234"}
    for audience in ("free", "member"):
        made |= letter_files(a_letter(audience=audience), an_issue(), "ready")
    told = record(an_issue(), version="1", audiences=["member", "free"])
    return made | {"issue.json": as_json(told)}


@pytest.fixture
def outbox(tmp_path: Path) -> Path:
    lay(tmp_path, str(WEEK), files())
    return tmp_path


def test_what_lies_in_the_outbox_is_what_was_about_to_be_laid(outbox: Path) -> None:
    assert read_laid(outbox, WEEK) == as_laid(WEEK, files())


def test_an_issue_has_its_letters_in_the_order_of_its_audiences_its_pages_and_sizes(outbox: Path) -> None:
    laid = read_laid(outbox, WEEK)
    assert [letter.audience for letter in laid.letters] == ["member", "free"]
    assert dict(laid.pages) == {"index.html": "<p>Everybody's</p>"}
    assert laid.sizes["images/a.png"] == 4
    assert laid.letters[0].eml == a_letter().eml


def test_the_archive_of_all_issues_is_read_beside_it(outbox: Path) -> None:
    (outbox / "archive").mkdir()
    (outbox / "archive/feed.xml").write_text("<feed/>")
    assert dict(read_laid(outbox, WEEK).archive) == {"feed.xml": "<feed/>"}


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("free/letter.html", None, "a file of the issue is missing"),
        ("free/letter.eml", None, "a file of the issue is missing"),
        ("free/letter.txt", b"caf\xe9", "byte 3 is not UTF-8"),
        ("free/manifest.json", b"{", "no JSON"),
        ("free/manifest.json", b"[]", "no JSON object"),
        ("free/manifest.json", b"{}", "no format"),
        ("free/manifest.json", b'"\\ud800"', "no JSON"),
        ("issue.json", None, "no such issue"),
        ("issue.json", b"{}", "not an issue.json of digest"),
    ],
)
def test_damage_is_one_line_that_names_the_file(outbox: Path, name: str, content: bytes | None, said: str) -> None:
    file = outbox / str(WEEK) / name
    file.unlink()
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(OutboxError) as caught:
        read_laid(outbox, WEEK)
    assert said in str(caught.value)
    assert str(WEEK) in caught.value.where
    assert caught.value.hint
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "content", "whole"),
    [
        ("a.png", b"\x89PNG\r\n\x1a\n....IEND....", True),
        ("a.png", b"\x89PNG\r\n\x1a\n....", False),
        ("a.png", b"<html>not found</html>", False),
        ("a.jpg", b"\xff\xd8\xff....\xff\xd9 and what a camera adds", False),
        ("a.jpg", b"\xff\xd8\xff................\xff\xd9added", True),
        ("a.gif", b"GIF89a......;", True),
        ("a.gif", b"", False),
        ("a.webp", b"anything", True),
    ],
)
def test_a_picture_is_whole_when_its_beginning_and_its_end_are_there(
    outbox: Path, name: str, content: bytes, whole: bool
) -> None:
    file = outbox / str(WEEK) / "images" / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(content)
    assert (f"images/{name}" not in broken_pictures(outbox, WEEK)) == whole


def test_a_letter_that_cannot_be_read_is_left_out_and_told_of(outbox: Path) -> None:
    (outbox / str(WEEK) / "free/letter.html").write_bytes(b"caf\xe9")
    laid, damaged = read_sound(outbox, WEEK)
    assert [letter.audience for letter in laid.letters] == ["member"]
    assert [error.found for error in damaged] == ["byte 3 is not UTF-8"]


def test_a_manifest_of_another_audience_is_none(outbox: Path) -> None:
    folder = outbox / str(WEEK)
    (folder / "free/manifest.json").write_bytes((folder / "member/manifest.json").read_bytes())
    with pytest.raises(OutboxError, match="the audience 'member'"):
        read_laid(outbox, WEEK)


def test_an_issue_without_letters_is_said_to_have_none() -> None:
    with pytest.raises(OutboxError, match="no letter"):
        as_laid(WEEK, {name: content for name, content in files().items() if "/" not in name})


def test_an_older_manifest_says_nothing_of_what_came_later(outbox: Path) -> None:
    file = outbox / str(WEEK) / "free/manifest.json"
    told = json.loads(file.read_bytes())
    for key in ("language", "tagline", "links", "colours", "pictures", "offers", "beyond"):
        del told[key]
    file.write_bytes(as_json(told))
    manifest = read_laid(outbox, WEEK).letters[1].manifest
    assert (manifest["links"], manifest["pictures"], manifest["tagline"]) == ({}, [], "")


def a_laid_issue() -> LaidIssue:
    return as_laid(WEEK, files())


def test_what_was_found_keeps_its_schema_and_has_no_merge_tag() -> None:
    told = preflight_record(a_laid_issue(), [MUST])
    schema("preflight").validate(told)
    assert (told["state"], told["counts"]["must"], len(told["letters"])) == ("held", 1, 2)
    assert "{{" not in json.dumps(told)


def test_manifests_and_record_say_the_state_that_was_found() -> None:
    held: dict[str, Any] = judged_files(files(), [MUST])
    assert all(json.loads(held[f"{name}/manifest.json"])["state"] == "held" for name in ("free", "member"))
    assert judged_files(files(), []) == files()
    told = judged_record(json.loads(files()["issue.json"]), [MUST])
    schema("issue").validate(told)
    assert (told["state"], told["findings"][0]["check"]) == ("held", "size")


def test_what_was_found_is_written_beside_the_letters(outbox: Path) -> None:
    place = write_preflight(outbox, WEEK, preflight_record(a_laid_issue(), [MUST]))
    assert place == outbox / str(WEEK) / "preflight.json"
    assert json.loads(place.read_bytes())["state"] == "held"
    assert [path.name for path in place.parent.glob(".*")] == []


def test_a_place_that_cannot_be_written_is_one_line(outbox: Path) -> None:
    (outbox / str(WEEK) / "preflight.json").mkdir()
    with pytest.raises(OutboxError, match="cannot write what was found"):
        write_preflight(outbox, WEEK, preflight_record(a_laid_issue(), []))
