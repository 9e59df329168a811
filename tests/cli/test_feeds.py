from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from digest.ledger import Ledger
from digest.model.feeds import Entry, FeedState
from tests.cli.conftest import Run
from tests.cli.feed_server import ATOM, PAGE, Site, a_site

NOW = datetime(2024, 6, 20, 12, tzinfo=UTC)
SCHEMA = Path(__file__).parents[2] / "docs/formats/feeds.schema.json"
COMMANDS = ["add", "remove", "list", "check", "fetch", "import", "export"]


@pytest.fixture
def site(newsletter: Path) -> Iterator[Site]:
    """A site that the newsletter may ask."""
    with (newsletter / "digest.toml").open("a") as file:
        file.write('\n[fetching]\nallow_private = ["127.0.0.1"]\ntimeout = 5\n')
    with a_site() as site:
        yield site


def feeds(newsletter: Path) -> list[dict[str, Any]]:
    return list(tomllib.loads((newsletter / "digest.toml").read_text()).get("feeds", []))


def urls(newsletter: Path) -> list[str]:
    return [table["url"] for table in feeds(newsletter)]


def add_unasked(newsletter: Path, *tables: str) -> None:
    with (newsletter / "digest.toml").open("a") as file:
        file.writelines(f"\n[[feeds]]\n{table}\n" for table in tables)


def remember(newsletter: Path, *states: FeedState) -> None:
    with Ledger(newsletter / "ledger.sqlite") as ledger:
        ledger.keep(states, [])


def valid(output: str) -> Any:
    value = json.loads(output)
    jsonschema.validate(value, json.loads(SCHEMA.read_text()))
    return value


def test_the_commands_are_loaded_when_they_are_named() -> None:
    code = "import sys, digest.cli.main; print(*(n for n in sys.modules if n.startswith('digest.')))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert [name for name in loaded if name.startswith("digest.cli.feeds")] == ["digest.cli.feeds"]
    assert "digest.ledger" not in loaded


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)])
def test_every_help_has_an_example(run: Run, command: list[str]) -> None:
    done = run("feeds", *command, "--help")
    assert done.returncode == 0
    assert "Example:\n    digest feeds " in done.stdout.replace("  Example", "Example")


def test_a_feed_is_asked_and_written_down(run: Run, newsletter: Path, site: Site) -> None:
    url = site.feed()
    done = run("feeds", "add", url, "--section", "Light", "--audience", "member", "--max-items", "3", "--full-text")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"added Lamps & Light · RSS 2.0 · 2 entries · newest 2024-06-19 · {url}\n"
    assert feeds(newsletter) == [
        {"url": url, "section": "Light", "audience": "member", "max_items": 3, "full_text": True}
    ]


def test_the_feed_that_a_home_page_names_first_is_taken(run: Run, newsletter: Path, site: Site) -> None:
    url, page, replies = site.feed(), site.lay("/", PAGE), site.lay("/replies.xml", ATOM)
    done = run("feeds", "add", page)
    assert done.stdout.splitlines()[1] == f"  named by {page}; it also names {replies}"
    assert urls(newsletter) == [url]


def test_a_feed_that_has_moved_for_good_is_written_with_its_new_address(
    run: Run, newsletter: Path, site: Site
) -> None:
    url, old = site.feed("/new.xml"), site.lay("/old.xml", status=301, to="/new.xml")
    done = run("feeds", "add", old)
    assert f"  moved for good from {old}\n" in done.stdout
    assert urls(newsletter) == [url]


def test_a_feed_that_has_moved_for_now_keeps_its_address(run: Run, newsletter: Path, site: Site) -> None:
    site.feed("/new.xml")
    old = site.lay("/old.xml", status=302, to="/new.xml")
    assert run("feeds", "add", old).returncode == 0
    assert urls(newsletter) == [old]


def test_what_is_no_feed_is_refused_and_the_others_are_added(run: Run, newsletter: Path, site: Site) -> None:
    good, text, nothing = site.feed(), site.lay("/a.txt", "Dear diary"), f"{site.home}/nothing"
    done = run("feeds", "add", text, nothing, "gopher://a.test/", good, f"{good}#top")
    assert done.returncode == 1
    assert [line.rpartition(" · ")[0] for line in done.stderr.splitlines()] == [
        "digest: cannot stand in the settings · gopher://a.test/",
        f"digest: there is no feed at this address · {text} · nothing that is known",
        f"digest: there is nothing at this address (404) · {nothing}",
        f"digest: this feed is there already · {good}#top · {good}",
    ]
    assert urls(newsletter) == [good]


