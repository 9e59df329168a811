from __future__ import annotations

import textwrap
from datetime import UTC, date, datetime
from html import escape
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import UnreadableDocument
from digest.intake.feeds.article import article_of
from digest.intake.feeds.evident import evident
from digest.intake.page_text.lines import Line
from digest.intake.page_text.recogniser import recognise
from digest.model import Kind, Picture, Publication, Role
from digest.model.feeds import Feed, FeedState
from tests.intake.feeds.articles import FEED, LINK, ONE, STATE, TWO, URL, an_entry, body, read, roles

FIGURE = (
    '<figure><img src="/quay.jpg" alt="The quay at noon" width="1200" height="800">'
    "<figcaption>The quay. Photo: Harbour archive</figcaption></figure>"
)


def test_the_fields_of_the_entry_win() -> None:
    article = read(
        f"<h1>Another title</h1><p>By Somebody Else</p><p>{ONE}</p><p>{TWO}</p>",
        author="Robin Example",
        published=datetime(2024, 6, 20, 12, tzinfo=UTC),
        language="en_US",
        categories=("", "Ports", "Towns"),
    )
    assert (article.title, article.byline, article.published) == (
        "A Harbour Comes Back",
        "Robin Example",
        date(2024, 6, 20),
    )
    assert (article.language, article.section, article.url, article.source) == ("en-US", "Ports", LINK, LINK)
    assert article.publication == Publication("The Harbour Post", "https://harbour.example.org/")
    assert (article.blocks[0].text, article.blocks[0].role) == ("A Harbour Comes Back", Role.TITLE)


def test_the_settings_win_over_the_feed() -> None:
    article = read(feed=Feed(URL, publication="Ours", section="Sea", audience="member"), categories=("Ports",))
    assert (article.publication.name, article.section, article.audience) == ("Ours", "Sea", "member")


def test_what_the_entry_leaves_open_its_feed_says() -> None:
    article = read()
    assert (article.language, article.published) == ("en-gb", date(2024, 6, 21))


def test_the_day_is_counted_where_the_newsletter_is_made() -> None:
    late = an_entry(published=datetime(2024, 6, 20, 23, 30, tzinfo=UTC))
    assert article_of(late, FEED, STATE, ZoneInfo("Europe/Berlin")).published == date(2024, 6, 21)
    assert article_of(late, FEED, STATE, UTC).published == date(2024, 6, 20)


def test_markup_becomes_typed_blocks() -> None:
    article = read(
        f"<p>{ONE}</p><h3>The quay</h3><ul><li>Boats come at noon.</li><li>Boats leave at night.</li></ul>"
        f"<blockquote><p>{TWO}</p></blockquote><pre>if tide:\n    wait()</pre><p>{ONE} Again.</p>"
    )
    assert [(block.kind, block.text) for block in article.body] == [
        (Kind.PARAGRAPH, ONE),
        (Kind.HEADING, "The quay"),
        (Kind.ITEM, "Boats come at noon."),
        (Kind.ITEM, "Boats leave at night."),
        (Kind.QUOTE, TWO),
        (Kind.CODE, "if tide:\n    wait()"),
        (Kind.PARAGRAPH, f"{ONE} Again."),
    ]


def test_blocks_are_numbered_by_their_place_in_the_entry() -> None:
    article = read(f"<p>{ONE}</p><p>{TWO} Read more</p><p>{ONE} Again.</p>")
    assert [(block.line, block.role) for block in article.blocks[1:]] == [
        (1, Role.BODY),
        (2, Role.BODY),
        (3, Role.CALL_TO_ACTION),
        (4, Role.BODY),
    ]


def test_a_figure_gives_picture_caption_and_credit() -> None:
    article = read(f"{FIGURE}<p>{ONE}</p><p>{TWO}</p>")
    assert article.picture == Picture("https://harbour.example.org/quay.jpg", "The quay at noon", 1200, 800)
    assert (article.caption, article.credit) == ("The quay.", "Photo: Harbour archive")
    assert body(article) == [ONE, TWO]


