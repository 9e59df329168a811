from __future__ import annotations

import pytest

from digest.intake.feeds.held_back import hold_back, put_back
from digest.intake.feeds.parse import parse_feed
from tests.intake.feeds.samples import HERE, atom, rss

LONG = "<p>The harbour is “open” again & busy.</p> " * 30
CDATA = f"<![CDATA[{LONG}]]>"
XHTML = 'xmlns="http://www.w3.org/1999/xhtml"'
FEEDS = {
    "the whole text": rss(f"<item><title>A</title><content:encoded>{CDATA}</content:encoded></item>"),
    "a description": rss(f"<item><title>A</title><description>\n {CDATA}\n</description></item>"),
    "both": rss(f"<item><description>{CDATA}x</description><content:encoded>{CDATA}y</content:encoded></item>"),
    "a text in parts": rss(f"<item><description>{CDATA}]]&gt;{CDATA} and <![CDATA[short]]></description></item>"),
    "a text and markup": rss(f"<item><description>{CDATA}<p>b</p>{CDATA}</description></item>"),
    "an unknown entity": rss(f"<item><title>A&nbsp;b</title><description>{CDATA}</description></item>"),
    "a half character": rss(f"<item><title>A&#xD800;</title><description>{CDATA}</description></item>"),
    "a long title": rss(f"<item><title>{CDATA}</title><description>{CDATA}</description></item>"),
    "a text about the feed": rss(f"<description>{CDATA}</description><item><title>A</title></item>"),
    "a caption": rss(f"<item><media:description>{CDATA}</media:description><description>b</description></item>"),
    "a comment": rss(f"<!-- <description><![CDATA[ -->{'<item><title>A</title></item>' * 30}<!-- ]]> -->"),
    "comments in a text": rss(f"<item><description><![CDATA[<!-- a --> {LONG} <!-- b]]></description></item>" * 2),
    "a text without end": rss(f"<item><title>A</title><description>{CDATA}")[:-60],
    "text of Atom": atom(f'<entry><title>A</title><content type="text">{CDATA}</content></entry>'),
    "HTML of Atom": atom(f'<entry><title>A</title><content type="html">{CDATA}</content></entry>'),
    "XHTML of Atom": atom(f'<entry><content type="xhtml"><div {XHTML}>{CDATA}</div></content></entry>'),
    "a summary of Atom": atom(f'<entry><summary type="html">{CDATA}</summary><content>b</content></entry>'),
    "a bare XHTML of Atom": atom(f'<entry><content type="xhtml">{CDATA}</content></entry>'),
    "base64": atom(f'<entry><title>A</title><content mode="base64">{CDATA}</content></entry>'),
    "a wrong encoding": rss(f"<item><description>{CDATA}caf\x92</description></item>"),
    "a double encoding": rss(f"<item><description>{CDATA.encode().decode('latin-1')}</description></item>"),
}


@pytest.mark.parametrize("name", FEEDS)
def test_what_is_read_is_the_same_as_without_holding_back(name: str) -> None:
    plainly = parse_feed(FEEDS[name] + b"<!-- held-back -->", "", HERE)  # a document with this word is read as it is
    assert parse_feed(FEEDS[name], "", HERE) == plainly


@pytest.mark.parametrize("name", ["the whole text", "an unknown entity", "HTML of Atom"])
def test_a_long_text_is_held_back(name: str) -> None:
    short, held = hold_back(FEEDS[name])
    assert list(held.values()) == [LONG.encode()]
    assert len(short) < 1000


@pytest.mark.parametrize("name", ["a long title", "a comment", "base64", "a wrong encoding", "a double encoding"])
def test_a_text_of_which_it_is_not_sure_is_left_where_it_is(name: str) -> None:
    held = hold_back(FEEDS[name])[1]
    assert len(held) == (1 if name == "a long title" else 0)


def test_a_text_is_put_back_once() -> None:
    held = {"0": b"long"}
    assert put_back("<held-back-0><held-back-0><held-back-7>", held) == "long"
    assert held == {}


def test_a_text_is_escaped_where_its_place_was() -> None:
    assert put_back("&lt;held-back-0&gt;", {"0": b"<b>"}) == "&lt;b&gt;"
