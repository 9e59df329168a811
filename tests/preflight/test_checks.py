from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from digest.model import Audience, Issue, Letter, Mailbox, Picture, Severity
from digest.preflight import CHECKS, preflight
from digest.templating.environment import templates
from digest.templating.letter import letter
from tests.factories import a_letter, a_newsletter, a_story, an_issue

GOOD = a_letter()


def found(letter: Letter = GOOD, issue: Issue | None = None) -> list[str]:
    return [finding.check for finding in preflight(issue or an_issue(), [letter])]


def with_body(extra: str) -> Letter:
    return a_letter(html=GOOD.html.replace("<p>Some words.</p>", extra))


def test_a_good_letter_has_no_findings() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("change", "check"),
    [
        ({"html": GOOD.html.replace("/unsubscribe", "/elsewhere")}, "unsubscribe"),
        ({"html": GOOD.html.replace(">Unsubscribe<", "><")}, "unsubscribe"),
        ({"text": GOOD.text.replace("/unsubscribe", "/elsewhere")}, "unsubscribe"),
        ({"html": GOOD.html.replace("Anytown", "Town")}, "postal-address"),
        ({"text": GOOD.text.replace("Anytown", "Town")}, "postal-address"),
        ({"html": GOOD.html + "x" * 102_400}, "size"),
        ({"html": GOOD.html + "x" * 82_000}, "room"),
        ({"subject": " "}, "subject"),
        ({"subject": "Hi"}, "subject-length"),
        ({"subject": "x" * 61}, "subject-length"),
        ({"preheader": "short"}, "preheader"),
        (
            {
                "preheader": "A subject of a decent length, said again",
                "subject": "A SUBJECT of a decent length, said again",
            },
            "preheader",
        ),
        ({"subject": "Hello {{ name }}, here it is"}, "placeholders"),
        ({"html": GOOD.html.replace("Some words", "Dear *|FNAME|*")}, "placeholders"),
        ({"text": GOOD.text + "Dear %%name%%"}, "placeholders"),
        ({"eml": b"Subject: s\r\n\r\n" + b"x" * 999 + b"\r\n"}, "message"),
        ({"eml": b"Subject: s\n\nbody\n"}, "message"),
        ({"eml": b"Subject: s\r\n\r\ncaf\xe9\r\n"}, "message"),
    ],
)
def test_a_fault_is_found(change: dict[str, Any], check: str) -> None:
    assert check in found(a_letter(**change))


@pytest.mark.parametrize(
    ("html", "check"),
    [
        ('<a href="/relative">words</a>', "links"),
        ('<a href="">words</a>', "links"),
        ('<a href="javascript:alert(1)">words</a>', "links"),
        ('<a href="https://[letter.test">words</a>', "links"),
        ('<a href="https://letter.test/ü">words</a>', "links"),
        ('<a href="https://letter.test/a"></a>', "links"),
        ('<a href="https://letter.test/a">Read more …</a>', "link-words"),
        ('<img src="images/a.png" alt="x">', "pictures"),
        ('<img src="http://letter.test/a.png" alt="x">', "pictures"),
        ('<img src="https://letter.test/a.png">', "pictures"),
        ('<img src="https://letter.test/a.png" alt="IMG_2.jpg">', "pictures"),
        ("<p>More on this TK</p>", "forgotten"),
        ("<p>Lorem ipsum dolor</p>", "forgotten"),
    ],
)
def test_a_fault_in_the_html_is_found(html: str, check: str) -> None:
    assert found(with_body(html)) == [check]


@pytest.mark.parametrize(
    "html",
    [
        '<a href="mailto:desk@letter.test">Write to us</a>',
        '<a href="https://letter.test/a"><img src="https://letter.test/a.png" alt="A house"></a>',
        '<img src="cid:a@letter.test" alt="">',
        "<p>Better left undefined</p>",
        "<p>Attkisson and TKO are names.</p>",
        "<style>a{color:red} /* TODO */</style>",
    ],
)
def test_what_is_right_is_left_alone(html: str) -> None:
    assert found(with_body(html)) == []


def a_real_letter(**changes: Any) -> tuple[Letter, Issue]:
    """What templating makes of a newsletter with these settings."""
    issue = an_issue(newsletter=a_newsletter(**changes))
    return letter(issue, Audience("free", "Free readers", deals=False), templates()), issue


