from __future__ import annotations

import subprocess
import sys
import threading
import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import DigestError
from digest.model.feeds import Feed
from digest.settings.feeds_table import add_feeds, refusal, remove_feeds
from digest.settings.reading import load
from digest.settings.rewriting import rewrite
from digest.settings.statements import statements

LEAST = """\
# The letter's settings.
[newsletter]
name = "The Letter"  # [[feeds]] are below
postal_address = \"\"\"
1 Any Street
[[feeds]]
# no comment ""\"\"\"

[sender]
address = 'post@letter.test'
[links]
unsubscribe = "https://letter.test/u"
"""
A = "https://a.example.org/feed.xml"
B = "https://b.example.org/feed.xml"
C = "https://c.example.org/feed.xml"


def feeds_of(text: str) -> list[Any]:
    return list(tomllib.loads(text).get("feeds", []))


def urls_of(text: str) -> list[str]:
    return [table["url"] for table in feeds_of(text)]


def test_the_first_feed_stands_at_the_end() -> None:
    assert add_feeds(LEAST, [Feed(A)]) == LEAST + f'\n[[feeds]]\nurl = "{A}"\n'


def test_only_what_differs_from_the_defaults_is_written() -> None:
    feed = Feed(A, publication='The "Lamp"', section="Light", max_items=3, include=("lamp", r"\d"), full_text=True)
    assert add_feeds("", [feed]) == (
        f'[[feeds]]\nurl = "{A}"\npublication = "The \\"Lamp\\""\nsection = "Light"\nmax_items = 3\n'
        'include = ["lamp", "\\\\d"]\nfull_text = true\n'
    )


def test_another_feed_stands_behind_the_last_one() -> None:
    text = f'{LEAST}\n[[feeds]]\nurl = "{A}"\n# its own comment\n\n# The deals.\n[[deals]]\ntitle = "D"\n'
    assert add_feeds(text, [Feed(B)]) == text.replace(
        "# its own comment\n", f'# its own comment\n\n[[feeds]]\nurl = "{B}"\n'
    )


def test_a_comment_over_the_next_table_stays_with_it() -> None:
    text = f'[[feeds]]\nurl = "{A}"\n# The deals.\n[[deals]]\ntitle = "D"\n'
    assert add_feeds(text, [Feed(B)]) == (
        f'[[feeds]]\nurl = "{A}"\n\n[[feeds]]\nurl = "{B}"\n# The deals.\n[[deals]]\ntitle = "D"\n'
    )


def test_a_last_line_without_an_end_gets_one() -> None:
    assert add_feeds(LEAST.rstrip("\n"), [Feed(A)]) == add_feeds(LEAST, [Feed(A)])


def test_line_ends_stay_as_they_are() -> None:
    text = LEAST.replace("\n", "\r\n")
    added = add_feeds(text, [Feed(A)])
    assert added == add_feeds(LEAST, [Feed(A)]).replace("\n", "\r\n")
    assert remove_feeds(added, [A]) == text


def test_a_feed_is_taken_out_and_nothing_else() -> None:
    text = (
        f'# Mine.\n[[ feeds ]]  # the first\nurl = "{A}"\ninclude = [\n  "[[feeds]]", # odd\n]\n\n'
        f'["feeds".nothing]\n\n# The second.\n[["feeds"]]\nurl = "{B}"\n# hangs on it\n\n\n# Last.\n[x]\n'
    )
    text = text.replace('["feeds".nothing]\n\n', "")
    assert remove_feeds(text, [B]) == text.replace(f'\n# The second.\n[["feeds"]]\nurl = "{B}"\n# hangs on it\n', "")
    assert remove_feeds(text, [A]) == "# Mine.\n" + text.partition("]\n\n")[2].join(["\n", ""])


@pytest.mark.parametrize(
    "kept",
    [
        "# The head of the file.\n",
        "\n# The head, too.\n",
        "[x]\ny = 1\n# Of what stands above.\n",
        "[x]\n\n# Stands alone.\n\n",
    ],
)
def test_a_comment_that_is_not_the_feed_s_own_stays(kept: str) -> None:
    assert remove_feeds(f'{kept}[[feeds]]\nurl = "{A}"\n', [A]).rstrip("\n") == kept.rstrip("\n")


def test_a_comment_of_many_lines_goes_with_its_feed() -> None:
    assert remove_feeds(f'[x]\n\n# One.\n  # Two.\n[[feeds]]\nurl = "{A}"\n\n[y]\n', [A]) == "[x]\n\n[y]\n"


