"""What an issue can have beyond stories: a note, headlines, sections, other places of a story, pictures of offers."""

from __future__ import annotations

import re
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from html import unescape
from pathlib import Path
from time import perf_counter
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.model import CatalogueItem, Elsewhere, Inside, Kind, NoteBlock, Picture, Publication, Span
from digest.model.visible import inert, visible
from digest.templating.cleaning import remarks
from digest.templating.contents import contents
from digest.templating.environment import templates
from digest.templating.letter import letter
from digest.templating.web import pages
from tests.factories import a_newsletter, an_issue
from tests.templating.issues import FIRST, FREE, HOSTILE, MEMBER, a_full_issue, a_note, a_png, linked

ENV = templates()
FULL, FULL_MEMBER = (letter(a_full_issue(), audience, ENV) for audience in (FREE, MEMBER))
INDEX, *PAGES = pages(a_full_issue(), ENV)


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_the_note_opens_the_letter() -> None:
    for made in (FULL.html, FULL.text, INDEX.html):
        assert made.index("What the week brought") < made.index("Dear readers") < made.index("Reportage")


def test_the_note_keeps_its_look() -> None:
    for html in (FULL.html, INDEX.html):
        assert "this week is about <b>bridges</b>, and about what <em>nobody</em> expected" in html
        assert re.search(r'Two numbers ago we <a href="https://letter.test/photographs"[^>]*>asked for', html)
        assert re.search(r"<ul[^>]*>\s*<li[^>]*>a hundred bridges,</li>\s*<li[^>]*>and one <a", html)


def test_in_text_a_link_of_the_note_stands_behind_its_words() -> None:
    assert "we asked for your photographs [2]; here is what came:" in flat(FULL.text)
    assert "• a hundred bridges,\n• and one ferry [3]." in FULL.text


def test_a_quotation_in_the_note_is_set_apart() -> None:
    assert re.search(r'<p style="[^"]*border-left:2px[^"]*" class="b">It is the waiting', FULL.html)
    assert "“It is the waiting that makes a place.”" in FULL.text


def test_a_heading_in_the_note_is_one() -> None:
    issue = an_issue(linked("A", FIRST), note=(NoteBlock((Span("Two things"),), Kind.HEADING),))
    made = letter(issue, FREE, ENV)
    assert re.search(r"<h2[^>]*>Two things</h2>", made.html)
    assert "Two things\n----------" in made.text
    assert "<h2>Two things</h2>" in pages(issue, ENV)[0].html


def test_a_note_is_escaped_as_everything() -> None:
    issue = an_issue(linked("A", FIRST), note=(NoteBlock((Span(HOSTILE, strong=True, url="javascript:alert(1)"),)),))
    made = letter(issue, FREE, ENV)
    assert "<script>" not in made.html + pages(issue, ENV)[0].html
    assert "javascript:" not in made.html + made.text
    hostile = visible(HOSTILE).replace("<script", "< script").replace("</", "< /")
    assert hostile in flat(made.text).replace("\u200e", "")  # where a line starts in Hebrew


@pytest.mark.parametrize(
    "halves", ["{|{name}}", "*||FNAME|*", "%%|name%%", "%NA|ME%", "[|[x]]", "${|x}", "x |y", "x| y"]
)
def test_no_merge_tag_is_made_of_two_spans(halves: str) -> None:
    first, last = halves.split("|", 1) if halves != "*||FNAME|*" else ("*", "|FNAME|*")
    (remark,) = remarks([NoteBlock((Span("a " + first, strong=True), Span(last + " b")))])
    said = "".join(span.text for span in remark.items[0])
    assert said == visible(said)
    assert said.replace(" ", "") == visible("a" + first + last + "b").replace(" ", "")


@given(st.lists(st.text(alphabet=st.sampled_from("ab {}%*|[]$\n\u200b"), max_size=6), max_size=6))
def test_the_spans_of_a_note_are_clean_together(texts: list[str]) -> None:
    for remark in remarks([NoteBlock(tuple(map(Span, texts)))]):
        said = "".join(span.text for span in remark.items[0])
        assert inert(said) == said
        assert [line.strip() for line in said.split("\n")] == [visible(line) for line in said.split("\n")]


def test_an_empty_note_leaves_no_trace() -> None:
    bare = letter(an_issue(linked("A", FIRST)), FREE, ENV)
    empty = letter(an_issue(linked("A", FIRST), note=(NoteBlock((Span(" \u200b"),)),)), FREE, ENV)
    assert empty.html == bare.html


