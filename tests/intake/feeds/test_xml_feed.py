from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.intake.feeds.samples import entry, item, read, rss

DAY = int(datetime(2024, 6, 23, 10, 15, tzinfo=UTC).timestamp())


# Titles.


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("The old harbour", "The old harbour"),
        ("  The old\n   harbour\t", "The old harbour"),
        ("Fish &amp; chips", "Fish & chips"),
        ("Fish &amp;amp; chips", "Fish & chips"),
        ("It&amp;#8217;s &amp;quot;done&amp;quot;", 'It’s "done"'),
        ("It&amp;apos;s done", "It's done"),
        ("&lt;b&gt;New&lt;/b&gt; harbour", "New harbour"),
        ("<![CDATA[<em>New</em> harbour &amp; <a href='x'>bridge</a>]]>", "New harbour & bridge"),
        ("New <b>harbour</b>", "New harbour"),
        ("One&lt;br/&gt;two", "One two"),
        ("One&lt;br&gt;&lt;i&gt;two&lt;/i&gt;", "One two"),
        ("Use of &lt;div&gt; in HTML", "Use of <div> in HTML"),
        ("1 &lt; 2", "1 < 2"),
        ("AT&amp;T and R&amp;D", "AT&T and R&D"),
        ("", ""),
    ],
)
def test_a_title_of_rss_is_what_a_reader_should_see(written: str, shown: str) -> None:
    assert item(f"<title>{written}</title><link>https://example.org/a</link>").title == shown


@pytest.mark.parametrize(
    ("kind", "written", "shown"),
    [
        ("text", "Use of &lt;div&gt; in HTML", "Use of <div> in HTML"),
        ("text", "What &amp;amp; means", "What &amp; means"),
        ("html", "&lt;b>New&lt;/b> harbour &amp;amp; bridge", "New harbour & bridge"),
        ("html", "Use of &amp;lt;div&amp;gt; in HTML", "Use of <div> in HTML"),
        ("html", "&lt;script>alert(1)&lt;/script>Harbour", "Harbour"),
        ("xhtml", '<div xmlns="http://www.w3.org/1999/xhtml">New <b>harbour</b> &lt; old</div>', "New harbour < old"),
    ],
)
def test_a_title_of_atom_is_what_its_type_says(kind: str, written: str, shown: str) -> None:
    assert entry(f'<title type="{kind}">{written}</title><id>urn:x</id><content>x</content>').title == shown


def test_a_title_has_nothing_that_no_reader_can_see() -> None:
    assert item("<title>Old\u202e har\u200bbour\ufeff</title>").title == "Old harbour"


def test_an_entry_without_a_title_has_an_empty_one() -> None:
    (found,) = read(rss("<item><link>https://example.org/a</link></item>"))
    assert found.title == ""


def test_the_title_of_a_picture_is_not_that_of_the_entry() -> None:
    media = '<media:content url="/a.jpg" medium="image"><media:title>A boat</media:title></media:content>'
    assert item(f"{media}<title>The harbour</title>{media}").title == "The harbour"


