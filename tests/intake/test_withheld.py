"""A document with marks, and copies of it without."""

from __future__ import annotations

from dataclasses import replace

from digest.intake.withheld import withheld
from digest.model import Article
from tests.factories import an_article

FERRY = "The ferry left the quay at nine in the morning with forty passengers and a goat on board."
GOAT = "It came back in the evening with the goat alone, and nobody in the village could say why that was."
BELL = "The captain rang the bell of the church himself, which he had never done in thirty years of service."
HIDDEN = "Papers in the harbour office name the owner who paid the captain to look away that night."


def marked(title: str = "The ferry", *, audience: str = "member") -> Article:
    article = an_article(title, FERRY, HIDDEN, GOAT, source="marked.md")
    blocks = (replace(block, audience=audience) if block.text == HIDDEN else block for block in article.blocks)
    return replace(article, blocks=tuple(blocks))


def public(article: Article) -> list[str]:
    return [block.text for block in article.body]


def test_what_a_document_marks_no_copy_of_it_tells() -> None:
    copy = an_article("Another headline", FERRY, HIDDEN, GOAT, BELL, source="copy.md")
    (_, other), (problem,) = withheld([marked(), copy])
    assert public(other) == [FERRY, GOAT, BELL]
    assert problem.where.startswith("copy.md:")
    assert problem.found == "marked.md has them for member alone"


def test_the_mark_counts_though_nobody_has_its_name() -> None:
    copy = an_article("The ferry", FERRY, HIDDEN, source="copy.md")
    (other, _), _ = withheld([copy, marked(audience="membr")])
    assert public(other) == [FERRY]


def test_a_standfirst_with_marked_words_goes_as_well() -> None:
    copy = an_article("The ferry", FERRY, GOAT, source="copy.md", standfirst=HIDDEN)
    (_, other), problems = withheld([marked(), copy])
    assert (other.standfirst, len(problems)) == ("", 1)


def test_a_passage_may_quote_what_another_story_tells_to_all() -> None:
    quoted = an_article("Papers", BELL, HIDDEN, BELL.replace("bell", "gong"), source="papers.md")
    articles, problems = withheld([marked(), quoted])
    assert (articles[1], problems) == (quoted, ())


def test_a_copy_for_one_audience_as_a_whole_keeps_its_words() -> None:
    copy = an_article("The ferry", FERRY, HIDDEN, source="copy.md", audience="member")
    assert withheld([marked(), copy]) == ((marked(), copy), ())


def test_without_marks_nothing_is_looked_at() -> None:
    articles = (an_article("A", FERRY), an_article("B", FERRY))
    assert withheld(articles) == (articles, ())
