"""The archive from the first build to the last: unlisted, frozen, thawed, repaired."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import textwrap
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import feedparser
import pytest

from digest.model import Week
from digest.outbox.folder import lay
from digest.pipeline.building import Built, Order, build
from digest.pipeline.checking import check
from digest.pipeline.history import mark_sent, unmark
from digest.settings import Settings
from digest.settings.reading import load
from tests.atom import entries, text
from tests.prose import headline, paragraphs
from tests.test_pipeline import SETTINGS

DAY, WEEK = date(2024, 6, 23), Week(2024, 25)
NOW = datetime(2024, 6, 23, 8, tzinfo=UTC)


@pytest.fixture
def letter(tmp_path: Path) -> Settings:
    """A newsletter with a story for everybody and one for members."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "digest.toml").write_text(SETTINGS + AUDIENCES, encoding="utf-8")
    seed(tmp_path, 10)
    seed(tmp_path, 11, "audience: member\n")
    return load(tmp_path / "digest.toml")


AUDIENCES = """
[[audiences]]
name = "free"
[[audiences]]
name = "member"
deals = true
"""


def seed(folder: Path, number: int, more: str = "") -> None:
    told = f"---\ntitle: {headline(number)}\n{more}---\n\n" + "\n\n".join(paragraphs(number))
    (folder / "seeds" / f"{number}.md").write_text(told, encoding="utf-8")


def made(settings: Settings, day: date = DAY, **order: object) -> Built:
    return build(settings, replace(Order(day), **order))  # type: ignore[arg-type]


def contents(settings: Settings, name: str = "") -> dict[str, bytes]:
    folder = settings.outbox / "archive" / name
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def listed(settings: Settings) -> list[str]:
    """The weeks that the list of issues and the feed name, which is the same."""
    index = (settings.outbox / "archive/index.html").read_text(encoding="utf-8")
    weeks = [line.split('href="')[1][:8] for line in index.splitlines() if '/index.html">' in line]
    feed = settings.outbox / "archive/feed.xml"
    told = entries(feed.read_text(encoding="utf-8")) if feed.exists() else []
    assert [text(entry, "id")[-9:-1] for entry in told] == weeks
    return weeks


def change_the_look(settings: Settings) -> Settings:
    """Other templates, which change every page."""
    own = settings.file.parent / "templates/web"
    own.mkdir(parents=True, exist_ok=True)
    (own / "style.css").write_text("body{color:red}", encoding="utf-8")
    return load(settings.file)


def test_a_build_lays_the_pages_in_the_archive_and_does_not_list_them(letter: Settings) -> None:
    made(letter)
    assert set(contents(letter)) == {
        "index.html",
        "2024-W25/index.html",
        "2024-W25/entry.xml",
        f"2024-W25/articles/{next((letter.outbox / '2024-W25/articles').glob('*')).name}",
    }
    for name, content in contents(letter, "2024-W25").items():
        assert (letter.outbox / "2024-W25" / name).read_bytes() == content
    assert listed(letter) == []


def test_what_is_for_members_never_gets_into_the_archive(letter: Settings) -> None:
    made(letter)
    mark_sent(letter, WEEK, at=NOW)
    everything = b"\n".join(contents(letter).values()).decode()
    assert paragraphs(10)[0][:40] in everything
    assert headline(11) not in everything
    assert not any(paragraph[:40] in everything for paragraph in paragraphs(11))


def test_a_dry_run_writes_no_archive(letter: Settings) -> None:
    made(letter, dry_run=True)
    assert not letter.outbox.exists()


def test_an_issue_is_listed_once_it_is_sent(letter: Settings) -> None:
    made(letter)
    mark_sent(letter, WEEK, at=NOW)
    assert listed(letter) == ["2024-W25"]
    read = feedparser.parse(io.BytesIO(contents(letter)["feed.xml"]))
    assert (read.bozo, read.entries[0].updated) == (False, "2024-06-23T08:00:00Z")
    assert paragraphs(10)[0][:40] in read.entries[0].content[0].value


def test_a_draft_changes_with_every_build_and_what_was_sent_does_not(letter: Settings) -> None:
    made(letter)
    draft = contents(letter, "2024-W25")
    letter = change_the_look(letter)
    made(letter)
    final = contents(letter, "2024-W25")
    assert final != draft
    mark_sent(letter, WEEK, at=NOW)
    shutil.rmtree(letter.file.parent / "templates")
    made(load(letter.file))
    assert (letter.outbox / "2024-W25/index.html").read_bytes() == draft["index.html"]
    assert contents(letter, "2024-W25") == final