def test_unchecked_nothing_is_asked(run: Run, newsletter: Path, site: Site) -> None:
    done = run("feeds", "add", "--unchecked", f"{site.home}/later.xml", "river.example.org/feed")
    assert (done.returncode, site.asked) == (0, [])
    assert urls(newsletter) == [f"{site.home}/later.xml", "https://river.example.org/feed"]


def test_a_file_is_written_by_its_path_from_the_settings(run: Run, newsletter: Path, site: Site) -> None:
    site.feed()
    (newsletter / "archive").mkdir()
    (newsletter / "archive/lamps.xml").write_text(site.pages["/feed.xml"][1])
    done = run("feeds", "add", newsletter / "archive/../archive/lamps.xml")
    assert done.returncode == 0, done.stderr
    assert urls(newsletter) == ["archive/lamps.xml"]


def test_a_feed_that_is_there_is_refused_by_its_name(run: Run, newsletter: Path) -> None:
    url = "https://lamps.example.org"
    add_unasked(newsletter, f'url = "{url}"\npublication = "Lamps"')
    remember(newsletter, FeedState(url, address="https://lamps.example.org/feed.xml"))
    before = (newsletter / "digest.toml").read_text()
    done = run("feeds", "add", "HTTPS://lamps.example.org/", f"{url}/feed.xml")
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"digest: this feed is there already · {where} · Lamps as {url} · it stands in digest.toml; change it there"
        for where in ("https://lamps.example.org/", f"{url}/feed.xml")
    ]
    assert (newsletter / "digest.toml").read_text() == before


def test_a_feed_that_was_gone_is_switched_on_again_by_adding_it(run: Run, newsletter: Path, site: Site) -> None:
    url = site.lay("/feed.xml", status=410)
    add_unasked(newsletter, f'url = "{url}"')
    assert run("feeds", "fetch").returncode == 0
    assert valid(run("feeds", "list", "--json").stdout)["feeds"][0]["state"] == "off"
    assert run("feeds", "add", url).returncode == 1
    site.feed()
    done = run("feeds", "add", url)
    assert (done.returncode, done.stdout.partition(" · ")[0]) == (0, "switched on again: Lamps & Light")
    assert urls(newsletter) == [url]
    assert json.loads(run("feeds", "fetch", "--json").stdout)["new"] == 2


def test_an_audience_that_nobody_has_is_refused(run: Run, newsletter: Path) -> None:
    done = run("feeds", "add", "--unchecked", "https://a.example.org/", "--audience", "membr")
    assert (done.returncode, done.stderr) == (
        2,
        'digest: unknown audience · digest.toml · membr · did you mean "member"?\n',
    )
    assert urls(newsletter) == []


@pytest.mark.parametrize("name", ["lamps.example", "the lamps", "https://LAMPS.example.org/feed", "Lamplighter"])
def test_a_feed_is_removed_by_a_part_of_its_address_or_its_name(run: Run, newsletter: Path, name: str) -> None:
    lamps, river = "https://lamps.example.org/feed", "https://river.example.org/feed"
    add_unasked(newsletter, f'url = "{lamps}"\npublication = "The Lamps"', f'url = "{river}"')
    with Ledger(newsletter / "ledger.sqlite") as ledger:
        states = [FeedState(lamps, title="Lamplighter's Own"), FeedState(river)]
        ledger.keep(states, [Entry(lamps, "1", "", "One", "c", NOW)])
    done = run("feeds", "remove", name)
    assert (done.returncode, done.stdout) == (0, f"removed The Lamps · {lamps}\n")
    assert urls(newsletter) == [river]
    with Ledger.if_there(newsletter / "ledger.sqlite") as ledger:
        assert list(ledger.feed_states()) == [river]


def test_a_name_that_fits_more_than_one_feed_removes_none(run: Run, newsletter: Path) -> None:
    add_unasked(newsletter, *(f'url = "https://{n}.example.org/"' for n in range(6)))
    done = run("feeds", "remove", "0.example", "example.org")
    assert done.returncode == 1
    assert "more than one feed fits · example.org · https://0.example.org/, " in done.stderr
    assert "and 2 more · name more of its address" in done.stderr
    assert len(urls(newsletter)) == 6