def test_the_feed_s_own_picture_keeps_the_sizes_that_the_feed_states() -> None:
    article = read(picture="https://harbour.example.org/media.png", picture_width=800, picture_height=600)
    assert article.picture == Picture("https://harbour.example.org/media.png", "", 800, 600)


@pytest.mark.parametrize(("sizes", "shown"), [((900, 150), True), ((901, 150), False), ((120, 900), False)])
def test_a_strip_is_no_picture(sizes: tuple[int, int], shown: bool) -> None:
    width, height = sizes
    article = read(picture="https://harbour.example.org/a.png", picture_width=width, picture_height=height)
    assert (article.picture is not None) is shown


def test_what_the_feed_calls_a_video_is_one() -> None:
    assert (read(video=True).video, read().video) == (True, False)


def test_the_feed_s_own_picture_stands_in_where_the_text_has_none() -> None:
    article = read(picture="https://harbour.example.org/media.png", picture_alt="The\nharbour")
    assert article.picture == Picture("https://harbour.example.org/media.png", "The harbour")


@pytest.mark.parametrize(
    "image",
    [
        '<img src="https://a.test/p.png" width="1" height="1">',
        '<img src="http://a.test/p.png">',
        '<img src="data:image/png;base64,AAAA">',
        '<img src="javascript:alert(1)">',
        '<img src="https://feeds.feedburner.com/~r/post/~4/8fz3">',
        '<img src="https://pixel.wp.com/b.gif?host=a.test">',
        '<img src="https://medium.com/_/stat?event=post.clientViewed">',
        '<img src="https://a.test/counter.gif?post=3">',
        '<img src="https://stats.a.test/i?x=1">',
        '<img src="https://a.test/face.jpg" width="48" height="48">',
        '<img src="https://a.test/chart.svg">',
        '<img style="display:none" src="https://a.test/p.png">',
        '<img alt="no address">',
    ],
)
def test_what_counts_readers_or_shows_nothing_is_no_picture(image: str) -> None:
    assert read(f"{image}<p>{ONE}</p><p>{TWO}</p>").picture is None


def test_a_picture_that_a_script_was_to_load_is_found() -> None:
    image = '<img src="data:image/gif;base64,R0" data-src="https://a.test/late.jpg" alt="IMG_1.jpg">'
    assert read(f"{image}<p>{ONE}</p>").picture == Picture("https://a.test/late.jpg")


@pytest.mark.parametrize(
    "call",
    [
        "Read more",
        "Read the full story →",
        "Read more on harbour.example.org…",
        "Continue reading A Harbour Comes Back →",
        "[…]",
        "[...]",
        "Weiterlesen »",
        "Lire la suite",
        "Leer más",
        "Sigue leyendo A Harbour",
        "Leggi tutto",
        "Leia mais",
        "Читать далее…",
        "Lees verder",
        "Czytaj dalej",
        "The post A Harbour appeared first on The Harbour Post.",
        "Der Beitrag Ein Hafen erschien zuerst auf Hafenpost.",
        "L’article Un port est apparu en premier sur Le Port.",
        "La entrada Un puerto se publicó primero en El Puerto.",
        "L'articolo Un porto proviene da Il Porto.",
        "O post Um porto apareceu primeiro em O Porto.",
        "Сообщение Порт появились сначала на Порт.",
        "Het bericht Een haven verscheen eerst op De Haven.",
        "Artykuł Port pochodzi z serwisu Port.",
        "Share this:",
        "12 Comments",
        "Leave a comment",
        "submitted by /u/somebody [link] [comments]",
        "Comments URL: https://news.example.org/item?id=1",
        "Click to share on Facebook (Opens in new window) Facebook",
        "Subscribe now",
        "Support us: https://harbour.example.org/give",
        "00:00 The quay",
        "Learn more about your ad choices. Visit ads.example.org",
        "* * *",
    ],
)
def test_what_feeds_hang_on_their_entries_is_no_text(call: str) -> None:
    article = read(f"<p>{ONE}</p><p>{TWO}</p><p><a href='https://a.test/'>{call}</a></p>")
    assert body(article) == [ONE, TWO]


