from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.model import (
    Audience,
    CatalogueItem,
    Issue,
    Letter,
    Mailbox,
    NoteBlock,
    Picture,
    Severity,
    Span,
    Story,
)
from digest.preflight import CHECKS
from digest.templating.environment import shipped, templates
from digest.templating.letter import letter
from tests import factories
from tests.factories import a_newsletter, an_issue
from tests.preflight.laying import a_good_letter, a_message, findings
from tests.templating.issues import FREE, MEMBER, a_bare_issue, a_full_issue, a_hostile_issue
from tests.templating.languages import a_german_issue, an_arabic_issue

ENV = templates()

GOOD = a_good_letter()


def a_story(title: str = "A title", *, url: str = "", **changes: Any) -> Story:
    return replace(factories.a_story(title, **changes), url=url)


def found(letter: Letter = GOOD, issue: Issue | None = None) -> list[str]:
    return [finding.check for finding in findings(issue or an_issue(), [letter])]


def with_body(extra: str) -> Letter:
    addresses = "".join(f"\n{url}\n" for url in re.findall(r'href="([^"]*)"', extra))
    return a_good_letter(html=GOOD.html.replace("<p>Some words.</p>", extra), text=GOOD.text + addresses)


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
        ({"html": GOOD.html + f"{'x' * 63}\n" * 1_600}, "size"),
        ({"html": GOOD.html + f"{'x' * 63}\n" * 1_300}, "room"),
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
    assert check in found(a_good_letter(**change))


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
        ('<img src="images/a.png" alt="x" width="60" height="40">', "pictures"),
        ('<img src="http://letter.test/a.png" alt="x" width="60" height="40">', "pictures"),
        ('<img src="https://letter.test/a.png" width="60" height="40">', "pictures"),
        ('<img src="https://letter.test/a.png" alt="IMG_2.jpg" width="60" height="40">', "pictures"),
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
        '<a href="https://letter.test/a"><img src="https://letter.test/a.png" alt="Sun" width="60" height="40"></a>',
        "<p>Better left undefined</p>",
        "<p>Attkisson and TKO are names.</p>",
        "<style>a{color:#600} /* TODO */</style>",
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
    assert "unsubscribe" in found(a_good_letter(headers={"List-Unsubscribe": "<https://letter.test/elsewhere>"}))


def test_an_own_address_may_begin_like_another() -> None:
    made = a_real_letter(
        unsubscribe_url="https://letter.test/{{id}}", manage_url="https://letter.test/{{id}}/{{key}}"
    )
    assert found(*made) == []


def test_the_merge_tag_of_an_own_address_is_one_nowhere_else() -> None:
    made, issue = a_real_letter(unsubscribe_url="https://letter.test/{{id}}")
    for more in ("Dear {{id}}", "https://letter.test/{{other}}"):
        assert found(replace(made, text=made.text + more), issue) == ["placeholders", "carried"]


def test_a_story_that_ends_in_the_letter_is_named() -> None:
    issue = an_issue(a_story("A tale"), newsletter=a_newsletter(web_url=""))
    (finding,) = findings(issue, [GOOD])
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
    letter = a_good_letter(html=GOOD.html)
    message = a_message(letter, Message_ID="<1@letter.example.org>")
    (finding,) = findings(an_issue(newsletter=newsletter), [replace(letter, eml=message)])
    assert (finding.check, finding.forbids) == ("sample-values", False)


def test_what_is_wrong_in_every_letter_is_said_once() -> None:
    letters = [a_good_letter(subject="Hi"), a_good_letter(subject="Hi", audience="member")]
    assert [(f.check, f.audience) for f in findings(an_issue(), letters)] == [("subject-length", "")]


def test_what_is_wrong_in_one_letter_names_its_audience() -> None:
    letters = [GOOD, a_good_letter(subject="Hi", audience="member")]
    assert [(f.check, f.audience) for f in findings(an_issue(), letters)] == [("subject-length", "member")]


def test_the_gravest_findings_come_first() -> None:
    faulty = a_good_letter(subject="Hi", html=GOOD.html.replace("Anytown", "Town"))
    assert [f.severity for f in findings(an_issue(), [faulty])] == [Severity.MUST, Severity.SHOULD]


def test_every_check_has_a_name_of_its_own_a_source_and_a_way_to_mend() -> None:
    assert len({check.name for check in CHECKS}) == len(CHECKS)
    assert all(check.look.__doc__ and check.hint for check in CHECKS)


@pytest.mark.parametrize("part", ["html", "text"])
def test_a_story_that_a_letter_does_not_tell_forbids_it(part: str) -> None:
    issue = an_issue(a_story("A tale", url="https://a.test/"), a_story("A song", url="https://a.test/"))
    lost = {"html": "the HTML part lacks the story “A song”", "text": "the text part lacks the story “A song”"}
    sung = {"html": GOOD.html.replace("A title", "A song"), "text": GOOD.text + "A song\n"}
    (finding,) = findings(issue, [a_good_letter(**{**sung, part: getattr(GOOD, part)})])
    assert (finding.check, finding.forbids, finding.what) == ("told", True, lost[part])
    assert "sections/stories" in finding.hint


