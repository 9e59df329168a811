"""`digest draft` against a listmonk on loopback."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.listmonk_server import DEFAULT, TOKEN, USER, HangUp, Listmonk, listmonk

WEEK = "2024-W25"
SECRET = {"DIGEST_LISTMONK_TOKEN": TOKEN}


@pytest.fixture
def server() -> Iterator[Listmonk]:
    with listmonk() as running:
        yield running
        assert running.odd == []


@pytest.fixture
def issue(run: Run, newsletter: Path, server: Listmonk) -> Path:
    more = f"""
[listmonk]
url = "{server.address}"
user = "{USER}"
timeout = 10

[[audiences]]
name = "free"
lists = [1, 4]

[[audiences]]
name = "member"
lists = [2]
"""
    settings = newsletter / "digest.toml"
    settings.write_text(settings.read_text() + more)
    build(run)
    return newsletter / "outbox" / WEEK


def build(run: Run) -> None:
    done = run("build", "--date", "2024-06-23")
    assert done.returncode == 0, done.stderr


def drafted(run: Run, *args: str) -> list[str]:
    """What became of each letter."""
    done = run("draft", WEEK, "--json", *args, **SECRET)
    assert (done.returncode, done.stderr) == (0, "")
    return [f"{one['audience']}: {one['did']} {one['number']}" for one in json.loads(done.stdout)["campaigns"]]


def ledgers(newsletter: Path) -> list[Path]:
    return [path for path in newsletter.rglob("*") if path.is_file() and path.read_bytes()[:6] == b"SQLite"]


def change(newsletter: Path, run: Run) -> None:
    settings = newsletter / "digest.toml"
    settings.write_text(settings.read_text().replace("What the week brought", "What came to pass"))
    build(run)


def test_each_letter_becomes_a_draft_for_its_lists(run: Run, issue: Path, server: Listmonk) -> None:
    assert issue.exists()
    done = run("draft", WEEK, **SECRET)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        f"free: created  {server.address}/admin/campaigns/1",
        f"member: created  {server.address}/admin/campaigns/2",
    ]
    free, member = server.campaigns[1], server.campaigns[2]
    assert (free["name"], free["lists"], free["template_id"]) == (f"The Letter {WEEK} free", [1, 4], 7)
    assert (member["lists"], member["status"]) == ([2], "draft")
    assert "{{ UnsubscribeURL }}" in free["body"]
    assert "{{ UnsubscribeURL }}" in free["altbody"]


def test_said_again_nothing_is_asked_but_how_it_is(run: Run, issue: Path, server: Listmonk) -> None:
    assert issue.exists()
    assert drafted(run) == ["free: created 1", "member: created 2"]
    server.campaigns[1]["body"] = "mended by hand"
    server.asked.clear()
    assert drafted(run) == ["free: left alone 1", "member: left alone 2"]
    assert server.asked == [f"GET /api/{what}" for what in ("templates", "campaigns/1", "campaigns/2")]
    assert server.campaigns[1]["body"] == "mended by hand"


def test_a_campaign_whose_tags_were_taken_off_is_known_by_the_ledger(
    run: Run, newsletter: Path, issue: Path, server: Listmonk
) -> None:
    assert issue.exists()
    drafted(run)
    server.campaigns[1]["tags"] = []
    assert drafted(run) == ["free: left alone 1", "member: left alone 2"]
    change(newsletter, run)
    assert drafted(run) == ["free: updated 1", "member: updated 2"]


def test_what_was_found_by_its_tag_is_remembered(run: Run, newsletter: Path, issue: Path, server: Listmonk) -> None:
    assert issue.exists()
    drafted(run)
    for file in ledgers(newsletter):
        file.unlink()
    drafted(run)
    server.asked.clear()
    drafted(run)
    assert "GET /api/campaigns" not in server.asked


def test_a_copy_that_is_going_out_counts_before_a_draft(
    run: Run, newsletter: Path, issue: Path, server: Listmonk
) -> None:
    assert issue.exists()
    drafted(run, "--audience", "free")
    server.campaigns[5] = {**server.campaigns[1], "id": 5, "status": "running"}
    change(newsletter, run)
    for file in ledgers(newsletter):
        file.unlink()
    assert drafted(run, "--audience", "free") == ["free: not touched 5"]
    assert "What came to pass" not in server.campaigns[1]["body"]


def test_a_letter_that_changed_changes_its_draft(run: Run, newsletter: Path, issue: Path, server: Listmonk) -> None:
    assert issue.exists()
    drafted(run)
    change(newsletter, run)
    assert drafted(run, "--audience", "free") == ["free: updated 1"]
    assert "What came to pass" in server.campaigns[1]["body"]
    assert "What came to pass" not in server.campaigns[2]["body"]
    assert drafted(run) == ["free: left alone 1", "member: updated 2"]


@pytest.mark.parametrize(("status", "lost"), [("scheduled", False), ("running", True), ("finished", False)])
def test_a_campaign_that_is_a_draft_no_more_is_never_touched(
    run: Run, newsletter: Path, issue: Path, server: Listmonk, status: str, *, lost: bool
) -> None:
    assert issue.exists()
    drafted(run)
    server.campaigns[1]["status"] = status
    server.campaigns[1]["name"] = "renamed"
    before = json.dumps(server.campaigns[1])
    change(newsletter, run)
    if lost:
        for file in ledgers(newsletter):
            file.unlink()
    done = run("draft", WEEK, "--audience", "free", **SECRET)
    assert done.returncode == 0
    assert f"free: not touched (it is a draft no more: {status})" in done.stdout
    assert json.dumps(server.campaigns[1]) == before
    assert len(server.campaigns) == 2


@pytest.mark.parametrize("knows_tags", [True, False])
def test_a_lost_ledger_makes_no_second_draft(
    run: Run, newsletter: Path, issue: Path, server: Listmonk, *, knows_tags: bool
) -> None:
    assert issue.exists()
    drafted(run)
    for number in range(3, 210):  # other newsletters' campaigns, on more than one page
        server.campaigns[number] = {
            "id": number,
            "name": "x",
            "status": "draft",
            "tags": ["digest", "letter-0"],
            "lists": [1],
        }
    server.knows_tags = knows_tags
    assert ledgers(newsletter)
    for file in ledgers(newsletter):
        file.unlink()
    assert drafted(run) == ["free: left alone 1", "member: left alone 2"]
    assert len(server.campaigns) == 209


def test_a_draft_that_was_deleted_there_is_made_again(run: Run, issue: Path, server: Listmonk) -> None:
    assert issue.exists()
    drafted(run)
    del server.campaigns[1]
    assert drafted(run) == ["free: created 3", "member: left alone 2"]


def test_a_number_that_became_another_campaign_s_is_not_taken_for_ours(
    run: Run, newsletter: Path, issue: Path, server: Listmonk
) -> None:
    assert issue.exists()
    drafted(run)
    server.campaigns = {1: {"id": 1, "name": "another", "status": "draft", "tags": ["x"], "lists": [9]}}
    change(newsletter, run)
    assert drafted(run) == ["free: created 2", "member: created 3"]
    assert server.campaigns[1]["name"] == "another"


def test_an_answer_that_never_comes_makes_no_second_draft(run: Run, issue: Path, server: Listmonk) -> None:
    assert issue.exists()

    def hang_up() -> None:
        raise HangUp

    server.made = hang_up
    done = run("draft", WEEK, **SECRET)
    assert (done.returncode, done.stdout) == (1, "")
    assert "listmonk cannot be reached" in done.stderr
    server.made = lambda: None
    assert drafted(run) == ["free: left alone 1", "member: created 2"]


def test_a_run_that_is_killed_between_the_draft_and_the_ledger_makes_no_second_draft(
    run: Run, newsletter: Path, issue: Path, server: Listmonk
) -> None:
    assert issue.exists()
    running: list[subprocess.Popen[bytes]] = []

    def kill() -> None:
        running[0].kill()
        raise HangUp

    server.made = kill
    environment = {**os.environ, **SECRET}
    with subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys; sys.stdin.read(1); from digest.__main__ import main; main()",
            "draft",
            WEEK,
        ],
        cwd=newsletter,
        env=environment,
        stdin=subprocess.PIPE,
    ) as process:
        running.append(process)
        process.communicate(b"\n")
    assert process.returncode == -signal.SIGKILL
    assert len(server.campaigns) == 1
    server.made = lambda: None
    assert drafted(run) == ["free: left alone 1", "member: created 2"]


def test_a_dry_run_changes_nothing(run: Run, newsletter: Path, issue: Path, server: Listmonk) -> None:
    assert issue.exists()
    kept = ledgers(newsletter)
    done = run("draft", WEEK, "--at", "listmonk", "--dry-run", **SECRET)
    assert done.stdout.splitlines() == [
        f"{audience}: would be created  {server.address}/admin/campaigns" for audience in ("free", "member")
    ]
    assert (server.writes(), ledgers(newsletter)) == ([], kept)
    drafted(run)
    change(newsletter, run)
    server.asked.clear()
    assert drafted(run, "--dry-run") == ["free: updated 1", "member: updated 2"]
    assert server.writes() == []


def test_letters_that_must_not_be_sent_are_not_put_there(run: Run, issue: Path, server: Listmonk) -> None:
    for name in ("letter.html", "letter.txt"):
        file = issue / "free" / name
        file.write_text(file.read_text().replace("Anytown", "Town"))
    done = run("draft", WEEK, **SECRET)
    assert done.returncode == 4
    assert "preflight forbids sending these letters" in done.stderr
    assert server.asked == []


def failing(run: Run, **environment: str) -> str:
    """The one line with which it ends."""
    done = run("draft", WEEK, **{**SECRET, **environment})
    assert (done.returncode, done.stdout) in {(1, ""), (2, "")}
    (line,) = done.stderr.splitlines()
    assert TOKEN not in line
    return line


def test_a_wrong_token_and_none_are_told_without_the_token(run: Run, issue: Path, server: Listmonk) -> None:
    assert issue.exists()
    line = failing(run, DIGEST_LISTMONK_TOKEN="wrong-token")
    assert "listmonk refuses the token" in line
    assert "403: invalid API credentials" in line
    assert "wrong-token" not in line
    assert "no token for listmonk" in failing(run, DIGEST_LISTMONK_TOKEN="")
    assert server.campaigns == {}


BROKEN: list[tuple[tuple[int, str, bytes], str]] = [
    ((500, "application/json", b'{"message": "database is away"}'), "listmonk is in trouble"),
    ((200, "text/html", b"<!doctype html>"), "no answer of a listmonk"),
    ((301, "text/html", b""), "listmonk sends us elsewhere"),
    ((404, "text/html", b"nothing here"), "no answer of a listmonk"),
    ((200, "application/json", b"x" * (16 * 1024 * 1024 + 1)), "listmonk answers too much"),
]


@pytest.mark.parametrize(("broken", "said"), BROKEN, ids=[said for _, said in BROKEN])
def test_a_service_in_trouble_is_told_on_one_line(
    run: Run, issue: Path, server: Listmonk, broken: tuple[int, str, bytes], said: str
) -> None:
    assert issue.exists()
    server.broken = broken
    assert said in failing(run)
    assert server.asked == ["GET /api/templates"]


def test_a_service_that_is_down_is_told_on_one_line(
    run: Run, newsletter: Path, issue: Path, server: Listmonk
) -> None:
    assert issue.exists()
    settings = newsletter / "digest.toml"
    settings.write_text(settings.read_text().replace(server.address, "http://127.0.0.1:9"))
    assert "listmonk cannot be reached · http://127.0.0.1:9" in failing(run)


def test_a_template_of_its_own_is_asked_for(run: Run, issue: Path, server: Listmonk) -> None:
    assert issue.exists()
    server.templates = [DEFAULT]
    assert "listmonk has no template that adds nothing" in failing(run)


@pytest.mark.parametrize(
    ("old", "said"),
    [("lists = [2]", "no lists at listmonk · audiences.lists · member"), ("[listmonk]", "no listmonk is set")],
)
def test_settings_that_are_missing_are_named(
    run: Run, newsletter: Path, issue: Path, server: Listmonk, old: str, said: str
) -> None:
    assert issue.exists()
    settings = newsletter / "digest.toml"
    text = settings.read_text()
    if old == "[listmonk]":
        table: Any = text.index(old), text.index("[[audiences]]")
        settings.write_text(text[: table[0]] + text[table[1] :])
    else:
        settings.write_text(text.replace(old, ""))
    assert said in failing(run)
    assert server.asked == []
