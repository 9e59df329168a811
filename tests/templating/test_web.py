from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from digest.model import Look, Picture, Publication
from digest.templating.environment import templates
from digest.templating.web import as_public, beside, locale, pages, public
from tests.factories import a_block, a_newsletter, an_issue
from tests.html_checker import complaints
from tests.templating.issues import (
    FIRST,
    HOSTILE,
    a_bare_issue,
    a_full_issue,
    a_hostile_issue,
    an_article_of_all_kinds,
    linked,
)
from tests.templating.languages import an_arabic_issue

ENV = templates()
INDEX, FERRIES, TOLLS = pages(a_full_issue(Path("bridge.png")), ENV)
ARTICLE = pages(an_issue(an_article_of_all_kinds()), ENV)[1].html


def test_there_is_an_index_and_a_page_for_each_article_without_an_address() -> None:
    assert (INDEX.name, FERRIES.name) == ("index.html", "articles/why-the-ferries-stopped.html")


def test_the_index_links_to_the_page_beside_it() -> None:
    assert 'href="articles/why-the-ferries-stopped.html"' in INDEX.html


def test_the_page_links_back() -> None:
    assert 'href="../index.html">Back to The Letter' in FERRIES.html


@pytest.mark.parametrize("personal", ["nsubscribe with", "manage", "You receive", "View in browser", "LETTER-6"])
def test_nothing_that_belongs_to_one_reader_is_public(personal: str) -> None:
    assert personal not in INDEX.html + FERRIES.html


def test_a_members_story_is_not_public_not_even_its_title() -> None:
    assert "For members only" not in INDEX.html
    assert "Nobody else may read" not in INDEX.html


def test_a_template_of_the_web_edition_cannot_print_a_members_title(tmp_path: Path) -> None:
    (tmp_path / "web").mkdir()
    (tmp_path / "web" / "index.html.j2").write_text("locked: {{ locked | join }}, offers: {{ offers }}")
    assert pages(a_full_issue(), templates(tmp_path))[0].html == "locked: , offers: False"


@pytest.mark.parametrize(("members", "asked"), [(("member",), True), ((), False)])
def test_the_index_says_how_to_join_where_there_is_something_to_join(members: tuple[str, ...], asked: bool) -> None:
    index = pages(a_full_issue(members=members), ENV)[0].html
    assert ("Become a member of The Letter" in index) is asked


def test_the_publication_of_a_members_story_is_not_public() -> None:
    secret = Publication("The Vault", about="Theirs.")
    issue = an_issue(linked("Secret", "hidden", audience="member", publication=secret), publications=(secret,))
    assert "The Vault" not in pages(issue, ENV)[0].html


def test_a_page_for_members_is_not_made() -> None:
    story = linked("Secret", "hidden", page="articles/secret.html", audience="member")
    assert [page.name for page in pages(an_issue(story), ENV)] == ["index.html"]


def test_a_page_names_its_public_address() -> None:
    assert '<link rel="canonical" href="https://letter.test/issues/2024-W25/">' in INDEX.html
    assert 'href="https://letter.test/issues/2024-W25/articles/why-the-ferries-stopped.html"' in FERRIES.html


def test_without_a_public_address_there_is_none() -> None:
    assert "canonical" not in pages(a_bare_issue(), ENV)[0].html


def test_a_picture_is_found_beside_the_page() -> None:
    story = linked("A", "b", page="articles/a.html", picture=Picture("images/a.png", "alt", 10, 10, Path("a.png")))
    index, article = pages(an_issue(story), ENV)
    assert 'src="images/a.png"' in index.html
    assert 'src="../images/a.png"' in article.html


def test_a_pictures_name_may_hold_anything() -> None:
    story = linked("A", "b", picture=Picture('images/a "b" ж.png', "alt", 10, 10, Path("a.png")))
    assert 'src="images/a%20%22b%22%20%D0%B6.png"' in pages(an_issue(story), ENV)[0].html


def test_no_page_asks_another_server_for_anything() -> None:
    issue = an_issue(linked("A", "b", page="articles/a.html", picture=Picture("https://letter.test/a.png", "alt")))
    for page in (*pages(issue, ENV), *pages(a_hostile_issue(), ENV), INDEX, FERRIES):
        assert not re.search(r'src="(?!\.\./|images/)|url\(|@import|<script|stylesheet', page.html)


@pytest.mark.parametrize(
    "part",
    [
        '<p class="kicker">Reportage</p>',
        "<h1>Kinds of blocks</h1>",
        "<h2>A subhead</h2>",
        "<ul>\n<li>first item</li>\n<li>second item</li>\n</ul>",
        "<blockquote><p>a quotation</p></blockquote>",
        "<pre><code>if x:\n    &#123;&#123;y&#125;&#125;</code></pre>",
    ],
)
def test_an_article_keeps_the_shape_of_its_blocks(part: str) -> None:
    assert part in ARTICLE


def test_the_article_names_its_issue_and_its_address() -> None:
    assert "The Letter, No. 25" in ARTICLE
    assert "1 Any Street" in ARTICLE


def test_hostile_text_is_escaped() -> None:
    html = pages(a_hostile_issue(), ENV)[0].html
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert HOSTILE not in html


def test_the_same_issue_gives_the_same_pages() -> None:
    assert pages(a_full_issue(), templates()) == pages(a_full_issue(), templates())


def properties(html: str) -> dict[str, str]:
    return dict(re.findall(r'<meta property="([^"]+)" content="([^"]*)">', html))