def test_a_url_that_is_not_there_changes_nothing() -> None:
    text = add_feeds(LEAST, [Feed(A)])
    assert remove_feeds(text, [B]) == text
    assert add_feeds(text, []) == text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("feeds = []\n", "feeds = [{ url = 'b' }]\n"),
        ("feeds = [ {url='a'} ]\n", "feeds = [ {url='a'}, { url = 'b' } ]\n"),
        ("feeds = [{url='a'},]\n", "feeds = [{url='a'}, { url = 'b' }]\n"),
        ("feeds = [\n  {url='a'} # ]\n]\n", "feeds = [\n  {url='a'}, # ]\n    { url = 'b' },\n]\n"),
        ("feeds = [\n  {url='a'}, # }\n]\n", "feeds = [\n  {url='a'}, # }\n    { url = 'b' },\n]\n"),
        ("feeds = [\n]\n", "feeds = [\n    { url = 'b' },\n]\n"),
    ],
)
def test_a_list_of_feeds_on_top_is_added_to(before: str, after: str) -> None:
    assert add_feeds(f"{before}{LEAST}", [Feed("b")]) == after.replace("'b'", '"b"') + LEAST


@pytest.mark.parametrize(
    ("drop", "after"),
    [
        ("a", "feeds = [ {url='b'}, {url='c'} ]\n"),
        ("b", "feeds = [ {url='a'}, {url='c'} ]\n"),
        ("c", "feeds = [ {url='a'}, {url='b'} ]\n"),
        ("bc", "feeds = [ {url='a'} ]\n"),
        ("ab", "feeds = [ {url='c'} ]\n"),
        ("abc", "feeds = [ ]\n"),
    ],
)
def test_a_list_of_feeds_on_top_is_taken_from(drop: str, after: str) -> None:
    text = f"feeds = [ {{url='a'}}, {{url='b'}}, {{url='c'}} ]\n{LEAST}"
    assert remove_feeds(text, list(drop)) == after + LEAST


def test_a_list_over_many_lines_loses_whole_lines() -> None:
    text = "feeds = [\n  {url='a'}, # first\n  {url='b', include=['}']},\n  {url='c'}\n]\n"
    assert remove_feeds(text, ["b"]) == "feeds = [\n  {url='a'}, # first\n  {url='c'}\n]\n"
    assert remove_feeds(text, ["c"]) == "feeds = [\n  {url='a'}, # first\n  {url='b', include=['}']}\n]\n"
    assert remove_feeds(text, ["b", "c"]) == "feeds = [\n  {url='a'} # first\n]\n"
    assert feeds_of(remove_feeds(text, ["a", "b", "c"])) == []


def test_what_cannot_be_done_safely_is_left_to_the_editor() -> None:
    text = f"[[feeds]]\nurl = '{A}'\n[feeds.more]\nx = 1\n[[feeds]]\nurl = '{B}'\n"
    with pytest.raises(DigestError, match=r"cannot change the feeds of the settings · .* · nothing was changed"):
        remove_feeds(text, [A])


@pytest.mark.parametrize(
    ("feed", "reason"),
    [
        (Feed("gopher://a.test/"), "url must be an address that starts with https://, http:// or file:, or a path"),
        (Feed("https://a.test/" + "a" * 900), "url must be an address of at most 900 characters"),
        (Feed(A, section="\ud800"), "section must be text"),
        (Feed(A, max_items=-1), "max_items must be a whole number, 0 or more"),
        (Feed(A, include=("(",)), "include must be a regular expression"),
        (Feed(A), ""),
    ],
)
def test_a_feed_that_could_not_be_read_again_is_refused(feed: Feed, reason: str) -> None:
    assert refusal(feed) == reason
    if reason:
        with pytest.raises(DigestError, match="cannot stand in the settings"):
            add_feeds("", [feed])


@pytest.mark.parametrize("text", ["", add_feeds("", [Feed(A)])])
def test_a_feed_stands_there_once(text: str) -> None:
    with pytest.raises(DigestError, match=f"this feed is there already · {A}"):
        add_feeds(text, [Feed(B), Feed(A), Feed(A)])


TEXTS = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=12)
FEEDS = st.lists(
    st.builds(
        Feed,
        url=st.integers(0, 99).map(lambda n: f"https://{n}.example.org/"),
        publication=TEXTS,
        section=TEXTS,
        max_items=st.integers(0, 9),
        include=st.lists(st.sampled_from(["a", r"\[\[feeds\]\]", "'\"", "\\d#"]), max_size=2).map(tuple),
        conditional=st.booleans(),
    ),
    max_size=5,
    unique_by=lambda feed: feed.url,
)
FILES = st.lists(
    st.sampled_from(
        [
            "# a comment\n",
            "\n",
            '[[deals]]\ntitle = "D"\n',
            "[[deals]]\ntitle = '''\n[[feeds]]\n'''\n",
            '[[feeds]]\nurl = "z"\n',
            '[[feeds]] # x\nurl = "y" # "\n\n\n',
        ]
    ),
    max_size=8,
).map("".join)


@given(FILES, FEEDS)
def test_adding_and_taking_out_again_changes_nothing(text: str, feeds: list[Feed]) -> None:
    added = add_feeds(text, feeds)
    assert len(feeds_of(added)) == len(feeds_of(text)) + len(feeds)
    assert remove_feeds(added, [feed.url for feed in feeds]) == text


