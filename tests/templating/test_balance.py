from __future__ import annotations

import pytest

from digest.templating.balance import lost_quote, unbalanced, unbalanced_page


@pytest.mark.parametrize(
    ("mjml", "found"),
    [
        ("<p>a</p><br>", None),
        ("<!-- <p> --><img /><b title='</p>'>x</b>", None),
        ("<b><p>a</b>", (3, "<p> is not closed")),
        ("<p>a", (0, "<p> is not closed")),
        ("<p>a</b></p>", (4, "</b> closes nothing")),
        ("<div><p>a</div></p></div>", (9, "</div> closes nothing")),
        ("<a><b>x</b></c></a>", (11, "</c> closes nothing")),
    ],
)
def test_of_what_does_not_match_the_tag_too_much_is_found(mjml: str, found: tuple[int, str] | None) -> None:
    assert unbalanced(mjml) == found


@pytest.mark.parametrize(
    "page",
    [
        "<!doctype html><html><head><title>t</title><body><p>a<p>b<ul><li>c<li>d</ul>",
        "<table><caption>c<tr><td>a<td>b<tr><th>c</table><dl><dt>a<dd>b<dt>c</dl>",
        "<style>a > b{}</style><script>'<div>'</script><svg><path/></svg><BR><Div></dIV>",
        "<p>a<br>b</p><div><p>c</div>",
    ],
)
def test_a_page_may_leave_out_the_end_tags_that_html_leaves_out(page: str) -> None:
    assert unbalanced_page(page) is None


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("<main><h2>a<p>b</p></main>", (6, "<h2> is not closed")),
        ("<main>a</div></main>", (7, "</div> closes nothing")),
        ("<p>a<div>b</div></p>", (16, "</p> closes nothing")),
        ("<ul><li>a</ul></li>", (14, "</li> closes nothing")),
        ("<div/>a", (0, "<div> is not closed")),
        ("<article>a", (0, "<article> is not closed")),
    ],
)
def test_a_page_closes_all_the_rest(page: str, found: tuple[int, str]) -> None:
    assert unbalanced_page(page) == found


@pytest.mark.parametrize(
    ("mjml", "at"),
    [
        ('a<p class="k style="m">b', 1),
        ('<p style="m>b</p><a href="x">', 0),
        ('<p class=x id="a>b</p><a href="x">', 0),
        ("<p class='k id='m'>", 0),
    ],
)
def test_a_lost_quotation_mark_is_found_at_its_tag(mjml: str, at: int) -> None:
    assert lost_quote(mjml) == (at, "a quotation mark is missing")


def test_a_name_without_an_end_costs_no_time() -> None:
    assert (unbalanced("<" + "p" * 200_000), lost_quote("<" + "p" * 200_000)) == (None, None)


@pytest.mark.parametrize(
    "mjml",
    ['<p class="k" id=\'m\'>"b"c</p>', '<a title="1 < 2" href="x"/>', '<!-- <p a="b"c> -->', 'a="b"c', "<a href=x>"],
)
def test_where_no_quotation_mark_is_lost_none_is_missed(mjml: str) -> None:
    assert lost_quote(mjml) is None