# Links.


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("<link>https://example.org/a</link>", "https://example.org/a"),
        ("<link>  https://example.org/a\n</link>", "https://example.org/a"),
        ("<link>/a?b=1&amp;c=2</link>", "https://example.org/a?b=1&c=2"),
        ("<link>//other.example.org/a</link>", "https://other.example.org/a"),
        ('<link xml:base="https://b.example.org/x/">a</link>', "https://b.example.org/x/a"),
        ('<atom:link href="https://example.org/a"/>', "https://example.org/a"),
        ('<atom:link rel="self" href="https://example.org/self"/>', ""),
        ("<guid>https://example.org/g</guid>", "https://example.org/g"),
        ('<guid isPermaLink="false">https://example.org/g</guid>', ""),
        ("<link>javascript:alert(1)</link>", ""),
        ("<link>data:text/html,x</link>", ""),
        ("<link>mailto:x@example.org</link>", ""),
        ('<link>javascript:x</link><atom:link href="https://example.org/a"/>', "https://example.org/a"),
        ('<enclosure url="https://example.org/a.mp3" type="audio/mpeg"/>', "https://example.org/a.mp3"),
        ('<enclosure url="https://example.org/a.png" type="image/png"/>', ""),
        ("<guid>a1b2-c3</guid>", ""),
        ("<guid>/pods/a1b2-c3</guid>", ""),
        ("<guid>https://example.org/a</guid>", "https://example.org/a"),
        ('<guid>a1</guid><enclosure url="/a.mp3" type="audio/mpeg"/>', "https://example.org/a.mp3"),
        (
            '<enclosure url="https://example.org/a.mp3" type="audio/mpeg"/><link>https://example.org/a</link>',
            "https://example.org/a",
        ),
    ],
)
def test_a_link_of_rss_is_the_page_of_the_entry(written: str, link: str) -> None:
    assert item(written).link == link


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ('<link href="/a"/>', "https://example.org/a"),
        ('<link rel="self" href="/s"/><link rel="alternate" href="/a"/>', "https://example.org/a"),
        ('<link rel="enclosure" type="audio/mpeg" href="/a.mp3"/><link href="/a"/>', "https://example.org/a"),
        ('<link rel="enclosure" type="audio/mpeg" href="/a.mp3"/>', "https://example.org/a.mp3"),
        ("<id>tag:example.org,2024:1</id>", ""),
        ("<id>https://example.org/a</id>", "https://example.org/a"),
        ('<link rel="replies" href="/r"/><link href="javascript:x"/>', ""),
        ('<link type="application/pdf" href="/a.pdf"/>', "https://example.org/a.pdf"),
    ],
)
def test_a_link_of_atom_is_the_alternate_one(written: str, link: str) -> None:
    assert entry(written).link == link


def test_relative_links_start_from_the_base_of_the_entry() -> None:
    found = entry(
        '<link href="a"/><content type="html">x</content>', attributes='xml:base="https://b.example.org/x/"'
    )
    assert (found.link, found.base) == ("https://b.example.org/x/a", "https://b.example.org/x/")


def test_in_a_file_relative_links_start_from_the_home_page_of_the_feed() -> None:
    body = rss("<item><title>A</title><link>/a</link></item>")
    (found,) = read(body, address="file:///srv/feed.xml")
    assert (found.link, found.base) == ("https://example.org/a", "https://example.org/")


def test_a_base_that_is_no_web_address_is_not_taken() -> None:
    assert item('<description xml:base="javascript:x">a</description>').base == "https://example.org/feed"


# People.


def test_several_authors_are_named_together() -> None:
    names = "<author><name>Ann Lee</name><email>a@example.org</email></author><author><name>Bo</name></author>"
    assert entry(names).author == "Ann Lee and Bo"
    assert (
        item("<dc:creator>A</dc:creator><dc:creator>B</dc:creator><dc:creator>C</dc:creator>").author == "A, B and C"
    )


@pytest.mark.parametrize("written", ["ann@example.org (Ann Lee)", "Ann Lee &lt;ann@example.org&gt;", "Ann Lee"])
def test_an_address_beside_a_name_is_not_shown(written: str) -> None:
    assert item(f"<author>{written}</author>").author == "Ann Lee"


def test_an_address_alone_names_nobody() -> None:
    assert item("<author>ann@example.org</author>").author == ""
    assert entry("<author><email>ann@example.org</email></author>").author == ""


def test_the_author_of_an_atom_feed_wrote_the_entries_that_name_none() -> None:
    own = "<author><name>Ann Lee</name></author>"
    assert entry("", own).author == "Ann Lee"
    assert entry("<author><name>Bo</name></author>", own).author == "Bo"


def test_the_editor_of_an_rss_feed_is_no_author() -> None:
    assert item("", "<managingEditor>ed@example.org (Ed)</managingEditor>").author == ""


# Dates, languages, categories.


@pytest.mark.parametrize(
    "written",
    [
        "<pubDate>Sun, 23 Jun 2024 10:15:00 GMT</pubDate>",
        "<dc:date>2024-06-23T12:15:00+02:00</dc:date>",
        "<pubDate>no date</pubDate><dc:date>2024-06-23T10:15:00Z</dc:date>",
        "<pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate><dc:date>2024-06-23T10:15:00Z</dc:date>",
        "<pubDate>Sun, 23 Jun 2024 10:15:00 GMT</pubDate><dc:date>2025-06-23T10:15:00Z</dc:date>",
    ],
)
def test_an_entry_of_rss_is_published_when_it_says(written: str) -> None:
    assert item(written).published == DAY


