from __future__ import annotations

from datetime import date

import pytest

from digest.intake.page_text.lines import text_lines
from digest.intake.page_text.recogniser import recognise
from digest.model import Role

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
TITLE = "A Harbour Comes Back After Forty Years"
DAY = date(2021, 3, 5)


def published(above: str = "", below: str = "", top: str = "") -> date | None:
    return recognise(text_lines(f"{top}\n\n{TITLE}\n\n{above}\n\n{BODY}\n{below}\n")).published


def test_the_day_of_publication_wins_over_a_nearer_stamp() -> None:
    assert published(top="Harbour Post 2 April 2022", above="Published: 5 March 2021") == DAY


def test_a_date_that_heads_the_first_paragraph_is_the_day_and_the_paragraph_stays() -> None:
    found = recognise(text_lines(f"{TITLE}\n\nHarbour Town, 5 March 2021 – {BODY}"))
    assert found.published == DAY
    assert [block.role for block in found.blocks if "5 March" in block.text] == [Role.BODY]


@pytest.mark.parametrize(
    "line",
    [
        "5 March 2021",
        "Last updated: 5 March 2021",
        "Datum:5. März 2021",
        "This entry was posted in Harbours, Boats and tagged shops, winter, market, sea on 5 March 2021 by Robin.",
        "Copyright © 05.03.2021 Harbour Post",
        "A Harbour Comes Back After Forty Years 5 March 2021",
    ],
)
def test_a_page_may_tell_its_day_below_the_article(line: str) -> None:
    assert published(below=line) == DAY


def test_the_days_of_readers_comments_are_not_the_day() -> None:
    comments = "\n\n".join(
        f"Reader {n} says:\n\nMarch {n}, 2022 at 10:15 am\n\nLovely!\n\nReply" for n in (6, 7, 8, 9)
    )
    assert published(below=f"4 Comments\n\n{comments}") is None


def test_a_date_line_inside_the_story_is_not_its_day() -> None:
    text = f"{TITLE}\n\n{BODY}\n{BODY}\n\n5 March 1999\n\n{BODY}"
    assert recognise(text_lines(text)).published is None


@pytest.mark.parametrize(
    ("elsewhere", "day"),
    [
        ("03/25/2021", date(2021, 3, 5)),
        ("25/03/2021", date(2021, 5, 3)),
        ("March 25, 2021", date(2021, 3, 5)),
        ("25 March 2021", date(2021, 5, 3)),
    ],
)
def test_another_date_of_the_page_tells_the_order_of_day_and_month(elsewhere: str, day: date) -> None:
    assert published(above="03/05/2021", below=f"Comments\n\nSeen on {elsewhere}") == day


@pytest.mark.parametrize(
    "line",
    ["The harbour was opened by Robin on March 5, 1999.", "— Harbour Post (@harbourpost) March 5, 1999"],
)
def test_neither_a_sentence_of_the_story_nor_a_quoted_post_gives_day_or_author(line: str) -> None:
    found = recognise(text_lines(f"{TITLE}\n\n{line}\n\n{BODY}"))
    assert (found.published, found.byline) == (None, "")
