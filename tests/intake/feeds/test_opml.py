from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import DigestError
from digest.intake.feeds.opml import address_key, read_opml, write_opml
from digest.model.feeds import Feed, FeedState

A = "https://a.example.org/feed.xml"
B = "https://b.example.org/feed.xml"


def opml(body: str, before: str = "") -> bytes:
    return f"{before}<opml version='2.0'><head/><body>\n{body}\n</body></opml>".encode()


def feeds(body: str) -> tuple[Feed, ...]:
    found, problems = read_opml(opml(body), "list.opml")
    assert problems == ()
    return found


def refused(data: bytes) -> str:
    with pytest.raises(DigestError) as caught:
        read_opml(data, "list.opml")
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_an_outline_with_an_address_is_a_feed() -> None:
    assert feeds(f'<outline text="Lamps" type="rss" xmlUrl="{A}"/>') == (Feed(A, publication="Lamps"),)


@pytest.mark.parametrize("name", ["xmlUrl", "xmlurl", "XMLURL", "url"])
def test_the_address_is_found_under_any_of_its_names(name: str) -> None:
    assert feeds(f'<outline {name}="{A}"/>') == (Feed(A),)


def test_the_title_stands_in_for_the_text() -> None:
    assert feeds(f'<outline text="" title=" Lamps\n&amp; light " xmlUrl="{A}"/>')[0].publication == "Lamps & light"


def test_an_address_is_no_name() -> None:
    assert feeds(f'<outline text="{A}" xmlUrl="{A}"/>') == (Feed(A),)


def test_the_nearest_outline_around_it_is_the_section() -> None:
    body = f"""
        <outline text="All"><outline text="Light"><outline text="A" xmlUrl="{A}" category="/Other"/></outline>
        <outline><outline xmlUrl="{B}"/></outline></outline>"""
    assert [feed.section for feed in feeds(body)] == ["Light", "All"]


def test_a_feed_is_no_section() -> None:
    body = f'<outline text="News"><outline text="A" xmlUrl="{A}"><outline text="B" xmlUrl="{B}"/></outline></outline>'
    assert [feed.section for feed in feeds(body)] == ["News", "News"]


@pytest.mark.parametrize(("category", "section"), [("/News/World,/Film", "World"), ("Film", "Film"), ("", "")])
def test_a_category_stands_in_for_the_section(category: str, section: str) -> None:
    assert feeds(f'<outline xmlUrl="{A}" category="{category}"/>')[0].section == section


def test_a_feed_that_stands_there_twice_is_one() -> None:
    body = f'<outline text="1" xmlUrl="{A}"/><outline text="2" xmlUrl="{A.replace("https://a", "HTTPS://A")}"/>'
    assert [feed.publication for feed in feeds(body)] == ["1"]


@pytest.mark.parametrize("written", [f"feed:{A}", f"feed://{A}", A.replace("https://", "FEED://")])
def test_the_feed_scheme_is_understood(written: str) -> None:
    assert feeds(f'<outline xmlUrl="{written}"/>')[0].url in {A, A.replace("https", "http")}


@pytest.mark.parametrize("written", ["//a.example.org/feed.xml", "a.example.org/feed.xml", " a.example.org/feed.xml"])
def test_an_address_without_a_scheme_is_secure(written: str) -> None:
    assert feeds(f'<outline xmlUrl="{written}"/>') == (Feed(A),)


def test_of_two_feeds_that_end_at_one_address_the_first_is_written() -> None:
    listed = [Feed(A, section="S"), Feed(B, publication="B")]
    written = write_opml(listed, {A: FeedState(A, address=B)}, "T").decode()
    assert written.count(f'xmlUrl="{B}"') == written.count("xmlUrl") == 1


def test_links_and_other_lists_are_passed_over() -> None:
    assert feeds(f'<outline type="link" url="{A}" text="x"/><outline type="include" url="{B}" text="y"/>') == ()


@pytest.mark.parametrize(
    ("outline", "problem"),
    [
        ('<outline text="Lamps" type="rss"/>', "an outline without the address of a feed · list.opml:2 · Lamps"),
        (
            '<outline text="x" xmlUrl="file:///etc/passwd"/>',
            "no address on the web · list.opml:2 · file:///etc/passwd",
        ),
        ('<outline text="x" xmlUrl="javascript:alert(1)"/>', "no address on the web · list.opml:2 · javascript:"),
        ('<outline text="x" xmlUrl="feed.xml"/>', "no address on the web · list.opml:2 · feed.xml"),
    ],
)
def test_an_outline_that_is_no_feed_is_named(outline: str, problem: str) -> None:
    found, problems = read_opml(opml(outline + f'\n<outline xmlUrl="{A}"/>'), "list.opml")
    assert found == (Feed(A),)
    assert [str(p)[: len(problem)] for p in problems] == [problem]
    assert str(problems[0]).endswith(" · it was left out")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252", "shift_jis"])
def test_encodings_that_are_declared_are_read(encoding: str) -> None:
    name = "光" if encoding == "shift_jis" else "Lücke"
    declared = {"utf-8-sig": "utf-8"}.get(encoding, encoding)
    body = opml(f'<outline text="{name}" xmlUrl="{A}"/>', f"<?xml version='1.0' encoding='{declared}'?>")
    (feed,), _ = read_opml(body.decode().encode(encoding), "list.opml")
    assert feed.publication == name


