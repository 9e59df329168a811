from __future__ import annotations

from collections.abc import Callable
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.intake.feeds.full_text import text_of_page
from digest.intake.web_page import read_fragment, read_web_page
from digest.intake.web_page.nesting import DEEPEST, flat
from digest.intake.web_page.walk import MOST_LINES, parsed

MAIN = "<main>" + "The river rose by two metres on Tuesday, and the council met. " * 10 + "</main>"
AT_MOST = 4.0  # seconds of the processor; what is read in linear time takes a tenth of it
NESTING = [
    "<ul><li>x ",
    "<dl><dd>x ",
    "<div>x ",
    "<b><div></b>x ",
    "<span><div></span>x ",
    "<!----><div><!--</div>-->x ",
    '<div a="</div>">x ',
    "<div><object></div></object>x ",
    "<table><tr><td>x ",
    "<em>x ",
    "<aside>x ",
]


def seconds(work: Callable[[], object]) -> float:
    start = process_time()
    work()
    return process_time() - start


@pytest.mark.parametrize("sign", NESTING)
def test_half_a_megabyte_of_nesting_takes_no_time(sign: str) -> None:
    assert seconds(lambda: read_fragment(sign * (500_000 // len(sign)))) < AT_MOST


def test_asides_in_asides_are_read_once() -> None:
    page = MAIN + "<aside>x " * 1_000
    assert seconds(lambda: text_of_page(page, "https://x.example.org/", reader="own")) < AT_MOST
    assert sum(line.outside for line in read_web_page(page).lines) <= 1_000


@pytest.mark.parametrize("around", ["<aside>{}</aside>", "<footer><p>{}</p></footer>", "<p>{}</p>"])
def test_lines_that_stand_nowhere_in_the_source_take_no_time(around: str) -> None:
    page = MAIN + "".join(around.format(f"&#120;{i}") for i in range(20_000))
    assert seconds(lambda: read_web_page(page)) < AT_MOST


def test_no_more_lines_are_read_than_an_article_has() -> None:
    assert len(read_fragment("<p>x</p>" * (MOST_LINES + 100)).lines) == MOST_LINES
    assert len(read_web_page("<p>x</p>" * (MOST_LINES + 100)).lines) == MOST_LINES


@pytest.mark.parametrize("sign", NESTING)
def test_nothing_nests_deeper_than_articles_do(sign: str) -> None:
    root = parsed(sign * 5_000).body
    assert root is not None
    deepest = depth = 0
    pending = [(root, 0)]
    while pending:
        node, depth = pending.pop()
        deepest = max(deepest, depth)
        pending.extend((child, depth + 1) for child in node.iter())
    assert deepest <= 4 * DEEPEST + 10  # rows and cells come with their tables


def test_words_in_what_nests_too_deep_are_kept_apart() -> None:
    lines = read_fragment("<div>one " * 300 + "<section>two</section><p>three</p>").lines
    assert [line.text for line in lines[-2:]] == ["two", "three"]
    assert sum(line.text == "one" for line in lines) == 300


@pytest.mark.parametrize(
    "long",
    [
        "<p>x" * 2_000,
        "<ul>" + "<li>x" * 2_000 + "</ul>",
        "<table>" + "<tr><td>x<td>y" * 1_000 + "</table>",
        "<a name=x>y<p>" * 1_000,
        "<div><b>x</b><br><img src=a.png></div>" * 1_000,
        "<script>'<div>'</script><p>x</p>" * 1_000,
        "<div><p>x</div>" * 1_000,
    ],
)
def test_long_markup_that_does_not_nest_stays_as_it_is(long: str) -> None:
    assert flat(long) == long


@given(
    st.lists(st.sampled_from(["<div>", "</div>", "<b>", "</b>", "<p>", "x ", "<!--", "-->", "='", '"', "<script>"]))
)
def test_no_markup_loses_words(parts: list[str]) -> None:
    text = "".join(parts) * 40
    assert flat(text).count("x") == text.count("x")