@pytest.mark.parametrize("name", ["", " ", "zz"])
def test_a_name_that_fits_none_removes_none(run: Run, newsletter: Path, name: str) -> None:
    add_unasked(newsletter, 'url = "https://a.example.org/"')
    done = run("feeds", "remove", name)
    assert done.returncode == 1
    assert done.stderr.endswith("see them all with: digest feeds list\n")
    assert len(urls(newsletter)) == 1


def test_a_name_that_fits_none_is_recognised(run: Run, newsletter: Path) -> None:
    add_unasked(newsletter, 'url = "https://a.example.org/"\npublication = "The Lamps"')
    assert run("feeds", "remove", "The Lmaps").stderr == (
        'digest: no such feed · The Lmaps · did you mean "The Lamps"?\n'
    )


def test_removing_makes_no_ledger(run: Run, newsletter: Path) -> None:
    add_unasked(newsletter, 'url = "https://a.example.org/"')
    assert run("feeds", "remove", "a.example").returncode == 0
    assert not (newsletter / "ledger.sqlite").exists()


def test_the_list_says_how_each_feed_does(run: Run, newsletter: Path) -> None:
    names = ("ok", "fails", "off", "new")
    add_unasked(newsletter, *(f'url = "https://{name}.example.org/"' for name in names))
    remember(
        newsletter,
        FeedState("https://ok.example.org/", title="Fine", checked=NOW, succeeded=NOW, newest=NOW),
        FeedState(
            "https://fails.example.org/", checked=NOW, failures=3, failing_since=NOW, trouble="no answer", due=NOW
        ),
        FeedState(
            "https://off.example.org/", checked=NOW, failures=1, gone=True, trouble="it is gone for good (410)"
        ),
    )
    lines = run("feeds", "list").stdout.splitlines()
    assert [" ".join(line.split()) for line in lines[1:]] == [
        "ok Fine 2024-06-20 12:00 2024-06-20 now https://ok.example.org/",
        "fails never none now https://fails.example.org/",
        "3 failures since 2024-06-20 12:00: no answer",
        "off never none never https://off.example.org/",
        "switched off: it is gone for good (410)",
        "new never asked now https://new.example.org/",
        "4 feeds, 1 failing, 1 switched off, 1 never asked",
    ]
    listed = valid(run("feeds", "list", "--json").stdout)["feeds"]
    assert [feed["state"] for feed in listed] == list(names)
    assert listed[0]["succeeded"] == "2024-06-20T12:00:00+00:00"


def test_the_list_s_times_are_the_newsletter_s(run: Run, newsletter: Path) -> None:
    text = (newsletter / "digest.toml").read_text()
    (newsletter / "digest.toml").write_text(text.replace("web_url", 'time_zone = "Asia/Tokyo"\nweb_url'))
    add_unasked(newsletter, 'url = "https://a.example.org/"')
    remember(newsletter, FeedState("https://a.example.org/", checked=NOW, succeeded=NOW))
    assert "2024-06-20 21:00" in run("feeds", "list").stdout


def test_listing_makes_no_file(run: Run, newsletter: Path) -> None:
    add_unasked(newsletter, 'url = "https://a.example.org/"')
    before = sorted(path.name for path in newsletter.iterdir())
    assert "never asked" in run("feeds", "list").stdout
    assert sorted(path.name for path in newsletter.iterdir()) == before


@pytest.mark.parametrize("command", ["list", "check", "fetch"])
def test_without_feeds_it_says_how_to_add_one(run: Run, command: str) -> None:
    done = run("feeds", command)
    assert (done.returncode, done.stdout) == (0, "no feeds; add one with: digest feeds add ADDRESS\n")


def test_a_title_cannot_write_on_the_terminal(run: Run, newsletter: Path) -> None:
    add_unasked(newsletter, 'url = "https://a.example.org/"')
    remember(
        newsletter,
        FeedState("https://a.example.org/", title="\x1b[31mred", checked=NOW, trouble="\x1b]0;", failures=1),
    )
    assert "\x1b" not in run("feeds", "list").stdout


