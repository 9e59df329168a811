from __future__ import annotations

import codecs
import os
import re
import unicodedata
from encodings import aliases

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.errors import UnreadableDocument
from digest.intake.encodings import as_name, clean, decode

RUSSIAN = "Старая гавань была построена заново весной, и первые лодки вернулись в неё ещё до конца лета."
FRENCH = "L’été dernier, le café du port a été rénové ; l’équipe espère y accueillir des élèves à Noël."
ENGLISH = "The old harbour – “rebuilt” in spring – didn’t close."
RICH = "Soft\u00adhyphen, no\u00a0break, “quotes”, Степь, 👩‍👩‍👧 and 🏴\U000e0067\U000e0062\U000e007f ☀️ stay."


@pytest.mark.parametrize("name", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("text", [RICH, RUSSIAN, ENGLISH])
def test_unicode_with_and_without_a_mark_survives_unchanged(text: str, name: str) -> None:
    assert decode(text.encode(name)) == text


def test_big_endian_utf_16_with_a_mark_is_understood() -> None:
    assert decode(codecs.BOM_UTF16_BE + RUSSIAN.encode("utf-16-be")) == RUSSIAN


@pytest.mark.parametrize("name", ["cp1251", "koi8-r"])
@pytest.mark.parametrize(
    "text", [RUSSIAN, RUSSIAN * 50, "Новости", "Привет, мир!", "Title\n\n" + RUSSIAN, "МОСКВА. " + RUSSIAN]
)
def test_single_byte_cyrillic_is_told_apart(text: str, name: str) -> None:
    assert decode(text.encode(name)) == text


@pytest.mark.parametrize(
    "text", [FRENCH, "Größe und Maß über alles", "It’s “done”", "Málaga, señor", "A fine of £5 – à la carte", "Noël"]
)
def test_western_text_is_windows_1252(text: str) -> None:
    assert decode(text.encode("cp1252")) == text


def test_the_encoding_that_a_page_names_is_used_where_it_is_not_utf_8() -> None:
    assert decode("Łódź".encode("iso-8859-2"), declared="iso-8859-2") == "Łódź"


@pytest.mark.parametrize(
    "name",
    ["hex", "rot13", "zlib", "base64", "uu", "idna", "punycode", "undefined", "unicode_escape", "utf-7", "utf-16"],
)
def test_a_page_that_names_no_encoding_of_its_bytes_is_read_by_its_letters(name: str) -> None:
    assert decode(FRENCH.encode("cp1252"), declared=name) == FRENCH


def test_whatever_codec_a_page_names_its_bytes_are_text() -> None:
    for name in {*aliases.aliases.values(), "aliases", "mbcs", "idna", "punycode", "undefined"}:
        assert decode(b"caf\xe9 and a harbour", declared=name)


def test_utf_8_cut_in_the_middle_of_a_letter_stays_utf_8() -> None:
    assert decode(RUSSIAN.encode()[:-2]).startswith(RUSSIAN[:80])


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 40, b"%PDF-1.7 text", b"PK\x03\x04abc", b"\x89PNG\r\n", b"a\0\x01\0\0\x07" * 100]
)
def test_binary_data_is_refused_with_a_hint(data: bytes) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        decode(data, where="piece.txt")
    assert caught.value.where == "piece.txt"
    assert caught.value.hint


def test_line_ends_become_one_kind_and_keep_their_number() -> None:
    assert clean("a\r\nb\rc\nd\u2028e\fg") == "a\nb\nc\nd e g"


@pytest.mark.parametrize(
    "hidden", ["\0", "\x1b", "\u200b", "\ufeff", "\u202e", "\u2066", "\ud800", "\ufffe", "\U000e0041", "\x7f"]
)
def test_what_no_reader_sees_is_taken_out(hidden: str) -> None:
    assert clean(f"pass{hidden}word") == "password"


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_clean_text_or_refused(data: bytes) -> None:
    try:
        text = decode(data)
    except UnreadableDocument:
        return
    assert clean(text) == text
    text.encode()


def test_bytes_of_a_file_name_that_are_no_unicode_become_escapes_that_differ() -> None:
    names = [as_name(os.fsdecode(raw)) for raw in (b"b\xff.txt", b"b\xfe.txt", "ü.txt".encode())]
    assert names == [r"b\udcff.txt", r"b\udcfe.txt", "ü.txt"]


TRICKY = "a1é\u0301👩\U0001f3f4\u200b\u200c\u200d\ufe0f\U000e0061\U000e007f\u2028\r\n"


@given(st.text() | st.text(alphabet=TRICKY))
def test_cleaning_leaves_no_control_behind_and_is_done_once_for_all(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert not any(unicodedata.category(char) in ("Cc", "Cs") for char in cleaned if char != "\n")
    assert cleaned.count("\n") == len(re.split(r"\r\n?|\n", text)) - 1