def test_an_editors_summary_stands_in_the_place_of_the_paragraphs() -> None:
    story = replace(linked("A", FIRST, "The second."), summary=("In <b>short</b> {{x}}.",))
    made = letter(an_issue(story), FREE, ENV)
    assert "In &lt;b>short&lt;/b> { {x} }." in made.html
    assert "In < b>short< /b> { {x} }." in made.text
    assert FIRST not in made.html + flat(made.text)


def test_headlines_are_named_and_no_more() -> None:
    for text in (flat(FULL.text.replace("-", "")), flat(unescape(re.sub("<[^>]+>", "", FULL.html)))):
        assert "More headlines A lighthouse is sold · The Review" in text
    assert FULL.html.count(FIRST) == FULL_MEMBER.html.count(FIRST) == 3
    assert 'href="https://review.test/lighthouse"' in FULL.html


def test_a_headline_of_our_own_leads_to_its_page() -> None:
    url = "https://letter.test/issues/2024-W25/articles/toll-houses.html"
    assert url in FULL.text.split()
    assert f'href="{url}"' in FULL.html


def test_a_headline_for_members_is_theirs() -> None:
    assert "A headline for members" in FULL_MEMBER.html
    assert "A headline for members" not in FULL.html + FULL.text + INDEX.html


def test_in_the_web_edition_headlines_are_told_like_the_others() -> None:
    assert "More headlines" not in INDEX.html
    assert INDEX.html.count(FIRST) == 5
    assert "articles/toll-houses.html" in [page.name for page in PAGES]


def test_stories_stand_under_their_sections_in_the_order_of_these_then_the_others() -> None:
    issue = an_issue(
        linked("Lead", FIRST, section="Two"),
        linked("A", FIRST),
        linked("B", FIRST, section="one"),
        linked("C", FIRST, section="Two", kicker="Opinion"),
        linked("D", FIRST, section="Three"),
        linked("E", FIRST, section="Two"),
        sections=("Two", "One", "Empty"),
    )
    groups = contents(issue, FREE, lambda _: "").groups
    assert [(group.title, [entry.title for entry in group.entries]) for group in groups] == [
        ("Two", ["C", "E"]),
        ("One", ["B"]),
        ("", ["A", "D"]),
    ]
    text = letter(issue, FREE, ENV).text
    assert text.index("Two\n---") < text.index("One\n---") < text.index("Also in this issue\n---")
    assert "Empty" not in text


def test_under_its_heading_a_story_does_not_name_its_section_again() -> None:
    issue = an_issue(*(linked(title, FIRST, section="Essay") for title in "ABC"), sections=("Essay",))
    assert [entry.label for group in contents(issue, FREE, lambda _: "").groups for entry in group.entries] == [
        "",
        "",
    ]
    assert letter(issue, FREE, ENV).text.count("Essay") == 2  # the lead's label and the heading


def test_without_sections_the_others_are_also_in_this_issue() -> None:
    groups = contents(
        an_issue(*(linked(title, FIRST, section="Essay") for title in "ABC")), FREE, lambda _: ""
    ).groups
    assert [(group.title, len(group.entries)) for group in groups] == [("", 2)]


def test_the_other_places_of_a_story_are_linked() -> None:
    for html in (FULL.html, INDEX.html):
        assert re.search(
            r'Also in <a href="https://post.test/bridge"[^>]*>The Post</a> and '
            r'<a href="https://www.gazette.test/bridge"[^>]*>gazette.test</a>',
            html,
        )
    assert "Also in The Post [5] and gazette.test [6]" in FULL.text
    assert "[5] https://post.test/bridge\n[6] https://www.gazette.test/bridge\n" in FULL.text


def test_a_place_without_an_address_is_named_and_one_without_anything_is_not() -> None:
    also = (Elsewhere("a", "t", "", "The Post"), Elsewhere("b", "t"), Elsewhere("c", "t", "javascript:x"))
    issue = an_issue(linked("A", FIRST, also=also))
    assert "Also in The Post\n" in letter(issue, FREE, ENV).text
    assert "Also in The Post</p>" in letter(issue, FREE, ENV).html


def test_a_deal_shows_its_picture_and_its_end() -> None:
    image = re.search(r'<img src="https://review.test/cover.png"[^>]*>', FULL_MEMBER.html)
    assert image is not None
    assert 'alt="The cover: a bridge at night" width="180" height="240"' in image[0]
    assert "24 € · Code: LETTER-6 · Until June 30, 2024" in flat(FULL_MEMBER.text)


