"""What each service is given, and what none is ever given."""

from __future__ import annotations

import json
import re
from html import escape
from typing import Any

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.cli.export import export
from digest.delivery.services import SERVICES, Form, Service, exported, service
from digest.delivery.services.filling import filled
from digest.delivery.services.service import mailbox
from digest.delivery.services.ses import MOST
from digest.errors import DeliveryError, SettingsError
from digest.model import LaidLetter
from digest.model.visible import visible
from tests.delivery.laid_letters import HTML, TEXT, a_laid_letter

WITH_TAGS = {name: one for name, one in SERVICES.items() if isinstance(one, Service)}
TAGS = {
    "listmonk": ("{{ UnsubscribeURL }}", "{{ UnsubscribeURL }}?manage=true"),
    "mailchimp": ("*|UNSUB|*", "*|UPDATE_PROFILE|*"),
    "buttondown": ("{{ unsubscribe_url }}", "{{ manage_subscription_url }}"),
    "mailgun": ("%unsubscribe_url%", "https://letter.test/leave/manage"),
    "ses": ("{{amazonSESUnsubscribeUrl}}", "https://letter.test/leave/manage"),
    "generic": ("{{unsubscribe_url}}", "{{preferences_url}}"),
}
EXECUTED = {
    "listmonk": ["{{ .Subscriber.Email }}", "{{", "https://a.test/x@TrackLink"],
    "mailchimp": ["*|FNAME|*", "*|IF:A|*", "*|"],
    "buttondown": ["{{ subscriber.email }}", "{% if x %}", "{# gone #}"],
    "mailgun": ["%recipient.name%", "%recipient%", "%mailing_list_unsubscribe_url%", "%Tag_unsubscribe_url%"],
    "ses": ["{{name}}", "{{{name}}}", "{{#if x}}"],
    "generic": ["{{x}}", "{% x %}"],
}
PLANTED = [(name, sign) for name, signs in EXECUTED.items() for sign in signs]


def files(name: str, letter: LaidLetter | None = None) -> dict[str, bytes]:
    return exported(service(name), letter or a_laid_letter(), {})


def request(name: str, file: str, letter: LaidLetter | None = None) -> Any:
    return json.loads(files(name, letter)[file])


def test_the_command_knows_every_service_of_the_table() -> None:
    choice = next(one.type for one in export.params if one.name == "to")
    assert isinstance(choice, click.Choice)
    assert list(choice.choices) == list(SERVICES)
    assert set(TAGS) == set(WITH_TAGS) == set(EXECUTED)


def test_a_service_that_is_not_there_is_named_with_the_nearest() -> None:
    with pytest.raises(SettingsError, match='no such service · --for · mailchip · did you mean "mailchimp"'):
        service("mailchip")


@pytest.mark.parametrize("name", WITH_TAGS)
def test_both_parts_have_the_service_s_tags_where_the_addresses_stood(name: str) -> None:
    unsubscribe, manage = TAGS[name]
    made = files(name)
    text, html = made["letter.txt"].decode(), made["letter.html"].decode()
    assert f"[1] {unsubscribe}\n[2] {manage}\n[3] https://letter.test/leave/manage/help\n" in text
    assert f'<a href="{unsubscribe}">Unsubscribe</a>\n<a href="{manage}">' in html
    assert "https://letter.test/leave/manage/help?x=%C3%A9t%C3%A9" in html
    assert "leave?a=1" not in html + text


@pytest.mark.parametrize("name", WITH_TAGS)
def test_the_same_letter_gives_the_same_files(name: str) -> None:
    assert files(name) == files(name)


@pytest.mark.parametrize(("name", "sign"), PLANTED)
@pytest.mark.parametrize("part", ["HTML part", "text part", "subject", "preheader", "sender", "header List-Id"])
def test_what_the_service_would_execute_is_refused_with_its_place(name: str, sign: str, part: str) -> None:
    places: dict[str, dict[str, Any]] = {
        "HTML part": {"html": HTML.replace("Some words.", sign)},
        "text part": {"text": TEXT.replace("Some words.", sign)},
        "subject": {"subject": f"About {sign}"},
        "preheader": {"preheader": f"About {sign}"},
        "sender": {"sender": {"name": sign, "address": "post@letter.test"}},
        "header List-Id": {"headers": {"List-Id": sign}},
    }
    with pytest.raises(DeliveryError) as caught:
        files(name, a_laid_letter(**places[part]))
    assert f"would take this for one of its tags · 2024-W25 free · {part} · " in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(("name", "sign"), [("listmonk", "{"), ("ses", "{"), ("generic", "{"), ("mailchimp", "*")])
