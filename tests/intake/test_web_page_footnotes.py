from __future__ import annotations

import pytest

from digest.intake.web_page import read_fragment
from digest.model import Role


def texts(markup: str) -> list[str]:
    return [line.text for line in read_fragment(markup).lines]


@pytest.mark.parametrize(
    "mark",
    [
        '<a href="#footnote-1">1</a>',
        '<a class="footnote-anchor" href="https://a.test/p/x#footnote-1">1</a>',
        '<sup><a href="#fn1">[1]</a></sup>',
        '<a href="#fn1"><sup>1</sup></a>',
        "<sup>[1]</sup>",
        "<sup>12</sup>",
        "<sup>1, 2</sup>",
        '<a href="#fn1">*</a>',
        '<a href="#fnref1">↩︎</a>',
    ],
)
def test_the_mark_of_a_footnote_is_no_word(mark: str) -> None:
    assert texts(f"<p>The river rose.{mark}</p>") == ["The river rose."]


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<p>an area of 12 m<sup>2</sup> and 10<sup>6</sup></p>", "an area of 12 m2 and 106"),
        ("<p>the 21<sup>st</sup> of May</p>", "the 21st of May"),
        ('<p>see <a href="#mill">the mill</a></p>', "see the mill"),
        ('<p>in <a href="https://a.test/1953">1953</a> it rose</p>', "in 1953 it rose"),
    ],
)
def test_other_raised_figures_and_links_are_words(markup: str, words: str) -> None:
    assert texts(markup) == [words]


@pytest.mark.parametrize(
    "notes",
    [
        '<div class="footnote"><a href="#footnote-anchor-1" class="footnote-number">1</a><p>As told.</p></div>',
        '<section class="footnotes"><ol><li><p>As told. <a href="#fnref1">↩︎</a></p></li></ol></section>',
        '<ol><li>As told. <a href="#fnref1">↩</a></li></ol>',
        '<aside role="doc-footnote">As told.</aside>',
        '<div role="doc-endnotes"><p>As told.</p></div>',
    ],
)
def test_a_footnote_is_no_line_of_the_text(notes: str) -> None:
    assert [(line.text, line.role) for line in read_fragment(f"<p>Text.</p>{notes}").lines] == [
        ("Text.", None),
        ("As told.", Role.FURNITURE),
    ]


@pytest.mark.parametrize(
    "card",
    ["kg-card kg-button-card", "kg-bookmark-card", "button-wrapper", "subscription-widget-wrap-editor", "sharedaddy"],
)
def test_a_card_set_into_the_text_is_none_of_it(card: str) -> None:
    (line,) = read_fragment(f'<div class="{card}"><a href="https://a.test/">Become a member</a></div>').lines
    assert line.role is Role.FURNITURE


def test_a_line_in_italics_just_under_a_picture_is_its_caption() -> None:
    image = '<p><img src="https://a.test/mill.jpg"></p>'
    lines = read_fragment(
        f"{image}<p><em>The mill</em></p><p><em>Not this</em></p>{image}<p>Nor <i>this</i></p>"
    ).lines
    assert [line.role for line in lines] == [Role.CAPTION, None, None]
