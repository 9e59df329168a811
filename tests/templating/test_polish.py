from __future__ import annotations

import re

import pytest

from digest.templating.html import compiled


def polished(body: str, head: str = "") -> str:
    return compiled(
        f'<mjml lang="he" dir="rtl"><mj-head><mj-title>A &amp; B</mj-title>{head}</mj-head>'
        f"<mj-body>{body}</mj-body></mjml>",
        str,
    )


ONE = polished(
    '<mj-section css-class="main wide"><mj-column><mj-text>&#34;It&#39;s&#34; &lt;</mj-text></mj-column></mj-section>'
)


def test_the_charset_comes_first() -> None:
    assert "<head>\n<meta charset" in ONE


def test_a_class_becomes_a_landmark_and_other_classes_stay() -> None:
    assert re.search(r'<div [^>]*role="main" class="wide"', ONE)


def test_language_and_direction_are_repeated_inside_the_body() -> None:
    assert re.search(r'<body[^>]*>\s*<div lang="he" dir="rtl"', ONE)


@pytest.mark.parametrize(
    "noise", ["aria-label", "aria-roledescription", "mj-outlook-group-fix", "direction:", "xmlns:v"]
)
def test_what_mail_programs_stumble_over_is_gone(noise: str) -> None:
    assert noise not in ONE


def test_what_outlook_needs_stands_in_comments_only() -> None:
    assert "PixelsPerInch>96" in ONE
    assert "mso-" not in re.sub(r"<!--.*?-->", "", ONE, flags=re.DOTALL)


def test_quotation_marks_are_written_as_themselves_and_signs_of_markup_are_not() -> None:
    assert '"It\'s" &lt;' in ONE


def test_the_preheader_is_hidden_and_nothing_else() -> None:
    html = polished("", "<mj-preview>Before</mj-preview>")
    assert '<div class="preheader" style="display:none">Before</div>' in html


def test_columns_of_ones_own_keep_their_rules() -> None:
    html = polished("<mj-section><mj-column></mj-column><mj-column></mj-column></mj-section>")
    assert ".mj-column-per-50" in html
    assert 'class="mj-column-per-50' in html


def test_comments_for_outlook_of_ones_own_stay() -> None:
    html = polished("<mj-raw><!--[if mso]><v:rect></v:rect><![endif]--></mj-raw>")
    assert "<!--[if mso]><v:rect" in html


def test_a_semicolon_inside_an_address_ends_no_declaration() -> None:
    html = polished("<mj-raw><p style=\"background:url('https://a.test/a;b');outline:none\">x</p></mj-raw>")
    assert "style=\"background:url('https://a.test/a;b');\"" in html


@pytest.mark.parametrize(
    ("html", "breaks"),
    [
        ("<h2>Fourteen chars</h2>", False),
        ("<h2>Fifteenletterss</h2>", True),
        ("<p>Twentyeightlettersinoneword.</p>", False),
        ("<p>A word of thirty: aaaaaaaaaabbbbbbbbbbcccccccccc</p>", True),
        ("<h2>Short</h2><p>Internationalisation</p>", False),
        ("<p>glued\u00a0by\u00a0blanks\u00a0that\u00a0break\u00a0not</p>", True),
    ],
)
def test_only_words_too_long_for_a_telephone_are_broken(html: str, breaks: bool) -> None:
    page = polished(f"<mj-section><mj-column><mj-text>{html}</mj-text></mj-column></mj-section>")
    assert ("word-break:break-word" in page) is breaks


def test_entities_and_escapes_that_a_text_speaks_of_are_spelt_as_numbers() -> None:
    text = "<p>Write &amp;nbsp; or \\u{a0}, AT&amp;T</p>"
    page = polished(f"<mj-section><mj-column><mj-text>{text}</mj-text></mj-column></mj-section>")
    assert "Write &#38;nbsp; or &#92;u{a0}, AT&amp;T" in page
