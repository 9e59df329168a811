"""Checks that look at links, pictures, words, colours and the message; each fault is put into a good letter."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.model import CatalogueItem, Issue, Letter, NoteBlock, Picture, SentIssue, Span, Week
from digest.outbox import as_json, letter_files, record
from digest.outbox.laid import as_laid
from digest.preflight import preflight
from digest.preflight.colours import colour, ratio
from digest.templating.environment import templates
from digest.templating.letter import letter
from tests.factories import a_newsletter, a_story, an_issue
from tests.preflight.laying import HTML, a_good_letter, a_message, findings
from tests.templating.issues import FREE, MEMBER, a_bare_issue, a_full_issue, a_hostile_issue
from tests.templating.languages import a_german_issue, an_arabic_issue

ENV = templates()
GOOD = a_good_letter()
PICTURE = '<img src="https://letter.test/a.png" alt="A house" width="60" height="40">'


def issue_of(**changes: Any) -> Issue:
    return an_issue(replace(a_story("A tale"), url="https://letter.test/a"), **changes)


def found(letter: Letter = GOOD, issue: Issue | None = None) -> dict[str, str]:
    """What each check says first, by its name."""
    told = findings(issue or issue_of(), [letter])
    return {one.check: one.what for one in reversed(told)}


def with_body(extra: str) -> Letter:
    addresses = "".join(f"\n{url}\n" for url in re.findall(r'href="([^"]*)"', extra))
    return a_good_letter(html=HTML.replace("<p>Some words.</p>", extra), text=GOOD.text + addresses)


def with_html(old: str, new: str) -> Letter:
    assert old in HTML
    return a_good_letter(html=HTML.replace(old, new))


@pytest.mark.parametrize(
    ("html", "check"),
    [
        ('<a href="#">Above</a>', "links"),
        ('<a href="https://localhost/a">A draft</a>', "links"),
        ('<a href="https://127.0.0.1/a">A draft</a>', "links"),
        ('<a href="https://192.168.1.4/a">A draft</a>', "links"),
        ('<a href="https://nas.local/a">A draft</a>', "links"),
        ('<a href="https://https://letter.test/a">Twice</a>', "links"),
        ('<a href="https://letter.test/a b">A space</a>', "links"),
        ('<a href="https://letter.test/a)">A bracket</a>', "links"),
        ('<a href="https://letter.test/abc...">Cut off</a>', "links"),
        ('<a href="https://letter.test/abc%E2%80%A6">Cut off</a>', "links"),
        ('<a href="https://bad.test/a">https://bank.test/log-in</a>', "deceptive"),
        ('<a href="https://bad.test/a">www.bank.test</a>', "deceptive"),
        ('<a href="https://bit.ly/a">Our survey</a>', "shortened"),
        ('<a href="http://letter.test/a">Our survey</a>', "insecure"),
        (PICTURE.replace(' height="40"', ""), "picture-room"),
        ('<img src="https://letter.test/a.png" alt="" width="1" height="1">', "tracking"),
        (PICTURE * 2, "picture-share"),
        ("<p>See [link] for more</p>", "forgotten"),
        ("<p>Insert here</p>", "forgotten"),
        ("<p>© 2019 The Letter</p>", "stale-year"),
        ("<p>Copyright 2012–2020 The Letter</p>", "stale-year"),
        ("<h2>Deals</h2><h2>Books</h2><p>A book.</p>", "empty-sections"),
        ("<h4>Deep</h4><p>Words</p>", "headings"),
        ("<h1>Another</h1><p>Words</p>", "headings"),
        ("<table><tr><td>Words</td></tr></table>", "tables"),
        ("<form><p>Vote</p></form>", "elements"),
        ("<svg></svg>", "elements"),
        ("<iframe src='https://a.test'></iframe>", "elements"),
        ('<p onclick="x()">Words</p>', "elements"),
        ('<div style="display:flex">Words</div>', "css"),
        ('<div style="color:#000;position:absolute">Words</div>', "css"),
        ('<div style="width:calc(100% - 2px)">Words</div>', "css"),
        ("<p>Dear *|FNAME</p>", "merge-tags"),
        ("<p>Dear %recipient.name</p>", "merge-tags"),
        ("<p>Dear {{{ name</p>", "merge-tags"),
        ('<p style="color:#999">Words</p>', "contrast"),
        ('<p style="color:#666">Words</p>', "contrast-more"),
        ('<p style="color:#fff;background:#fff">Words</p>', "contrast"),
        (
            '<table role="presentation"><tr><td bgcolor="#000000" style="color:#222">Words</td></tr></table>',
            "contrast",
        ),
    ],
)
def test_a_fault_in_the_html_is_found(html: str, check: str) -> None:
    assert check in found(with_body(html))


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://en.wikipedia.test/wiki/Bern_(city)">Bern</a>',
        '<a href="https://blog.bank.test/a">https://www.bank.test/</a>',
        '<a href="https://news.test/a">Booking.com and Node.js</a>',
        "<p>© 2024 The Letter. Copyright 2012–2024. In 1840 all rights were reserved.</p>",
        "<table><caption>Prices</caption><tr><th>A</th></tr><tr><td>1</td></tr></table>",
        '<p style="color:#000;background-color:#fff">Words</p>',
        '<p style="color:#767676;font:bold 30px Georgia">Large words</p>',
        '<div style="position:static;float:none">Words</div>',
        "<p>Words</p><h2>Deals</h2><h3>One</h3><p>Words</p>",
        f"<p>Words</p><h2>Only a picture</h2>{PICTURE}",
        "<p>50% of 100%% or {a}</p>",
    ],
)
def test_what_is_right_is_left_alone(html: str) -> None:
    assert found(with_body(html)) == {}


@pytest.mark.parametrize(
    ("old", "new", "check"),
    [
        (' lang="en"', "", "document"),
        (' dir="ltr"', "", "document"),
        ("<title>The Letter</title>", "", "document"),
        ("<h1>The Letter</h1>", "", "headings"),
        ("</head>", f"<style>{'a{color:#000}' * 700}</style></head>", "styles"),
        ("</head>", '<link rel="stylesheet" href="https://a.test/a.css"></head>', "elements"),
        ("</head>", "<style>.a{display:grid}</style></head>", "css"),
        ("&#847; ", " ", "preheader-shown"),
        ('<div style="display:none">', '<p>View in browser</p><div style="display:none">', "preheader-shown"),
    ],
)
def test_a_fault_of_the_whole_document_is_found(old: str, new: str, check: str) -> None:
    assert check in found(with_html(old, new))


def test_the_dark_letter_is_looked_at_by_its_own_rules() -> None:
    rules = "body{background-color:#000!important}.k{color:#333!important}p{color:#fff}"
    dark = HTML.replace("</head>", f"<style>@media (prefers-color-scheme:dark){{{rules}}}</style></head>")
    seen = found(a_good_letter(html=dark.replace("<p>Some words.", '<p class="k">Some words.')))
    assert seen["contrast"].startswith("in the dark letter “")
    whole = dark.replace(".k{color:#333", ".k,h1,h2,a,p{color:#eee")
    assert "contrast" not in found(a_good_letter(html=whole))


def test_contrast_is_counted_as_wcag_does() -> None:
    assert round(ratio((255, 255, 255), (0, 0, 0)), 2) == 21
    assert round(ratio((118, 118, 118), (255, 255, 255)), 2) == 4.54


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("#Fff", (255, 255, 255)),
        ("#102030 !important", (16, 32, 48)),
        ("rgb(1, 2,3)", (1, 2, 3)),
        ("black", (0, 0, 0)),
    ],
)
def test_colours_are_understood_as_css_spells_them(value: str, expected: tuple[int, int, int]) -> None:
    assert colour(value) == expected


@pytest.mark.parametrize("value", ["rgba(0,0,0,.5)", "currentcolor", "", "#12"])
def test_a_colour_that_cannot_be_told_is_none(value: str) -> None:
    assert colour(value) is None


def test_a_letter_that_gmail_clips_says_after_which_words() -> None:
    long = "".join(f"<p>{'word ' * 20}{number}</p>\n" for number in range(1_200))
    what = found(with_body(long))["size"]
    last, line = re.findall(r"“…(.*)” \(line ([\d,]+) of letter.html\)", what)[0]
    html = with_body(long).html.encode()[:102_400].decode()
    assert " ".join(re.sub(r"<[^>]*>?", " ", html).split()).endswith(last)
    assert int(line.replace(",", "")) == html.count("\n") + 1


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        ("ALL OUR STORIES OF THIS WEEK", "capitals"),
        ("Read this now!! It is good", "shouts"),
        ("Re: what you asked last week", "answer"),
        ("AW: was Sie gefragt haben", "answer"),
    ],
)
def test_a_subject_of_spam_is_found(subject: str, said: str) -> None:
    assert said in found(a_good_letter(subject=subject))["subject-tone"]


@pytest.mark.parametrize(
    "subject", ["NATO meets in Bern", "What now? The bridge is closed!", "Results: the bridge holds"]
)
def test_a_calm_subject_is_left_alone(subject: str) -> None:
    assert "subject-tone" not in found(a_good_letter(subject=subject))


def sent(week: Week, subject: str) -> SentIssue:
    when = datetime(2024, 6, 1, tzinfo=UTC)
    return SentIssue(week, date(2024, 6, 1), 1, subject, when, ("free",), (), (), ())


@pytest.mark.parametrize(
    ("subject", "week", "again"),
    [
        ("A Subject of a decent length!", Week(2024, 24), True),
        ("Another subject of some length", Week(2024, 24), False),
        ("A subject of a decent length", Week(2024, 25), False),
        ("A subject of a decent length", Week(2024, 26), False),
    ],
)
def test_a_subject_that_came_before_is_found(subject: str, week: Week, again: bool) -> None:
    told = findings(issue_of(), [GOOD], [sent(week, subject)])
    assert ("subject-again" in [one.check for one in told]) is again


def test_the_year_of_a_picture_s_credit_is_not_the_letter_s() -> None:
    assert found(with_body(f"<p>Photo: © 2019 A. Person</p><p>{'word ' * 60}</p>")) == {}


def test_a_subject_of_long_ago_may_come_again() -> None:
    before = [
        sent(Week(2024, number), GOOD.subject if number == 10 else f"Week {number}") for number in range(10, 25)
    ]
    assert "subject-again" not in [one.check for one in findings(issue_of(), [GOOD], before)]


@pytest.mark.parametrize(
    ("headers", "check"),
    [
        ({"List_Unsubscribe": "<mailto:u@letter.test>"}, "one-click"),
        ({"List_Unsubscribe": "<http://letter.test/u>"}, "one-click"),
        ({"List_Unsubscribe": "<https://localhost/u>"}, "one-click"),
        ({"List_Unsubscribe_Post": "yes"}, "one-click"),
        ({"Date": " "}, "headers"),
        ({"To": " "}, "headers"),
        ({"Date": "Sun, 23 Jun 2024 07:00:00"}, "headers"),
        ({"Message_ID": "<1@mailer.example.org>"}, "message-id"),
        ({"Subject": "Another subject altogether"}, "carried"),
        ({"X_Name": "{{ name }}"}, "placeholders"),
    ],
)
def test_a_fault_in_the_headers_is_found(headers: dict[str, str], check: str) -> None:
    assert check in found(replace(GOOD, eml=a_message(GOOD, **headers)))


def test_a_header_that_stands_there_twice_is_found() -> None:
    twice = GOOD.eml.replace(b"Subject:", b"Subject: Again\r\nSubject:", 1)
    assert "more than one" in found(replace(GOOD, eml=twice))["headers"]


def test_a_message_whose_parts_are_broken_is_found() -> None:
    broken = GOOD.eml.replace(b"--=_letter--\r\n", b"")
    assert "the message is broken" in found(replace(GOOD, eml=broken))["message"]


@pytest.mark.parametrize("part", ["html", "text"])
def test_a_message_that_carries_other_words_than_were_checked_is_found(part: str) -> None:
    changed = replace(GOOD, **{part: getattr(GOOD, part).replace("Some words", "Other words")})
    assert "is not what letter.eml carries" in found(changed)["carried"]


def test_a_file_that_was_mended_by_hand_is_named() -> None:
    files: dict[str, Any] = dict(letter_files(GOOD, issue_of(), "ready"))
    files["issue.json"] = as_json(record(issue_of(), version="1", audiences=["free"]))
    files["free/letter.txt"] += b"P. S.\n"
    whats = {one.check: one.what for one in preflight(as_laid(issue_of().week, files))}
    assert whats["edited"] == "not as it was built: “letter.txt”"


def test_a_link_that_only_one_part_has_is_named() -> None:
    html = HTML.replace("<p>Some words.</p>", '<a href="https://letter.test/only">Only here</a>')
    assert "https://letter.test/only" in found(a_good_letter(html=html))["same-links"]


def test_a_price_that_a_part_lacks_is_named() -> None:
    issue = issue_of(deals=(CatalogueItem("A book", price="£12", code="SUN"),), members=("free",))
    html = HTML.replace("Some words.", "A book, £12, SUN")
    made = a_good_letter(html=html, text=GOOD.text + "A book, £12\n")
    assert found(made, issue)["offers"] == "the text part lacks “SUN” of “A book”"


def test_a_note_with_a_weekday_that_cannot_be_is_found() -> None:
    text = "We meet on Monday, 25 June, and on Tuesday 25 June 2024."
    issue = issue_of(note=(NoteBlock((Span(text),)),))
    made = a_good_letter(html=HTML.replace("Some words.", text), text=GOOD.text + text)
    assert found(made, issue)["weekday"] == "the note says “Monday, 25 June”, but 2024-06-25 is a Tuesday"


@pytest.mark.parametrize("audience", ["free", "member"])
def test_an_issue_without_stories_needs_something_else_to_read(audience: str) -> None:
    issue = replace(issue_of(deals=(CatalogueItem("A tale"),), members=("member",)), stories=())
    assert ("stories" in found(a_good_letter(audience=audience), issue)) == (audience == "free")


def test_stories_beyond_the_letter_are_not_missed_and_counted() -> None:
    issue = an_issue(a_story("A tale", url="https://a.test/"), a_story("A song", url="https://a.test/"))
    seen = found(a_good_letter(beyond=("A song.txt",)), issue)
    assert seen["beyond"].startswith("1 story stands in the web edition alone")
    assert "told" not in seen


def test_a_heavy_picture_is_named() -> None:
    files: dict[str, Any] = dict(letter_files(with_body(PICTURE), issue_of(), "ready"))
    files["issue.json"] = as_json(record(issue_of(), version="1", audiences=["free"]))
    files |= {"images/a.png": b"x" * 300_000, "images/unseen.png": b"x" * 900_000}
    whats = [one.what for one in preflight(as_laid(issue_of().week, files)) if one.check == "picture-weight"]
    assert whats == ["the picture images/a.png has 300,000 bytes; 200,000 are enough"]


def test_a_picture_much_wider_than_a_letter_is_named() -> None:
    story = a_story("A tale", picture=Picture("https://letter.test/a.png", "A house", 4_000, 3_000))
    assert (
        "4,000 pixels wide"
        in found(with_body(PICTURE), an_issue(replace(story, url="https://a.test/")))["picture-weight"]
    )


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("https://letter.test/{{unsubscribe_ulr}}", "is “unsubscribe_url” meant?"),
        ("https://letter.test/*|UNSUB", "not whole"),
        ("https://letter.test/{{id}", "not whole"),
    ],
)
def test_a_misspelt_merge_tag_of_the_settings_is_found(url: str, said: str) -> None:
    issue = issue_of(newsletter=a_newsletter(manage_url=url))
    assert said in found(GOOD, issue)["merge-tags"]


def test_merge_tags_of_two_services_are_found() -> None:
    issue = issue_of(newsletter=a_newsletter(manage_url="https://a.test/{{id}}", join_url="https://a.test/*|ID|*"))
    laid = as_laid(
        issue.week,
        letter_files(GOOD, issue, "ready") | {"issue.json": as_json(record(issue, version="1", audiences=["free"]))},
    )
    assert "mixed-tags" in [one.check for one in preflight(laid)]


@pytest.mark.parametrize("issue", [a_full_issue, a_bare_issue, a_hostile_issue, a_german_issue, an_arabic_issue])
@pytest.mark.parametrize("audience", [FREE, MEMBER])
def test_letters_of_the_shipped_templates_get_no_undeserved_finding(issue: Any, audience: Any) -> None:
    made = issue()
    told = findings(made, [letter(made, audience, ENV)])
    deserved = {"read-on", "picture-words", "insecure"}
    assert [one for one in told if one.check not in deserved] == []


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=60),
    st.integers(0, len(HTML)),
    st.integers(0, 400),
    st.sampled_from(
        ["<a href='", "<img src=x width=9999999999999999", "<h", "<style>@media{", "<p style='color:rgb(", "&#"]
    ),
)
def test_no_check_breaks_on_html_that_was_mended_badly(text: str, at: int, cut: int, broken: str) -> None:
    html = HTML[:at] + text + broken + HTML[at + cut :]
    clean = html.encode("utf-8", "replace").decode()
    for one in findings(issue_of(), [replace(GOOD, html=clean, text=clean)]):
        assert one.what
        assert "\n" not in one.check


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200), st.integers(0, len(GOOD.eml)), st.integers(0, 300))
def test_no_check_breaks_on_a_message_that_was_mended_badly(noise: bytes, at: int, cut: int) -> None:
    findings(issue_of(), [replace(GOOD, eml=GOOD.eml[:at] + noise + GOOD.eml[at + cut :])])