@pytest.mark.parametrize(
    "url",
    [
        "https://exämple.test/u",
        "https://letter.test/ü",
        "https://LETTER.test/u",
        "https://letter.test?u",
        "https://letter.test/u?a=1&b=2",
        "https://letter.test/{{id}}/*|E|*",
        "https://letter.test/u?a={{ id | 'x' }}&b=%%list%%&c=${d}",
    ],
)
@pytest.mark.parametrize("setting", ["unsubscribe_url", "manage_url", "subscribe_url", "web_url", "home_page"])
def test_an_address_may_be_spelt_as_the_settings_allow(setting: str, url: str) -> None:
    assert found(*a_real_letter(**{setting: url})) == []


@pytest.mark.parametrize(
    "address",
    [
        "1 Cafe\u0301 Street, Anytown",
        "一二三四五六七八九十" * 4 + "一二三四五",
        "1 Any\u200bStreet, e\u200b\u0301 \u3164Town",
        "[[HQ]], 1 Any Street",
        "1 Any Street\nAnytown <AB1>",
    ],
)
def test_a_postal_address_may_hold_what_the_settings_allow(address: str) -> None:
    assert found(*a_real_letter(postal_address=address)) == []


def test_a_postal_address_of_no_letters_is_none() -> None:
    assert "postal-address" in found(issue=an_issue(newsletter=a_newsletter(postal_address="—")))


def test_the_way_out_is_the_one_that_the_header_names() -> None:
    assert "unsubscribe" in found(a_letter(headers={"List-Unsubscribe": "<https://letter.test/elsewhere>"}))


def test_an_own_address_may_begin_like_another() -> None:
    made = a_real_letter(
        unsubscribe_url="https://letter.test/{{id}}", manage_url="https://letter.test/{{id}}/{{key}}"
    )
    assert found(*made) == []


def test_the_merge_tag_of_an_own_address_is_one_nowhere_else() -> None:
    made, issue = a_real_letter(unsubscribe_url="https://letter.test/{{id}}")
    assert found(replace(made, text=made.text + "Dear {{id}}"), issue) == ["placeholders"]
    assert found(replace(made, text=made.text + "https://letter.test/{{other}}"), issue) == ["placeholders"]


def test_a_story_that_ends_in_the_letter_is_named() -> None:
    issue = an_issue(a_story("A tale"), newsletter=a_newsletter(web_url=""))
    (finding,) = preflight(issue, [GOOD])
    assert (finding.check, finding.what) == ("read-on", "nowhere to read on: “A tale”")


def test_a_picture_that_nobody_described_is_named() -> None:
    story = a_story("A tale", picture=Picture("https://letter.test/a.png", file=Path("a.png")))
    assert found(issue=an_issue(story)) == ["picture-words"]


def test_a_letter_without_a_story_for_its_readers_is_forbidden() -> None:
    assert "stories" in found(issue=an_issue(a_story(audience="member")))


def test_an_address_that_nobody_reads_is_noticed() -> None:
    newsletter = a_newsletter(reply_to=Mailbox("The Letter", "no-reply@letter.test"))
    assert found(issue=an_issue(newsletter=newsletter)) == ["answers"]


def test_sample_values_are_noticed_but_forbid_nothing() -> None:
    newsletter = a_newsletter(sender=Mailbox("The Letter", "post@letter.example.org"))
    (finding,) = preflight(an_issue(newsletter=newsletter), [GOOD])
    assert (finding.check, finding.forbids) == ("sample-values", False)


def test_what_is_wrong_in_every_letter_is_said_once() -> None:
    letters = [a_letter(subject="Hi"), a_letter(subject="Hi", audience="member")]
    assert [(f.check, f.audience) for f in preflight(an_issue(), letters)] == [("subject-length", "")]


def test_what_is_wrong_in_one_letter_names_its_audience() -> None:
    letters = [GOOD, a_letter(subject="Hi", audience="member")]
    assert [(f.check, f.audience) for f in preflight(an_issue(), letters)] == [("subject-length", "member")]


def test_the_gravest_findings_come_first() -> None:
    faulty = a_letter(subject="Hi", html=GOOD.html.replace("Anytown", "Town"))
    assert [f.severity for f in preflight(an_issue(), [faulty])] == [Severity.MUST, Severity.SHOULD]


def test_every_check_has_a_name_of_its_own_a_source_and_a_way_to_mend() -> None:
    assert len({check.name for check in CHECKS}) == len(CHECKS)
    assert all(check.look.__doc__ and check.hint for check in CHECKS)
