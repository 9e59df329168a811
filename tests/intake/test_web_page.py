from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from digest.intake.documents import read_document
from digest.intake.forms import looks_like_html
from digest.intake.page_text.recogniser import recognise
from digest.intake.pictures import Named
from digest.intake.reading import Reading
from digest.intake.web_page import read_fragment, read_web_page
from digest.model import Kind, Publication, Role

ONE = "The old harbour was rebuilt in the spring, and the first boats came back to it before the summer was over."
TWO = "People who had left the town years ago returned, opened small shops along the quay and stayed for the winter."
PAGE = f"""<!doctype html>
<html lang="en"><head><title>A Harbour | Coast</title>
<meta name="author" content="Robin Example"><meta property="og:site_name" content="Coast Review">
<meta property="article:published_time" content="2024-06-23T10:00:00Z">
<link rel="canonical" href="https://example.org/harbour"><style>p {{}}</style></head>
<body><nav><ul><li>Home</li></ul></nav>
<article><h1>A Harbour</h1>
<figure><img src="boat.png" alt="A boat" width="600" height="400">\
<figcaption>The harbour. Photo: Archive</figcaption></figure>
<p>{ONE} <a href="javascript:x()">link</a></p>
<h2>Winter</h2>
<blockquote><p>{TWO}</p></blockquote>
<ul><li>One item &amp; more</li></ul>
<script>alert("x")</script><form>Your mail <input></form>
<div style="display:none">hidden words</div>
</article><footer>Imprint</footer></body></html>
"""


def test_the_page_says_who_when_and_where() -> None:
    reading = read_web_page(PAGE)
    assert (reading.byline, reading.publication, reading.language) == ("Robin Example", "Coast Review", "en")
    assert (reading.published, reading.url) == (date(2024, 6, 23), "https://example.org/harbour")


def test_structure_gives_kinds_and_roles() -> None:
    found = {line.text: (line.kind, line.role) for line in read_web_page(PAGE).lines}
    assert found["A Harbour"] == (Kind.HEADING, Role.TITLE)
    assert found["The harbour. Photo: Archive"] == (Kind.PARAGRAPH, Role.CAPTION)
    assert found["Winter"] == (Kind.HEADING, None)
    assert found["One item & more"] == (Kind.ITEM, None)
    assert found["Your mail"] == (Kind.PARAGRAPH, Role.FURNITURE)


def test_scripts_styles_and_hidden_words_are_dropped() -> None:
    words = " ".join(line.text for line in read_web_page(PAGE).lines)
    assert "alert" not in words
    assert "hidden" not in words
    assert "{" not in words


def test_quotations_stay_quotations_inside_their_paragraphs() -> None:
    assert next(line.kind for line in read_web_page(PAGE).lines if line.text == TWO) is Kind.QUOTE


def test_the_body_is_what_the_article_element_holds() -> None:
    reading = read_web_page(PAGE)
    blocks = recognise(reading.lines, bounded=reading.bounded).blocks
    body = [block.text for block in blocks if block.role is Role.BODY]
    assert body == [f"{ONE} link", "Winter", TWO, "One item & more"]


def test_pictures_are_named_with_alt_and_size() -> None:
    assert read_web_page(PAGE).pictures == (Named("boat.png", "A boat", 600, 400),)


def test_lines_are_those_of_the_file() -> None:
    numbers = {line.text: line.number for line in read_web_page(PAGE).lines}
    assert (numbers["A Harbour"], numbers["Winter"]) == (7, 10)


def test_lines_that_say_the_same_have_their_own_numbers() -> None:
    assert [line.number for line in read_web_page("<p>same</p>\n<p>same</p>\n\n<p>same</p>").lines] == [1, 2, 4]


def test_an_address_that_is_not_https_is_not_kept() -> None:
    assert read_web_page('<link rel="canonical" href="/relative"><p>words</p>').url == ""


def test_fifty_thousand_nested_elements_are_read() -> None:
    reading = read_web_page("<div>" * 50_000 + "words" + "</div>" * 50_000)
    assert [line.text for line in reading.lines] == ["words"]


def test_broken_markup_is_words() -> None:
    assert [line.text for line in read_web_page("<p>one<p onclick=>two<b><i>three</b></p></div>").lines] == [
        "one",
        "twothree",
    ]


def test_prose_that_mentions_tags_is_no_html() -> None:
    assert not looks_like_html("A paragraph is written as <p> and closed by </p> in most pages.")
    assert looks_like_html("\n<!DOCTYPE html><title>x</title>")


def test_share_bars_and_related_items_inside_the_article_are_no_body() -> None:
    page = PAGE.replace("</article>", "<p>Share this on</p><h2>Related Stories</h2><p>Another story</p></article>")
    reading = read_web_page(page)
    found = {block.text: block.role for block in recognise(reading.lines, bounded=True).blocks}
    assert found["Share this on"] is not Role.BODY
    assert (found["Related Stories"], found["Another story"]) == (Role.SECTION, Role.RELATED)


