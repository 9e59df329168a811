from __future__ import annotations

import os
import subprocess
import sys
import time
import tomllib
from pathlib import Path
from typing import Any

import pytest

from digest.intake.feeds.trial import kind_of
from digest.ledger import Ledger
from digest.model.feeds import FeedState
from tests.cli.conftest import Run

LIST = """\
<opml version="2.0"><body>
<outline text="Light"><outline text="The Lamps" xmlUrl="https://lamps.example.org/feed"/></outline>
<outline text="River" xmlUrl="https://river.example.org/feed"/>
<outline text="Secret" xmlUrl="https://name:word@secret.example.org/feed"/>
<outline text="Nothing" type="rss"/>
<outline text="Long" xmlUrl="https://long.example.org/LONG"/>
</body></opml>
""".replace("LONG", "g" * 900)
WRONG = "url must be an address of at most 900 characters"


def feeds(newsletter: Path) -> list[dict[str, Any]]:
    return list(tomllib.loads((newsletter / "digest.toml").read_text()).get("feeds", []))


def test_a_list_is_brought_in(run: Run, newsletter: Path) -> None:
    (newsletter / "list.opml").write_text(LIST)
    before = (newsletter / "digest.toml").read_text()
    done = run("feeds", "import", "list.opml")
    assert (done.returncode, done.stdout) == (0, "2 feeds added, 0 there already, 3 refused\n")
    assert done.stderr.splitlines() == [
        "digest: no address on the web · list.opml:4 · https://secret.example.org/feed · it was left out",
        "digest: an outline without the address of a feed · list.opml:5 · Nothing · it was left out",
        f"digest: cannot stand in the settings · https://long.example.org/{'g' * 274}… · {WRONG}",
    ]
    assert "word" not in done.stdout + done.stderr
    assert feeds(newsletter) == [
        {"url": "https://lamps.example.org/feed", "publication": "The Lamps", "section": "Light"},
        {"url": "https://river.example.org/feed", "publication": "River"},
    ]
    assert (newsletter / "digest.toml").read_text().startswith(before)


def test_feeds_that_are_there_are_not_brought_in_again(run: Run, newsletter: Path) -> None:
    with (newsletter / "digest.toml").open("a") as file:
        file.write('\n[[feeds]]\nurl = "https://lamps.example.org/"\n')
    with Ledger(newsletter / "ledger.sqlite") as ledger:
        ledger.keep([FeedState("https://lamps.example.org/", address="https://lamps.example.org/feed")], [])
    (newsletter / "list.opml").write_text(LIST)
    assert run("feeds", "import", "list.opml").stdout == "1 feed added, 1 there already, 3 refused\n"
    assert run("feeds", "import", "list.opml").stdout == "0 feeds added, 2 there already, 3 refused\n"


def test_a_list_can_come_from_standard_input(newsletter: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "digest", "feeds", "import", "-"],
        cwd=newsletter,
        input=LIST,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "standard input:5" in done.stderr
    assert len(feeds(newsletter)) == 2


def test_what_is_no_list_changes_nothing(run: Run, newsletter: Path) -> None:
    before = (newsletter / "digest.toml").read_text()
    done = run("feeds", "import", "seeds/lamps.md")
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert done.stderr.startswith("digest: cannot read the list of feeds · seeds/lamps.md:1 · not XML")
    assert (newsletter / "digest.toml").read_text() == before


def test_a_list_that_is_not_there_is_wrong_usage(run: Run) -> None:
    assert run("feeds", "import", "nowhere.opml").returncode == 2


def test_many_problems_are_counted_and_not_all_shown(run: Run, newsletter: Path) -> None:
    (newsletter / "list.opml").write_text("<opml><body>" + "<outline text='x'/>" * 30 + "</body></opml>")
    done = run("feeds", "import", "list.opml")
    assert (len(done.stderr.splitlines()), done.stderr.splitlines()[-1]) == (21, "digest: … and 10 more")


def test_what_is_handed_out_can_be_brought_in_again(run: Run, newsletter: Path) -> None:
    (newsletter / "list.opml").write_text(LIST)
    run("feeds", "import", "list.opml")
    listed = feeds(newsletter)
    done = run("feeds", "export", "out.opml")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "2 feeds written\n")
    assert run("feeds", "export").stdout == (newsletter / "out.opml").read_text()
    for feed in listed:
        run("feeds", "remove", feed["url"])
    assert feeds(newsletter) == []
    assert run("feeds", "import", "out.opml").stdout == "2 feeds added, 0 there already, 0 refused\n"
    assert feeds(newsletter) == listed


