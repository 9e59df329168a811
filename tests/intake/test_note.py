from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.intake.note import read_note
from digest.model import Kind, NoteBlock, Span
from digest.model.visible import inert


def blocks(text: str) -> tuple[NoteBlock, ...]:
    return read_note(text).blocks


def test_paragraphs_are_blocks() -> None:
    assert [(block.text, block.kind) for block in blocks("One\nline.\n\nTwo.")] == [
        ("One line.", Kind.PARAGRAPH),
        ("Two.", Kind.PARAGRAPH),
    ]


def test_words_keep_their_look() -> None:
    (block,) = blocks("A *b* **c** ***d*** e")
    assert block.spans == (
        Span("A "),
        Span("b", emphasis=True),
        Span(" "),
        Span("c", strong=True),
        Span(" "),
        Span("d", strong=True, emphasis=True),
        Span(" e"),
    )


def test_a_link_leads_where_it_says() -> None:
    (block,) = blocks("See [the *Post*](https://post.test/a), <https://b.test> or [us](mailto:us@letter.test).")
    assert [(span.text, span.url) for span in block.spans if span.url] == [
        ("the ", "https://post.test/a"),
        ("Post", "https://post.test/a"),
        ("https://b.test", "https://b.test"),
        ("us", "mailto:us@letter.test"),
    ]


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "/about", "about.html", "data:text/html,x", "file:///etc/passwd", "mailto:x", ""],
)
def test_another_link_is_named_and_its_words_stay(address: str) -> None:
    note = read_note(f"See [here]({address}).")
    assert note.blocks[0].spans == (Span("See here."),)
    assert note.refused == (address,)


def test_lists_and_quotations_keep_their_kind() -> None:
    found = blocks("# Hello\n\n- one\n- two\n\n1. first\n\n> quoted\n")
    assert [block.number for block in found] == [None, None, None, 1, None]
    assert [(block.kind, block.text) for block in found] == [
        (Kind.HEADING, "Hello"),
        (Kind.ITEM, "one"),
        (Kind.ITEM, "two"),
        (Kind.ITEM, "first"),
        (Kind.QUOTE, "quoted"),
    ]


def test_markup_stays_text() -> None:
    (block,) = blocks("Dear <b>readers</b> <script>alert(1)</script> &amp; <!-- friends -->")
    assert block.spans == (Span("Dear <b>readers</b> <script>alert(1)</script> & <!-- friends -->"),)


def test_a_picture_becomes_its_words_and_program_text_a_paragraph() -> None:
    assert [block.text for block in blocks("![a stamp](a.png)\n\n    some  code\n\n`more`")] == [
        "a stamp",
        "some code",
        "more",
    ]


def test_a_note_cannot_speak_to_a_mail_service() -> None:
    assert blocks("{{name}}")[0].text == "{ {name} }"


def test_a_merge_tag_in_two_looks_is_none_either() -> None:
    text = blocks("{*{name}}*")[0].text
    assert inert(text) == text


def test_nothing_is_no_block() -> None:
    assert read_note(" \n\n---\n").blocks == ()


@given(st.text("ab *_[](){}<>!`#>-1.\n\\&;:/|%$\u200b\u00ad", max_size=60))
def test_whatever_is_written_becomes_harmless_lines(text: str) -> None:
    for block in blocks(text):
        assert block.text.strip() == block.text
        assert all(line.strip(" ") == line for line in block.text.split("\n")[1:-1])
        assert all(span.text for span in block.spans)
        assert all(inert(span.text) == span.text for span in block.spans)


@pytest.mark.parametrize("end", ["  ", "\\", "    "])
def test_a_line_that_was_ended_ends(end: str) -> None:
    (block,) = blocks(f"Yours *ever*,{end}\n**the editor**{end}\n  and all")
    assert block.text == "Yours ever,\nthe editor\nand all"
    assert block.spans[-1] == Span("\nand all")


def test_a_list_keeps_its_numbers() -> None:
    found = blocks("7. seven\n8. eight\n\n   more\n\n   - nested\n\n0) zero\n")
    assert [(block.number, block.text) for block in found] == [
        (7, "seven"),
        (8, "eight\nmore"),
        (None, "nested"),
        (0, "zero"),
    ]


def test_what_has_no_place_in_a_note_is_named_and_its_words_stay() -> None:
    note = read_note(
        "![a stamp](a.png) and `a | b`\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\nx = 1\n```\n\n    y  = 2\n\n"
        "Dear <b>friends</b>\n\n<!-- x -->\n"
    )
    assert note.lost == (
        ("a picture", "a.png"),
        ("a table", "| a | b |"),
        ("program text", "x = 1"),
        ("program text", "y = 2"),
        ("markup", "<b>"),
        ("markup", "<!--"),
    )
    assert note.blocks[1].text == "| a | b | |---|---| | 1 | 2 |"


@pytest.mark.parametrize(
    "text", ["1 < 2 and 3 > 2", "a | b\nc | d", "`<b>`", "Title\n---\ntext", "<https://a.test>", "— <3"]
)
def test_what_only_looks_like_it_is_not_named(text: str) -> None:
    assert read_note(text).lost == ()


def test_a_long_note_is_read_in_no_time() -> None:
    (block,) = blocks("word\n" * 20_000)
    assert len(block.text) == 99_999