@pytest.mark.parametrize(
    "call", ["Read more", "Read more…", "Continue reading <b>A Harbour</b> &rarr;", "Weiterlesen", "(Lire la suite)"]
)
def test_a_call_at_the_end_of_a_paragraph_is_taken_off(call: str) -> None:
    article = read(f"<p>{ONE}</p><p>{TWO} <a href='https://a.test/'>{call}</a></p>")
    assert body(article) == [ONE, TWO]
    assert article.call_to_action


@pytest.mark.parametrize("mark", ["[…]", "[&#8230;]", "[...]", "(…)", " [&hellip;] "])
def test_the_mark_of_a_cut_becomes_an_ellipsis(mark: str) -> None:
    assert body(read(f"<p>{ONE}</p><p>{TWO[:60]} {mark}</p>")) == [ONE, f"{TWO[:60].rstrip()}…"]


@pytest.mark.parametrize(
    "prose",
    [
        "He told them to read more books, and so they did until the end of the long summer.",
        "The story of the two boats first appeared in a paper that nobody in the town had read before.",
        "Read on, he said; the letter was long. They read it twice and put it back.",
    ],
)
def test_prose_with_such_words_stays(prose: str) -> None:
    assert body(read(f"<p>{prose}</p><p>{ONE}</p><p>{TWO}</p><p>{ONE} So.</p><p>{TWO} So.</p>"))[0] == prose


def test_breaks_make_paragraphs_and_wrapped_lines_are_joined() -> None:
    wrapped = textwrap.fill(f"{ONE} {TWO}", 64).replace("\n", "<br>\n")
    assert body(read(f"{wrapped}<br />\n<br />{TWO}")) == [f"{ONE} {TWO}", TWO]


def test_lines_behind_single_breaks_stay_lines_where_nobody_wrapped_them() -> None:
    assert body(read(f"{ONE}<br>{TWO}<br>{ONE} So.")) == [ONE, TWO, f"{ONE} So."]


def test_plain_text_keeps_its_paragraphs() -> None:
    assert body(read(f"{ONE}\n\n{TWO} Tom &amp; Ann.")) == [ONE, f"{TWO} Tom & Ann."]


def test_a_table_is_read_row_by_row() -> None:
    table = "<table><tr><th>Year</th><th>Ships</th></tr><tr><td>1874</td><td>22 in all</td></tr></table>"
    assert body(read(f"<p>{ONE}</p>{table}<p>{TWO}</p>")) == [ONE, "Year · Ships", "1874 · 22 in all", TWO]


def test_markup_that_was_escaped_twice_is_read_once_more() -> None:
    assert body(read(escape(f"<p>{ONE}</p>\n<p>Tom &amp; Ann. {TWO}</p>"))) == [ONE, f"Tom & Ann. {TWO}"]


def test_text_about_markup_stays_text() -> None:
    prose = "A paragraph opens with &lt;p&gt; and need not be closed, which few people who write pages believe."
    assert body(read(prose)) == [prose.replace("&lt;", "<").replace("&gt;", ">")]


@pytest.mark.parametrize(
    "text",
    [
        "הנמל הישן נבנה מחדש באביב, והסירות הראשונות חזרו אליו לפני שנגמר הקיץ, וכולם שמחו מאוד.",
        "أعيد بناء الميناء القديم في الربيع وعادت القوارب الأولى إليه قبل نهاية الصيف وفرح الجميع بذلك كثيرا.",
        "古い港は春に再建され、夏が終わる前に最初の船が戻ってきた。町の人々は岸に小さな店を開き、冬もそこに残った。",
    ],
)
def test_other_scripts_are_read_alike(text: str) -> None:
    assert body(read(f"<p dir='auto'>{text}</p>", title="漢字")) == [text]


def test_the_title_in_the_text_is_not_told_twice() -> None:
    article = read(f"<h2>A Harbour Comes Back</h2><p>{ONE}</p><p>{TWO}</p>")
    assert [block.text for block in article.blocks] == ["A Harbour Comes Back", ONE, TWO]


