from __future__ import annotations

from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.model.visible import visible
from digest.templating.markup import attribute, in_language


@given(st.text())
def test_an_attribute_value_comes_back_from_its_references(text: str) -> None:
    assert unescape(attribute(visible(text))) == visible(text)


@given(st.text())
def test_an_attribute_value_is_ascii_without_anything_that_ends_it(text: str) -> None:
    value = attribute(text)
    assert value.isascii()
    assert not set(value) & set("\"'<>\\\n\t")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Steppe / Степь (bilingual)", 'Steppe / <span lang="ru">Степь</span> (bilingual)'),
        ("Война и мир, again", '<span lang="ru">Война и мир</span>, again'),
        ("שלום", '<span lang="he" dir="rtl">שלום</span>'),
        ("漢字", '<span lang="zh">漢字</span>'),
        ("漢字かな", '<span lang="ja">漢字かな</span>'),
        ("한국", '<span lang="ko">한국</span>'),
        ("β-carotene", "β-carotene"),
        ("plain & simple", "plain &amp; simple"),
        ("“Степь” — again", '<span lang="ru">“Степь”</span> — again'),
        ("क्\u200dष", '<span lang="hi">क्\u200dष</span>'),
        ("『漢字かな、交じり。』", '<span lang="ja">『漢字かな、交じり。』</span>'),
        ("“שלום”", '“<span lang="he" dir="rtl">שלום</span>”'),
        ("<Степь>", '&lt;<span lang="ru">Степь</span>&gt;'),
    ],
)
def test_words_in_another_script_name_their_language(text: str, expected: str) -> None:
    assert in_language(text, "en") == expected


@pytest.mark.parametrize(("text", "language"), [("Степь", "uk"), ("漢字", "ja-JP"), ("שלום", "he")])
def test_the_newsletters_own_script_is_not_marked(text: str, language: str) -> None:
    assert in_language(text, language) == text


@given(st.text(alphabet=st.sampled_from("aβ Στепьשלקか漢ไทย<&-,.")))
def test_marking_languages_changes_no_word(text: str) -> None:
    marked = in_language(text, "en")
    assert unescape(marked.striptags()).split() == text.split()