def test_what_was_sent_stays_whichever_memory_is_lost(letter: Settings) -> None:
    made(letter)
    mark_sent(letter, WEEK, at=NOW)
    before = contents(letter)
    letter.ledger.unlink()
    made(change_the_look(letter))
    assert contents(letter, "2024-W25") == {
        name.removeprefix("2024-W25/"): content for name, content in before.items() if "/" in name
    }
    assert listed(letter) == ["2024-W25"]


def test_a_damaged_receipt_thaws_nothing(letter: Settings) -> None:
    made(letter)
    mark_sent(letter, WEEK, at=NOW)
    before = contents(letter, "2024-W25")
    letter.ledger.unlink()
    (letter.outbox / "2024-W25.sent.json").write_text("{")
    made(change_the_look(letter))
    assert contents(letter, "2024-W25") == before


def test_undoing_takes_it_off_the_lists_and_thaws_it(letter: Settings) -> None:
    made(letter)
    mark_sent(letter, WEEK, at=NOW)
    before = contents(letter, "2024-W25")
    assert unmark(letter, WEEK)
    assert listed(letter) == []
    assert "feed.xml" not in contents(letter)
    assert contents(letter, "2024-W25") == before
    made(change_the_look(letter))
    assert contents(letter, "2024-W25") != before


def test_a_moved_issue_that_is_marked_again_is_the_one_that_is_frozen(letter: Settings) -> None:
    made(letter)
    mark_sent(letter, WEEK, at=NOW)
    unmark(letter, WEEK)
    made(change_the_look(letter))
    mark_sent(letter, WEEK, at=NOW + timedelta(hours=1))
    assert b"color:red" in contents(letter, "2024-W25")["index.html"]
    assert entries(contents(letter)["feed.xml"].decode())[0].findtext("{*}updated") == "2024-06-23T09:00:00Z"


def test_an_archive_that_was_deleted_is_made_again_from_what_lies_in_the_outbox(letter: Settings) -> None:
    made(letter)
    mark_sent(letter, WEEK, at=NOW)
    before = contents(letter)
    shutil.rmtree(letter.outbox / "archive")
    mark_sent(letter, WEEK, at=NOW)
    assert contents(letter) == before
    shutil.rmtree(letter.outbox / "archive")
    seed(letter.file.parent, 20)
    made(letter, DAY + timedelta(days=7))
    assert {name: content for name, content in contents(letter).items() if "W26" not in name} == before


def test_what_cannot_be_made_again_is_said_and_left_out(letter: Settings) -> None:
    made(letter)
    mark_sent(letter, WEEK, at=NOW)
    shutil.rmtree(letter.outbox / "archive")
    shutil.rmtree(letter.outbox / "2024-W25")
    seed(letter.file.parent, 20)
    problems = made(letter, DAY + timedelta(days=7)).problems
    (problem,) = [one for one in problems if "archive" in one.what]
    assert (problem.what, problem.found) == ("issues that were sent are missing from the archive", "2024-W25")
    assert listed(letter) == []


def test_another_outbox_does_not_miss_what_was_sent_from_here(letter: Settings, tmp_path: Path) -> None:
    made(letter)
    mark_sent(letter, WEEK, at=NOW)
    seed(letter.file.parent, 20)
    built = made(letter, DAY + timedelta(days=7), outbox=tmp_path / "other")
    assert not [one for one in built.problems if "archive" in one.what]
    assert (tmp_path / "other/archive/2024-W26/index.html").is_file()


def test_an_issue_from_before_there_was_an_archive_is_listed_once_it_is_marked(letter: Settings) -> None:
    made(letter)
    shutil.rmtree(letter.outbox / "archive")
    (letter.outbox / "2024-W25/entry.xml").unlink()
    page = (letter.outbox / "2024-W25/index.html").read_bytes()
    said: list[str] = []
    mark_sent(letter, WEEK, at=NOW, say=said.append)
    assert (listed(letter), said) == (["2024-W25"], [])
    assert contents(letter, "2024-W25")["index.html"] == page


