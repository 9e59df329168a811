"""Faults that editors plant by hand and that once went unseen, and what once was taken for a fault."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from typing import Any

import pytest

from digest.model import CatalogueItem, Issue, Letter, RelatedItem, Severity
from digest.outbox import as_json, letter_files, record
from digest.outbox.laid import as_laid
from digest.preflight import preflight
from digest.preflight.colours import colour
from digest.preflight.online import link_findings
from digest.preflight.style_rules import style_rules
from tests.factories import a_newsletter, a_story, an_issue
from tests.preflight.laying import HEADERS, HTML, TEXT, a_good_letter, a_message, findings, laid

GOOD = a_good_letter()
WAY_OUT = '<a href="https://letter.test/unsubscribe">Unsubscribe</a>'
IMAGE = '<img src="https://letter.test/a.png" alt="A house" width="60" height="40">'


def issue_of(**changes: Any) -> Issue:
    return an_issue(replace(a_story("A tale"), url="https://letter.test/a"), **changes)


def found(letter: Letter = GOOD, issue: Issue | None = None) -> dict[str, str]:
    """What each check says first, by its name."""
    return {one.check: one.what for one in reversed(findings(issue or issue_of(), [letter]))}


def with_body(extra: str, words: str = "") -> Letter:
    addresses = "".join(f"\n{url}\n" for url in re.findall(r'href="([^"]*)"', extra))
    return a_good_letter(html=HTML.replace("<p>Some words.</p>", extra), text=f"{TEXT}{addresses}{words}")


def whole(letter: Letter, issue: Issue, **more: bytes) -> dict[str, str]:
    """What is found in an issue with more files, by the check's name."""
    files: dict[str, Any] = dict(letter_files(letter, issue, "ready"))
    files |= {"issue.json": as_json(record(issue, version="1", audiences=["free"])), "index.html": b"<!doctype html>"}
    files |= {name.replace("__", "/").replace("_png", ".png"): content for name, content in more.items()}
    return {one.check: one.what for one in reversed(preflight(as_laid(issue.week, files)))}


TAGS = [
    "%recipient.email%",
    "[[EMAIL]]",
    "<%email%>",
    "[%email%]",
    "{contact.email}",
    "{{{ contact.email }}}",
    "${mail}",
]


@pytest.mark.parametrize("tag", TAGS)
def test_a_service_s_own_tag_in_an_own_address_is_no_fault(tag: str) -> None:
    url = f"https://letter.test/u?e={tag.replace(' ', '')}"
    made = a_good_letter(html=HTML.replace("<p>Some words.</p>", f'<a href="{url}">Yours</a>'), text=f"{TEXT}{url}\n")
    seen = found(made, issue_of(newsletter=a_newsletter(manage_url=url)))
    assert not {"merge-tags", "placeholders", "same-links"} & seen.keys()


def test_a_tag_whose_signs_were_escaped_is_none_to_its_service() -> None:
    made = with_body('<a href="https://letter.test/u?e=%3C%email%%3E">Yours</a>')
    seen = found(made, issue_of(newsletter=a_newsletter(manage_url="https://letter.test/u?e=<%email%>")))
    assert "where no service finds its merge tag" in seen["merge-tags"]


@pytest.mark.parametrize(
    "tag", [*TAGS, "*|fname|*", "%%First Name%%", "&lt;%= name %&gt;", "[firstname,fallback=you]"]
)
def test_a_whole_tag_that_readers_see_is_named_once(tag: str) -> None:
    seen = found(with_body(f"<p>Dear {tag.replace('<%', '&lt;%').replace('%>', '%&gt;')}</p>"))
    assert "placeholders" in seen
    assert "merge-tags" not in seen


def test_a_story_may_tell_of_a_tag_that_digest_leaves_as_it_is() -> None:
    words = "Write {contact.email} and the service fills it in."
    told = an_issue(replace(a_story("A tale", words), url="https://letter.test/a"))
    html, text = (part.replace("One thing happened. Then another did.", words) for part in (HTML, TEXT))
    assert found(a_good_letter(html=html, text=text), told) == {}


