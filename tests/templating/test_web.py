from __future__ import annotations

import re
from pathlib import Path

import pytest

from digest.model import Picture, Publication
from digest.templating.environment import templates
from digest.templating.web import pages
from tests.factories import an_issue
from tests.templating.issues import (
    HOSTILE,
    a_bare_issue,
    a_full_issue,
    a_hostile_issue,
    an_article_of_all_kinds,
    linked,
)

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