@pytest.mark.parametrize(
    ("data", "start"),
    [
        (b"", "cannot read the list of feeds · list.opml:1 · not XML: no element found"),
        (b"Dear diary", "cannot read the list of feeds · list.opml:1 · not XML: "),
        (opml("<outline>"), "cannot read the list of feeds · list.opml:3 · not XML: mismatched tag"),
        (
            opml('<outline xmlUrl="https://a.test/?a&b=1"/>'),
            "cannot read the list of feeds · list.opml:2 · not XML: ",
        ),
        (
            opml('<outline text="L\xfc"/>').decode().encode("latin-1"),
            "cannot read the list of feeds · list.opml:2 · ",
        ),
        (b"<rss><channel/></rss>", "cannot read the list of feeds · list.opml · <rss>"),
        (b"<?xml version='1.0' encoding='klingon'?><opml/>", "cannot read the list of feeds · list.opml · an enc"),
        (b"<?xml version='1.0' encoding='punycode'?><opml/>", "cannot read the list of feeds · list.opml · an enc"),
        (
            b"<?xml version='1.0' encoding='euc-jp'?><opml a='\xff'/>",
            "cannot read the list of feeds · list.opml · by",
        ),
        (b" " * 20_000_001, "cannot read the list of feeds · list.opml · 20,000,001 bytes · is this the right"),
    ],
)
def test_what_is_no_list_is_refused_in_one_line(data: bytes, start: str) -> None:
    assert refused(data).startswith(start)


def test_a_document_type_is_refused_before_it_can_do_harm() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 30))
    bomb = opml('<outline text="&l29;"/>', f'<!DOCTYPE opml [<!ENTITY l0 "lol">{laughs}]>')
    assert "list.opml:1 · <!DOCTYPE" in refused(bomb)


def test_a_document_type_that_lies_elsewhere_is_passed_over() -> None:
    data = opml(f'<outline text="a&nbsp;b" xmlUrl="{A}"/>', '<!DOCTYPE opml SYSTEM "http://127.0.0.1:9/opml.dtd">')
    assert [feed.url for feed in read_opml(data, "list.opml")[0]] == [A]


def test_outlines_may_stand_as_deep_as_they_like() -> None:
    deep = '<outline text="g">' * 50_000 + f'<outline xmlUrl="{A}"/>' + "</outline>" * 50_000
    assert [feed.section for feed in feeds(deep)] == ["g"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://A.example.org", "HTTPS://a.example.org/", True),
        ("https://a.example.org/#top", "https://a.example.org/", True),
        ("https://a.example.org/F", "https://a.example.org/f", False),
        ("https://a.example.org/", "http://a.example.org/", False),
        ("feeds/a.xml", " feeds/a.xml", True),
        ("https://[", "https://[", True),
    ],
)
def test_one_address_is_known_however_it_is_written(one: str, other: str, *, same: bool) -> None:
    assert (address_key(one) == address_key(other)) is same


def test_a_list_is_written_section_by_section() -> None:
    listed = [Feed(A, section="Light"), Feed("https://c.example.org/", publication="C"), Feed(B, section="Light")]
    states = {A: FeedState(A, title='A & "co"', home_page="https://a.example.org/"), B: FeedState(B, address=B + "2")}
    assert write_opml(listed, states, "The <Letter>").decode() == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<opml version="2.0">\n'
        "  <head>\n    <title>The &lt;Letter&gt;</title>\n  </head>\n"
        "  <body>\n"
        '    <outline text="Light" title="Light">\n'
        '      <outline text="A &amp; &quot;co&quot;" title="A &amp; &quot;co&quot;" type="rss"'
        f' xmlUrl="{A}" htmlUrl="https://a.example.org/"/>\n'
        f'      <outline text="{B}2" title="{B}2" type="rss" xmlUrl="{B}2"/>\n'
        "    </outline>\n"
        '    <outline text="C" title="C" type="rss" xmlUrl="https://c.example.org/"/>\n'
        "  </body>\n"
        "</opml>\n"
    )


def test_a_file_is_not_written_into_a_list_for_others() -> None:
    assert b"xmlUrl" not in write_opml([Feed("feeds/a.xml", file=Path("/feeds/a.xml"))], {}, "T")


NAMES = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cf", "Co", "Cn", "Zs", "Zl", "Zp"]), max_size=20)
FEEDS = st.lists(
    st.builds(
        Feed,
        url=st.integers(0, 999).map(lambda n: f"https://{n}.example.org/feed?a={n}&b=<"),
        publication=NAMES,
        section=NAMES,
    ),
    unique_by=lambda feed: feed.url,
    max_size=8,
)


@given(FEEDS)
def test_what_is_written_is_read_again(listed: list[Feed]) -> None:
    quoted = [Feed(f.url.replace("<", "%3C"), publication=f.publication, section=f.section) for f in listed]
    found, problems = read_opml(write_opml(quoted, {}, "T"), "list.opml")
    assert problems == ()
    assert sorted(found, key=lambda feed: feed.url) == sorted(quoted, key=lambda feed: feed.url)
    again, _ = read_opml(write_opml(found, {}, "T"), "list.opml")
    assert again == found
