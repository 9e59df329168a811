from __future__ import annotations

from digest.summariser.keep import Keep
from digest.summariser.profile import profile
from digest.summariser.selection import tell
from digest.summariser.terms import terms
from tests.factories import an_article


def terms_of(*paragraphs: str, title: str = "", standfirst: str = "") -> tuple[str, ...]:
    return terms(profile(an_article(title, *paragraphs, standfirst=standfirst, language="en")))


def test_what_stands_in_more_paragraphs_weighs_more() -> None:
    assert terms_of("wug dax", "wug", "wugs dax zib") == ("wug", "dax", "zib")


def test_of_equal_terms_the_earlier_comes_first() -> None:
    assert terms_of("zib dax wug") == ("zib", "dax", "wug")


def test_title_and_standfirst_say_what_carries() -> None:
    assert terms_of("dax wug", "dax zib", title="The zib", standfirst="Some wugs, then.") == ("zib", "dax", "wug")


def test_what_a_long_article_says_once_does_not_carry_it() -> None:
    assert terms_of("wug", "wug", "wug zib", "wug", "wug dax", "wug blick") == ("wug",)


def test_marks_and_figures_are_no_terms() -> None:
    assert terms_of("wug ab 1918") == ("wug",)


def test_there_are_at_most_twelve() -> None:
    article = an_article("", " ".join(f"{a}{b}nk" for a in "bdfgkl" for b in "aeiou"))
    assert len(terms(profile(article))) == 12


def test_of_an_article_without_a_word_the_title_says_what_it_is_about() -> None:
    assert tell(an_article("Lamps", blocks=(), language="en"), Keep()).terms == ("lamp",)


def test_nothing_has_no_terms() -> None:
    assert tell(an_article("", "..."), Keep()).terms == ()


def test_a_story_has_its_terms() -> None:
    assert tell(an_article("The lamp", "A lamp was lit.", language="en"), Keep()).terms == ("lamp", "lit")
