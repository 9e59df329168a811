from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.model import Audience, CatalogueItem, Issue, Picture, Story
from digest.templating.contents import contents
from digest.templating.environment import templates
from digest.templating.fitting import Cut, cut, fitted, with_few_pictures
from digest.templating.letter import letter
from tests.factories import a_story, an_issue
from tests.templating.issues import FREE, MEMBER, a_full_issue

ENV = templates()
WORDS = "Forty words in a paragraph are enough for a small picture beside them, as filters count. " * 4


def stories(count: int, text: str = WORDS, **changes: Any) -> tuple[Story, ...]:
    told = (a_story(f"Story number {n}", text, source=f"{n}.txt", **changes) for n in range(count))
    return tuple(replace(story, url=f"https://letter.test/{n}") for n, story in enumerate(told))


def a_crowded_issue(count: int) -> Issue:
    return an_issue(*stories(count))


def test_an_issue_that_has_room_is_shown_whole() -> None:
    issue = a_full_issue()
    assert fitted(issue, FREE, lambda _: True) == Cut()
    assert cut(issue, FREE, Cut()) == (issue, ())


@pytest.mark.parametrize("audience", [FREE, MEMBER], ids=["free", "member"])
def test_five_hundred_stories_make_a_letter_of_sendable_size(audience: Audience) -> None:
    made = letter(a_crowded_issue(500), audience, ENV)
    assert len(made.html.encode()) <= 80_000
    assert made.html.count("<a ") <= 100
    assert made.html.count("<h3") > 20
    assert len(made.beyond) > 300


def test_what_has_no_room_is_counted_and_linked_in_both_parts() -> None:
    made = letter(a_crowded_issue(500), FREE, ENV)
    said = f"{len(made.beyond)} more stories are in the web edition."
    assert said in made.html
    assert said in made.text
    assert "https://letter.test/issues/2024-W25/" in made.text


def test_every_story_is_told_or_named_or_beyond() -> None:
    made = letter(a_crowded_issue(200), FREE, ENV)
    for number in range(200):
        assert (f">Story number {number}<" in made.html) is (f"{number}.txt" not in made.beyond)


def test_the_first_stories_are_told_and_those_behind_them_named() -> None:
    issue, beyond = cut(a_crowded_issue(10), FREE, Cut(told=3, named=4))
    assert [story.article.source for story in issue.stories] == ["0.txt", "1.txt", "2.txt"]
    assert [story.article.source for story in issue.headlines] == ["3.txt", "4.txt", "5.txt", "6.txt"]
    assert [story.article.source for story in beyond] == ["7.txt", "8.txt", "9.txt"]


def test_stories_of_other_readers_stay_for_the_teaser() -> None:
    other = a_story("For members", source="m.txt", audience="member")
    issue, beyond = cut(replace(a_crowded_issue(5), stories=(*stories(5), other)), FREE, Cut(told=1, named=0))
    assert issue.stories[-1] is other
    assert other not in beyond


def test_a_lead_as_long_as_a_book_loses_its_last_paragraphs() -> None:
    book = a_story("A book", *(f"Paragraph {n}. {WORDS * 20}" for n in range(30)), url="https://letter.test/b")
    made = letter(an_issue(book), FREE, ENV)
    assert len(made.html.encode()) <= 80_000
    assert "Paragraph 0." in made.text
    assert "Paragraph 29." not in made.text


@given(stories=st.integers(1, 40), headlines=st.integers(0, 40), room=st.integers(0, 200))
def test_what_fits_is_never_more_than_there_is_room_for(stories: int, headlines: int, room: int) -> None:
    issue = an_issue(
        *(a_story(f"T{n}", source=f"{n}") for n in range(stories)),
        headlines=tuple(a_story(f"H{n}", source=f"h{n}") for n in range(headlines)),
    )

    def cost(much: Cut) -> int:
        kept, _ = cut(issue, FREE, much)
        return sum(3 + len(story.paragraphs) for story in kept.stories) + len(kept.headlines)

    much = fitted(issue, FREE, lambda much: cost(much) <= room)
    assert cost(much) <= max(room, 3)


def with_pictures(*sources: str, text: str = WORDS) -> Issue:
    lead, *others = stories(len(sources) + 1, text)
    pictured = (
        replace(story, article=replace(story.article, picture=Picture(src, "A house", 800, 500)))
        for story, src in zip(others, sources, strict=True)
    )
    return an_issue(lead, *pictured)


def thumbnails(issue: Issue) -> list[str]:
    shown = with_few_pictures(contents(issue, FREE, lambda picture: picture.src))
    return [entry.thumbnail.src for group in shown.groups for entry in group.entries if entry.thumbnail]


def test_a_story_has_its_small_picture_beside_it() -> None:
    assert thumbnails(with_pictures("https://a.test/1.png")) == ["https://a.test/1.png"]
    html = letter(with_pictures("https://a.test/1.png"), FREE, ENV).html
    assert 'alt="A house" width="104" height="65"' in html


def test_a_picture_that_several_stories_share_is_no_picture_of_them() -> None:
    assert thumbnails(with_pictures("https://a.test/1.png", "https://a.test/1.png", "https://a.test/2.png")) == [
        "https://a.test/2.png"
    ]


def test_of_many_pictures_among_few_words_only_the_first_stay() -> None:
    assert thumbnails(with_pictures(*(f"https://a.test/{n}.png" for n in range(9)), text="Few words.")) == [
        "https://a.test/0.png"
    ]


def test_a_file_that_only_members_may_see_is_not_laid_open() -> None:
    picture = Picture("images/a.png", "A house", 800, 500, Path("a.png"))
    secret = a_story("Inside", WORDS, source="in.txt", audience="free", picture=picture)
    assert thumbnails(an_issue(*stories(1), secret)) == []


def test_offers_are_pictures_too() -> None:
    cover = CatalogueItem("A book", picture=Picture("https://a.test/c.png", "Its cover"), audience="free")
    issue = replace(with_pictures("https://a.test/1.png", text="Forty words " * 25), deals=(cover,) * 3)
    assert thumbnails(issue) == []


def test_a_script_of_many_bytes_keeps_the_message_small() -> None:
    text = "यह एक लंबा अनुच्छेद है जिसमें बहुत सारे शब्द हैं और कोई चित्र नहीं है। " * 12
    made = letter(an_issue(*stories(60, text)), FREE, ENV)
    assert 100_000 < len(made.eml) <= 150_000


def test_a_lead_as_long_as_a_book_leaves_room_for_twenty_headlines() -> None:
    book = a_story("A book", *(f"Paragraph {n}. {WORDS * 20}" for n in range(30)), url="https://letter.test/b")
    made = letter(an_issue(book, *stories(40)), FREE, ENV)
    assert made.html.count("<li ") == 20
    assert "Paragraph 0." in made.text


def test_a_tall_picture_leaves_room_for_words() -> None:
    tall = replace(a_story("A tower", WORDS).article, picture=Picture("https://a.test/1.png", "A tower", 900, 2700))
    html = letter(an_issue(replace(a_story("A tower", WORDS), article=tall)), FREE, ENV).html
    assert 'width="233" height="700"' in html