def test_a_check_says_how_each_feed_answers(run: Run, newsletter: Path, site: Site) -> None:
    good, moved = site.feed(), site.lay("/old.xml", status=308, to="/feed.xml")
    add_unasked(newsletter, f'url = "{good}"', f'url = "{moved}"', f'url = "{site.home}/none"')
    before = sorted(path.name for path in newsletter.iterdir())
    done = run("feeds", "check")
    assert done.returncode == 1
    assert [" ".join(line.split()) for line in done.stdout.splitlines()] == [
        f"ok Lamps & Light RSS 2.0 2 entries 2024-06-19 {good}",
        f"ok Lamps & Light RSS 2.0 2 entries 2024-06-19 {moved} · moved for good to {good}",
        f"failed {site.home}/none",
        "there is nothing at this address (404) · open it in a browser",
        "3 feeds, 1 failed",
    ]
    assert sorted(path.name for path in newsletter.iterdir()) == before


def test_a_check_of_one_feed_asks_that_one(run: Run, newsletter: Path, site: Site) -> None:
    add_unasked(newsletter, f'url = "{site.feed()}"', f'url = "{site.home}/none"')
    done = run("feeds", "check", "feed.xml", "--json")
    assert done.returncode == 0
    (feed,) = valid(done.stdout)["feeds"]
    assert (feed["ok"], feed["kind"], feed["entries"], feed["newest"]) == (
        True,
        "RSS 2.0",
        2,
        "2024-06-19T10:00:00+00:00",
    )
    assert site.asked == ["/feed.xml"]


def test_a_check_as_json_says_what_failed(run: Run, newsletter: Path, site: Site) -> None:
    add_unasked(newsletter, f'url = "{site.home}/none"')
    done = run("feeds", "check", "--json")
    (feed,) = valid(done.stdout)["feeds"]
    assert (done.returncode, feed["ok"], feed["trouble"]) == (1, False, "there is nothing at this address (404)")


def test_fetching_remembers_what_feeds_sent(run: Run, newsletter: Path, site: Site) -> None:
    url = site.feed()
    add_unasked(newsletter, f'url = "{url}"', f'url = "{site.home}/none"')
    done = run("feeds", "fetch")
    assert done.returncode == 0
    assert done.stdout == "asked 2 feeds, 1 had something to read, 2 new entries, 1 failed\n"
    assert f"digest: the feed could not be read · {site.home}/none · there is nothing" in done.stderr
    with Ledger.if_there(newsletter / "ledger.sqlite") as ledger:
        found = ledger.entries([url], datetime(2024, 1, 1, tzinfo=UTC), datetime(2025, 1, 1, tzinfo=UTC))
        assert [entry.title for entry in found] == ["Two", "One"]


def test_a_feed_that_is_not_due_is_asked_only_with_all(run: Run, newsletter: Path, site: Site) -> None:
    add_unasked(newsletter, f'url = "{site.home}/none"')
    run("feeds", "fetch")
    assert run("feeds", "fetch").stdout == "no feed is due; ask them all the same with --all\n"
    assert valid(run("feeds", "fetch", "--all", "--json").stdout) == {"asked": 1, "changed": 0, "failed": 1, "new": 0}
    assert site.asked == ["/none", "/none"]


def test_a_ledger_that_cannot_be_read_is_one_line(run: Run, newsletter: Path) -> None:
    (newsletter / "ledger.sqlite").write_text("Dear diary " * 99)
    for command in (["list"], ["fetch"], ["add", "--unchecked", "https://a.example.org/"], ["export"]):
        done = run("feeds", *command)
        assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
        assert done.stderr.startswith("digest: not a ledger · ")


@pytest.mark.parametrize("command", [*([name] for name in ("list", "check", "fetch", "export")), ["remove", "x"]])
def test_wrong_settings_are_wrong_settings(run: Run, command: list[str]) -> None:
    done = run("feeds", *command, "--config", "nowhere.toml")
    assert done.returncode == 2
    assert "no settings here · nowhere.toml" in done.stderr


def test_a_link_to_a_file_stays_a_link(run: Run, newsletter: Path, site: Site) -> None:
    site.feed()
    (newsletter / "lamps-2024.xml").write_text(site.pages["/feed.xml"][1])
    (newsletter / "newest.xml").symlink_to("lamps-2024.xml")
    assert run("feeds", "add", "newest.xml").returncode == 0
    assert urls(newsletter) == ["newest.xml"]


def test_a_home_page_whose_feed_is_none_is_refused(run: Run, newsletter: Path, site: Site) -> None:
    page = site.lay("/", PAGE)
    site.lay("/feed.xml", "<html><body>Not here</body></html>")
    done = run("feeds", "add", page)
    assert done.returncode == 1
    assert done.stderr.startswith(f"digest: there is no feed at this address · {site.home}/feed.xml · ")
    assert urls(newsletter) == []


