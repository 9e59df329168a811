"""`digest draft` against a listmonk on loopback; what one run leaves for the next is tried without the command."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from digest.delivery.services.transport import asking
from digest.errors import DeliveryError, DigestError, SettingsError
from digest.pipeline.drafting_at import Drafted, Wanted, draft_at_listmonk
from digest.pipeline.history import mark_sent
from digest.settings.reading import load
from digest.settings.sending import with_token
from tests.cli.issues import call
from tests.cli.laid_newsletters import WEEK, a_newsletter, build, copied
from tests.listmonk_server import DEFAULT, TOKEN, USER, HangUp, Listmonk, listmonk

SECRET = {"DIGEST_LISTMONK_TOKEN": TOKEN}
NOWHERE = "http://localhost:9"
NOON = datetime(2024, 6, 23, 12, tzinfo=UTC)
SETTINGS = f"""
[listmonk]
url = "{NOWHERE}"
user = "{USER}"
timeout = 10

[[audiences]]
name = "free"
lists = [1, 4]

[[audiences]]
name = "member"
lists = [2]
"""


@dataclass(frozen=True, slots=True)
class Built:
    """A newsletter with its issue, and the issue as it is with another tagline."""

    newsletter: Path
    changed: Path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    first = a_newsletter(tmp_path_factory.mktemp("built") / "letter", SETTINGS)
    build(first)
    other = copied(first, first.parent / "other")
    settings = other / "digest.toml"
    settings.write_text(settings.read_text().replace("What the week brought", "What came to pass"))
    return Built(first, build(other))


@pytest.fixture
def server() -> Iterator[Listmonk]:
    with listmonk() as running:
        yield running
        assert running.odd == []


@pytest.fixture
def letter(built: Built, server: Listmonk, tmp_path: Path) -> Path:
    """The newsletter's folder; its issue lies in its outbox."""
    folder = copied(built.newsletter, tmp_path / "letter")
    settings = folder / "digest.toml"
    settings.write_text(settings.read_text().replace(NOWHERE, server.address))
    return folder


def change(letter: Path, built: Built) -> None:
    place = letter / "outbox" / str(WEEK)
    shutil.rmtree(place)
    copied(built.changed, place)


def drafts(letter: Path, *audiences: str, dry_run: bool = False, again: bool = False) -> Iterator[Drafted]:
    settings = load(letter / "digest.toml")
    service = with_token(settings.listmonk, SECRET)
    ask = asking(service.url, "listmonk", timeout=service.timeout)
    wanted = Wanted(audiences, dry_run, again)
    return draft_at_listmonk(settings, WEEK, wanted, service=service, ask=ask, now=lambda: NOON)


def drafted(letter: Path, *audiences: str, dry_run: bool = False) -> list[str]:
    """What became of each letter."""
    return [f"{one.audience}: {one.did} {one.number}" for one in drafts(letter, *audiences, dry_run=dry_run)]


def failing(letter: Path) -> str:
    """The one line with which it ends."""
    with pytest.raises(DigestError) as caught:
        drafted(letter)
    line = str(caught.value)
    assert TOKEN not in line
    assert "\n" not in line
    return line


def ledgers(letter: Path) -> list[Path]:
    return [path for path in letter.rglob("*") if path.is_file() and path.read_bytes()[:6] == b"SQLite"]


def lose_ledgers(letter: Path) -> None:
    assert ledgers(letter)
    for file in ledgers(letter):
        file.unlink()


def test_each_letter_becomes_a_draft_for_its_lists(letter: Path, server: Listmonk) -> None:
    done = call(letter, "draft", str(WEEK), **SECRET)
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


def test_said_again_nothing_is_asked_but_how_it_is(letter: Path, server: Listmonk) -> None:
    assert drafted(letter) == ["free: created 1", "member: created 2"]
    server.campaigns[1]["body"] = "mended by hand"
    server.asked.clear()
    assert drafted(letter) == ["free: left alone 1", "member: left alone 2"]
    assert server.asked == [f"GET /api/{what}" for what in ("templates", "campaigns/1", "campaigns/2")]
    assert server.campaigns[1]["body"] == "mended by hand"


def test_a_campaign_whose_tags_were_taken_off_is_known_by_the_ledger(
    letter: Path, built: Built, server: Listmonk
) -> None:
    drafted(letter)
    server.campaigns[1]["tags"] = []
    assert drafted(letter) == ["free: left alone 1", "member: left alone 2"]
    change(letter, built)
    assert drafted(letter) == ["free: updated 1", "member: updated 2"]


def test_what_was_found_by_its_tag_is_remembered(letter: Path, server: Listmonk) -> None:
    drafted(letter)
    lose_ledgers(letter)
    drafted(letter)
    server.asked.clear()
    drafted(letter)
    assert "GET /api/campaigns" not in server.asked


