"""`digest export`; what is not the command's own is tried without it."""

from __future__ import annotations

import json
import mailbox
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest

from digest.cli.main import cli
from digest.errors import DeliveryError
from digest.pipeline.exporting import Exported, export
from digest.pipeline.history import mark_sent
from digest.settings.reading import load
from tests.cli.conftest import STORY
from tests.cli.issues import call
from tests.cli.laid_newsletters import WEEK, a_newsletter, build, copied
from tests.torture.pixels import a_png

MEMBERS = (
    "Only members are told that the lamps of the harbour were lit by the daughters of the keeper for forty years."
)
AUDIENCES = '\n[[audiences]]\nname = "free"\n\n[[audiences]]\nname = "member"\n'
ABOUT = "title: The keeper's daughters\ndate: 2024-06-20\naudience: member"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsletter with its issue; nobody changes it."""
    lamps = STORY.replace("date:", "image: lamps.png\nalt: A lamp\ndate:")
    keeper = f"---\n{ABOUT}\n---\n\n{MEMBERS}\n"
    folder = tmp_path_factory.mktemp("built") / "letter"
    a_newsletter(folder, AUDIENCES, lamps_md=lamps, keeper_md=keeper, lamps_png=a_png(1200, 675, 1))
    build(folder)
    return folder


@pytest.fixture
def letter(built: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return copied(built, tmp_path / "letter")


def exported(letter: Path, name: str, folder: Path, *audiences: str) -> Exported:
    return export(load(letter / "digest.toml"), WEEK, name, audiences, folder=folder)


def below(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_letters_are_written_with_a_service_s_tags_into_a_folder_beside(letter: Path) -> None:
    before = below(letter / "outbox")
    done = call(letter, "export", str(WEEK), "--for", "mailchimp")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == f"{WEEK} for mailchimp: free, member"
    assert lines[-1] == f"Written to {WEEK}-mailchimp"
    for audience in ("free", "member"):
        assert 'href="*|UNSUB|*"' in (letter / f"{WEEK}-mailchimp/{audience}/letter.html").read_text()
    assert below(letter / "outbox") == before
    done = call(letter, "export", str(WEEK), "--for", "mailchimp")
    assert done.stdout.splitlines()[-1] == f"Unchanged in {WEEK}-mailchimp"


@pytest.mark.parametrize("name", ["zip", "listmonk"])
def test_the_same_letters_give_the_same_bytes_and_are_left_alone(built: Path, tmp_path: Path, name: str) -> None:
    assert exported(built, name, tmp_path / "one").changed
    assert not exported(built, name, tmp_path / "one").changed
    exported(built, name, tmp_path / "two")
    assert below(tmp_path / "two") == below(tmp_path / "one")


@pytest.mark.parametrize("name", ["generic", "mbox", "maildir"])
def test_what_is_for_members_lies_in_their_files_alone(built: Path, tmp_path: Path, name: str) -> None:
    exported(built, name, tmp_path / "export")
    told = below(tmp_path / "export")
    with_it = {file for file, content in told.items() if b"daughters" in content}
    assert with_it
    assert all(file.startswith("member/") for file in with_it)


def test_an_mbox_holds_the_letter(built: Path, tmp_path: Path) -> None:
    exported(built, "mbox", tmp_path / "export", "free")
    box = mailbox.mbox(tmp_path / "export/free/letters.mbox", create=False)
    try:
        (key,) = box.keys()
        letter = built / "outbox" / str(WEEK) / "free/letter.eml"
        assert box.get_bytes(key) == letter.read_bytes().replace(b"\r\n", b"\n")
    finally:
        box.close()
    assert not (tmp_path / "export/member").exists()


def test_a_zip_holds_the_pictures_of_its_letter(built: Path, tmp_path: Path) -> None:
    exported(built, "zip", tmp_path / "export")
    with zipfile.ZipFile(tmp_path / "export/free/letters.zip") as archive:
        (name,) = [name for name in archive.namelist() if "/images/" in name]
        assert archive.read(name) == (built / "outbox" / str(WEEK) / name.partition("/")[2]).read_bytes()


def test_json_tells_of_every_file(letter: Path) -> None:
    issue = letter / "outbox" / str(WEEK)
    done = call(letter, "export", issue, "--for", "ses", "--audience", "free", "--to", "files", "--json")
    told = json.loads(done.stdout)
    assert (told["week"], told["for"], told["audiences"], told["changed"]) == (str(WEEK), "ses", ["free"], True)
    assert [file["name"] for file in told["files"]] == [
        f"free/{name}" for name in ("letter.html", "letter.txt", "template.json")
    ]
    assert (told["folder"], told["sent"]) == (str(letter / "files"), None)


def test_an_issue_that_was_sent_is_exported_with_a_remark(letter: Path) -> None:
    mark_sent(load(letter / "digest.toml"), WEEK, at=datetime(2024, 6, 23, 12, tzinfo=UTC))
    done = call(letter, "export", str(WEEK), "--for", "zip", "--json")
    assert (done.returncode, done.stderr) == (0, f"digest: {WEEK} was sent on 2024-06-23 · its readers have it\n")
    assert json.loads(done.stdout)["sent"] == "2024-06-23"


def test_letters_that_must_not_be_sent_are_not_exported(letter: Path) -> None:
    for name in ("letter.html", "letter.txt"):
        file = letter / "outbox" / str(WEEK) / "free" / name
        file.write_text(file.read_text().replace("Anytown", "Town"))
    done = call(letter, "export", str(WEEK), "--for", "generic", "--outbox", "outbox")
    assert (done.returncode, done.stdout) == (4, "")
    assert "preflight forbids sending these letters · 2024-W25 · free: " in done.stderr
    assert f"digest check {WEEK}" in done.stderr
    assert not (letter / f"{WEEK}-generic").exists()
    assert exported(letter, "generic", letter / "files", "member").changed


@pytest.mark.parametrize("to", ["outbox", "outbox/export", "outbox/2024-W25/free", "."])
def test_an_export_never_goes_into_the_outbox(letter: Path, to: str) -> None:
    before = below(letter / "outbox")
    with pytest.raises(DeliveryError, match="an export does not go into the outbox"):
        exported(letter, "generic", letter / to)
    assert below(letter / "outbox") == before


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (("2024-W07", "--for", "zip"), 1, "no such issue"),
        (("2024-W25", "--for", "post"), 2, "'post' is not one of 'listmonk', 'mailchimp'"),
        (("2024-W25", "--for", "zip", "--audience", "membr"), 2, 'did you mean "member"?'),
        (("2024-W25",), 2, "Missing option '--for'"),
        (("week", "--for", "zip"), 2, "is no week"),
    ],
)
def test_mistakes_are_told_on_one_line(built: Path, args: tuple[str, ...], code: int, said: str) -> None:
    done = call(built, "export", *args)
    assert done.returncode == code
    assert said in done.stderr


@pytest.mark.parametrize(
    ("command", "said"), [("export", "--to DIR "), ("draft", "--at NAME "), ("draft", "--again ")]
)
def test_help_names_what_an_option_takes_and_the_code_with_which_it_ends(command: str, said: str) -> None:
    told = " ".join(cli.commands[command].get_help(click.Context(cli.commands[command])).split())
    assert said in told
    assert "with code 4 when the letters must not be sent as they are" in told