def test_an_entry_that_somebody_spoilt_costs_its_text_alone(letter: Settings) -> None:
    made(letter)
    mark_sent(letter, WEEK, at=NOW)
    (letter.outbox / "archive/2024-W25/entry.xml").write_bytes(b"<entry")
    said: list[str] = []
    mark_sent(letter, WEEK, at=NOW, say=said.append)
    assert listed(letter) == ["2024-W25"]
    assert any(line.startswith("not an entry of a feed · ") for line in said)


def test_without_an_address_there_is_a_list_and_no_feed(letter: Settings) -> None:
    text = letter.file.read_text(encoding="utf-8").replace('web_url = "https://letter.test"\n', "")
    letter.file.write_text(text, encoding="utf-8")
    letter = load(letter.file)
    made(letter)
    mark_sent(letter, WEEK, at=NOW)
    assert b'<a href="2024-W25/index.html">' in contents(letter)["index.html"]
    assert not [name for name in contents(letter) if name.endswith(".xml")]


def test_a_template_of_the_list_that_is_wrong_does_not_cost_the_issue(letter: Settings) -> None:
    own = letter.file.parent / "templates/web"
    own.mkdir(parents=True)
    (own / "archive.html.j2").write_text("{{ nothing_of_that_name }}", encoding="utf-8")
    built = made(load(letter.file))
    assert built.folder
    assert any("archive.html.j2" in str(problem) for problem in built.problems)


def test_the_feed_tells_of_the_newest_52(letter: Settings) -> None:
    made(letter)
    folder = letter.outbox / "2024-W25"
    files = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    for number in range(54):
        day = DAY + timedelta(weeks=number)
        week = Week.of(day)
        told = files["issue.json"].replace(b'"2024-W25"', f'"{week}"'.encode())
        told = told.replace(b'"date": "2024-06-23"', f'"date": "{day}"'.encode())
        entry = files["entry.xml"].replace(b"2024-W25", str(week).encode())
        lay(letter.outbox, str(week), {**files, "issue.json": told, "entry.xml": entry})
        if number > 50:
            mark_sent(letter, week, at=NOW + timedelta(weeks=number))
        else:
            receipt(letter, week, day)
    feed = entries(contents(letter)["feed.xml"].decode())
    assert (len(feed), text(feed[0], "id")[-9:-1]) == (52, str(Week.of(DAY + timedelta(weeks=53))))
    assert contents(letter)["index.html"].count(b"<li>") == 54


def receipt(settings: Settings, week: Week, day: date) -> None:
    from digest.model import SentIssue
    from digest.outbox.sent import write_receipt

    write_receipt(settings.outbox, SentIssue(week, day, week.number, "A subject", NOW, audiences=("free",)))


def test_the_same_issues_give_the_same_bytes(letter: Settings) -> None:
    made(letter)
    mark_sent(letter, WEEK, at=NOW)
    before = contents(letter)
    shutil.rmtree(letter.outbox)
    letter.ledger.unlink()
    made(letter)
    mark_sent(letter, WEEK, at=NOW)
    assert contents(letter) == before


KILLED = textwrap.dedent("""
    import os, signal, sys
    from datetime import UTC, datetime
    from pathlib import Path

    from digest.model import Week
    from digest.pipeline.building import Order, build
    from digest.pipeline.history import mark_sent, unmark
    from digest.settings.reading import load

    settings, left = load(Path(sys.argv[1])), int(sys.argv[3])
    outbox = str(settings.outbox)
    NOW = datetime(2024, 6, 23, 8, tzinfo=UTC)

    def die(event, args):
        global left
        writes = event in {"os.rename", "os.mkdir", "os.remove", "os.rmdir"} or (
            event == "open" and isinstance(args[1], str) and set(args[1]) & set("wax")
        )
        if writes and any(outbox in os.fsdecode(arg) for arg in args[:2] if isinstance(arg, str | os.PathLike)):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(die)
    if sys.argv[2] == "build":
        build(settings, Order(NOW.date()))
    elif sys.argv[2] == "mark":
        mark_sent(settings, Week(2024, 25), at=NOW)
    else:
        unmark(settings, Week(2024, 25))
    print("done")
""")


def killed(settings: Settings, what: str, step: int) -> bool:
    """Whether the command died before its step of that number that writes to the outbox."""
    command = [sys.executable, "-c", KILLED, str(settings.file), what, str(step)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ})
    assert done.returncode in {0, -9}, done.stderr
    return done.returncode != 0