def test_a_copy_that_is_going_out_counts_before_a_draft(letter: Path, built: Built, server: Listmonk) -> None:
    drafted(letter, "free")
    server.campaigns[5] = {**server.campaigns[1], "id": 5, "status": "running"}
    change(letter, built)
    lose_ledgers(letter)
    assert drafted(letter, "free") == ["free: not touched 5"]
    assert "What came to pass" not in server.campaigns[1]["body"]


def test_a_letter_that_changed_changes_its_draft(letter: Path, built: Built, server: Listmonk) -> None:
    drafted(letter)
    change(letter, built)
    assert drafted(letter, "free") == ["free: updated 1"]
    assert "What came to pass" in server.campaigns[1]["body"]
    assert "What came to pass" not in server.campaigns[2]["body"]
    assert drafted(letter) == ["free: left alone 1", "member: updated 2"]


@pytest.mark.parametrize(("status", "lost"), [("scheduled", False), ("running", True), ("finished", False)])
def test_a_campaign_that_is_a_draft_no_more_is_never_touched(
    letter: Path, built: Built, server: Listmonk, status: str, *, lost: bool
) -> None:
    drafted(letter)
    server.campaigns[1]["status"] = status
    server.campaigns[1]["name"] = "renamed"
    before = json.dumps(server.campaigns[1])
    change(letter, built)
    if lost:
        lose_ledgers(letter)
    (one,) = drafts(letter, "free")
    assert (one.did, one.status) == ("not touched", status)
    assert json.dumps(server.campaigns[1]) == before
    assert len(server.campaigns) == 2


def test_a_line_says_why_a_campaign_is_not_touched(letter: Path, server: Listmonk) -> None:
    drafted(letter)
    server.campaigns[1]["status"] = "running"
    done = call(letter, "draft", str(WEEK), "--audience", "free", **SECRET)
    assert (done.returncode, done.stderr) == (0, "")
    where = f"{server.address}/admin/campaigns/1"
    assert done.stdout == f"free: not touched (it is a draft no more: running)  {where}\n"


@pytest.mark.parametrize("knows_tags", [True, False])
def test_a_lost_ledger_makes_no_second_draft(letter: Path, server: Listmonk, *, knows_tags: bool) -> None:
    drafted(letter)
    for number in range(3, 210):  # other newsletters' campaigns, on more than one page
        server.campaigns[number] = {
            "id": number,
            "name": "x",
            "status": "draft",
            "tags": ["digest", "letter-0"],
            "lists": [1],
        }
    server.knows_tags = knows_tags
    lose_ledgers(letter)
    assert drafted(letter) == ["free: left alone 1", "member: left alone 2"]
    assert len(server.campaigns) == 209


def test_a_draft_that_was_deleted_there_is_made_again(letter: Path, server: Listmonk) -> None:
    drafted(letter)
    del server.campaigns[1]
    assert drafted(letter) == ["free: created 3", "member: left alone 2"]


def test_a_number_that_became_another_campaign_s_is_not_taken_for_ours(
    letter: Path, built: Built, server: Listmonk
) -> None:
    drafted(letter)
    server.campaigns = {1: {"id": 1, "name": "another", "status": "draft", "tags": ["x"], "lists": [9]}}
    change(letter, built)
    assert drafted(letter) == ["free: created 2", "member: created 3"]
    assert server.campaigns[1]["name"] == "another"


def hang_up() -> None:
    raise HangUp


def test_an_answer_that_never_comes_makes_no_second_draft(letter: Path, server: Listmonk) -> None:
    server.made = hang_up
    assert "listmonk cannot be reached" in failing(letter)
    server.made = lambda: None
    assert drafted(letter) == ["free: left alone 1", "member: created 2"]


@pytest.mark.parametrize("as_json", [False, True])
def test_the_first_draft_is_told_though_the_second_fails(letter: Path, server: Listmonk, *, as_json: bool) -> None:
    def hang_up_at_the_second() -> None:
        if len(server.campaigns) == 2:
            raise HangUp

    server.made = hang_up_at_the_second
    done = call(letter, "draft", str(WEEK), *(["--json"] if as_json else []), **SECRET)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "listmonk cannot be reached" in line
    assert TOKEN not in line
    url = f"{server.address}/admin/campaigns/1"
    if as_json:
        free = {"audience": "free", "did": "created", "number": 1, "status": "draft", "url": url}
        assert json.loads(done.stdout) == {
            "week": str(WEEK),
            "at": "listmonk",
            "dry_run": False,
            "campaigns": [free],
        }
    else:
        assert done.stdout == f"free: created  {url}\n"


def test_a_run_that_is_killed_between_the_draft_and_the_ledger_makes_no_second_draft(
    letter: Path, server: Listmonk
) -> None:
    running: list[subprocess.Popen[bytes]] = []

    def kill() -> None:
        running[0].kill()
        raise HangUp

    server.made = kill
    waiting = "import sys; sys.stdin.read(1); from digest.__main__ import main; main()"
    command = [sys.executable, "-c", waiting, "draft", str(WEEK)]
    environment = {**os.environ, **SECRET}
    with subprocess.Popen(command, cwd=letter, env=environment, stdin=subprocess.PIPE) as process:
        running.append(process)
        process.communicate(b"\n")
    assert process.returncode == -signal.SIGKILL
    assert len(server.campaigns) == 1
    server.made = lambda: None
    assert drafted(letter) == ["free: left alone 1", "member: created 2"]


