from __future__ import annotations

import pytest

from digest.intake.page_text.lines import text_lines
from digest.intake.page_text.recogniser import recognise

SENTENCE = (
    "The old harbour was rebuilt in the spring, and the first boats came back to it before the summer was over."
)
OTHER = (
    "People who had left the town years ago returned, opened small shops along the quay and stayed for the winter."
)
THIRD = (
    "Nobody had expected that the market would grow so fast, least of all the council, which had to move it twice."
)
BODY = f"{SENTENCE}\n\n{OTHER}\n\n{THIRD}\n\n{SENTENCE[:-1]}, they say.\n"
TITLE = "A Harbour Comes Back"


def author(above: str = "", below: str = "") -> str:
    return recognise(text_lines(f"{TITLE}\n\n{above}\n\n{BODY}\n{below}\n")).byline


@pytest.mark.parametrize(
    "line",
    [
        "By Robin Example",
        "Robin Example",
        "Robin Example | 5 March 2021",
        "5 March 2021 Robin Example 3 comments",
        "Text & Fotos: Robin Example",
        "Eine Kolumne von Robin Example",
        "Post author    By Robin Example",
        "Publicado por Robin Example",
        "Author\nRobin Example",
        "5 March 2021\n\nReporter Robin Example",
    ],
)
def test_the_author_stands_under_the_headline_in_many_forms(line: str) -> None:
    assert author(above=line) == "Robin Example"


@pytest.mark.parametrize(
    "line",
    [
        "Written by: Robin Example",
        "Robin Example",
        "Autorin: Robin Example, who leads the harbour office in town",
        "Robin Example is a writer and lives by the sea.",
        "Autor*in\nRobin Example",
        "© 2021 Robin Example. All rights reserved.",
    ],
)
def test_the_author_may_stand_below_the_article(line: str) -> None:
    assert author(below=line) == "Robin Example"


def test_several_authors_stay_whole() -> None:
    assert author(above="Von Robin Example, Kim Sample und Toni Specimen, HPN").startswith(
        "Robin Example, Kim Sample und Toni Specimen"
    )


def test_a_byline_above_wins_over_a_name_below() -> None:
    assert author(above="By Kim Example", below="Robin Sample is a writer.") == "Kim Example"


def test_a_person_of_whom_the_article_tells_is_not_its_author() -> None:
    tags = "Robin Example\n\nHarbours"
    text = f"{TITLE}\n\n{BODY}\nThe mayor, Robin Example, opened the new harbour last week in the rain.\n\n{tags}\n"
    assert recognise(text_lines(text)).byline == ""


@pytest.mark.parametrize(
    "line", ["Wind und Wetter", "Harbour News", "Posted by Admin", "Latest Harbour Headlines Today"]
)
def test_what_is_no_name_is_no_author(line: str) -> None:
    assert author(above=line) == ""


def test_a_reader_who_comments_is_not_the_author() -> None:
    assert author(below="Comments\n\nRobin Example says:\n\nWhat a lovely story!") == ""


def test_a_desk_beside_the_date_is_the_author() -> None:
    assert author(above="Harbour Post Staff\n\n5 March 2021") == "Harbour Post Staff"
