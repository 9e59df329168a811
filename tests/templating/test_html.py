from __future__ import annotations

import pytest

from digest.errors import TemplateError
from digest.templating.html import compiled

FRAME = (
    '<mjml lang="en" dir="ltr">\n<mj-head>  <mj-title>T</mj-title></mj-head>\n<mj-body>\n<mj-section>\n<mj-column>\n'
    "{}\n</mj-column>\n</mj-section>\n</mj-body>\n</mjml>"
)


def html(content: str) -> str:
    return compiled(FRAME.format(content), lambda line: f"traced: {line}")


def test_a_line_break_between_two_links_stays_a_blank() -> None:
    assert "<a>A</a> <a>B</a>" in html("<mj-text><a>A</a>\n<a>B</a></mj-text>")


def test_no_font_is_fetched() -> None:
    assert "fonts.googleapis" not in html('<mj-text font-family="Ubuntu">x</mj-text>')


def test_what_makes_the_compiler_panic_is_a_mistake_too() -> None:
    with pytest.raises(TemplateError, match="what stands there is no MJML"):
        html("<mj-raw>z🙂></mj-raw>")


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("<mj-text><p>a</mj-text>", "<p> is not closed"),
        ("<mj-text>a</b></mj-text>", "</b> closes nothing"),
        ("<mj-text>1 < 2</mj-text>", "write &lt; for a lone <"),
        ("<mj-text><a href=x>a</a></mj-text>", "no quotation marks"),
        ('<mj-text><a title="a=b, c=d" href=x>a</a></mj-text>', "no quotation marks"),
        ("<mj-txt>a</mj-txt>", "MJML has no element mj-txt"),
        ("<mj-textual>a</mj-textual>", "MJML has no element mj-textual"),
        ('<mj-text colour="red">a</mj-text>', "mj-text has no attribute colour"),
        ('<mj-text padding="3">a</mj-text>', "padding of mj-text must be a size"),
        ("<mj-section></mj-section>", "mj-section cannot stand in mj-column"),
    ],
)
def test_a_mistake_is_told_with_its_line(content: str, found: str) -> None:
    with pytest.raises(TemplateError) as caught:
        html(content)
    assert found in caught.value.found
    assert caught.value.where == f"traced: {content}"


@pytest.mark.parametrize(
    ("before", "wrong"),
    [
        ('<mj-text><a title="a=b" id= \'c=d\' name="1 < 2">a="b</a></mj-text>', "<mj-text align=left>b</mj-text>"),
        ("<!-- 1 < 2 <p align=left> -->", "<mj-text align=left>b</mj-text>"),
        ("<!-- <mj-foo> -->", "<mj-bar>b</mj-bar>"),
    ],
)
def test_what_is_right_is_not_blamed(before: str, wrong: str) -> None:
    with pytest.raises(TemplateError) as caught:
        html(f"{before}\n{wrong}")
    assert caught.value.where == f"traced: {wrong}"


def test_an_unknown_element_may_stand_in_a_comment() -> None:
    assert "words" in html("<!-- <mj-foo> --><mj-text>words</mj-text>")
