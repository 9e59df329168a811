from __future__ import annotations

import pytest

from digest.intake.page_text.lines import text_lines
from digest.intake.page_text.recogniser import recognise
from digest.intake.page_text.title import trimmed

BODY = """
The old harbour was rebuilt in the spring, and the first boats came back to it before the summer was over.

People who had left the town years ago returned, opened small shops along the quay and stayed for the winter.

Nobody had expected that the market would grow so fast, least of all the council, which had to move it twice.

The old harbour was never so full, they say, and the town has asked for two more landing stages.
"""
TITLE = "A Harbour Comes Back"


def title(above: str, below: str = "") -> str:
    return recognise(text_lines(f"{above}\n{BODY}\n{below}\n")).title


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Home › News › A Harbour Comes Back", "A Harbour Comes Back"),
        ("Home » News » Coast » A Harbour Comes Back", "A Harbour Comes Back"),
        ("A Harbour Comes Back | Coast Review", "A Harbour Comes Back"),
        ("Boats | A long look at all that swims here", "Boats | A long look at all that swims here"),
        ("« A harbour, » they say, « comes back »", "« A harbour, » they say, « comes back »"),
        ("A Harbour Comes Back", "A Harbour Comes Back"),
    ],
)
def test_trail_and_site_are_taken_off_a_headline(line: str, title: str) -> None:
    assert trimmed(line) == title


@pytest.mark.parametrize(
    "above",
    [
        TITLE,
        f"Travel\n\n{TITLE}\n\n5 March 2021",
        f"{TITLE}\n\nA small town has found its way to the sea again.\n\nBy Robin Example\n5 March 2021",
        f"5 March 2021\n\n{TITLE}\n\nRobin Example",
        f"{TITLE}\n5 March 2021\nRobin Example\nThe quay in spring (Photo: HPN)",
        f"{TITLE}\n\nBy Robin Example\n5 March 2021\n\nThe quay of the old harbour in spring",
        f"Coast Review\nIssue 12 | 5 March 2021\n\n{TITLE}",
        f"Home » News » {TITLE}\n\n{TITLE}\n\n{TITLE}",
        f"Coast Review\nMenu\nSearch\n\nNew ferries start in May\n4 March 2021\n\n{TITLE}\nBy Robin Example",
    ],
)
def test_the_headline_is_told_from_what_stands_round_it(above: str) -> None:
    assert title(above) == TITLE


@pytest.mark.parametrize(
    "headline",
    [
        "Harbours",
        "Who Moved the Market?",
        "“Nobody had expected it”",
        "iHarbour: what comes after the boats",
        "Why a town of four thousand people that had given up on the sea rebuilt its harbour, and what came of it",
    ],
)
def test_a_headline_may_have_an_unusual_form(headline: str) -> None:
    assert title(f"{headline}\n\nBy Robin Example") == headline


def test_the_headline_of_another_article_below_is_not_taken() -> None:
    teasers = "You might also like\n\nThe Market of the Old Harbour Town\n5 March 2021\nBy Kim Sample"
    assert title(f"{TITLE}\n\nBy Robin Example", teasers) == TITLE