def test_two_ways_to_one_feed_add_it_once(run: Run, newsletter: Path, site: Site) -> None:
    url, page = site.feed(), site.lay("/", PAGE)
    done = run("feeds", "add", page, url)
    assert (done.returncode, urls(newsletter)) == (1, [url])
    assert f"this feed is there already · {url}" in done.stderr


def test_a_feed_that_breaks_off_is_added_and_said_to_be_so(run: Run, newsletter: Path, site: Site) -> None:
    site.feed()
    url = site.lay("/half.xml", site.pages["/feed.xml"][1][:-30])
    done = run("feeds", "add", url)
    assert (done.returncode, urls(newsletter)) == (0, [url])
    assert "the feed breaks off" in done.stdout
    assert run("feeds", "check").stdout.splitlines()[0].endswith(f"{url} · breaks off")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("", "an address is empty · name a feed, or the home page of one"),
        ("./none.xml", "there is no such file · ./none.xml · check the path"),
        (
            "none.RSS",
            "there is no such file · none.RSS · check its name; an address begins with its scheme: https://none.RSS",
        ),
        ("~nobody-here/a.xml", "there is no such file · ~nobody-here/a.xml · "),
        ("http://u:word@a.example.org/", "a name or a password in the address · http://a.example.org/ · take it out"),
        ("u:word@a.example.org/", "a name or a password in the address · https://a.example.org/ · take it out"),
    ],
)
def test_what_is_no_address_is_refused_with_its_reason(run: Run, newsletter: Path, address: str, said: str) -> None:
    before = (newsletter / "digest.toml").read_text()
    done = run("feeds", "add", address)
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert done.stderr.startswith(f"digest: {said}")
    assert (newsletter / "digest.toml").read_text() == before


@pytest.mark.parametrize("address", ["//a.example.org/feed", f"{'a' * 300}.example.org/feed"])
def test_an_address_without_a_scheme_is_secure(run: Run, newsletter: Path, address: str) -> None:
    assert run("feeds", "add", "--unchecked", address).returncode == 0
    assert urls(newsletter) == [f"https://{address.removeprefix('//')}"]


def test_names_are_written_on_one_line(run: Run, newsletter: Path) -> None:
    names = ("--publication", "A\n[sender]", "--section", "S\t\u202e")
    assert run("feeds", "add", "--unchecked", "https://a.example.org/", *names).returncode == 0
    assert feeds(newsletter) == [{"url": "https://a.example.org/", "publication": "A [sender]", "section": "S"}]


@pytest.mark.parametrize("name", ["a.example.org/gen1", "https://a.example.org/gen1"])
def test_a_name_that_fits_one_exactly_means_that_one(run: Run, newsletter: Path, name: str) -> None:
    add_unasked(newsletter, *(f'url = "https://a.example.org/{path}"' for path in ("gen1", "gen10")))
    assert run("feeds", "remove", name).returncode == 0
    assert urls(newsletter) == ["https://a.example.org/gen10"]


def test_a_feed_that_is_switched_on_again_is_as_new(run: Run, newsletter: Path) -> None:
    url = "https://a.example.org/"
    add_unasked(newsletter, f'url = "{url}"')
    gone = FeedState(url, checked=NOW, failed=NOW, failures=1, trouble="it is gone", hint="take it out", gone=True)
    remember(newsletter, gone)
    assert "switched off: it is gone · take it out" in run("feeds", "list").stdout
    assert run("feeds", "add", "--unchecked", url).stdout.startswith("switched on again:")
    assert run("feeds", "list").stdout.splitlines()[1].split() == ["new", "never", "asked", "now", url]


def test_a_ledger_that_is_damaged_is_one_line(run: Run, newsletter: Path) -> None:
    add_unasked(newsletter, 'url = "https://a.example.org/"')
    remember(newsletter, FeedState("https://a.example.org/", checked=NOW))
    with closing(sqlite3.connect(newsletter / "ledger.sqlite", isolation_level=None)) as connection:
        connection.execute("UPDATE feeds SET due = 99999999999999")
    done = run("feeds", "list")
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert done.stderr.startswith("digest: the ledger is damaged · ")
    built = run("build", "--offline")
    assert "the ledger is damaged · " in built.stdout + built.stderr
    assert "Traceback" not in built.stderr