def test_a_local_picture_of_a_deal_is_found_in_the_issue_or_travels_along(tmp_path: Path) -> None:
    file = tmp_path / "cover.png"
    file.write_bytes(a_png(6, 8))
    deal = CatalogueItem("A year", picture=Picture("images/cover.png", "The cover", 6, 8, file))
    at_home = letter(an_issue(linked("A", FIRST), deals=(deal,)), MEMBER, ENV)
    assert 'src="https://letter.test/issues/2024-W25/images/cover.png"' in at_home.html
    alone = letter(an_issue(linked("A", FIRST), newsletter=a_newsletter(web_url=""), deals=(deal,)), MEMBER, ENV)
    (cid,) = re.findall(r'<img src="cid:([^"]+)"', alone.html)
    parts = [part for part in message_from_bytes(alone.eml, policy=default).walk() if part["Content-ID"]]
    assert [(part["Content-ID"], part.get_content()) for part in parts] == [(f"<{cid}>", file.read_bytes())]


def test_an_offer_for_one_audience_is_shown_to_it_alone() -> None:
    assert "For our readers" in FULL.text
    assert "One number for nothing" in FULL.text
    assert "One number for nothing" not in FULL_MEMBER.text + FULL_MEMBER.html + INDEX.html
    assert "Members’ deals and books" in FULL_MEMBER.text


def test_offers_for_others_are_nothing_that_members_could_look_forward_to() -> None:
    free = CatalogueItem("For free", audience="free")
    issue = an_issue(linked("A", FIRST), deals=(free,), members=("member",))
    assert contents(issue, FREE, lambda _: "").offers is False
    assert "Members also get deals and books." in letter(issue, FREE, ENV).text


def test_several_stories_for_members_are_counted() -> None:
    stories = (linked(title, FIRST, audience="member") for title in ("One", "Two", "Three"))
    text = letter(an_issue(linked("A", FIRST), *stories, members=("member",)), FREE, ENV).text
    assert "Members also read 3 more stories this week: “One”, “Two”, and “Three”." in flat(text)


def test_the_note_is_read_by_everybody() -> None:
    assert contents(a_full_issue(), MEMBER, lambda _: "").note == remarks(a_note())


def test_the_letter_is_addressed_to_the_readers_of_the_newsletter() -> None:
    assert FULL.headers["To"] == "Readers of The Letter <post@letter.test>"


def test_where_a_template_names_nobody_the_letter_is_addressed_to_the_newsletter(tmp_path: Path) -> None:
    (tmp_path / "readers.txt.j2").write_text("\n")
    made = letter(a_full_issue(), FREE, templates(tmp_path))
    assert made.headers["To"] == "The Letter <post@letter.test>"


def noted(*blocks: NoteBlock, **changes: Any) -> tuple[str, str, str]:
    """A note in the HTML part, in the text part and in the web edition."""
    issue = an_issue(linked("A", FIRST), note=blocks, newsletter=a_newsletter(**changes))
    made = letter(issue, FREE, ENV)
    return made.html, made.text, pages(issue, ENV)[0].html


def test_a_line_of_the_note_that_was_ended_ends() -> None:
    spans = (Span("Yours\nwith {{x}}\n"), Span("A. Keeper\nThe Letter", strong=True))
    html, text, web = noted(NoteBlock(spans), NoteBlock((Span("One\ntwo"),), Kind.QUOTE))
    assert "Yours <br>with { {x} } <br><b>A. Keeper <br>The Letter</b></p>" in html
    assert "Yours<br>with { {x} }<br><b>A. Keeper<br>The Letter</b></p>" in web
    assert "\nYours\nwith { {x} }\nA. Keeper\nThe Letter\n" in text
    assert "\n“One\ntwo”\n" in text


def test_a_list_of_the_note_keeps_its_numbers() -> None:
    items = [NoteBlock((Span(f"item {number}"),), Kind.ITEM, number) for number in (1, 2, 4, 5, None)]
    html, text, web = noted(*items)
    for made in (html, web):
        assert re.search(r"<ol( style=[^>]*)?>\s*<li[^>]*>item 1</li>\s*<li[^>]*>item 2</li>\s*</ol>", made)
        assert re.search(r'<ol start="4"[^>]*>\s*<li[^>]*>item 4</li>\s*<li[^>]*>item 5</li>\s*</ol>', made)
        assert re.search(r"<ul[^>]*>\s*<li[^>]*>item None</li>\s*</ul>", made)
    assert "1. item 1\n2. item 2\n\n4. item 4\n5. item 5\n\n• item None" in text


def test_in_text_an_address_stands_once() -> None:
    _, text, _ = noted(
        NoteBlock((Span("https://a.test/b", url="https://a.test/b"), Span(" or "))),
        NoteBlock((Span("us@letter.test", url="mailto:us@letter.test"),)),
        NoteBlock((Span("the ", url="https://p.test/"), Span("Post", emphasis=True, url="https://p.test/"))),
    )
    assert "\nhttps://a.test/b or\n\nus@letter.test\n\nthe Post [2]\n\n[2] https://p.test/\n" in text


