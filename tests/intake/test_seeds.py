from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from digest.intake.documents import read_document
from digest.model import Article, Role

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    if not SEEDS.is_dir():
        pytest.skip("the sample documents do not lie beside the checkout")
    return [read_document(path) for path in sorted(SEEDS.glob("*.txt"))]


def test_the_spaced_sample_gives_all_that_it_shows(articles: list[Article]) -> None:
    article = articles[0]
    assert (article.published, article.kicker, article.byline) == (date(2024, 6, 23), "", "")
    assert len(article.body) == 5
    assert len(article.catalogue) == 9
    assert all(len(item.blurb) > 100 for item in article.catalogue)
    assert [(item.published, item.teaser != "") for item in article.related] == [(date(2024, 4, 17), True)]
    assert article.caption.endswith("2024.")
    assert article.credit.startswith("Wikimedia Commons")
    assert article.call_to_action.startswith("Like this post?")
    assert (article.publication.name, article.publication.phone) == ("Russian Life", "802-223-4955")
    assert article.publication.postal_address == ("73 Main Street, Suite 402", "Montpelier VT 05602")


def test_the_tight_sample_gives_all_that_it_shows(articles: list[Article]) -> None:
    article = articles[1]
    assert (article.kicker, article.byline, article.published) == ("Video", "Oliver Jia", None)
    assert article.standfirst.startswith("A recent")
    assert [block.line for block in article.body] == list(range(3, 13))
    assert [block.line for block in article.blocks if block.role is Role.HOUSEKEEPING] == [14, 15, 16, 17, 18]
    assert [block.role for block in article.blocks if block.line in {13, 19}] == [Role.LEAD_IN, Role.SIGN_OFF]