def test_a_dry_run_says_what_it_would_do_and_does_nothing(letter: Path, server: Listmonk) -> None:
    kept = ledgers(letter)
    done = call(letter, "draft", str(WEEK), "--at", "listmonk", "--dry-run", **SECRET)
    assert done.stdout.splitlines() == [
        f"{audience}: would be created  {server.address}/admin/campaigns" for audience in ("free", "member")
    ]
    assert (server.writes(), ledgers(letter)) == ([], kept)


def test_a_dry_run_changes_no_draft(letter: Path, built: Built, server: Listmonk) -> None:
    drafted(letter)
    change(letter, built)
    server.asked.clear()
    assert drafted(letter, dry_run=True) == ["free: updated 1", "member: updated 2"]
    assert server.writes() == []


def test_letters_that_must_not_be_sent_are_not_put_there(letter: Path, server: Listmonk) -> None:
    for name in ("letter.html", "letter.txt"):
        file = letter / "outbox" / str(WEEK) / "free" / name
        file.write_text(file.read_text().replace("Anytown", "Town"))
    done = call(letter, "draft", str(WEEK), **SECRET)
    assert (done.returncode, done.stdout) == (4, "")
    assert "preflight forbids sending these letters" in done.stderr
    assert server.asked == []


def test_an_issue_that_was_sent_is_drafted_only_when_that_is_asked_for(letter: Path, server: Listmonk) -> None:
    mark_sent(load(letter / "digest.toml"), WEEK, at=NOON)
    with pytest.raises(DeliveryError, match=r"2024-W25 was sent on 2024-06-23 · its readers have it · .* --again"):
        drafted(letter)
    assert server.asked == []
    done = call(letter, "draft", str(WEEK), "--again", "--audience", "free", **SECRET)
    assert (done.returncode, done.stderr) == (0, "")
    assert list(server.campaigns) == [1]


def test_a_lost_ledger_does_not_forget_that_an_issue_was_sent(letter: Path, server: Listmonk) -> None:
    mark_sent(load(letter / "digest.toml"), WEEK, at=NOON)
    lose_ledgers(letter)
    assert "2024-W25 was sent on 2024-06-23" in failing(letter)
    assert server.asked == []


def test_a_wrong_token_is_told_without_the_token(letter: Path, server: Listmonk) -> None:
    done = call(letter, "draft", str(WEEK), DIGEST_LISTMONK_TOKEN="wrong-token")
    assert (done.returncode, done.stdout) == (1, "")
    (line,) = done.stderr.splitlines()
    assert "listmonk refuses the token" in line
    assert "403: invalid API credentials" in line
    assert "wrong-token" not in line
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
    letter: Path, server: Listmonk, broken: tuple[int, str, bytes], said: str
) -> None:
    server.broken = broken
    assert said in failing(letter)
    assert server.asked == ["GET /api/templates"]


def test_a_service_that_is_down_is_told_on_one_line(letter: Path, server: Listmonk) -> None:
    settings = letter / "digest.toml"
    settings.write_text(settings.read_text().replace(server.address, "http://127.0.0.1:9"))
    assert "listmonk cannot be reached · http://127.0.0.1:9" in failing(letter)


def test_a_service_elsewhere_is_never_given_the_token_in_the_clear(letter: Path, server: Listmonk) -> None:
    settings = letter / "digest.toml"
    settings.write_text(settings.read_text().replace(server.address, "http://lists.test"))
    done = call(letter, "draft", str(WEEK), **SECRET)
    assert (done.returncode, done.stdout) == (2, "")
    assert "a token never travels in the clear · listmonk.url · http://lists.test" in done.stderr


def test_a_template_of_its_own_is_asked_for(letter: Path, server: Listmonk) -> None:
    server.templates = [DEFAULT]
    assert "listmonk has no template that adds nothing" in failing(letter)


def test_an_audience_without_lists_is_named(letter: Path, server: Listmonk) -> None:
    settings = letter / "digest.toml"
    settings.write_text(settings.read_text().replace("lists = [2]", ""))
    with pytest.raises(SettingsError, match=r"no lists at listmonk · audiences\.lists · member"):
        drafted(letter)
    assert server.asked == []


def test_without_a_listmonk_in_the_settings_that_is_said(letter: Path, server: Listmonk) -> None:
    settings = letter / "digest.toml"
    before, _, behind = settings.read_text().partition("[listmonk]")
    settings.write_text(before + behind[behind.index("[[audiences]]") :])
    done = call(letter, "draft", str(WEEK))
    assert (done.returncode, done.stdout) == (2, "")
    assert "no listmonk is set" in done.stderr
    assert server.asked == []