@pytest.mark.parametrize("step", [1, 2, 3, 5, 7, 10])
@pytest.mark.parametrize("what", ["mark", "undo"])
def test_a_command_that_is_killed_leaves_each_page_whole_and_the_next_one_ends_its_work(
    letter: Settings, what: str, step: int
) -> None:
    made(letter)
    draft = contents(letter)
    mark_sent(letter, WEEK, at=NOW)
    final = contents(letter)
    if what == "mark":
        unmark(letter, WEEK)
    died = killed(letter, what, step)
    assert contents(letter).items() <= {*draft.items(), *final.items()}
    assert not [name for name in contents(letter) if Path(name).name.startswith(".")]
    if not died:
        assert step > 3
    if what == "mark":
        mark_sent(letter, WEEK, at=NOW)
    else:
        unmark(letter, WEEK)
    assert contents(letter) == (final if what == "mark" else draft)
    assert not list(letter.outbox.glob(".archive*"))


@pytest.mark.parametrize("step", [5, 30, 40, 44, 48])
def test_a_build_that_is_killed_leaves_the_old_pages_or_the_new_ones(letter: Settings, step: int) -> None:
    made(letter)
    old = contents(letter)
    letter = change_the_look(letter)
    killed(letter, "build", step)
    left = contents(letter)
    made(letter)
    new = contents(letter)
    for name in ("2024-W25", "index.html"):
        assert _below(left, name) in (_below(old, name), _below(new, name))
    assert not list(letter.outbox.glob(".*.new"))


def _below(files: dict[str, bytes], name: str) -> dict[str, bytes]:
    return {file: content for file, content in files.items() if file.startswith(name)}


KEPT = "The keeper sold the great lens to a collector in spring and told nobody where the money went."


def with_a_leak(letter: Settings) -> Settings:
    """A newsletter whose note quotes what a document marks for members."""
    folder = letter.file.parent
    seed(folder, 12)
    file = folder / "seeds/12.md"
    file.write_text(f"{file.read_text()}\n\n::: member\n{KEPT}\n:::\n")
    note_of(folder, KEPT)
    return load(letter.file)


def note_of(folder: Path, note: str) -> None:
    (folder / "edits").mkdir(exist_ok=True)
    (folder / "edits/2024-W25.toml").write_text(f"note = '''{note}'''\n")


def test_an_issue_with_leaks_is_not_in_the_archive_and_that_is_said(letter: Settings) -> None:
    made(letter)
    assert (letter.outbox / "archive/2024-W25/index.html").is_file()
    built = made(with_a_leak(letter))
    assert not (letter.outbox / "archive/2024-W25").exists()
    (said,) = [problem for problem in built.problems if "kept out of the archive" in problem.what]
    assert (said.found, said.hint) == (
        "2024-W25",
        "mend what the check named leaks has found, and build the week again",
    )


def test_an_issue_with_leaks_that_is_marked_as_sent_is_neither_listed_nor_fed(letter: Settings) -> None:
    settings = with_a_leak(letter)
    made(settings)
    said: list[str] = []
    mark_sent(settings, WEEK, at=NOW, say=said.append)
    archive = {file.name: file.read_text() for file in (letter.outbox / "archive").rglob("*") if file.is_file()}
    assert "2024-W25" not in archive.get("feed.xml", "") + archive["index.html"]
    assert "great lens" not in " ".join(archive.values())
    (told,) = [one for one in said if "archive" in one]
    assert told.startswith("kept out of the archive and its feed: it has words that are not for all")
    assert "mark-sent --undo" in told
    unmark(settings, WEEK)
    note_of(letter.file.parent, "Good morning.")
    made(load(letter.file))
    assert (letter.outbox / "archive/2024-W25/index.html").is_file()


def test_build_and_check_agree_on_what_another_week_has_told_to_all(letter: Settings) -> None:
    folder = letter.file.parent
    note_of(folder, KEPT)
    (folder / "edits/2024-W25.toml").rename(folder / "edits/2024-W24.toml")
    made(load(letter.file), DAY - timedelta(days=7))
    mark_sent(letter, Week(2024, 24), at=NOW - timedelta(days=7))
    for number in (13, 14):
        seed(folder, number)
    built = made(with_a_leak(letter))
    assert not [finding for finding in built.findings if finding.check == "leaks"]
    assert not [finding for finding in check(letter, WEEK).findings if finding.check == "leaks"]
