from __future__ import annotations

from pathlib import Path

import pytest

from digest import __version__
from digest.intake.fetching.limits import Limits
from tests.settings.test_reading import LEAST, mistakes, read


def test_a_feed_needs_nothing_but_its_address(tmp_path: Path) -> None:
    (feed,) = read(tmp_path, f'{LEAST}[[feeds]]\nurl = "https://feed.test/rss"').feeds
    assert (feed.url, feed.file, feed.max_items, feed.conditional) == ("https://feed.test/rss", None, 0, True)


def test_all_options_of_a_feed_are_read(tmp_path: Path) -> None:
    options = 'publication = "P"\nsection = "S"\naudience = "member"\nmax_items = 3\ninclude = ["a"]\nexclude = ["b"]'
    text = f'{LEAST}[[feeds]]\nurl = "https://feed.test/rss"\n{options}\nfull_text = true\nconditional = false'
    (feed,) = read(tmp_path, text).feeds
    assert (feed.publication, feed.section, feed.audience, feed.max_items) == ("P", "S", "member", 3)
    assert (feed.include, feed.exclude, feed.full_text, feed.conditional) == (("a",), ("b",), True, False)


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("feeds/own.xml", "feeds/own.xml"),
        ("file:own.xml", "own.xml"),
        ("/srv/own.xml", "/srv/own.xml"),
        ("file:///srv/my%20own.xml", "/srv/my own.xml"),
    ],
)
def test_a_path_is_relative_to_the_settings(tmp_path: Path, url: str, file: str) -> None:
    (feed,) = read(tmp_path, f'{LEAST}[[feeds]]\nurl = "{url}"').feeds
    assert (feed.url, feed.file) == (url, tmp_path / file)


@pytest.mark.parametrize("url", ["ftp://feed.test/rss", "https://user:word@feed.test/", "javascript:x", ""])
def test_another_kind_of_address_is_refused(tmp_path: Path, url: str) -> None:
    (line,) = mistakes(tmp_path, f'{LEAST}[[feeds]]\nurl = "{url}"')
    assert line.startswith("feeds[1].url must be ")


def test_a_pattern_that_is_none_says_why(tmp_path: Path) -> None:
    (line,) = mistakes(tmp_path, f'{LEAST}[[feeds]]\nurl = "https://feed.test/rss"\ninclude = ["(a"]')
    assert line == (
        'feeds[1].include[1] must be a regular expression · digest.toml:10 · found "(a"'
        " · missing ), unterminated subpattern at position 0"
    )


def test_two_feeds_of_one_address_are_refused(tmp_path: Path) -> None:
    one = '[[feeds]]\nurl = "https://feed.test/rss"\n'
    (line,) = mistakes(tmp_path, LEAST + one + one)
    assert line == ("two feeds of one address · digest.toml:11 · https://feed.test/rss · take one of them out")


@pytest.mark.parametrize("audiences", ["", '[[audiences]]\nname = "free"\n[[audiences]]\nname = "member"\n'])
def test_a_feed_for_nobody_is_refused(tmp_path: Path, audiences: str) -> None:
    text = f'{LEAST}[[feeds]]\nurl = "https://feed.test/rss"\naudience = "members"\n{audiences}'
    (line,) = mistakes(tmp_path, text)
    assert line == 'unknown audience · digest.toml:10 · members · did you mean "member"?'


def test_fetching_is_as_its_own_defaults_say(tmp_path: Path) -> None:
    limits = read(tmp_path, LEAST).fetching
    own = Limits()
    assert limits == Limits(user_agent=limits.user_agent)
    assert own.pause == limits.pause


def test_the_user_agent_names_somebody_to_write_to(tmp_path: Path) -> None:
    assert read(tmp_path, LEAST).fetching.user_agent == f"digest/{__version__} (+post@letter.test)"
    named = read(tmp_path, f'{LEAST}[fetching]\ncontact = "https://letter.test/bot"').fetching
    assert named.user_agent == f"digest/{__version__} (+https://letter.test/bot)"


def test_own_hosts_are_named_in_any_letters(tmp_path: Path) -> None:
    limits = read(tmp_path, f'{LEAST}[fetching]\nallow_private = ["Intranet", "10.0.0.7", "[::1]"]').fetching
    assert limits.allow_private == {"intranet", "10.0.0.7", "::1"}


@pytest.mark.parametrize("host", ["http://intranet", "a b", "10.0.0.0/8"])
def test_what_is_no_host_is_refused(tmp_path: Path, host: str) -> None:
    assert "must be a host name" in mistakes(tmp_path, f'{LEAST}[fetching]\nallow_private = ["{host}"]')[0]


def test_only_known_readers_of_pages_are_taken(tmp_path: Path) -> None:
    assert read(tmp_path, f'{LEAST}[reading]\nhtml = "trafilatura"').page_reader == "trafilatura"
    (line,) = mistakes(tmp_path, f'{LEAST}[reading]\nhtml = "trafiltura"')
    assert line.endswith('did you mean "trafilatura"?')


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "intranet:80", "[::1]:8080"])
def test_a_host_with_a_port_is_refused_since_it_would_never_fit(tmp_path: Path, host: str) -> None:
    (line,) = mistakes(tmp_path, f'{LEAST}[fetching]\nallow_private = ["{host}"]')
    assert line.endswith(f'found "{host}" · without the port')


@pytest.mark.parametrize(("host", "read_as"), [("[::1]", "::1"), ("FE80::1", "fe80::1"), ("10.0.0.1", "10.0.0.1")])
def test_a_host_can_be_an_address(tmp_path: Path, host: str, read_as: str) -> None:
    limits = read(tmp_path, f'{LEAST}[fetching]\nallow_private = ["{host}"]').fetching
    assert limits.allow_private == {read_as}


def test_the_names_of_a_feed_stand_on_one_line(tmp_path: Path) -> None:
    names = 'publication = "A\\n[sender]"\nsection = "S\\t\u202e "'
    (feed,) = read(tmp_path, f'{LEAST}[[feeds]]\nurl = "https://feed.test/rss"\n{names}').feeds
    assert (feed.publication, feed.section) == ("A [sender]", "S")