def test_an_entry_of_atom_is_published_when_it_says_else_when_it_was_updated() -> None:
    updated = "<updated>2024-06-25T00:00:00Z</updated>"
    assert entry(f"<published>2024-06-23T10:15:00Z</published>{updated}").published == DAY
    assert entry("<updated>2024-06-23T10:15:00Z</updated>").published == DAY


def test_an_entry_without_a_date_has_none() -> None:
    assert item("").published is None
    assert item("<pubDate>soon</pubDate>").published is None


@pytest.mark.parametrize(
    ("inside", "language"),
    [
        ("", "en-GB"),
        ("<dc:language>de_at</dc:language>", "de-AT"),
        ('<title xml:lang="fr">Été</title>', "fr"),
        ('<title xml:lang="not a language">Été</title>', "en-GB"),
    ],
)
def test_an_entry_has_its_own_language_else_that_of_the_feed(inside: str, language: str) -> None:
    assert item(inside, "<language>en-gb</language>").language == language


def test_the_language_of_an_atom_entry_is_on_its_element() -> None:
    assert entry("<content>x</content>", attributes='xml:lang="nl"').language == "nl"


def test_a_language_that_is_none_is_left_out() -> None:
    assert item("", "<language>English (US)</language>").language == ""


def test_categories_are_plain_and_each_is_named_once() -> None:
    inside = "<category>Town &amp;amp; port</category><category>news</category><category>News</category><category/>"
    assert item(inside).categories == ("Town & port", "news")


def test_a_category_of_atom_is_shown_by_its_label() -> None:
    inside = (
        '<category term="t1" label="Town"/><category term="port"/><category term="https://example.org/kind#post"/>'
    )
    assert entry(inside).categories == ("Town", "port")


# Content.


def test_the_whole_text_counts_more_than_the_summary() -> None:
    inside = "<description>Short</description><content:encoded><![CDATA[<p>The whole text</p>]]></content:encoded>"
    assert item(inside).content == "<p>The whole text</p>"


def test_a_summary_that_is_longer_than_the_content_counts() -> None:
    inside = "<content:encoded>…</content:encoded><description>&lt;p>The whole text&lt;/p></description>"
    assert item(inside).content == "<p>The whole text</p>"


@pytest.mark.parametrize(
    ("written", "content"),
    [
        ("<content>a &lt; b &amp; c</content>", "a &lt; b &amp; c"),
        ("<content>One\nline\n\nTwo &lt;b></content>", "<p>One<br>\nline</p>\n<p>Two &lt;b&gt;</p>"),
        ('<content type="html">&lt;p>a &amp;lt; b</content>', "<p>a &lt; b"),
        (
            '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>a &lt; b</p></div></content>',
            "<p>a &lt; b</p>",
        ),
        ('<summary type="text">a &lt;i></summary>', "a &lt;i&gt;"),
        ('<content type="image/png">iVBORw0KGgo=</content><summary>s</summary>', "s"),
        ('<content type="video/mp4" src="/v.mp4"/><summary>s</summary>', "s"),
        ('<content type="text/markdown">*a* &lt;b></content>', "*a* &lt;b&gt;"),
    ],
)
def test_the_content_of_atom_is_always_html(written: str, content: str) -> None:
    assert entry(written).content == content


def test_paragraphs_without_markup_stay_paragraphs() -> None:
    assert (
        item("<description>One &amp;amp; two\n\nThree</description>").content == "<p>One &amp; two</p>\n<p>Three</p>"
    )


def test_a_caption_is_not_taken_for_the_text() -> None:
    media = '<media:content url="/a.jpg" medium="image"><media:description>A boat</media:description></media:content>'
    text = "The harbour is open again, and the first boats are back."
    assert item(f"{media}<description>&lt;p>{text}&lt;/p></description>").content == f"<p>{text}</p>"


def test_content_that_is_too_long_is_not_cut_in_a_tag() -> None:
    links = '<a href="https://example.org/">link</a> ' * 20_000
    assert item(f"<description><![CDATA[{links}]]></description>").content.rstrip()[-1] in "k>"


def test_hostile_markup_is_left_to_those_who_read_it() -> None:
    assert item("<description>&lt;script>x&lt;/script>&lt;p></description>").content == "<script>x</script><p>"


def test_a_category_with_commas_is_several() -> None:
    found = item("<category>news, local, river</category><category>Local</category>")
    assert found.categories == ("news", "local", "river")
