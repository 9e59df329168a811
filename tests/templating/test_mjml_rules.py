from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

import pytest

from digest.model import Issue
from digest.templating.environment import templates
from digest.templating.letter import letter
from digest.templating.mjml_rules import fault
from digest.templating.mjml_words import ATTRIBUTES, CHILDREN, NAMED_COLOURS, OF_HTML
from tests.templating.issues import FREE, MEMBER, a_bare_issue, a_full_issue, a_hostile_issue
from tests.templating.languages import a_german_issue, an_arabic_issue
from tests.templating.official import asked

COLUMN = (
    '<mjml lang="en" dir="ltr">\n<mj-head><mj-title>T</mj-title></mj-head>\n<mj-body>\n<mj-section>\n<mj-column>\n'
    "{}\n</mj-column>\n</mj-section>\n</mj-body>\n</mjml>"
)
BODY = "<mjml><mj-head><mj-title>T</mj-title></mj-head><mj-body>{}</mj-body></mjml>"
HEAD = "<mjml><mj-head><mj-title>T</mj-title>{}</mj-head><mj-body><mj-section/></mj-body></mjml>"
EMPTY = "<mj-section><mj-column></mj-column></mj-section>"

WRONG = (
    (COLUMN, '<mj-text colour="red">x</mj-text>', "mj-text has no attribute colour", 'did you mean "color"?'),
    (COLUMN, '<mj-text class="x">x</mj-text>', "mj-text has no attribute class", 'did you mean "css-class"?'),
    (COLUMN, '<mj-image src="x" alt="x" margin="1px" />', "mj-image has no attribute margin", '"padding"?'),
    (COLUMN, '<mj-text width="3px">x</mj-text>', "mj-text has no attribute width", "known here: padding"),
    (
        COLUMN,
        '<mj-text color="redd">x</mj-text>',
        'color of mj-text must be a colour such as "#7d2418", not "redd"',
        '"red"?',
    ),
    (COLUMN, '<mj-text color="#12">x</mj-text>', 'not "#12"', ""),
    (COLUMN, '<mj-text padding="10">x</mj-text>', "must be a size such as 12px or 12%, or up to four", '"10px"?'),
    (COLUMN, '<mj-text padding="1px 2px 3px 4px 5px">x</mj-text>', "or up to four of them", ""),
    (COLUMN, '<mj-text font-size="1em">x</mj-text>', "font-size of mj-text must be a size such as 12px", ""),
    (COLUMN, '<mj-text padding="-3px">x</mj-text>', 'not "-3px"', ""),
    (COLUMN, '<mj-image src="x" alt="x" width="50%" />', "width of mj-image must be a size such as 12px", ""),
    (COLUMN, '<mj-text align="centre">x</mj-text>', "must be left or right or center", 'did you mean "center"?'),
    (COLUMN, '<mj-image src="x" alt="x" fluid-on-mobile="yes" />', "must be true or false", ""),
    (COLUMN, '<mj-table cellpadding="big">x</mj-table>', "must be a whole number", ""),
    (COLUMN, "<mj-txt>x</mj-txt>", "MJML has no element mj-txt", 'did you mean "mj-text"?'),
    (COLUMN, "<p>x</p>", "MJML has no element p", "HTML stands in mj-text"),
    (COLUMN, "<mj-section></mj-section>", "mj-section cannot stand in mj-column", "in mj-body or mj-wrapper"),
    (COLUMN, "<mj-column></mj-column>", "mj-column cannot stand in mj-column", "mj-section or mj-group"),
    (BODY, "<mj-text>x</mj-text>", "mj-text cannot stand in mj-body", "its place is in mj-column or mj-hero"),
    (BODY, '<mj-section padding="0" bgcolor="red"></mj-section>', "has no attribute bgcolor", '"background-color"?'),
    (HEAD, "<mj-text>x</mj-text>", "mj-text cannot stand in mj-head", ""),
    (HEAD, '<mj-attributes><mj-text pading="0" /></mj-attributes>', "mj-text has no attribute pading", '"padding"?'),
    (HEAD, '<mj-attributes><mj-text padding="x" /></mj-attributes>', "padding of mj-text", ""),
    (HEAD, "<mj-attributes><mj-txt /></mj-attributes>", "MJML has no element mj-txt", ""),
    (HEAD, '<mj-breakpoint width="wide" />', "width of mj-breakpoint must be a size such as 12px", ""),
)
STRICTER = (
    (COLUMN, "<mj-text><mj-button>x</mj-button></mj-text>", "mj-button cannot stand in mj-text", "close mj-text"),
    (COLUMN, "words", "words cannot stand in mj-column", "put them into mj-text"),
    (COLUMN, '<mj-text color="x rgb(1,2,3)">x</mj-text>', "must be a colour", ""),
    (HEAD, '<mj-attributes><mj-all colr="red" /></mj-attributes>', "mj-all has no attribute colr", '"color"?'),
    (HEAD, '<mj-style inline="inline">p{}</mj-style>', "mj-style inline does nothing here", "at the elements"),
    (HEAD, "<mj-html-attributes></mj-html-attributes>", "MJML has no element mj-html-attributes", "at the elements"),
    ("<mjml lnag='en'>" + BODY[6:], EMPTY, "mjml has no attribute lnag", '"lang"?'),
)
RIGHT = (
    (COLUMN, '<mj-text padding="0 20px" line-height="1.55" color="#FFF" font-family="\'A B\',serif">x</mj-text>'),
    (COLUMN, '<mj-text css-class="a b" mj-class="c" letter-spacing="-1px" height="0">x</mj-text>'),
    (COLUMN, '<mj-text color="rgba(1, 2, 3, 0.5)" padding="0 1.5px 2% 0">x</mj-text>'),
    (COLUMN, '<mj-text><p colour="red" class="x" padding="y">x &lt;mj-foo&gt;</p><br /></mj-text>'),
    (COLUMN, '<mj-text>x<!-- <mj-foo bar="1"> --></mj-text><!-- <mj-foo> -->'),
    (COLUMN, '<mj-text><a title="<mj-x>">x</a></mj-text>'.replace("<mj-x>", "&lt;mj-x&gt;")),
    (COLUMN, "<mj-raw><p class='x'>x</p></mj-raw>"),
    (COLUMN, '<mj-image src="x" alt="a > b" height="auto" />'),
    (COLUMN, '<mj-table width="auto"><tr><td colour="x">y</td></tr></mj-table>'),
    (
        COLUMN,
        '<mj-social mode="vertical"><mj-social-element name="x" href="https://x.test">x</mj-social-element></mj-social>',
    ),
    (BODY, f'<mj-wrapper gap="3px" full-width="full-width">{EMPTY}</mj-wrapper><mj-raw><hr /></mj-raw>'),
    (HEAD, '<mj-attributes><mj-all padding="0" /><mj-class name="a" color="red" /></mj-attributes>'),
    (HEAD, "<mj-style>.a > .b{color:red}</mj-style><mj-preview>1 &lt; 2</mj-preview>"),
)