@pytest.mark.parametrize(
    ("tag", "meant"),
    [
        ("{{contact.emal}}", "contact.email"),
        ("{{unsubcribe}}", "unsubscribe"),
        ("*|EMAI|*", "email"),
        ("*|UNSBU|*", "unsub"),
        ("{contact.emial}", "contact.email"),
    ],
)
def test_a_tag_with_a_slip_is_found(tag: str, meant: str) -> None:
    issue = issue_of(newsletter=a_newsletter(manage_url=f"https://letter.test/{tag}"))
    assert f"is “{meant}” meant?" in found(GOOD, issue)["merge-tags"]


@pytest.mark.parametrize("tag", ["{{contact.mailbox}}", "*|MMERGE3|*", "{{unsubscribe}}", "*|EMAIL2|*"])
def test_a_tag_of_one_s_own_is_no_slip(tag: str) -> None:
    assert "merge-tags" not in found(GOOD, issue_of(newsletter=a_newsletter(manage_url=f"https://letter.test/{tag}")))


@pytest.mark.parametrize(
    "words",
    [
        "Todo empieza con una carta, y todo cabe en ella.",
        "LEE TODO SOBRE LAS CARTAS",
        "Meu todo list for the week",
        "The new TK Maxx opens. Nobody at TK knows.",
        "Super Bowl XXX was played in 1996.",
        "Choose Insert, then insert text where the mark is, or insert link after link.",
    ],
)
def test_what_looks_like_a_mark_and_is_none_is_left_alone(words: str) -> None:
    assert "forgotten" not in found(with_body(f"<p>{words}</p>", words))


def test_tk_is_a_court_in_polish() -> None:
    words = "Wyrok wydał TK."
    polish = issue_of(newsletter=a_newsletter(language="pl"))
    assert "forgotten" not in found(with_body(f"<p>{words}</p>", words), polish)
    assert "forgotten" in found(with_body(f"<p>{words}</p>", words))


@pytest.mark.parametrize(
    "words",
    ["It was $TK", "TKTK", "[TK]", "FIXME: check", "TBD", "[insert picture here]", "Lorem dolor sit", "TODO: end"],
)
def test_a_mark_is_found_in_both_parts_and_in_the_words_of_pictures(words: str) -> None:
    assert "forgotten" in found(with_body(f"<p>{words}</p>"))
    assert "forgotten" in found(a_good_letter(text=f"{TEXT}\n\n{words}\n"))
    assert "forgotten" in found(with_body(IMAGE.replace("A house", words)))


def test_titles_of_offers_and_of_the_archive_may_stand_alone() -> None:
    offers = (CatalogueItem("A book"), CatalogueItem("A map"))
    issue = issue_of(deals=offers, members=("free",), archive=(RelatedItem("A song"),))
    body = "<h2>Deals</h2><h3>A book</h3><h3>A map</h3><h2>Earlier</h2><h3>A song</h3><h2>Empty</h2><h2>Full</h2>"
    seen = found(with_body(body, "A book\nA map\nA song\n"), issue)
    assert seen["empty-sections"] == "nothing stands below the heading “Empty”"
    assert "empty-sections" not in found(with_body(body.replace("<h2>Empty</h2>", ""), "A book\nA map"), issue)


@pytest.mark.parametrize(
    ("html", "text", "lost"),
    [
        ("A book, £12", "A book, 12 Sample Street", "“£12”"),
        ("A book, £12", "A book, €12", "“£12”"),
        ("A book, £12", "A book, £125", "“£12”"),
        ("A book, £12", "A book, £12.50", "“£12”"),
        ("A book, £12", "Only £12", "the offer “A book”"),
        ("Only £12", "A book, £12", "the offer “A book”"),
    ],
)
def test_a_price_is_compared_with_its_sign_and_to_its_end(html: str, text: str, lost: str) -> None:
    issue = issue_of(deals=(CatalogueItem("A book", price="£12"),), members=("free",))
    assert lost in found(with_body(f"<p>{html}</p>", text), issue)["offers"]