def test_an_entry_without_a_title_is_called_by_its_first_words() -> None:
    article = read(title="")
    assert article.title == "The old harbour was rebuilt in the spring, and the first boats…"
    assert body(article) == [ONE, TWO]


def test_a_kicker_is_split_off_as_in_documents() -> None:
    article = read(title="Video: A Harbour")
    assert (article.kicker, article.title) == ("Video", "A Harbour")


def test_the_page_s_whole_text_is_read_instead() -> None:
    article = read(f"<p>{ONE[:40]} […]</p>", page=f"<p>{ONE}</p><p>{TWO}</p>")
    assert body(article) == [ONE, TWO]


def test_a_page_without_text_leaves_what_the_feed_sent() -> None:
    assert body(read(page="<p>Please switch on scripts.</p>")) == [ONE, TWO]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("", "the entry has no text"),
        ("<img src='https://a.test/a.png'>", "the entry has no text"),
        ("<p>Five words and no more.</p>", "the entry has too few words to be told"),
        ("<p><a href='https://a.test/'>Read more</a></p>", "the entry has no text"),
        ("<script>var a = 'a long text of more than twelve words that nobody should ever read';</script>", "no text"),
    ],
)
def test_an_entry_that_tells_nothing_is_refused_by_name(content: str, what: str) -> None:
    with pytest.raises(UnreadableDocument, match=what) as refused:
        read(content)
    assert refused.value.where == LINK
    assert "A Harbour Comes Back" in refused.value.found
    assert "full_text" in refused.value.hint


def test_where_the_page_was_read_already_the_hint_is_another() -> None:
    with pytest.raises(UnreadableDocument) as refused:
        read("<p>Short.</p>", feed=Feed(URL, full_text=True))
    assert "full_text" not in refused.value.hint


@pytest.mark.parametrize("link", ["", "javascript:alert(1)", "ftp://a.test/", "//a.test/", "https://u:p@a.test/"])
def test_an_entry_without_a_usable_link_is_called_by_its_feed(link: str) -> None:
    article = read(link=link)
    assert (article.url, article.source) == ("", f"{URL}#tag:1")


def test_a_related_section_at_the_end_is_no_text() -> None:
    article = read(
        f"<p>{ONE}</p><p>{TWO}</p><h3>Related articles</h3>"
        "<ul><li><a href='https://harbour.example.org/old'>The Old Harbour</a></li></ul>"
    )
    assert body(article) == [ONE, TWO]
    assert [(item.title, item.url) for item in article.related] == [
        ("The Old Harbour", "https://harbour.example.org/old")
    ]


def test_words_on_the_newsletter_itself_are_no_text() -> None:
    thanks = "Thank you to all new subscribers for reading; this newsletter is free for everybody and always will be."
    assert thanks not in body(read(f"<p>{ONE}</p><p>{TWO}</p><p>{ONE} So.</p><p>{thanks}</p>"))


SURE = [
    Line("A Harbour Comes Back", 1, kind=Kind.HEADING, role=Role.TITLE),
    Line(ONE, 1),
    Line("The quay", 2, kind=Kind.HEADING),
    Line(TWO, 3, kind=Kind.QUOTE),
    Line("The quay. Photo: archive", 4, role=Role.CAPTION),
    Line("Boats come at noon.", 5, kind=Kind.ITEM),
    Line(ONE + " " + TWO, 6),
    Line("A subhead without its markup", 7),
    Line(TWO + " " + ONE, 8),
    Line("Read more", 9, role=Role.CALL_TO_ACTION),
    Line(ONE + " So.", 10),
    Line(TWO + " So.", 11),
    Line(TWO + " So it was.", 12),
]