def test_a_card_of_the_issue_shows_its_subject_and_the_picture_of_its_lead() -> None:
    told = properties(INDEX.html)
    assert told == {
        "og:type": "article",
        "og:site_name": "The Letter",
        "og:title": "A subject of a decent length",
        "og:description": "A preheader that says what the subject does not say.",
        "og:url": "https://letter.test/issues/2024-W25/",
        "og:image": "https://letter.test/issues/2024-W25/images/bridge.png",
        "og:image:alt": "A long bridge over a river",
        "og:locale": "en_US",
        "article:published_time": "2024-06-23",
    }


def test_a_card_of_an_article_is_the_article_s() -> None:
    told = properties(FERRIES.html)
    assert told["og:title"] == "Why the ferries stopped"
    assert told["og:url"].endswith("/2024-W25/articles/why-the-ferries-stopped.html")
    assert told["og:description"].startswith("The second says where the figure comes from")


def test_without_a_public_address_a_card_has_no_picture() -> None:
    picture = Picture("images/a.png", "alt", 10, 10, Path("a.png"))
    issue = an_issue(linked("A", "b", picture=picture), newsletter=a_newsletter(web_url=""))
    told = properties(pages(issue, ENV)[0].html)
    assert not {"og:image", "og:url"} & set(told)


def test_a_picture_of_another_server_is_on_no_card() -> None:
    issue = an_issue(linked("A", "b", picture=Picture("https://elsewhere.test/a.png", "alt")))
    assert "elsewhere.test" not in pages(issue, ENV)[0].html


@pytest.mark.parametrize(
    ("language", "told"),
    [("en-GB", "en_GB"), ("de", "de_DE"), ("zh-Hant-TW", "zh_TW"), ("sr-latn-rs", "sr_RS"), ("eo", "")],
)
def test_a_card_names_the_language_where_its_territory_is_known(language: str, told: str) -> None:
    assert locale(language) == told


def test_every_page_leads_to_all_issues_and_to_the_feed() -> None:
    for page in (INDEX, FERRIES):
        assert 'href="https://letter.test/issues/">All issues</a>' in page.html
        assert (
            'type="application/atom+xml" title="The Letter" href="https://letter.test/issues/feed.xml"' in page.html
        )


def test_without_a_public_address_all_issues_are_sought_beside_the_folder() -> None:
    story = linked("A", "b", page="articles/a.html")
    index, article = pages(an_issue(story, newsletter=a_newsletter(web_url="")), ENV)
    assert 'href="../index.html">All issues' in index.html
    assert 'href="../../index.html">All issues' in article.html
    assert "feed.xml" not in index.html


def test_the_look_is_the_newsletter_s() -> None:
    look = Look("'Iowan Old Style',serif", "Verdana,sans-serif", "Arial", 8, "airy")
    html = pages(an_issue(newsletter=a_newsletter(look=look)), ENV)[0].html
    assert (
        "--headlines:'Iowan Old Style',serif;--text:Verdana,sans-serif;--labels:Arial;--radius:8px;--leading:1.7"
        in html
    )


def test_a_font_s_name_cannot_leave_the_style() -> None:
    look = Look("</style><b>;}*{", "url(https://x.test/)", "a\\3c")
    html = pages(an_issue(newsletter=a_newsletter(look=look)), ENV)[0].html
    assert html.count("</style>") == 1
    assert "url(" not in html


def test_what_takes_time_says_how_much() -> None:
    long = linked("A long one", *["word " * 238] * 3)
    film = linked("A film", *["word " * 238] * 3, video=True)
    html = pages(an_issue(long, film), ENV)[0].html
    assert html.count("3 min read") == 1
    assert html.count('<b class="video">Video</b>') == 1


def test_a_story_with_more_for_members_says_so() -> None:
    block = replace(a_block("Only for those inside."), audience="member")
    story = linked("Half of it", FIRST, page="articles/half.html")
    story = replace(story, article=replace(story.article, blocks=(*story.article.blocks, block)))
    issue = an_issue(story, newsletter=a_newsletter(join_url="https://letter.test/join"), members=("member",))
    shown = public(issue, beside)
    entry = replace(shown.entries[0], locked=True)
    macros = ENV.get_template("web/pieces.html.j2").make_module(as_public(shown))
    said = str(macros.locked(entry))  # type: ignore[attr-defined]
    assert "The rest of this story is for members." in said
    assert 'href="https://letter.test/join"' in said
    assert "those inside" not in "".join(page.html for page in pages(issue, ENV))


def test_an_issue_without_stories_is_a_page() -> None:
    empty = replace(a_full_issue(), stories=(), headlines=(), note=(), archive=())
    (page,) = pages(empty, ENV)
    assert "There are no stories in this issue." in page.html
    assert "og:image" not in page.html


def test_five_hundred_stories_stand_on_the_page() -> None:
    issue = an_issue(*(linked(f"Story {number}.", FIRST) for number in range(500)))
    assert len(set(re.findall(r"Story \d+\.", pages(issue, ENV)[0].html))) == 500


def test_the_pages_are_valid(tmp_path: Path) -> None:
    issues = {"full": a_full_issue(Path("b.png")), "hostile": a_hostile_issue(), "arabic": an_arabic_issue()}
    issues |= {"bare": a_bare_issue(), "empty": replace(a_full_issue(), stories=(), headlines=())}
    issues |= {"kinds": an_issue(an_article_of_all_kinds())}
    for name, issue in issues.items():
        for number, page in enumerate(pages(issue, ENV)):
            (tmp_path / f"{name}-{number}.html").write_text(page.html, encoding="utf-8")
    assert complaints(*tmp_path.iterdir()) == ""