@pytest.mark.parametrize("text", ["A book, £12.", "A book (£12)", "A book,\n£12"])
def test_a_price_may_end_a_sentence(text: str) -> None:
    issue = issue_of(deals=(CatalogueItem("A book", price="£12"),), members=("free",))
    assert "offers" not in found(with_body("<p>A book, £12</p>", text), issue)


@pytest.mark.parametrize(
    "hidden",
    [
        WAY_OUT.replace("<a ", '<a style="display:none" '),
        WAY_OUT.replace("<a ", "<a hidden "),
        WAY_OUT.replace(">Unsubscribe<", ">.<"),
        *(
            f'<div style="{style}">{WAY_OUT}</div>'
            for style in (
                "visibility:hidden",
                "font-size:0",
                "font-size:0px;line-height:0",
                "opacity:0",
                "max-height:0;overflow:hidden",
                "font:0/0 a ",
            )
        ),
    ],
)
def test_a_way_out_that_nobody_sees_is_none(hidden: str) -> None:
    assert "unsubscribe" in found(a_good_letter(html=HTML.replace(WAY_OUT, hidden)))


@pytest.mark.parametrize(
    "shown",
    [
        f'<div style="font-size:0"><p style="font-size:14px">{WAY_OUT}</p></div>',
        f'<div style="visibility:hidden"><p style="visibility:visible">{WAY_OUT}</p></div>',
        WAY_OUT.replace(">Unsubscribe<", f">{IMAGE}<"),
    ],
)
def test_a_way_out_that_is_shown_again_is_one(shown: str) -> None:
    assert "unsubscribe" not in found(a_good_letter(html=HTML.replace(WAY_OUT, shown)))


def test_a_file_of_the_issue_that_is_missing_forbids_sending() -> None:
    issue = issue_of(newsletter=a_newsletter(web_url="https://letter.test/issues"))
    page = "https://letter.test/issues/2024-W25/images/a.png"
    made = with_body(f'{IMAGE.replace("https://letter.test/a.png", page)}<a href="{page}">A house</a>')
    assert "images/a.png" in whole(made, issue)["files"]
    assert "files" not in whole(made, issue, images__a_png=b"x")
    assert "has nothing in" in whole(made, issue, images__a_png=b"")["files"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("From", "The Letter <evil@bad.test>"),
        ("To", "Others <others@letter.test>"),
        ("Reply-To", "no-reply@letter.test"),
        ("List-Unsubscribe", "<https://bad.test/u>"),
    ],
)
def test_a_message_with_other_headers_than_its_manifest_is_found(name: str, value: str) -> None:
    made = a_good_letter(headers={**HEADERS, "Reply-To": "desk@letter.test"})
    said = {"Reply-To": "desk@letter.test", name: value}
    seen = found(replace(made, eml=a_message(made, **said)))
    assert seen["carried"].startswith(f"{name} of letter.eml is")
    assert "carried" not in found(replace(made, eml=a_message(made, **{"Reply-To": "desk@letter.test"})))


def test_answers_are_those_of_the_message() -> None:
    assert "answers" in found(replace(GOOD, eml=a_message(GOOD, **{"Reply-To": "no-reply@letter.test"})))


@pytest.mark.parametrize(
    "html",
    [
        '<p style="color:silver">Words</p>',
        '<p style="color:hsl(0, 0%, 80%)">Words</p>',
        '<font color="#dddddd">Words</font>',
        "<style>.k{color:#ddd}</style><p class='k'>Words</p>",
        "<style>[data-ogsc] .k{color:#ddd !important}</style><p class='k'>Words</p>",
        '<div style="color:#fff;background:#fff url(https://letter.test/a.png)">Words</div>',
    ],
)
def test_faint_words_are_found_however_their_colour_is_spelt(html: str) -> None:
    assert "contrast" in found(with_body(html))