def test_where_nothing_is_in_doubt_the_recogniser_would_say_the_same() -> None:
    quick, weighed = evident(SURE), recognise(SURE, bounded=True, titled=True)
    assert quick is not None
    assert [(b.text, b.role, b.line, b.kind) for b in quick.blocks] == [
        (b.text, b.role, b.line, b.kind) for b in weighed.blocks
    ]
    assert (quick.title, quick.caption, quick.credit, quick.call_to_action) == (
        weighed.title,
        weighed.caption,
        weighed.credit,
        weighed.call_to_action,
    )


@pytest.mark.parametrize("doubtful", ["By Robin Example", "20 June 2024", "Related articles", "Robin Example"])
def test_a_doubtful_line_is_left_to_the_recogniser(doubtful: str) -> None:
    assert evident([SURE[0], Line(doubtful, 1), *SURE[1:]]) is None


def test_roles_say_what_was_taken_off() -> None:
    found = roles(read(f"<p>{ONE}</p><p>{TWO}</p><p>The post A appeared first on B.</p><p>Read more</p>"))
    assert found["The post A appeared first on B."] is Role.FURNITURE
    assert found["Read more"] is Role.CALL_TO_ACTION


@given(st.lists(st.sampled_from(["<p>", "</p>", "<br>", "<td>", "&lt;p&gt;", "<li>", "[…]", "Read more", ONE, "\n"])))
def test_no_markup_breaks_the_reader(parts: list[str]) -> None:
    try:
        article = read("".join(parts))
    except UnreadableDocument:
        return
    assert all(block.text for block in article.blocks)
    assert article == read("".join(parts))


def test_a_feed_without_any_name_gives_a_publication_without_one() -> None:
    assert article_of(an_entry(), FEED, FeedState(URL), UTC).publication == Publication("")


LITTLE = "The mill by the river was opened on Tuesday after twelve years of work by the whole town."


@pytest.mark.parametrize(
    "rest",
    [
        "",
        "<blockquote><p>It was worth it.</p></blockquote>",
        "<blockquote><p>It was worth it.</p></blockquote><p>Robin Example</p>",
        "<p>By Robin Example</p><blockquote>It was worth it.</blockquote>",
        "<p>20 June 2024</p><p>It was worth it.</p>",
    ],
)
def test_the_one_paragraph_of_a_short_entry_is_its_text(rest: str) -> None:
    article = read(f"<p>{LITTLE}</p>{rest}")
    assert body(article)[0] == LITTLE
    assert article.standfirst == ""


POEM = (
    "<p>The river rises in the night<br>And takes the mill away<br>The miller wakes without a light</p>"
    "<p>The second stanza says<br>That water has its ways,<br>And so it stays</p>"
)
ROWS = "<table><tr><td>Year</td><td>Height</td></tr><tr><td>1953</td><td>4.2 m</td></tr></table>"


@pytest.mark.parametrize("rest", ["", f"<p>{ONE}</p><p>{TWO}</p><p>{ONE} So.</p><p>{TWO} So.</p>"])
@pytest.mark.parametrize("inside", [POEM, ROWS, "<p>Among those who came,</p>", "<p>These came:</p>"])
def test_lines_of_poems_rows_and_what_leads_on_are_no_subheads(inside: str, rest: str) -> None:
    article = read(f"{rest}<p>{ONE} {TWO}</p>{inside}<p>{TWO} {ONE}</p>{rest}")
    assert [block.text for block in article.body if block.kind is Kind.HEADING] == []


def test_a_subhead_without_its_markup_is_one() -> None:
    article = read(f"<p>{ONE}</p><p>The quay</p><p>{TWO}</p>")
    assert [block.text for block in article.body if block.kind is Kind.HEADING] == ["The quay"]


def test_the_lines_of_a_stanza_stay_lines() -> None:
    assert body(read(POEM))[:2] == ["The river rises in the night", "And takes the mill away"]


def test_what_a_weblog_calls_no_category_is_no_section_of_an_article() -> None:
    assert read(categories=("Uncategorized", "#mill", "News")).section == "News"


def test_an_address_is_told_without_what_tracks_readers() -> None:
    article = read(link=f"{LINK}?id=3&utm_source=rss")
    assert (article.url, article.source) == (f"{LINK}?id=3", f"{LINK}?id=3")