@pytest.mark.parametrize(("frame", "snippet", "what", "hint"), [*WRONG, *STRICTER], ids=lambda text: text[:40])
def test_what_mjml_does_not_know_is_said_with_what_to_do(frame: str, snippet: str, what: str, hint: str) -> None:
    found = fault(frame.format(snippet))
    assert found is not None
    assert what in found.what
    assert hint in found.hint


@pytest.mark.parametrize(("frame", "snippet"), RIGHT)
def test_what_mjml_knows_is_no_fault(frame: str, snippet: str) -> None:
    assert fault(frame.format(snippet)) is None


def test_a_fault_stands_where_its_attribute_does() -> None:
    source = COLUMN.format('<mj-text padding="0"\n  colour="red">x</mj-text>')
    found = fault(source)
    assert found is not None
    assert source[found.at :].startswith('colour="red"')


def test_the_first_of_several_faults_is_said() -> None:
    found = fault(COLUMN.format('<mj-text a="1">x</mj-text><mj-text b="1">x</mj-text>'))
    assert found is not None
    assert found.what == "mj-text has no attribute a"


@pytest.mark.parametrize("make", [a_full_issue, a_bare_issue, a_hostile_issue, a_german_issue, an_arabic_issue])
def test_shipped_templates_are_strict_mjml(make: Callable[[], Issue]) -> None:
    for audience in (FREE, MEMBER):
        assert fault(letter(make(), audience, templates()).mjml) is None


def test_a_letter_of_a_hundred_elements_takes_about_a_millisecond() -> None:
    text = (
        '<mj-text padding="0 20px" color="#123456">' + '<p style="margin:0">words and <a href="x">a link</a></p>' * 10
    )
    source = COLUMN.format(f"{text}</mj-text>\n" * 100)
    fault(source)
    times = []
    for _ in range(20):
        start = time.perf_counter()
        assert fault(source) is None
        times.append(time.perf_counter() - start)
    assert min(times) < 0.005  # 0.4 ms here


def test_the_official_validator_finds_the_same_snippets_wrong() -> None:
    findings = asked(*(frame.format(snippet) for frame, snippet, _, _ in WRONG))["findings"]
    assert [snippet for (_, snippet, _, _), found in zip(WRONG, findings, strict=True) if not found] == []


def test_the_official_validator_finds_the_same_snippets_right() -> None:
    findings = asked(*(frame.format(snippet) for frame, snippet in RIGHT))["findings"]
    assert [(snippet, found) for (_, snippet), found in zip(RIGHT, findings, strict=True) if found] == []


def test_the_official_validator_has_nothing_against_a_shipped_letter() -> None:
    letters = [letter(a_full_issue(), audience, templates()).mjml for audience in (FREE, MEMBER)]
    assert asked(*letters)["findings"] == [[], []]


def test_the_official_validator_knows_the_same_attributes_of_the_same_kinds() -> None:
    official = asked()["kinds"]
    del official["mj-html-attributes"]  # which mrml does not have
    ours = {name: {word: _kind(kind) for word, kind in words.items()} for name, words in ATTRIBUTES.items()}
    del ours["mjml"]
    theirs = {
        name: {word: _kind(_official(kind)) for word, kind in words.items()} for name, words in official.items()
    }
    assert ours == theirs


def test_every_element_has_a_place() -> None:
    placed = {name for inside in CHILDREN.values() for name in inside}
    assert placed == set(ATTRIBUTES)
    assert set(CHILDREN) - {""} <= set(ATTRIBUTES) - OF_HTML
    assert "rebeccapurple" in NAMED_COLOURS


def _official(kind: str) -> str:
    """Their name of a kind as ours."""
    if match := re.fullmatch(r"enum\((.*)\)", kind):
        return match[1].replace(",", "|")
    if match := re.fullmatch(r"unit(WithNegative)?\((.*)\)(\{1,4\})?", kind):
        return f"unit:{'-' if match[1] else ''}{match[2]}{'*' if match[3] else ''}"
    return kind


def _kind(kind: str) -> Any:
    return frozenset(kind.split("|")) if "|" in kind else kind
