from __future__ import annotations

from digest.intake.markdown import read_markdown
from digest.intake.page_text.recogniser import recognise
from digest.intake.pictures import Named
from digest.model import Kind, Role

TEXT = """# A *Harbour*

![A boat](boat.png)

*The harbour in March.*

First **paragraph** with a [link](https://example.org),
wrapped once.

> A quotation.

1. One item
2. Another

```
code = 1
```

# Second headline

| a | b |
|---|---|
| c | d |

<div onclick="x()">Words<script>alert(1)</script></div>
"""


def test_every_shape_of_block_is_kept() -> None:
    found = {line.text: line.kind for line in read_markdown(TEXT).lines}
    assert found["First paragraph with a link, wrapped once."] is Kind.PARAGRAPH
    assert found["A quotation."] is Kind.QUOTE
    assert found["One item"] is Kind.ITEM
    assert found["code = 1"] is Kind.CODE
    assert found["Second headline"] is Kind.HEADING


def test_only_the_first_headline_is_the_title() -> None:
    assert [line.text for line in read_markdown(TEXT).lines if line.role is Role.TITLE] == ["A Harbour"]


def test_lines_are_those_of_the_file() -> None:
    numbers = {line.text: line.number for line in read_markdown(TEXT, first=11).lines}
    assert (numbers["A Harbour"], numbers["A quotation."], numbers["Another"]) == (11, 20, 23)


def test_the_picture_and_its_caption_are_told_from_the_body() -> None:
    reading = read_markdown(TEXT)
    assert reading.pictures == (Named("boat.png", "A boat"),)
    roles = {line.text: line.role for line in reading.lines}
    assert (roles["A boat"], roles["The harbour in March."]) == (Role.PICTURE, Role.CAPTION)


def test_html_inside_is_words_alone() -> None:
    assert [line.text for line in read_markdown(TEXT).lines][-1] == "Words"


def test_all_paragraphs_of_a_short_document_are_body() -> None:
    reading = read_markdown("# Title\n\nOne.\n\nTwo.\n\n- Three\n")
    blocks = recognise(reading.lines, bounded=reading.bounded).blocks
    assert [block.text for block in blocks if block.role is Role.BODY] == ["One.", "Two.", "Three"]


def test_a_subhead_that_sounds_like_furniture_does_not_end_an_article_early() -> None:
    reading = read_markdown(
        "# Title\n\nOne.\n\n## About the harbour\n\nTwo is a longer paragraph.\n\nThree is one, too.\n"
    )
    blocks = recognise(reading.lines, bounded=reading.bounded).blocks
    assert [block.text for block in blocks if block.role is Role.BODY][-1] == "Three is one, too."