BESIDE = """\
<html><head><meta property="og:site_name" content="The Harbour Post"></head><body>
<main><article><h1>A Harbour Comes Back</h1><p>{words}</p><p>{words}</p></article>
<aside><h2>You might also like</h2><ul><li><a href="https://post.test/old">The Old Harbour</a></li></ul></aside>
</main>
<footer><p>The Harbour Post is a paper about harbours and the people in them.</p><p>© The Harbour Post</p>
<address>The Harbour Post, 3 Quay Street, Porttown AB1 2CD · 01632 960001</address></footer></body></html>
"""


def test_what_stands_beside_the_article_is_read_as_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(
        BESIDE.format(words="The old harbour was rebuilt in the spring of the year, and the boats came back. " * 3)
    )
    article = read_document(path)
    assert [(item.title, item.url) for item in article.related] == [("The Old Harbour", "https://post.test/old")]
    assert article.publication == Publication(
        "The Harbour Post",
        about="The Harbour Post is a paper about harbours and the people in them.",
        postal_address=("3 Quay Street", "Porttown AB1 2CD"),
        phone="01632 960001",
    )
    assert len(article.body) == 2


def test_an_aside_inside_the_article_is_not_its_text(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(f"<article><h1>A Harbour</h1><p>{ONE}</p><aside><p>Aside.</p></aside><p>{TWO}</p></article>")
    assert "Aside." not in [block.text for block in read_document(path).body]


def test_a_language_that_is_no_language_tag_is_not_kept() -> None:
    assert read_web_page("""<html lang='x" onmouseover="alert(1)'><p>words""").language == ""
    assert read_web_page("<html lang=' pt-BR '><p>words").language == "pt-BR"


def texts(reading: Reading) -> list[str]:
    return [line.text for line in reading.lines]


def test_a_page_opens_a_line_at_each_break_and_cell_and_a_fragment_does_not() -> None:
    markup = "<table><tr><td>Year</td><td>1874</td></tr></table><ul><li>one<br>two</li></ul>"
    assert texts(read_web_page(markup)) == ["Year", "1874", "one", "two"]
    assert texts(read_fragment(markup)) == ["Year · 1874", "one two"]


def test_lines_of_a_fragment_are_numbered_as_they_come() -> None:
    assert [line.number for line in read_fragment("<p>a</p>\n\n\n<p>b<br>c</p><p></p><p>d</p>").lines] == [1, 2, 3, 4]


def test_only_a_single_break_glues_a_line_to_the_one_above() -> None:
    lines = read_fragment("a<br>b<br> <br/>c<p>d</p>").lines
    assert [(line.text, line.gap) for line in lines] == [("a", True), ("b", False), ("c", True), ("d", True)]


def test_pictures_of_a_fragment_start_from_its_base() -> None:
    markup = (
        '<img src="a.png"><img src="/b.png"><img src="//c.test/c.png"><img src="https://[d"><img srcset="e.png 2x">'
    )
    assert [named.src for named in read_fragment(markup, "https://a.test/x/y").pictures] == [
        "https://a.test/x/a.png",
        "https://a.test/b.png",
        "https://c.test/c.png",
        "https://[d",
        "https://a.test/x/e.png",
    ]


def test_a_picture_of_a_character_is_the_character() -> None:
    reading = read_fragment('<p>Well <img class="wp-smiley" alt="🙂" src="https://a.test/1f642.png"> done</p>')
    assert (texts(reading), reading.pictures) == (["Well 🙂 done"], ())


@pytest.mark.parametrize("style", ["display:none", "DISPLAY : NONE", "font-size:0", "opacity: 0;", "mso-hide:all"])
def test_what_a_style_hides_is_dropped(style: str) -> None:
    assert texts(read_fragment(f'<p style="{style}">hidden</p><p style="opacity:0.9">seen</p>')) == ["seen"]


def test_a_caption_of_older_weblogs_is_one() -> None:
    (line,) = read_fragment('<div><p class="wp-caption-text">The quay</p></div>').lines
    assert line.role is Role.CAPTION


def test_only_markup_of_which_every_tag_was_escaped_is_read_twice() -> None:
    assert texts(read_fragment("&lt;p&gt;one&lt;/p&gt;&lt;p&gt;two&lt;/p&gt;")) == ["one", "two"]
    assert texts(read_fragment("<b>&lt;p&gt;one&lt;/p&gt;</b>")) == ["<p>one</p>"]
    assert texts(read_fragment("1 &lt; 2 and 3 &gt; 2")) == ["1 < 2 and 3 > 2"]