def test_a_sign_right_before_a_tag_is_refused(name: str, sign: str) -> None:
    with pytest.raises(DeliveryError, match="would take this for one of its tags"):
        files(name, a_laid_letter(text=TEXT.replace("[1] h", f"[1] {sign}h")))


@pytest.mark.parametrize("name", WITH_TAGS)
def test_style_rules_addresses_and_odd_signs_are_no_tags(name: str) -> None:
    words = "50 % of % all { things } cost 3 * 4 | 5 [x] 100%"
    html = HTML.replace("Some words.", f"{words} <style>@media x{{#a{{b:c}}p{{q:r}}}}</style>")
    assert files(name, a_laid_letter(html=html, text=TEXT.replace("Some words.", words)))


@pytest.mark.parametrize("name", WITH_TAGS)
@pytest.mark.parametrize("part", ["HTML", "text"])
def test_a_letter_without_a_way_out_is_refused(name: str, part: str) -> None:
    gone: dict[str, Any] = {"html": "<p>x</p>"} if part == "HTML" else {"text": "x"}
    with pytest.raises(
        DeliveryError, match=rf"no unsubscribe address found · 2024-W25 free · {part} part · https://"
    ):
        files(name, a_laid_letter(**gone))


LEFT = "an address that each reader has their own of is left"
BEHIND = ["&#160;", "&nbsp;", ";", ":", ".", ",", "!", "&quot;", "&gt;", "&lt;", " ", "\n", "<br>", ")", "&#39;"]


@pytest.mark.parametrize("name", WITH_TAGS)
@pytest.mark.parametrize("behind", BEHIND)
def test_whatever_ends_an_address_its_tag_stands_in_its_place(name: str, behind: str) -> None:
    html = HTML.replace("Some words.", f"Leave at https://letter.test/leave?a=1&amp;b=2{behind} or stay.")
    made = files(name, a_laid_letter(html=html))["letter.html"].decode()
    assert f"Leave at {TAGS[name][0]}{behind} or stay." in made
    assert "leave?a=1" not in made


@pytest.mark.parametrize(
    ("part", "address"),
    [
        ("HTML", "https://letter.test/leave?a=1&amp;b=2&rsquo;"),
        ("HTML", "https://letter.test/leave?a=1&#38;b=2"),
        ("HTML", "https&#58;//letter.test/leave/manage"),
        ("HTML", "https://letter.test/leave/manage&hellip;"),
        ("text", "*https://letter.test/leave?a=1&b=2*"),
    ],
)
def test_an_address_that_is_left_is_refused(part: str, address: str) -> None:
    changes: dict[str, dict[str, Any]] = {
        "HTML": {"html": HTML.replace("Some words.", address)},
        "text": {"text": TEXT.replace("Some words.", address)},
    }
    with pytest.raises(DeliveryError, match=rf"{LEFT} · 2024-W25 free · {part} part · https://letter"):
        files("generic", a_laid_letter(**changes[part]))


@pytest.mark.parametrize(
    "other",
    [
        "https://letter.test/leave/manage.html",
        "https://letter.test/leave/manage/help",
        "https://letter.test/leave/manage?x=1",
        "https://other.test/?to=https://letter.test/leave/manage",
    ],
)
def test_an_address_that_is_a_part_of_another_one_stays(other: str) -> None:
    html, text = HTML.replace("Some words.", other), TEXT.replace("Some words.", other)
    made = files("generic", a_laid_letter(html=html, text=text))
    assert other in made["letter.html"].decode()
    assert other in made["letter.txt"].decode()


def test_an_address_for_which_a_service_has_no_tag_stays() -> None:
    html = HTML.replace("Some words.", "https://letter.test/leave/manage&hellip;")
    assert b"https://letter.test/leave/manage&hellip;" in files("mailgun", a_laid_letter(html=html))["letter.html"]


