"""Whatever bytes come, a reader gives an article, or says in one line why not: no crash, no invention, nothing live.

Bounded in `make test`; `make fuzz EXAMPLES=20000` looks longer.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digest.errors import DigestError, UnreadableDocument
from digest.intake.documents import read_document
from digest.intake.encodings import clean
from digest.intake.feeds.article import article_of
from digest.intake.feeds.entries import entries_of
from digest.intake.feeds.full_text import text_of_page
from digest.intake.feeds.opml import read_opml
from digest.intake.feeds.parse import parse_feed
from digest.model import Article
from digest.model.feeds import Feed, FeedState
from digest.summariser.keep import Keep
from digest.summariser.selection import tell
from tests.fuzz.mutations import mutated

SEEDS = Path(__file__).parents[2] / "seeds"
EXAMPLES = int(os.environ.get("EXAMPLES") or 60)
NOW = datetime(2024, 6, 23, 8, 0, tzinfo=UTC)
FEED = Feed("https://feed.test/rss")
STATE = FeedState("https://feed.test/rss", title="A feed")

fuzzed = settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))

TEXTS = [path.read_bytes() for path in sorted(SEEDS.glob("*.txt"))]
MARKDOWN = [path.read_bytes() for path in sorted(SEEDS.glob("*.md"))]
PAGES = [path.read_bytes() for path in sorted(SEEDS.glob("*.html"))]
RSS = b"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>A feed</title><link>https://feed.test/</link><language>en-gb</language>
<item><title>Lamps &amp;amp; wires</title><link>/lamps</link><guid isPermaLink="false">1</guid>
<pubDate>Sat, 22 Jun 2024 10:00:00 +0200</pubDate><dc:creator>A. Writer</dc:creator><category>Streets</category>
<media:content url="https://feed.test/a.jpg" medium="image"/><enclosure url="/b.png" type="image/png" length="9"/>
<content:encoded><![CDATA[<h2>How it was</h2><p>Every evening a man with a ladder walked the long street.</p>
<ul><li>Lamps</li><li>Wires</li></ul><blockquote>Nobody saw the switch.</blockquote><img src="c.jpg" alt="A lamp">
<p>The post <a href="/lamps">Lamps</a> appeared first on A feed.</p>]]></content:encoded></item>
<item><title>Wires</title><description>Too short</description></item></channel></rss>"""
ATOM = b"""<?xml version="1.0" encoding="iso-8859-1"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de">
<title type="html">Ein &lt;b&gt;Blatt&lt;/b&gt;</title><link rel="alternate" href="https://feed.test/"/>
<author><name>A. Writer</name></author><entry><id>urn:1</id><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
Lampen</div></title><link href="/lampen"/><updated>2024-06-22T10:00:00Z</updated><content type="html">
&lt;p&gt;Jeden Abend ging ein Mann mit einer Leiter durch die lange Stra\xdfe und z\xfcndete die Lampen an.&lt;/p&gt;
</content></entry></feed>"""
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "A feed",
        "home_page_url": "https://feed.test/",
        "items": [
            {
                "id": 1,
                "url": "https://feed.test/lamps",
                "title": "Lamps",
                "content_html": "<p>Every evening a man with a ladder walked the long street and lit its lamps.</p>",
                "date_published": "2024-06-22T10:00:00Z",
                "authors": [{"name": "A. Writer"}],
                "attachments": [{"url": "https://feed.test/a.jpg", "mime_type": "image/jpeg"}],
            }
        ],
    }
).encode()
OPML = b"""<?xml version="1.0"?><opml version="2.0"><head><title>Feeds</title></head><body><outline text="News">
<outline text="A feed" type="rss" xmlUrl="https://feed.test/rss" htmlUrl="https://feed.test/"/></outline></body></opml>"""

_LETTERS = re.compile(r"\w+")


def read(data: bytes, suffix: str) -> Article | None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"document{suffix}"
        path.write_bytes(data)
        try:
            return read_document(path)
        except UnreadableDocument as error:
            in_one_line(error)
            return None


def in_one_line(error: DigestError) -> None:
    line = str(error)
    assert "\n" not in line
    assert error.hint


def look_at(article: Article | None) -> None:
    """What must hold of every article, whatever it was made of."""
    if article is None:
        return
    for block in article.blocks:
        assert block.text.strip()
        assert clean(block.text) == block.text
        assert 0 <= block.confidence <= 1
    fields = (article.title, article.standfirst, article.byline, article.kicker, article.section)
    assert all("\n" not in field and "\r" not in field and clean(field) == field for field in fields)
    assert article.body
    assert article.title
    story = tell(article, Keep())
    assert len(story.verdicts) == len(article.body)


# The last bytes of all that ends a line: CR, LF, VT, FF, NEL, and U+2028 and U+2029 in UTF-8 and in UTF-16.
BREAKS = (b"\n", b"\r", b"\v", b"\f", b"\x85", b"\xa8", b"\xa9", b"(", b")")


@fuzzed
@given(mutated(TEXTS) | st.binary(max_size=600))
def test_any_text_gives_an_article_or_one_line(data: bytes) -> None:
    article = read(data, ".txt")
    look_at(article)
    if article:
        numbers = [block.line for block in article.blocks]
        assert numbers == sorted(numbers)
        assert numbers[0] >= 1
        assert numbers[-1] <= sum(map(data.count, BREAKS)) + 1


@fuzzed
@given(mutated(MARKDOWN + TEXTS) | st.binary(max_size=600))
def test_any_markdown_gives_an_article_or_one_line(data: bytes) -> None:
    look_at(read(data, ".md"))


@fuzzed
@given(mutated(PAGES) | st.binary(max_size=600))
def test_any_page_gives_an_article_or_one_line(data: bytes) -> None:
    look_at(read(data, ".html"))


@fuzzed
@given(mutated(PAGES))
def test_the_text_of_any_page_is_markup_without_anything_live(data: bytes) -> None:
    markup = text_of_page(data, "https://post.test/a", reader="own").casefold()
    assert not re.search(r"<(?:script|style|iframe|form|object|svg)\b|<[^>]+\son\w+\s*=|javascript:", markup)


@fuzzed
@given(mutated([RSS, ATOM, JSON]) | st.binary(max_size=600), st.sampled_from(["", "text/xml; charset=koi8-r", "x"]))
def test_any_feed_gives_entries_that_make_sense(data: bytes, content_type: str) -> None:
    parsed = parse_feed(data, content_type, "https://feed.test/rss")
    assert flat(parsed) <= {tuple, str, int, bool, type(None)}
    entries = entries_of(FEED, parsed[4], NOW)
    assert len({entry.identity for entry in entries}) == len(entries)
    for entry in entries:
        assert entry.identity
        assert entry.moment <= NOW + timedelta(days=7)
        assert entry.moment.year > 1990
        assert entry.link == "" or entry.link.startswith(("https://", "http://"))
        assert "\n" not in entry.title
        try:
            look_at(article_of(entry, FEED, STATE, UTC))
        except UnreadableDocument as error:
            in_one_line(error)


@fuzzed
@given(mutated([OPML]) | st.binary(max_size=600))
def test_any_list_of_feeds_is_read_or_refused_in_one_line(data: bytes) -> None:
    try:
        read_opml(data, "feeds.opml")
    except DigestError as error:
        in_one_line(error)


def flat(value: object) -> set[type]:
    if isinstance(value, tuple):
        return {tuple} | {kind for part in value for kind in flat(part)}
    return {type(value)}
