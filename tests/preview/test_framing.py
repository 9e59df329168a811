"""The letter in the frame: two things differ from the bytes in the outbox, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.preview.framing import Pictures, framed, from_outside

NAMES = frozenset({"images/lamp.png", "images/two words.png", "images/größe.png"})
OURS = Pictures(
    "/files/2024-W25/", "https://letter.test/issues/2024-W25/", NAMES, {"ab12@pictures": "images/lamp.png"}
)
WEB = "https://letter.test/issues/2024-W25/images/lamp.png"
HERE = "/files/2024-W25/images/lamp.png"


def shown(html: str, scheme: str = "light") -> str:
    return framed(html, OURS, "dark" if scheme == "dark" else "light")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f'<img src="{WEB}" alt="A lamp">', f'<img src="{HERE}" alt="A lamp">'),
        (f"<img alt='>' src='{WEB}'>", f"<img alt='>' src=\"{HERE}\">"),
        (f"<IMG SRC={WEB}>", f'<IMG SRC="{HERE}">'),
        ('<img src="cid:ab12@pictures">', f'<img src="{HERE}">'),
        ('<img src="cid:ab12%40pictures">', f'<img src="{HERE}">'),
        (f'<td background="{WEB}">', f'<td background="{HERE}">'),
        (f'<td style="color:red;background:url({WEB})">', f'<td style="color:red;background:url({HERE})">'),
        (f"<td style=\"background:url('{WEB}') red\">", f'<td style="background:url({HERE}) red">'),
        (f'<style>p{{background:url( "{WEB}" )}}</style>', f"<style>p{{background:url({HERE})}}</style>"),
        (f'<img srcset="{WEB} 2x, {WEB} 1x">', f'<img srcset="{HERE} 2x, {HERE} 1x">'),
        (f'<img src="{WEB}?v=1#top">', f'<img src="{HERE}">'),
        (
            '<img src="https://letter.test/issues/2024-W25/images/two%20words.png">',
            '<img src="/files/2024-W25/images/two words.png">',
        ),
    ],
)
def test_a_picture_of_the_issue_comes_from_here(before: str, after: str) -> None:
    assert shown(before) == after


@pytest.mark.parametrize(
    "html",
    [
        '<img src="https://pictures.test/images/lamp.png">',
        '<img src="https://letter.test/issues/2024-W24/images/lamp.png">',
        '<img src="https://letter.test/issues/2024-W25/images/none.png">',
        '<img src="https://letter.test/issues/2024-W25/images/../issue.json">',
        '<img src="cid:other@pictures">',
        '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">',
        f'<a href="{WEB}">the picture</a>',
        f"<p>Write src=&quot;{WEB}&quot; or (prefers-color-scheme:dark) or color-scheme: light dark</p>",
        f'<p>A sign: src="{WEB}" in words</p>',
        f'<!-- <img src="{WEB}"> -->',
        f'<img alt="Write src={WEB} there" data-src="{WEB}">',
        '<p title="(prefers-color-scheme: dark)">Words</p>',
        '<meta name="description" content="light dark">',
    ],
)
def test_whatever_else_stays_as_it_is(html: str) -> None:
    assert shown(html) == html


@pytest.mark.parametrize(("scheme", "answer"), [("dark", "(min-width:0)"), ("light", "(max-width:0)")])
@pytest.mark.parametrize(
    "query",
    [
        "@media {} {{ p {{ color: red }} }}",
        "@media screen and {} {{ p {{ color: red }} }}",
        "@media {} and (max-width:480px) {{ p {{ color: red }} }}",
        "@media not {} {{ p {{ color: red }} }}",
        "@media print, (max-width:480px) and {} {{ p {{ color: red }} }}",
    ],
)
@pytest.mark.parametrize("spelt", ["(prefers-color-scheme:dark)", "( Prefers-Color-Scheme : DARK )"])
def test_the_question_for_a_dark_scheme_is_answered(scheme: str, answer: str, query: str, spelt: str) -> None:
    before, after = (f"<style>{query.format(one)}</style>" for one in (spelt, answer))
    assert shown(before, scheme) == after


def test_the_question_for_a_light_scheme_is_answered_the_other_way_round() -> None:
    html = "<style>@media (prefers-color-scheme: light) { p { color: red } }</style>"
    assert "(min-width:0)" in shown(html, "light")
    assert "(max-width:0)" in shown(html, "dark")


def test_the_question_of_a_picture_element_is_answered() -> None:
    html = '<picture><source media="(prefers-color-scheme: dark)" srcset="https://a.test/b.png"></picture>'
    assert shown(html, "dark") == html.replace("(prefers-color-scheme: dark)", "(min-width:0)")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_letter_that_can_be_shown_in_both_schemes_is_shown_in_the_chosen_one(scheme: str) -> None:
    html = '<meta name="color-scheme" content="light dark"><style>:root{color-scheme:light dark}</style>'
    assert shown(html, scheme) == html.replace("light dark", scheme)


def test_a_letter_that_knows_one_scheme_keeps_it() -> None:
    html = '<meta name="color-scheme" content="light"><style>:root{color-scheme:only light}</style>'
    assert shown(html, "dark") == html


def test_addresses_are_compared_as_browsers_read_them() -> None:
    pictures = Pictures("/files/2024-W25/", "https://letter.test/?a=1&b=2/2024-W25/", NAMES)
    html = '<img src="https://letter.test/?a=1&amp;b=2/2024-W25/images/lamp.png">'
    assert framed(html, pictures, "light") == f'<img src="{HERE}">'


def test_pictures_from_outside_are_counted_once_each() -> None:
    html = (
        f'<img src="{WEB}"><img src="https://a.test/1.png"><img src="https://a.test/1.png">'
        '<td background="//b.test/2.png"><img src="data:,"><a href="https://c.test/3.png">'
        "<style>p{background:url(http://d.test/4.png)}</style>"
    )
    assert from_outside(html, OURS) == ("https://a.test/1.png", "//b.test/2.png", "http://d.test/4.png")


@given(st.text(alphabet="<>\"'=/!- \nimgsrcstylemedia{}:()&;", max_size=200))
def test_broken_html_without_pictures_and_schemes_stays_as_it_is(html: str) -> None:
    assert framed(html, OURS, "dark") == html


def test_a_long_row_of_open_tags_takes_no_time() -> None:
    html = "<a '" * 20_000 + "<style>" * 2_000
    assert shown(html) == html


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ('<iframe src="https://a.test/"></iframe>', "<iframe></iframe>"),
        ("<IFRAME title=a srcdoc='<p>' src=//a.test></IFRAME>", "<IFRAME title=a></IFRAME>"),
        ('<object data="https://a.test/" width="1"></object>', '<object width="1"></object>'),
        ("<embed src=https://a.test/>", "<embed>"),
        ("<iframe/src=https://a.test/></iframe>", "<iframe></iframe>"),
        ('<iframe title="a"src="https://a.test/"></iframe>', '<iframe title="a"></iframe>'),
        ("<!--><embed src=https://a.test/>-->", "<!--><embed>-->"),
        ("<style></style x><embed src=https://a.test/></style>", "<style></style x><embed></style>"),
        ('<iframes src="https://a.test/">', '<iframes src="https://a.test/">'),
    ],
)
def test_a_frame_in_a_letter_stays_empty(html: str, left: str) -> None:
    assert shown(html) == left


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="preconnect" href="https://a.test">',
        "<LINK REL=dns-prefetch HREF=//a.test>",
        '<link href="https://a.test/b" rel="icon prefetch">',
        '<link/rel="preload"/as="image"/href="https://a.test/b.png">',
        '<link rel="module&#112;reload" href="https://a.test/b.js">',
    ],
)
def test_a_link_that_has_the_browser_connect_ahead_is_taken_out(link: str) -> None:
    assert shown(f"<p>{link}Words</p>") == "<p>Words</p>"
    assert shown('<link rel="icon" href="/icon.png">') == '<link rel="icon" href="/icon.png">'
