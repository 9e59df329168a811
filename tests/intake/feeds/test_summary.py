from __future__ import annotations

from html import escape

import pytest

from digest.model import Role
from tests.intake.feeds.articles import ONE, TWO, an_entry, body
from tests.intake.feeds.articles import read as read_entry
from tests.intake.feeds.samples import entry, item

SAID = "How the quay was saved, and what the people made of it"
MORE = "By noon the first boat had been let down, and a band that nobody had asked for played until it rained."
TEXT = f"<p>{ONE}</p><p>{TWO}</p>"


def content(summary: str, text: str = TEXT) -> str:
    return item(
        f"<description>{escape(summary)}</description><content:encoded><![CDATA[{text}]]></content:encoded>"
    ).content


def test_a_summary_of_its_own_is_the_standfirst() -> None:
    article = read_entry(content(f"<p>{SAID}</p>"))
    assert (article.standfirst, body(article)) == (SAID, [ONE, TWO])
    assert article.blocks[1].role is Role.STANDFIRST


def test_so_it_is_where_the_text_must_be_weighed() -> None:
    article = read_entry(content(SAID, f"<p>By Robin Example</p>{TEXT}"))
    assert (article.standfirst, body(article)) == (SAID, [ONE, TWO])


def test_a_summary_of_atom_is_one_too() -> None:
    found = entry(f'<summary>{SAID} &amp;amp; more</summary><content type="html">{escape(TEXT)}</content>').content
    assert read_entry(found).standfirst == f"{SAID} &amp; more"


@pytest.mark.parametrize(
    "summary",
    [
        ONE,
        f"{ONE[:60]}…",
        f"{ONE[:70]} [&hellip;]",
        f"{SAID} […]",
        f'{SAID} <a href="https://a.test/">here</a>',
        "A piece",
        "Two words",
        "The post A Harbour appeared first on The Harbour Post.",
        "Read more",
        f"{SAID} " * 5,
        "<img src='https://a.test/a.png'> The quay in the month of May",
    ],
)
def test_what_the_text_says_or_nobody_need_read_is_no_standfirst(summary: str) -> None:
    article = read_entry(content(summary, f"{TEXT}<p>{MORE}</p>"))
    assert (article.standfirst, body(article)) == ("", [ONE, TWO, MORE])


def test_a_summary_alone_is_the_text() -> None:
    assert item(f"<description>{SAID}</description>").content == SAID


def test_where_little_remains_the_summary_is_part_of_the_text() -> None:
    article = read_entry(content(SAID, '<p class="has-large-text and-another-name">Only five words are here.</p>'))
    assert (article.standfirst, body(article)) == ("", [SAID, "Only five words are here."])


def test_an_entry_of_which_the_page_was_read_has_no_use_for_it() -> None:
    assert an_entry(page=TEXT).content != ""
    assert read_entry(content(SAID), page=TEXT).standfirst == ""
