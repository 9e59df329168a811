"""What each service is given, and what none is ever given."""

from __future__ import annotations

import json
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
        "title": "2024-W25-free",
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
    told = request("ses", "template.json", a_laid_letter(audience="дім"))
    assert told["TemplateName"] == "2024-W25----"
    assert set(told["TemplateContent"]) == {"Subject", "Html", "Text"}


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
