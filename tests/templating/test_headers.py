from __future__ import annotations

import email
from dataclasses import replace
from email.header import decode_header, make_header
from email.policy import default
from email.utils import unquote
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import SettingsError
from digest.model import Mailbox
from digest.model.visible import visible
from digest.templating.columns import clusters
from digest.templating.contents import contents
from digest.templating.headers import Header, headers
from tests.factories import an_issue
from tests.templating.issues import FREE, a_full_newsletter


def those_of(subject: str = "A subject", day: Any = None, **changes: Any) -> dict[str, Header]:
    issue = an_issue(subject=subject, newsletter=a_full_newsletter(**changes))
    shown = contents(replace(issue, day=day) if day else issue, FREE, lambda _: "")
    return {header.name: header for header in headers(shown, "Readers of The Letter")}


def parsed(header: Header) -> Any:
    message = email.message_from_string(f"{header.name}: {header.written}\r\n\r\n", policy=default)
    assert not message[header.name].defects
    return message[header.name]


@given(st.text(max_size=200))
def test_any_subject_comes_back_from_its_encoding(text: str) -> None:
    subject = visible(text)
    if subject:
        assert parsed(those_of(subject)["Subject"]) == subject


@given(st.text(min_size=1, max_size=120))
def test_any_name_comes_back_from_its_encoding(text: str) -> None:
    name = visible(text) or "x"
    header = those_of(sender=Mailbox(name, "post@letter.test"))["From"]
    assert parsed(header).addresses[0].addr_spec == "post@letter.test"
    assert phrase_of(header, "post@letter.test") == name


@given(st.text(max_size=200), st.text(max_size=60))
def test_no_text_breaks_out_of_its_header(subject: str, name: str) -> None:
    for header in those_of(subject, name=name, reply_to=Mailbox(name, "editor@letter.test")).values():
        assert header.written.isascii()
        for line in f"{header.name}: {header.written}".split("\r\n"):
            assert len(line) <= 78
            assert line.isprintable()
        assert all(line.startswith(" ") for line in header.written.split("\r\n")[1:])


def test_a_title_with_a_line_break_adds_no_header() -> None:
    assert those_of("A title\r\nBcc: someone@letter.test")["Subject"].written == "A title Bcc: someone@letter.test"


def test_a_subject_in_cyrillic_is_cut_between_letters() -> None:
    header = those_of("Степь " * 12)["Subject"]
    assert "\r\n " in header.written
    assert parsed(header) == ("Степь " * 12).strip()


def phrase_of(header: Header, inside: str) -> str:
    """The name before the address; Python's own parser of addresses puts blanks between encoded-words."""
    phrase = header.written.removesuffix(f"<{inside}>").strip().replace("\r\n", "")
    return unquote(phrase) if phrase.startswith('"') else str(make_header(decode_header(phrase)))


TRICKS = (
    "👩‍👩‍👧 ❤️ 1️⃣ 👍🏽 🇩🇪 " * 6,
    "e\u0301 a\u0308\u0323 " * 12,
    "क्षत्रिय हिन्दी कार्यक्रम " * 5,
    "שלום\u200e (abc)\u200f العربية " * 4,
    "no\u00a0break\u202fspace " * 8,
    "“Zoë’s” \"quoted\" \\ 'one' <b>&amp;</b>, a; b: c@d (e)",
    "=?utf-8?q?not_this?= at all",
    "漢字かな交じり文" * 12,
)


@pytest.mark.parametrize("text", TRICKS)
def test_a_trick_of_unicode_arrives_as_it_was_in_every_header(text: str) -> None:
    wanted = visible(text)
    found = those_of(
        text, name=text, sender=Mailbox(text, "post@letter.test"), reply_to=Mailbox(text, "a@letter.test")
    )
    assert parsed(found["Subject"]) == wanted
    for name, inside in (
        ("From", "post@letter.test"),
        ("Reply-To", "a@letter.test"),
        ("List-Id", "weekly.letter.test"),
    ):
        assert phrase_of(found[name], inside) == wanted