@given(FILES, st.sets(st.sampled_from("yz")))
def test_taking_out_keeps_the_rest(text: str, drop: set[str]) -> None:
    left = remove_feeds(text, drop)
    assert urls_of(left) == [url for url in urls_of(text) if url not in drop]
    assert left.count("# a comment") <= text.count("# a comment")
    assert tomllib.loads(left).get("deals") == tomllib.loads(text).get("deals")


@given(FILES)
def test_statements_are_the_text(text: str) -> None:
    assert "".join(statements(text)) == text


def test_thousands_of_feeds_take_seconds_at_most() -> None:
    feeds = [Feed(f"https://{n}.example.org/feed.xml", publication=f"No. {n}", section="S") for n in range(5000)]
    before = time.process_time()
    text = add_feeds(LEAST, feeds)
    assert remove_feeds(text, [feed.url for feed in feeds[1:]]) == add_feeds(LEAST, feeds[:1])
    assert time.process_time() - before < 3


def settings_file(folder: Path) -> Path:
    file = folder / "digest.toml"
    file.write_text(LEAST, encoding="utf-8")
    return file


def test_the_file_is_changed_in_one_step_and_keeps_its_mode(tmp_path: Path) -> None:
    file = settings_file(tmp_path)
    file.chmod(0o640)
    rewrite(file, lambda text: add_feeds(text, [Feed(A)]))
    assert [feed.url for feed in load(file).feeds] == [A]
    assert file.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in tmp_path.iterdir()] == ["digest.toml"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    file = settings_file(tmp_path / "real")
    (tmp_path / "digest.toml").symlink_to(file)
    rewrite(tmp_path / "digest.toml", lambda text: add_feeds(text, [Feed(A)]))
    assert (tmp_path / "digest.toml").is_symlink()
    assert urls_of(file.read_text()) == [A]


def test_a_byte_order_mark_stays(tmp_path: Path) -> None:
    file = settings_file(tmp_path)
    file.write_bytes(b"\xef\xbb\xbf" + LEAST.encode())
    rewrite(file, lambda text: add_feeds(text, [Feed(A)]))
    assert file.read_bytes() == b"\xef\xbb\xbf" + add_feeds(LEAST, [Feed(A)]).encode()


def test_a_change_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    file = settings_file(tmp_path)
    with pytest.raises(DigestError):
        rewrite(file, lambda text: add_feeds(text, [Feed("gopher://a.test/")]))
    assert file.read_text() == LEAST
    assert [path.name for path in tmp_path.iterdir()] == ["digest.toml"]


def test_settings_that_could_not_be_read_again_are_not_written(tmp_path: Path) -> None:
    file = settings_file(tmp_path)
    with pytest.raises(DigestError, match=r"the settings would be too large · .*digest.toml · .* bytes"):
        rewrite(file, lambda text: text + "#" * 30_000_000)
    assert file.read_text() == LEAST


def test_settings_that_are_not_there_are_one_line(tmp_path: Path) -> None:
    with pytest.raises(DigestError, match=r"cannot write the settings · .* · nothing was changed"):
        rewrite(tmp_path / "digest.toml", lambda text: text + "x")


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    file = settings_file(tmp_path)
    code = (
        "import os, sys; from pathlib import Path; from digest.settings.rewriting import rewrite\n"
        "os.geteuid() or os.chown('.', 65534, 65534)\n"
        "os.chmod('.', 0o500); os.geteuid() or os.seteuid(65534)\n"
        "try: rewrite(Path('digest.toml'), lambda text: text + '#')\n"
        "except Exception as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    tmp_path.chmod(0o700)
    assert done.stdout.startswith("cannot write the settings · digest.toml · Permission denied · "), done.stderr
    assert file.read_text() == LEAST


def test_a_disk_that_refuses_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    file = settings_file(tmp_path)
    code = (
        "import resource, signal; from pathlib import Path; from digest.settings.rewriting import rewrite\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try: rewrite(Path('digest.toml'), lambda text: text + '#' * 10_000)\n"
        "except Exception as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stdout.startswith("cannot write the settings · digest.toml · File too large · "), done.stderr
    assert done.stdout.endswith(" · nothing was changed; make room on the disk\n")
    assert file.read_text() == LEAST
    assert list(tmp_path.iterdir()) == [file]


def test_two_who_add_at_once_both_succeed(tmp_path: Path) -> None:
    file = settings_file(tmp_path)

    def add(url: str) -> None:
        for n in range(20):
            feed = Feed(f"{url}?{n}")
            rewrite(file, lambda text: add_feeds(text, [feed]))  # noqa: B023 - called at once

    both = [threading.Thread(target=add, args=(url,)) for url in (A, B)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert len(set(urls_of(file.read_text()))) == 40
    assert list(tmp_path.iterdir()) == [file]