def test_a_headline_that_a_letter_does_not_name_forbids_it() -> None:
    issue = an_issue(a_story("A tale", url="https://a.test/"), headlines=(a_story("A song", url="https://a.test/"),))
    seen = findings(issue, [GOOD])
    assert [(f.check, f.forbids, "“A song”" in f.what) for f in seen] == [("named", True, True)] * 2


def test_a_title_that_only_the_preheader_or_an_address_has_is_not_named() -> None:
    issue = an_issue(a_story("A tale", url="https://a.test/"), headlines=(a_story("song", url="https://a.test/"),))
    hidden = GOOD.html.replace("<h1>", '<div style="display:none">A song</div><h1>')
    made = a_good_letter(html=hidden, text=GOOD.text + "To read:\nhttps://letter.test/a-song\n")
    assert found(made, issue) == ["named", "named", "same-links"]


def test_what_only_other_readers_may_read_is_not_missed() -> None:
    others = (a_story("A song", audience="member"),)
    assert found(issue=an_issue(a_story("A tale", url="https://a.test/"), *others, headlines=others)) == []


def test_words_of_the_note_that_a_letter_lacks_forbid_it() -> None:
    note = (NoteBlock((Span("Dear readers, "), Span("this is news", strong=True), Span(" to all of us."))),)
    seen = findings(an_issue(a_story("A tale", url="https://a.test/"), note=note), [GOOD])
    assert [(f.check, f.forbids) for f in seen] == [("note", True)] * 2
    assert seen[0].what.endswith("“Dear readers, this is news …”")


def test_nothing_is_missed_in_a_letter_of_the_shipped_templates() -> None:
    for issue in (a_full_issue(), a_hostile_issue(), a_german_issue(), an_arabic_issue(), a_bare_issue()):
        for audience in (FREE, MEMBER):
            noted = replace(issue, note=(*issue.note, NoteBlock((Span("«“Oh” https://a.test/b»\n漢字 " * 30),))))
            made = findings(noted, [letter(noted, audience, templates())])
            assert {"told", "named", "note"}.isdisjoint(finding.check for finding in made)


@given(st.text(min_size=1, max_size=90), st.sampled_from(["en", "he", "de"]))
def test_no_title_is_missed_that_was_shown(title: str, language: str) -> None:
    issue = an_issue(a_story(title), headlines=(a_story(title),), newsletter=a_newsletter(language=language))
    made = findings(issue, [letter(issue, FREE, ENV)])
    assert {"told", "named"}.isdisjoint(finding.check for finding in made)


def test_older_templates_of_ones_own_do_not_lose_a_note_in_silence(tmp_path: Path) -> None:
    for name in ("letter.mjml.j2", "letter.txt.j2"):
        lines = (shipped() / name).read_text(encoding="utf-8").splitlines()
        older = [line for line in lines if "sections/note" not in line and "sections/headlines" not in line]
        (tmp_path / name).write_text("\n".join(older), encoding="utf-8")
    issue = a_full_issue()
    seen = findings(issue, [letter(issue, FREE, templates(tmp_path))])
    assert [finding.check for finding in seen if finding.forbids] == ["named", "named", "note", "note"]


def test_a_headline_that_ends_in_the_letter_is_named() -> None:
    issue = an_issue(
        a_story("A tale", url="https://a.test/"),
        headlines=(a_story("A title"),),
        newsletter=a_newsletter(web_url=""),
    )
    assert "nowhere to read on: “A title”" in [finding.what for finding in findings(issue, [GOOD])]


@pytest.mark.parametrize(("audience", "checks"), [("member", ["picture-words"]), ("free", [])])
def test_a_picture_of_an_offer_that_nobody_described_is_named_to_those_who_see_it(
    audience: str, checks: list[str]
) -> None:
    item = CatalogueItem("A tale", picture=Picture("https://letter.test/a.png"))
    assert found(a_good_letter(audience=audience), an_issue(deals=(item,), members=("member",))) == checks


@pytest.mark.parametrize(
    ("subject", "checks"), [("漢字" * 4, []), ("漢字" * 16, ["subject-length"]), ("e\u0301" * 50, [])]
)
def test_chinese_takes_twice_the_room_and_accents_none(subject: str, checks: list[str]) -> None:
    assert found(a_good_letter(subject=subject)) == checks


@pytest.mark.parametrize("tagline", ["", "What the week brought"])
def test_a_tagline_is_asked_for_only_where_there_is_none(tagline: str) -> None:
    issue = an_issue(newsletter=a_newsletter(tagline=tagline))
    (finding,) = findings(issue, [a_good_letter(preheader="short")])
    assert ("newsletter.tagline" in finding.what + finding.hint) == (not tagline)
    assert "`preheader` in the edits" in finding.hint