def test_what_stands_under_a_pointer_or_in_another_medium_is_no_colour_of_the_letter() -> None:
    css = "<style>p:hover{color:#fff} @media print{p{color:#fff}} /* p{color:#fff} */</style><p>Words</p>"
    assert found(with_body(css)) == {}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("rebeccapurple", (102, 51, 153)),
        ("hsl(120, 100%, 25%)", (0, 128, 0)),
        ("#123456ff", (18, 52, 86)),
        ("#12345680", None),
        ("hsla(120, 100%, 25%, 0.5)", None),
        ("linear-gradient(red, blue)", None),
    ],
)
def test_colours_are_understood_in_all_their_spellings(value: str, expected: tuple[int, int, int] | None) -> None:
    assert colour(value) == expected


@pytest.mark.parametrize("part", ["html", "text"])
def test_a_story_whose_words_one_part_lost_is_found(part: str) -> None:
    lost = {part: {"html": HTML, "text": TEXT}[part].replace("One thing happened. Then another did.", "…")}
    assert "lacks the first words of “A tale”" in found(a_good_letter(**lost))["told"]


def test_links_are_compared_whole_and_both_ways() -> None:
    longer = a_good_letter(
        html=HTML.replace("<p>Some words.</p>", '<a href="https://letter.test/iss">Issue</a>'),
        text=f"{TEXT}https://letter.test/issues\n",
    )
    told = [one.what for one in findings(issue_of(), [longer]) if one.check == "same-links"]
    assert told == [
        "the text part lacks 1 of the links: “https://letter.test/iss”",
        "the HTML part lacks 1 of the text part's links: “https://letter.test/issues”",
    ]


@pytest.mark.parametrize(
    "url",
    [
        "mailto:",
        "tel:",
        "mailto:editor",
        "https://letter..test/a",
        "https://letter.test:99999/a",
        "https://user:pw@letter.test/a",
        "https://letter.test/a,",
    ],
)
def test_an_address_that_leads_nowhere_is_found(url: str) -> None:
    assert "links" in found(with_body(f'<a href="{url}">A page</a>'))
    assert "links" in found(with_body(f'<map name="m"><area href="{url}" alt="A page"></map>'))


@pytest.mark.parametrize("url", ["mailto:?subject=Read%20this", "tel:+441632960001", "https://letter.test:8443/a"])
def test_an_address_that_leads_somewhere_is_left_alone(url: str) -> None:
    assert "links" not in found(with_body(f'<a href="{url}">A page</a>'))


@pytest.mark.parametrize(
    ("words", "there"),
    [
        ("bank.com", "https://evil.test/x"),
        ("Visit www.bank.com now", "https://evil.test/x"),
        ("https://good.github.io/x", "https://bad.github.io/x"),
    ],
)
def test_words_that_name_another_host_are_found(words: str, there: str) -> None:
    assert "deceptive" in found(with_body(f'<a href="{there}">{words}</a>'))


@pytest.mark.parametrize(
    "words", ["Booking.com", "ASP.NET", "Node.js", "What became of www.bank.com when the bank was sold"]
)
def test_a_name_with_a_dot_is_no_address(words: str) -> None:
    assert "deceptive" not in found(with_body(f'<a href="https://news.test/x">{words}</a>'))


@pytest.mark.parametrize(
    "words",
    ["Click here!", "hier klicken", "Weiterlesen …", "cliquez ici", "Lire la suite", "haga clic aquí", "подробнее"],
)
def test_words_that_say_nothing_are_found_in_other_languages(words: str) -> None:
    assert "link-words" in found(with_body(f'<a href="https://letter.test/x">{words}</a>'))


@pytest.mark.parametrize("words", ["© Fine Print Ltd. 2019", "© Fine Print 2015–2019", "© 2019–21 The Letter"])
def test_a_year_gone_by_is_found_behind_a_name(words: str) -> None:
    assert "stale-year" in found(with_body(f"<p>{words}</p>"))


