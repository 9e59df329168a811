from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.editor.bounds import bounded, sentences
from digest.model import CatalogueItem, Publication, RelatedItem
from tests.factories import an_article


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Short.", "Short."),
        ("One sentence. Two sentences. Three of them.", "One sentence. Two sentences."),
        ("He said “yes.” And then he left the house for good.", "He said “yes.”"),
        ("He met Gen. Grant by the river on Monday.", "He met Gen. Grant by the…"),
        ("यह पहला वाक्य है। यह दूसरा वाक्य है।", "यह पहला वाक्य है।"),
        ("A sentence that has no end within what may be shown", "A sentence that has no end…"),
    ],
)
def test_a_text_is_cut_after_a_whole_sentence_where_there_is_one(text: str, cut: str) -> None:
    assert sentences(text, 30) == cut


@given(st.text(), st.integers(2, 60))
def test_a_cut_text_fits(text: str, longest: int) -> None:
    assert len(sentences(text, longest)) <= longest


def test_a_page_gone_wrong_does_not_fill_the_letter() -> None:
    endless = "word " * 100_000
    article = bounded(
        an_article(
            endless,
            standfirst=endless,
            caption=endless,
            credit=endless,
            byline=endless,
            related=(RelatedItem(endless, endless),) * 1000,
            catalogue=(CatalogueItem(endless, endless),) * 1000,
            publication=Publication(endless, about=endless, postal_address=(endless,) * 100),
        )
    )
    shown = (article.title, article.standfirst, article.caption, article.credit, article.byline)
    assert sum(map(len, shown)) < 2000
    assert len(article.related) == len(article.catalogue) == 200
    assert len(str(article.publication)) < 2000


def test_what_fits_stays_as_it_is() -> None:
    article = an_article("A title", standfirst="One. Two.", related=(RelatedItem("R", "T"),))
    assert bounded(article) == article