@pytest.mark.parametrize("text", TRICKS[:5])
def test_no_encoded_word_ends_inside_of_a_sign(text: str) -> None:
    words = those_of(text)["Subject"].written.split("\r\n ")
    assert len(words) > 1
    pieces = [str(make_header(decode_header(word))) for word in words]
    assert [sign for piece in pieces for sign in clusters(piece)] == list(clusters(visible(text)))


def test_the_web_edition_is_where_the_letter_is_archived() -> None:
    assert those_of()["Archived-At"].value == "<https://letter.test/issues/2024-W25/>"
    assert "Archived-At" not in those_of(web_url="")


def test_without_a_page_to_unsubscribe_there_is_no_one_click() -> None:
    assert "List-Unsubscribe-Post" not in those_of(unsubscribe_url="")


def test_a_name_with_a_comma_is_quoted() -> None:
    assert those_of(sender=Mailbox('The "Letter", weekly', "post@letter.test"))["From"].written == (
        '"The \\"Letter\\", weekly" <post@letter.test>'
    )


def test_a_long_unsubscribe_address_stays_whole() -> None:
    url = "https://letter.test/unsubscribe/" + "a1b2" * 100
    header = those_of(unsubscribe_url=url)["List-Unsubscribe"]
    assert header.written == f"\r\n <{url}>,\r\n <mailto:leave@letter.test?subject=unsubscribe>"


def test_an_unsubscribe_address_longer_than_a_line_may_be_is_refused() -> None:
    with pytest.raises(SettingsError, match="too long for the header List-Unsubscribe"):
        those_of(unsubscribe_url="https://letter.test/" + "a" * 1000)


def test_without_an_unsubscribe_mailbox_only_the_address_stands() -> None:
    header = those_of(unsubscribe_mail="")["List-Unsubscribe"]
    assert header.value == "<https://letter.test/unsubscribe/8fz3k2q9>"


def test_every_letter_is_marked_as_one_clicks_bulk_mail() -> None:
    found = {name: header.value for name, header in those_of().items()}
    assert found["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert found["Precedence"] == "bulk"
    assert found["Auto-Submitted"] == "auto-generated"
    assert found["List-Id"] == "The Letter <weekly.letter.test>"
    assert found["Feedback-ID"] == "2024-W25:free:digest:letter.test"
    assert found["X-Entity-Ref-ID"] == "2024-W25.free.letter.test"
    assert found["Content-Language"] == "en"
    assert found["To"] == "Readers of The Letter <post@letter.test>"
    assert found["Reply-To"] == "The editor <editor@letter.test>"


def test_the_date_is_seven_in_the_morning_of_the_issues_day() -> None:
    assert those_of()["Date"].value == "Sun, 23 Jun 2024 07:00:00 +0000"


def test_without_a_page_for_help_the_mailbox_helps() -> None:
    assert those_of(manage_url="")["List-Help"].value == "<mailto:editor@letter.test?subject=help>"


def test_an_international_domain_is_written_in_ascii() -> None:
    assert those_of(sender=Mailbox("The Letter", "post@bücher.test"))["From"].value.endswith(
        "<post@xn--bcher-kva.test>"
    )


def test_a_list_id_that_no_header_can_carry_is_refused() -> None:
    with pytest.raises(SettingsError, match="the header List-Id can carry ASCII only"):
        those_of(list_id="wöchentlich.letter.test")


@pytest.mark.parametrize("bad", ["letter.test", "@letter.test", "pöst@letter.test", "a b@letter.test", "post@"])
def test_an_address_that_no_header_can_carry_is_refused(bad: str) -> None:
    with pytest.raises(SettingsError, match="cannot stand in a header"):
        those_of(sender=Mailbox("The Letter", bad))
