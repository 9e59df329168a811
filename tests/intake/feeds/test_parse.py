from __future__ import annotations

import codecs
import json
import pickle
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.intake.feeds.parse import parse_feed
from tests.intake.feeds.samples import HERE, atom, item, read, rss

RDF = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="{}">
<channel><title>Old News</title><link>https://example.org/</link></channel>
<item><title>A piece</title><link>https://example.org/a</link></item>
</rdf:RDF>"""
RSS = (
    "<channel><title>Old News</title><item><title>A piece</title><link>https://example.org/a</link></item></channel>"
)
NETSCAPE = '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "https://example.org/rss-0.91.dtd">'
ATOM_03 = """<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Old News</title>
<entry><title>A piece</title><link rel="alternate" type="text/html" href="https://example.org/a"/></entry></feed>"""
KINDS = {
    "rss090": RDF.format("http://my.netscape.com/rdf/simple/0.9/"),
    "rss10": RDF.format("http://purl.org/rss/1.0/"),
    "rss091u": f'<rss version="0.91">{RSS}</rss>',
    "rss091n": f'{NETSCAPE}<rss version="0.91">{RSS}</rss>',
    "rss092": f'<rss version="0.92">{RSS}</rss>',
    "rss20": f'<rss version="2.0">{RSS}</rss>',
    "rss": f"<rss>{RSS}</rss>",
    "atom03": ATOM_03,
    "atom10": atom('<entry><title>A piece</title><link href="https://example.org/a"/></entry>').decode(),
    "json10": '{"version": "https://jsonfeed.org/version/1", "items": '
    '[{"id": 1, "title": "A piece", "url": "https://example.org/a"}]}',
    "json11": '{"version": "https://jsonfeed.org/version/1.1", "items": '
    '[{"id": "1", "title": "A piece", "url": "https://example.org/a"}]}',
}


@pytest.mark.parametrize(("version", "document"), KINDS.items())
def test_every_kind_of_feed_is_told_and_read(version: str, document: str) -> None:
    parsed = parse_feed(document.encode(), "text/plain", HERE)
    assert parsed[0] == version
    assert [(entry[2], entry[1]) for entry in parsed[4]] == [("A piece", "https://example.org/a")]


def test_the_feed_itself_has_a_title_a_home_page_and_a_language() -> None:
    body = rss("<item><title>A</title></item>", "<language>pt_br</language>")
    assert parse_feed(body, "", HERE)[:4] == ("rss20", "The Harbour Post", "https://example.org/", "pt-BR")


def test_a_feed_without_entries_is_a_feed() -> None:
    assert parse_feed(rss(""), "", HERE)[0] == "rss20"
    assert parse_feed(rss(""), "", HERE)[4] == ()


@pytest.mark.parametrize("body", [b"", b"  \n ", b"\xef\xbb\xbf"])
def test_an_empty_answer_is_no_feed_and_not_whole(body: bytes) -> None:
    assert parse_feed(body, "text/xml", HERE) == ("", "", "", "", (), (), False)


@pytest.mark.parametrize(
    "body",
    [
        b"hello",
        b"%PDF-1.4 \xff",
        b"[1, 2]",
        b"<channel><title>A</title></channel>",
        b'"text"',
        b'<?xml version="1.0"?><sitemap><url/></sitemap>',
        b"{}",
    ],
)
def test_what_is_no_feed_has_no_version(body: bytes) -> None:
    assert parse_feed(body, "text/xml", HERE)[0] == ""


def test_a_page_is_no_feed_and_names_the_feeds_it_knows() -> None:
    page = b'<!doctype html><html><head><link rel="alternate" type="application/rss+xml" href="/rss"></head></html>'
    assert parse_feed(page, "text/html", "https://example.org/") == (
        *("", "", "", "", ()),
        ("https://example.org/rss",),
        True,
    )


def test_a_feed_that_is_sent_as_a_page_is_read_as_a_feed() -> None:
    body = b"<!-- made by <html> lovers -->" + rss("<item><title>A</title></item>")
    assert parse_feed(body, "text/html", HERE)[0] == "rss20"


def test_a_document_with_an_unknown_entity_is_whole_and_read() -> None:
    body = rss("<item><title>Fish&nbsp;and chips</title></item>")
    assert parse_feed(body, "", HERE)[6]
    assert [entry.title for entry in read(body)] == ["Fish and chips"]


def test_a_document_that_breaks_off_is_not_whole_and_gives_what_there_is() -> None:
    body = rss("<item><title>A</title></item><item><title>B</title></item>")[:-40]
    parsed = parse_feed(body, "", HERE)
    assert not parsed[6]
    assert parsed[4][0][2] == "A"


def test_a_document_that_breaks_off_behind_an_unknown_entity_is_not_whole() -> None:
    body = rss("<item><title>A&nbsp;b</title></item><item><title>B</title></item>")[:-40]
    assert not parse_feed(body, "", HERE)[6]


def test_what_is_read_is_plain_and_travels_between_processes() -> None:
    bodies = [document.encode() for document in KINDS.values()] + [rss("<item><title>a&nbsp;b</title></item>")]
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        there = [pool.submit(parse_feed, body, "", HERE).result() for body in bodies]
    assert there == [parse_feed(body, "", HERE) for body in bodies]
    assert all(_plain(parsed) for parsed in there)


def _plain(value: object) -> bool:
    return (
        all(_plain(part) for part in value) if type(value) is tuple else type(value) in {str, int, bool, type(None)}
    )


# What is hostile.


def test_of_a_long_document_that_is_not_well_formed_the_first_part_is_read() -> None:
    body = rss("<item><title>A&nbsp;b</title></item>" + "word " * 120_000 + "<item><title>B</title></item>")
    assert [entry.title for entry in read(body)] == ["A b"]


def test_a_long_document_that_is_well_formed_is_read_to_its_end() -> None:
    items = [f"<item><title>{n}</title><description>{'word ' * 80_000}</description></item>" for n in range(5)]
    assert [entry.title for entry in read(rss("".join(items)))] == ["0", "1", "2", "3", "4"]


def test_a_body_that_is_a_path_is_not_opened(tmp_path: Path) -> None:
    file = tmp_path / "secret.xml"
    file.write_bytes(rss("<item><title>Secret</title></item>"))
    for body in (str(file).encode(), b"/dev/zero", b"/etc/passwd", b"http://localhost:1/rss", b"file:///etc/passwd"):
        assert parse_feed(body, "text/xml", HERE)[0] == ""


def test_entities_that_multiply_do_not() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    body = f'<!DOCTYPE x [<!ENTITY e0 "ha">{entities}]>'.encode() + rss("<item><title>t&e11;</title></item>")
    assert len(repr(parse_feed(body, "", HERE))) < 10_000


def test_no_file_gets_into_a_feed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("SECRET")
    entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{(tmp_path / "secret").as_uri()}">]>'
    body = entity.encode() + rss("<item><title>a&e;b</title><description>&e;</description></item>")
    assert "SECRET" not in repr(parse_feed(body, "", HERE))


DEEP = 20_000
HOSTILE = {
    "deep elements": rss(f"<item><title>A</title><description>{'<div>' * DEEP}</description></item>"),
    "deep elements that end": rss(f"<item><description>{'<b>' * DEEP}x{'</b>' * DEEP}</description></item>"),
    "deep JSON": b'{"version": "https://jsonfeed.org/version/1", "items": ' + b"[" * 1_000_000,
    "deep JSON objects": b'{"a":' * 200_000,
    "JSON without sense": b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": NaN, "title": 1e999, '
    b'"url": -Infinity, "authors": {}, "tags": 5, "date_published": 1e400}, 3, null, [], {"id": [1]}]}',
    "a huge number": b'{"version": "https://jsonfeed.org/version/1", "items": [{"id": ' + b"9" * 50_000 + b"}]}",
    "half characters in JSON": b'{"version": "https://jsonfeed.org/version/1", "items": '
    b'[{"id": "\\ud800", "title": "a\\udc00", "content_html": "b\\ud83d", "authors": [{"name": "\\ud800"}]}]}',
    "half characters": rss("<item><title>a&#xD800;b</title><description>&#56832;</description></item>"),
    "characters that do not exist": rss("<item><title>a&#99999999999;b&#0;&#x110000;</title></item>"),
    "controls": rss("<item><title>a\0\1\x08\x1fb</title><description>\0\x0b</description></item>"),
    "names that are taken": rss(
        "<item><links>x</links><link>y</link><authors a='b'/><tags c='d'/><title>t</title></item>"
    ),
    "attributes for text": rss(
        "<item><summary_detail a='b'/><id a='b'/><published_parsed a='b'/><title>t</title></item>"
    ),
    "nothing at all": rss("<item/><item></item><item><title/><link/><guid/></item>"),
    "no namespace": b"<a:rss><b:channel><c:item><d:title>x</d:title></c:item></b:channel></a:rss>",
    "half a bracket": b"<rss" + b"<" * 2000,
    "comments without end": b"<rss>" + b"<!--" * 20_000,
    "a page of comments": b"<html>" + b"<!--" * 20_000,
    "a page of links": b"<html>" + b"<link " * 20_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_document_gives_a_plain_answer(name: str) -> None:
    parsed = parse_feed(HOSTILE[name], "text/xml", HERE)
    assert len(pickle.dumps(parsed)) < 1_000_000
    json.dumps(parsed, ensure_ascii=False).encode()  # no half characters, which no file could hold
    assert "\0" not in repr(parsed)


def test_what_stands_beside_broken_references_is_kept() -> None:
    assert item("<title>a&#xD800;b &#55357;&#56832;&#x1F600;</title>").title == "ab 😀😀"


def test_entries_that_say_nothing_are_left_out() -> None:
    assert read(HOSTILE["nothing at all"]) == []


def test_texts_are_bounded() -> None:
    long = "word " * 300_000
    names = "".join(f"<category>{n} {'c' * 300}</category><author>Name {n} {'n' * 500}</author>" for n in range(60))
    found = item(f"<title>{long}</title><description>{long}</description>{names}<guid>{'g' * 9000}</guid>")
    assert len(found.title) <= 500
    assert len(found.content) <= 500_000
    assert len(found.categories) == 20
    assert max(len(category) for category in found.categories) <= 100
    assert len(found.author) <= 300
    assert len(found.identity) <= 500


@pytest.mark.parametrize("step", [1, -1])
def test_a_hundred_thousand_entries_are_cut_to_the_newest(step: int) -> None:
    numbers = range(100_000)[::step]
    items = (f"<item><title>{n}</title><pubDate>1 Jun {2000 + n // 5000} 10:00 GMT</pubDate></item>" for n in numbers)
    found = read(rss("".join(items)), most=50)
    assert sorted(int(entry.title) for entry in found) == list(range(99_950, 100_000))


def test_more_entries_than_wanted_are_cut_to_the_newest() -> None:
    days = [f"<item><title>{n}</title><pubDate>{n} Jun 2024</pubDate></item>" for n in (3, 9, 1, 7)]
    body = rss("<item><title>undated</title></item>" + "".join(days))
    assert [entry.title for entry in read(body, most=3)] == ["9", "7", "3"]


def test_undated_entries_are_cut_in_the_order_of_the_feed() -> None:
    body = rss("".join(f"<item><title>{n}</title></item>" for n in range(40)))
    assert [entry.title for entry in read(body, most=5)] == ["0", "1", "2", "3", "4"]


def test_entries_are_not_sorted_where_none_is_cut() -> None:
    body = rss(
        "<item><title>old</title><pubDate>1 Jun 2024</pubDate></item>"
        "<item><title>new</title><pubDate>9 Jun 2024</pubDate></item>"
    )
    assert [entry.title for entry in read(body)] == ["old", "new"]


PIECES = """
<rss> </rss> <channel> <item> </item> <entry> <feed <title> </title> <link> <link/> <guid> <author> <links> <tags>
<image> <media:content <content <summary> xml:base=' ' &#xD800; &nbsp; & ]]> <![CDATA[ <!-- --> <? <!DOCTYPE > <svg>
</svg> <source> <authors> <id> <category> <pubDate> 25:00 1719136800 http://[ // javascript:x
"""


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES.split()) | st.text(max_size=5), max_size=30).map(" ".join))
def test_whatever_stands_in_a_feed_the_answer_is_plain(inside: str) -> None:
    for body in (
        inside.encode("utf-8", "surrogatepass"),
        b"<rss><channel><item>" + inside.encode("utf-16", "replace"),
    ):
        assert _plain(parse_feed(body, inside[:40], HERE))
    assert _plain(parse_feed(b"<rss><item>" + inside.encode("utf-8", "replace") + b"</item></rss>", "", HERE))


@settings(max_examples=100, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["id", "url", "title", "authors", "name", "items", "tags"]), inner)
        ),
        max_leaves=12,
    )
)
def test_whatever_stands_in_a_json_feed_the_answer_is_plain(value: object) -> None:
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [value, {"title": value, "content_html": value}],
    }
    assert _plain(parse_feed(json.dumps(document).encode(), "", HERE))


@pytest.mark.parametrize("mark", [codecs.BOM_UTF8, b"\n \t", b""])
def test_a_mark_or_space_before_the_document_does_no_harm(mark: bytes) -> None:
    assert parse_feed(mark + b'<?xml version="1.0"?>' + rss(""), "", HERE)[0] == "rss20"
    assert parse_feed(mark + KINDS["json11"].encode(), "", HERE)[0] == "json11"