@pytest.mark.parametrize(("language", "word"), [("en", "רשימה"), ("he", "a list")])
def test_a_list_against_the_direction_of_the_newsletter_is_indented_at_its_own_side(language: str, word: str) -> None:
    html, _, _ = noted(NoteBlock((Span(word),), Kind.ITEM), NoteBlock((Span(word),), Kind.QUOTE), language=language)
    side = "right" if language == "en" else "left"
    assert re.search(rf"<ul [^>]*padding-{side}:20px", html)
    assert re.search(rf"<p [^>]*border-{side}:2px", html)


def test_the_spans_of_a_long_note_are_cleaned_in_no_time() -> None:
    start = perf_counter()
    remarks([NoteBlock(tuple(Span("word and " * 10, strong=bool(number % 2)) for number in range(4000)))])
    assert perf_counter() - start < 2


def also(*places: Elsewhere, **changes: Any) -> list[tuple[str, str]]:
    story = linked("A", FIRST, also=places, **changes)
    return [(place.name, place.url) for place in contents(an_issue(story), FREE, lambda _: "").entries[0].also]


def test_a_story_names_no_publication_twice_and_not_its_own() -> None:
    own = Publication("The  Review", "https://www.review.test/")
    assert also(
        Elsewhere("a", "A", "https://review.test/a", "THE REVIEW"),
        Elsewhere("b", "B", "https://review.test/b"),
        Elsewhere("c", "C", "", "The Post"),
        Elsewhere("d", "D", "https://post.test/d", "the post"),
        Elsewhere("e", "E", "https://post.test/e", "The Post"),
        publication=own,
    ) == [("the post", "https://post.test/d")]


def test_a_story_that_stands_nowhere_else_has_no_line_for_it() -> None:
    own = Publication("The Review")
    issue = an_issue(linked("A", FIRST, also=(Elsewhere("a", "A", "", "The Review"),), publication=own))
    assert "Also in" not in letter(issue, FREE, ENV).html + pages(issue, ENV)[0].html


def test_the_name_of_another_place_is_cleaned() -> None:
    assert also(Elsewhere("a", "A", "", "{{name}} *|EMAIL|*\u200b")) == [("{ {name} } * |EMAIL| *", "")]


@pytest.mark.parametrize("name", ["a#b.png", "a?b=c.png", "a b.png", "a%20b.png", "ä{{b}}.png"])
def test_a_picture_may_have_any_file_name(name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(a_png(300, 200))
    picture = Picture(f"images/{name}", "A thing", 300, 200, file)
    story = linked("A", FIRST, picture=picture)
    item = CatalogueItem("B", picture=picture)
    issue = an_issue(story, deals=(item,), members=("member",))
    home = "https://letter.test/issues/2024-W25/"
    made = letter(issue, MEMBER, ENV)
    web = pages(issue, ENV)[0].html
    sources = re.findall(r'<img src="([^"]*)"', made.html)
    assert len(sources) == 2
    assert {unquote(urlsplit(unescape(source)).path) for source in sources} == {f"/issues/2024-W25/images/{name}"}
    assert all(source.startswith(home) and source.isascii() for source in sources)
    assert [unquote(urlsplit(src).path) for src in re.findall(r'<img src="([^"]*)"', web)] == [f"images/{name}"]
    carried = letter(replace(issue, newsletter=a_newsletter(web_url="")), MEMBER, ENV)
    assert re.findall(r'<img src="cid:([0-9a-f]{24}@pictures)"', carried.html)[0].encode() in carried.eml


@pytest.mark.parametrize(
    ("size", "shown"),
    [((1000, 50), (560, 28)), ((1200, 800), (360, 240)), ((600, 800), (180, 240)), ((0, 0), (180, 120))],
)
def test_a_banner_of_an_offer_may_be_as_wide_as_the_column(size: tuple[int, int], shown: tuple[int, int]) -> None:
    item = CatalogueItem("B", picture=Picture("https://a.test/b.png", "B", *size))
    (offer,) = contents(an_issue(linked("A", FIRST), deals=(item,)), MEMBER, lambda picture: picture.src).deals
    assert offer.image
    assert (offer.image.width, offer.image.height) == shown


def test_a_page_that_lacks_what_members_read_is_not_called_the_whole() -> None:
    story = replace(linked("A", FIRST, page="articles/a.html"), inside=(Inside("member", ()),))
    for made in (letter(an_issue(story), FREE, ENV), letter(an_issue(story), MEMBER, ENV)):
        assert "Read “A” at The Letter" in made.html
        assert "Read “A” at The Letter" in made.text
