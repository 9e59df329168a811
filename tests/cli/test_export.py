from __future__ import annotations

import json
import mailbox
import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.torture.pixels import a_png

WEEK = "2024-W25"
MEMBERS = (
    "Only members are told that the lamps of the harbour were lit by the daughters of the keeper for forty years."
)


@pytest.fixture
def issue(run: Run, newsletter: Path) -> Path:
    settings = newsletter / "digest.toml"
    audiences = '\n[[audiences]]\nname = "free"\n\n[[audiences]]\nname = "member"\n'
    settings.write_text(settings.read_text() + audiences)
    about = "title: The keeper's daughters\ndate: 2024-06-20\naudience: member"
    document = f"---\n{about}\n---\n\n{MEMBERS}\n"
    lamps = newsletter / "seeds/lamps.md"
    lamps.write_text(lamps.read_text().replace("date:", "image: lamps.png\nalt: A lamp\ndate:"))
    (newsletter / "seeds/lamps.png").write_bytes(a_png(1200, 675, 1))
    (newsletter / "seeds/keeper.md").write_text(document)
    done = run("build", "--date", "2024-06-23")
    assert done.returncode == 0, done.stderr
    return newsletter / "outbox" / WEEK


def below(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_letters_are_written_with_a_service_s_tags_into_a_folder_beside(
    run: Run, newsletter: Path, issue: Path
) -> None:
    before = below(issue.parent)
    done = run("export", WEEK, "--for", "mailchimp")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == f"{WEEK} for mailchimp: free, member"
    assert lines[-1] == f"Written to {WEEK}-mailchimp"
    for audience in ("free", "member"):
        assert 'href="*|UNSUB|*"' in (newsletter / f"{WEEK}-mailchimp/{audience}/letter.html").read_text()
    assert below(issue.parent) == before


def test_the_same_letters_give_the_same_bytes_and_are_left_alone(run: Run, newsletter: Path, issue: Path) -> None:
    assert issue.exists()
    for name in ("zip", "listmonk"):
        run("export", WEEK, "--for", name)
        first = below(newsletter / f"{WEEK}-{name}")
        done = run("export", WEEK, "--for", name)
        assert done.stdout.splitlines()[-1] == f"Unchanged in {WEEK}-{name}"
        run("export", WEEK, "--for", name, "--to", f"other/{name}")
        assert below(newsletter / "other" / name) == first


@pytest.mark.parametrize("name", ["generic", "mbox", "maildir"])
def test_what_is_for_members_lies_in_their_files_alone(run: Run, newsletter: Path, issue: Path, name: str) -> None:
    assert issue.exists()
    run("export", WEEK, "--for", name)
    told = below(newsletter / f"{WEEK}-{name}")
    with_it = {file for file, content in told.items() if b"daughters" in content}
    assert with_it
    assert all(file.startswith("member/") for file in with_it)


def test_an_mbox_holds_the_letter(run: Run, newsletter: Path, issue: Path) -> None:
    run("export", WEEK, "--for", "mbox", "--audience", "free")
    box = mailbox.mbox(newsletter / f"{WEEK}-mbox/free/letters.mbox", create=False)
    try:
        (key,) = box.keys()
        assert box.get_bytes(key) == (issue / "free/letter.eml").read_bytes().replace(b"\r\n", b"\n")
    finally:
        box.close()
    assert not (newsletter / f"{WEEK}-mbox/member").exists()


def test_a_zip_holds_the_pictures_of_its_letter(run: Run, newsletter: Path, issue: Path) -> None:
    run("export", WEEK, "--for", "zip")
    with zipfile.ZipFile(newsletter / f"{WEEK}-zip/free/letters.zip") as archive:
        (name,) = [name for name in archive.namelist() if "/images/" in name]
        assert archive.read(name) == (issue / name.partition("/")[2]).read_bytes()


def test_json_tells_of_every_file(run: Run, newsletter: Path, issue: Path) -> None:
    told = json.loads(run("export", issue, "--for", "ses", "--audience", "free", "--json").stdout)
    assert (told["week"], told["for"], told["audiences"], told["changed"]) == (WEEK, "ses", ["free"], True)
    assert [file["name"] for file in told["files"]] == [
        f"free/{name}" for name in ("letter.html", "letter.txt", "template.json")
    ]
    assert told["folder"] == str(newsletter / f"{WEEK}-ses")


def test_letters_that_must_not_be_sent_are_not_exported(run: Run, newsletter: Path, issue: Path) -> None:
    for name in ("letter.html", "letter.txt"):
        file = issue / "free" / name
        file.write_text(file.read_text().replace("Anytown", "Town"))
    done = run("export", WEEK, "--for", "generic", "--outbox", "outbox")
    assert (done.returncode, done.stdout) == (4, "")
    assert "preflight forbids sending these letters · 2024-W25 · free: " in done.stderr
    assert f"digest check {WEEK}" in done.stderr
    assert not (newsletter / f"{WEEK}-generic").exists()
    assert run("export", WEEK, "--for", "generic", "--audience", "member").returncode == 0


@pytest.mark.parametrize("to", ["outbox", "outbox/export", "outbox/2024-W25/free", "."])
def test_an_export_never_goes_into_the_outbox(run: Run, issue: Path, to: str) -> None:
    before = below(issue.parent)
    done = run("export", WEEK, "--for", "generic", "--to", to)
    assert done.returncode == 1
    assert "an export does not go into the outbox" in done.stderr
    assert below(issue.parent) == before


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (("2024-W07", "--for", "zip"), 1, "no such issue"),
        ((WEEK, "--for", "post"), 2, "'post' is not one of 'listmonk', 'mailchimp'"),
        ((WEEK, "--for", "zip", "--audience", "membr"), 2, 'did you mean "member"?'),
        ((WEEK,), 2, "Missing option '--for'"),
        (("week", "--for", "zip"), 2, "is no week"),
    ],
)
def test_mistakes_are_told_on_one_line(run: Run, issue: Path, args: tuple[str, ...], code: int, said: str) -> None:
    assert issue.exists()
    done = run("export", *args)
    assert done.returncode == code
    assert said in done.stderr