def test_a_newsletter_without_an_unsubscribe_address_is_refused() -> None:
    nothing = {"unsubscribe": {"text": "", "html": ""}}
    with pytest.raises(DeliveryError, match="no unsubscribe address found · 2024-W25 free · HTML part · none"):
        files("mailgun", a_laid_letter(placeholders=nothing))


def test_a_character_that_no_letter_has_is_refused() -> None:
    with pytest.raises(DeliveryError, match="the letter has a NUL character · 2024-W25 free"):
        files("generic", a_laid_letter(text=TEXT + "\0"))


@pytest.mark.parametrize("name", WITH_TAGS)
def test_pictures_inside_the_message_are_refused(name: str) -> None:
    with pytest.raises(DeliveryError, match=r"set newsletter\.web_url"):
        files(name, a_laid_letter(html=HTML.replace("<p>", '<img src="cid:a@b"><p>')))


@given(st.text(alphabet="{}*|%#$[]<> ab.", max_size=30), st.sampled_from(sorted(WITH_TAGS)))
def test_whatever_stands_in_a_story_a_service_finds_its_own_two_tags_alone(words: str, name: str) -> None:
    one = WITH_TAGS[name]
    letter = a_laid_letter(text=TEXT.replace("Some words.", words))
    try:
        text = filled(letter, one.tags, one.title).text
    except DeliveryError:
        return
    for tag in filter(None, (one.tags.manage, one.tags.unsubscribe)):
        assert text.count(tag) >= 1
        text = text.replace(tag, "")
    assert one.tags.foreign.search(text) is None


SIGNS = [(name, one.tags.foreign) for name, one in WITH_TAGS.items()]


@pytest.mark.parametrize(("name", "foreign"), SIGNS, ids=WITH_TAGS)
def test_no_tag_of_a_service_survives_in_what_a_document_says(name: str, foreign: re.Pattern[str]) -> None:
    """Words are made from each service's own pattern, so that a new one is tried, too."""

    @given(st.from_regex(foreign), st.from_regex(foreign, fullmatch=True))
    def it_is_harmless(words: str, sign: str) -> None:
        for told in (words, sign, f"see {sign}", f"{sign}{sign}"):
            assert foreign.search(visible(told)) is None
        letter = a_laid_letter(
            html=HTML.replace("Some words.", escape(visible(sign))),
            text=TEXT.replace("Some words.", visible(sign)),
            subject=visible(sign),
        )
        assert files(name, letter)

    it_is_harmless()


def test_words_about_attributes_of_mailchimp_s_templates_are_words_where_there_is_no_markup() -> None:
    sign = '<p mc:edit="x">'
    letter = a_laid_letter(
        subject=sign,
        text=TEXT.replace("Some words.", sign),
        html=HTML.replace("Some words.", escape(sign)),
    )
    assert sign in files("mailchimp", letter)["letter.txt"].decode()
    with pytest.raises(DeliveryError, match="would take this for one of its tags · 2024-W25 free · HTML part"):
        files("mailchimp", a_laid_letter(html=HTML.replace("Some words.", sign)))


def test_where_unsubscribing_and_managing_are_one_address_it_unsubscribes() -> None:
    one = {"text": "https://letter.test/u", "html": "https://letter.test/u"}
    letter = a_laid_letter(
        placeholders={"unsubscribe": one, "manage": one},
        html='<a href="https://letter.test/u">x</a>',
        text=one["text"],
    )
    assert files("generic", letter)["letter.txt"] == b"{{unsubscribe_url}}"


def test_listmonk_gets_a_campaign_whose_comments_survive_go_s_templates() -> None:
    told = request("listmonk", "campaign.json")
    assert told["name"] == "The Letter 2024-W25 free"
    assert (told["subject"], told["from_email"]) == ("A subject of a decent length", "The Letter <post@letter.test>")
    assert told["headers"] == [{"Reply-To": "desk@letter.test"}, {"List-Id": "The Letter <weekly.letter.test>"}]
    assert told["tags"][:3] == ["digest", "2024-W25", "free"]
    assert "{{ Safe `<!--[if mso | IE]><table><tr><td><![endif]-->` }}" in told["body"]
    assert '{{ Safe "<!--[if mso]><xml><o:a>`x`</o:a></xml><![endif]-->" }}' in told["body"]
    assert told["altbody"] == files("listmonk")["letter.txt"].decode()