def test_a_place_that_cannot_be_written_is_one_line(run: Run) -> None:
    done = run("feeds", "export", "nowhere/out.opml")
    assert done.returncode == 1
    assert done.stderr == (
        "digest: cannot write the list of feeds · nowhere/out.opml · No such file or directory"
        " · check the rights of the file and its folder\n"
    )


def test_files_are_not_handed_out(run: Run, newsletter: Path) -> None:
    with (newsletter / "digest.toml").open("a") as file:
        file.write('\n[[feeds]]\nurl = "archive/lamps.xml"\n')
    done = run("feeds", "export")
    assert "lamps.xml" not in done.stdout
    assert done.stderr == "0 feeds written; 1 file left out, which nobody else could find\n"


def test_thousands_of_feeds_are_brought_in_within_seconds(run: Run, newsletter: Path) -> None:
    rows = "".join(f'<outline text="No. {n}" xmlUrl="https://{n}.example.org/feed"/>\n' for n in range(10_000))
    (newsletter / "list.opml").write_text(f'<opml><body><outline text="All">{rows}</outline></body></opml>')
    begun = time.monotonic()
    assert run("feeds", "import", "list.opml").stdout == "10,000 feeds added, 0 there already, 0 refused\n"
    assert time.monotonic() - begun < 20
    assert "10,000 feeds, 10,000 never asked" in run("feeds", "list").stdout


@pytest.mark.parametrize(
    ("version", "kind"),
    [
        ("rss20", "RSS 2.0"),
        ("rss090", "RSS 0.90"),
        ("rss091u", "RSS 0.91"),
        ("rss", "RSS"),
        ("atom10", "Atom 1.0"),
        ("json11", "JSON Feed 1.1"),
        ("cdf", "CDF"),
    ],
)
def test_kinds_of_feeds_have_names(version: str, kind: str) -> None:
    assert kind_of(version) == kind


WITHOUT_ROOM = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
from digest.cli.main import main
main()
"""


@pytest.mark.parametrize("there", [True, False])
def test_a_disk_that_refuses_leaves_what_was_there(newsletter: Path, *, there: bool) -> None:
    if there:
        (newsletter / "out.opml").write_text("good")
    before = sorted(newsletter.iterdir())
    command = [sys.executable, "-c", WITHOUT_ROOM, "feeds", "export", "out.opml"]
    done = subprocess.run(command, cwd=newsletter, capture_output=True, text=True, check=False)
    assert (done.returncode, sorted(newsletter.iterdir())) == (1, before)
    assert done.stderr.splitlines()[0].endswith("out.opml · File too large · make room on the disk")
    assert not there or (newsletter / "out.opml").read_text() == "good"


def test_a_pipe_is_written_and_stays_a_pipe(run: Run, newsletter: Path) -> None:
    os.mkfifo(newsletter / "pipe")
    with os.fdopen(os.open(newsletter / "pipe", os.O_RDONLY | os.O_NONBLOCK), "rb") as reader:
        done = run("feeds", "export", "pipe")
        assert (done.returncode, (newsletter / "pipe").is_fifo()) == (0, True)
        assert reader.read().endswith(b"</opml>\n")


def test_a_list_that_is_written_again_keeps_its_mode_and_its_link(run: Run, newsletter: Path) -> None:
    (newsletter / "real.opml").write_text("old")
    (newsletter / "real.opml").chmod(0o640)
    (newsletter / "out.opml").symlink_to("real.opml")
    assert run("feeds", "export", "out.opml").returncode == 0
    assert (newsletter / "out.opml").is_symlink()
    assert (newsletter / "real.opml").read_text().endswith("</opml>\n")
    assert (newsletter / "real.opml").stat().st_mode & 0o777 == 0o640


def test_two_ways_to_one_feed_are_shown_and_handed_out_once(run: Run, newsletter: Path) -> None:
    one, other = "https://a.example.org/feed", "https://b.example.org/feed"
    with (newsletter / "digest.toml").open("a") as file:
        file.write(f'\n[[feeds]]\nurl = "{one}"\n\n[[feeds]]\nurl = "{other}"\n')
    with Ledger(newsletter / "ledger.sqlite") as ledger:
        ledger.keep([FeedState(other, address=one)], [])
    done = run("feeds", "export")
    assert done.stdout.count("xmlUrl") == 1
    assert done.stderr == "1 feed written; 1 feed left out, which is written above\n"
    assert run("feeds", "list").stdout.splitlines()[3].strip() == f"same as {one}"
