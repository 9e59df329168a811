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
        assert "\n" not in block.text
        assert all(span.text for span in block.spans)
        assert all(inert(span.text) == span.text for span in block.spans)