def test_signs_of_markup_in_listmonk_s_plain_text_stay_signs() -> None:
    told = request("listmonk", "campaign.json", a_laid_letter(text=TEXT.replace("Some words.", "1 < 2 <b <!-- x")))
    assert told["altbody"].startswith('1 {{ Safe "<" }} 2 {{ Safe "<" }}b {{ Safe "<" }}!-- x\n')
    assert "<" not in told["altbody"].replace('{{ Safe "<" }}', "")


def test_a_link_inside_a_comment_still_gets_listmonk_s_tag() -> None:
    html = HTML.replace("<p>", '<!--[if mso]><a href="https://letter.test/leave?a=1&amp;b=2">x</a><![endif]--><p>')
    wanted = '{{ Safe `<!--[if mso]><a href="` }}{{ UnsubscribeURL }}{{ Safe `">x</a><![endif]-->` }}'
    assert wanted in request("listmonk", "campaign.json", a_laid_letter(html=html))["body"]


def test_mailchimp_gets_two_requests() -> None:
    settings = request("mailchimp", "campaign.json")["settings"]
    assert settings == {
        "title": "The Letter 2024-W25 free",
        "subject_line": "A subject of a decent length",
        "preview_text": "A preheader that says more.",
        "from_name": "The Letter",
        "reply_to": "desk@letter.test",
    }
    assert "*|UNSUB|*" in request("mailchimp", "content.json")["html"]


def test_buttondown_gets_a_private_draft_in_naked_mode() -> None:
    told = request("buttondown", "email.json")
    assert (told["status"], told["email_type"]) == ("draft", "private")
    assert told["body"].startswith("<!-- buttondown-editor-mode: naked -->\n<!doctype html>")


def test_mailgun_gets_the_fields_of_a_message() -> None:
    told = request("mailgun", "message.json", a_laid_letter(reply_to=None))
    assert (told["from"], told["h:Reply-To"]) == ("The Letter <post@letter.test>", "post@letter.test")
    assert told["o:tag"] == ["2024-W25", "free"]


def test_ses_gets_a_template_with_a_name_that_it_takes() -> None:
    told = request("ses", "template.json")
    assert told["TemplateName"] == "weekly-letter-test-2024-W25-free"
    assert set(told["TemplateContent"]) == {"Subject", "Html", "Text"}


def test_no_two_letters_have_the_same_template_at_ses() -> None:
    letters = [
        a_laid_letter(),
        a_laid_letter(audience="дім"),
        a_laid_letter(audience="сад"),
        a_laid_letter(week="2024-W26"),
        a_laid_letter(headers={}),
    ]
    names = [request("ses", "template.json", letter)["TemplateName"] for letter in letters]
    assert len(set(names)) == 5
    assert all(re.fullmatch("[A-Za-z0-9_-]+", name) for name in names)


def test_ses_refuses_what_is_too_long_and_a_third_way_out() -> None:
    with pytest.raises(DeliveryError, match="too long for a template of SES"):
        files("ses", a_laid_letter(html=HTML + "x" * MOST))
    link = '<a href="https://letter.test/leave?a=1&amp;b=2">x</a>'
    with pytest.raises(DeliveryError, match="SES fills in two of them · 2024-W25 free · HTML part · 3 times"):
        files("ses", a_laid_letter(html=HTML + 2 * link))


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Ann", "Ann <a@b.test>"),
        ("Ann, B.", '"Ann, B." <a@b.test>'),
        ('A "x"', '"A \\"x\\"" <a@b.test>'),
        ("", "a@b.test"),
    ],
)
def test_a_name_is_quoted_where_it_must_be(name: str, written: str) -> None:
    assert mailbox(name, "a@b.test") == written


def test_forms_take_letters_as_they_are() -> None:
    assert [one.name for one in SERVICES.values() if isinstance(one, Form)] == ["maildir", "mbox", "zip"]