@pytest.mark.parametrize("words", ["© The Letter, founded in 1998", "© 2019–24 The Letter", "© The Letter 2024"])
def test_a_year_that_is_right_is_left_alone(words: str) -> None:
    assert "stale-year" not in found(with_body(f"<p>{words}</p>"))


@pytest.mark.parametrize(
    ("html", "check"),
    [
        ('<img src="https://letter.test/a.gif" alt="" style="width:1px;height:1px">', "tracking"),
        (IMAGE.replace("a.png", "a.svg"), "picture-kind"),
        (IMAGE.replace("a.png", "a.webp?w=600"), "picture-kind"),
        ('<img src="cid:none" alt="A house" width="60" height="40">', "pictures"),
        ('<a href="https://www.bit.ly/x">A page</a>', "shortened"),
        ("<mj-text>Words</mj-text>", "elements"),
    ],
)
def test_a_picture_or_an_element_that_fails_somewhere_is_found(html: str, check: str) -> None:
    assert check in found(with_body(html))


def test_a_picture_that_the_message_carries_is_shown() -> None:
    made = with_body('<img src="cid:house" alt="A house" width="60" height="40">')
    part = b"--=_letter\r\nContent-Type: image/png\r\nContent-ID: <house>\r\n\r\nx\r\n--=_letter--"
    assert "pictures" not in found(replace(made, eml=made.eml.replace(b"--=_letter--", part)))


def test_the_issue_s_own_pages_may_be_put_on_the_web_later() -> None:
    issue = issue_of(newsletter=a_newsletter(web_url="https://letter.test/issues"))
    own, other = "https://letter.test/issues/2024-W25/", "https://letter.test/issues/2024-W24/"
    letter = with_body(f'<a href="{own}">This issue</a><a href="{other}">The last</a>')
    html = letter.html.replace("letter.test/issues", "letter.invented/issues")
    made = replace(letter, html=html)
    web = replace(issue, newsletter=a_newsletter(web_url="https://letter.invented/issues"))
    gone = {url.replace("letter.test", "letter.invented"): (True, "status 404") for url in (own, other)}
    seen = link_findings(laid(web, [made]), gone)
    assert {one.what.split()[3]: (one.severity, "outbox/archive" in one.hint) for one in seen} == {
        own.replace("letter.test", "letter.invented"): (Severity.SHOULD, True),
        other.replace("letter.test", "letter.invented"): (Severity.MUST, False),
    }


BROKEN = {
    "bold": "<b>x" * 20_000,
    "nested": "<div>" * 20_000,
    "links": '<a href="https://letter.test/x">x' * 10_000,
    "braces": "{{ " * 100_000,
    "stars": "*|A" * 100_000,
    "percents": "%%a" * 100_000,
    "rules": f"<style>{'a{b:' * 50_000}</style>",
    "comments": f"<style>{'/*' * 50_000}</style>",
    "media": f"<style>{'@media (prefers-color-scheme:dark){a{b:c}' * 5_000}</style>",
    "open": "<" * 100_000,
    "style": f'<p style="{"a" * 200_000}">x</p>',
    "address": f"https://{'a' * 300_000}",
}


@pytest.mark.parametrize("name", BROKEN)
def test_no_check_takes_long_over_what_was_broken_by_hand(name: str) -> None:
    made = replace(GOOD, html=HTML.replace("</body>", f"{BROKEN[name]}</body>"), text=TEXT + BROKEN[name])
    ready = laid(issue_of(), [made])
    begun = time.process_time()
    preflight(ready)
    assert time.process_time() - begun < 5  # seconds; each took more than ten, or never came back


def test_rules_are_read_with_what_stands_around_them() -> None:
    css = "@import 'a'; a{color:red} @media print{b,i{color:blue}} /* x{y:z} */ }} c{d:e"
    assert [(one.media, one.selector, dict(one.said)) for one in style_rules(css)] == [
        ("", "a", {"color": "red"}),
        ("@media print", "b", {"color": "blue"}),
        ("@media print", "i", {"color": "blue"}),
    ]
