"""Requests to listmonk fit the description of its interface, and each of its answers is understood."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urlsplit

import pytest

from digest.delivery.options import Listmonk
from digest.delivery.services import listmonk, listmonk_api
from digest.delivery.services.filling import filled
from digest.delivery.services.requests import Reply, Request
from digest.errors import DeliveryError
from digest.model import LaidLetter
from tests.delivery.laid_letters import TEXT, a_laid_letter
from tests.listmonk_server import BARE, DEFAULT, description, misfit

SERVER = Listmonk("https://lists.test", "digest", "secret")
WHERE = SERVER.url
DRAFT = {"id": 3, "name": "x", "status": "draft", "tags": ["a"]}


def a_campaign(letter: LaidLetter | None = None, template: int = 7) -> dict[str, Any]:
    own = filled(letter or a_laid_letter(), listmonk.TAGS, "listmonk")
    return listmonk.campaign(own, [1, 2], template)


REQUESTS = {
    "templates": listmonk_api.templates(SERVER),
    "find": listmonk_api.find(SERVER, 3),
    "find_by_tag": listmonk_api.find_by_tag(SERVER, "letter-1", 2),
    "create": listmonk_api.create(SERVER, a_campaign()),
    "update": listmonk_api.update(SERVER, 3, a_campaign(template=0)),
}


def replied(told: object, status: int = 200) -> Reply:
    return Reply(status, json.dumps(told).encode(), "application/json")


def unfit(request: Request) -> str:
    return misfit(description(), request.method, request.path, list(request.query), request.body)


@pytest.mark.parametrize("name", REQUESTS)
def test_a_request_fits_the_description(name: str) -> None:
    assert unfit(REQUESTS[name]) == ""


@pytest.mark.parametrize("name", REQUESTS)
def test_a_request_has_the_token_and_never_shows_it(name: str) -> None:
    assert ("Authorization", "token digest:secret") in REQUESTS[name].headers
    assert "secret" not in repr(REQUESTS[name])
    assert urlsplit(REQUESTS[name].path).query == ""


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"lists": ["1"]}, "'1' is not of type 'integer'"),
        ({"lists": []}, "[] should be non-empty"),
        ({"content_type": "htm"}, "'htm' is not one of"),
        ({"headers": [{"Reply-To": 1}]}, "1 is not of type 'string'"),
        ({"bodi": "x"}, "'bodi' was unexpected"),
        ({"subject": ""}, "'' should be non-empty"),
    ],
)
def test_a_wrong_body_is_rejected_by_the_description(change: dict[str, Any], why: str) -> None:
    assert why in unfit(listmonk_api.create(SERVER, a_campaign() | change))


@pytest.mark.parametrize("missing", ["name", "subject", "lists", "type", "content_type", "body"])
def test_a_body_without_a_field_that_must_be_there_is_rejected(missing: str) -> None:
    told = {name: value for name, value in a_campaign().items() if name != missing}
    assert f"'{missing}' is a required property" in unfit(listmonk_api.create(SERVER, told))


def test_the_hash_changes_with_all_that_is_said_and_with_nothing_else() -> None:
    tag = a_campaign()["tags"][-1]
    assert tag == a_campaign()["tags"][-1]
    assert tag.startswith("sha256-")
    other = [
        a_campaign(a_laid_letter(subject="Another")),
        a_campaign(a_laid_letter(text=TEXT + "x")),
        a_campaign(a_laid_letter(reply_to=None)),
        a_campaign(template=8),
    ]
    assert len({tag, *(one["tags"][-1] for one in other)}) == 5


def test_a_campaign_is_known_by_its_tag_in_whatever_case() -> None:
    there = listmonk_api.campaign(replied({"data": DRAFT | {"tags": ["DIGEST", "Letter-1"]}}), "", WHERE)
    assert there.has("letter-1")
    assert not there.has("letter")


def test_no_two_letters_have_the_same_key() -> None:
    letters = [
        a_laid_letter(),
        a_laid_letter(audience="member"),
        a_laid_letter(week="2024-W26"),
        a_laid_letter(headers={"List-Id": "The Letter <daily.letter.test>"}),
        a_laid_letter(headers={}),
    ]
    keys = [listmonk.key_tag(filled(letter, listmonk.TAGS, "listmonk")) for letter in letters]
    assert len(set(keys)) == 5
    assert all(re.fullmatch("letter-[0-9a-f]{16}", key) for key in keys)
    assert a_campaign()["tags"][:4] == ["digest", "2024-W25", "free", keys[0]]


@pytest.mark.parametrize("status", [400, 404, 410])
def test_a_campaign_that_is_gone_is_none(status: int) -> None:
    assert listmonk_api.campaign_if_there(replied({"message": "not found"}, status), WHERE) is None


def test_a_campaign_without_tags_and_one_with_null_have_none() -> None:
    assert listmonk_api.campaign(replied({"data": DRAFT | {"tags": None}}), "", WHERE).tags == ()


def test_the_template_that_adds_nothing_is_found_however_it_is_spaced() -> None:
    spaced = BARE | {"id": 9, "body": '\n{{template "content" .}}\n'}
    assert listmonk_api.bare_template(replied({"data": [DEFAULT, spaced]}), WHERE) == 9


def test_without_such_a_template_the_editor_is_told_to_make_one() -> None:
    with pytest.raises(DeliveryError, match=r"no template that adds nothing · .* whole body is \{\{ template"):
        listmonk_api.bare_template(replied({"data": [DEFAULT, BARE | {"type": "tx"}]}), WHERE)


REFUSED = [
    (replied({"message": "invalid API credentials"}, 403), "refuses the token (making a draft)", "403: invalid API"),
    (Reply(401, b"", "text/html"), "refuses the token (making a draft)", "check listmonk.user"),
    (replied({"message": "list 9\n is gone"}, 400), "listmonk refuses (making a draft)", "400: list 9 is gone"),
    (replied({"message": "x" * 5000}, 422), "listmonk refuses (making a draft)", "422: xxx"),
    (Reply(404, b"<html>", "text/html"), "no answer of a listmonk", "404 · set listmonk.url"),
    (Reply(500, b"oops", "text/plain"), "listmonk is in trouble (making a draft)", "500 · try again later"),
    (replied({"message": "slow down"}, 429), "listmonk is in trouble", "429: slow down"),
    (
        Reply(302, b"", "", "https://elsewhere.test/\x1b"),
        "listmonk sends us elsewhere",
        "302: https://elsewhere.test/ ·",
    ),
    (Reply(304, b""), "listmonk sends us elsewhere", "304"),
    (Reply(200, b"<!doctype html>", "text/html"), "no answer of a listmonk", "text/html · set listmonk.url"),
    (Reply(200, b""), "no answer of a listmonk", "no media type"),
    (Reply(200, b"[" * 100_000, "application/json"), "no answer of a listmonk", "application/json"),
    (replied({"ok": True}), "no answer of a listmonk", "application/json"),
    (replied({"data": {"id": "3"}}), "no answer of a listmonk", "no campaign"),
    (replied({"data": DRAFT | {"id": True}}), "no answer of a listmonk", "no campaign"),
    (replied({"data": [DRAFT]}), "no answer of a listmonk", "no campaign"),
]


@pytest.mark.parametrize(("reply", "what", "found"), REFUSED, ids=lambda value: getattr(value, "status", None))
def test_an_answer_that_is_no_campaign_is_told_on_one_line(reply: Reply, what: str, found: str) -> None:
    with pytest.raises(DeliveryError) as caught:
        listmonk_api.campaign(reply, "making a draft", WHERE)
    said = str(caught.value)
    assert what in said
    assert found in said
    assert WHERE in said
    assert said.isprintable()
    assert len(said) < 500


@pytest.mark.parametrize("data", [[], {"results": None}, "x", None])
def test_a_list_that_is_none_is_no_answer_of_listmonk(data: object) -> None:
    with pytest.raises(DeliveryError, match="no list of campaigns"):
        listmonk_api.campaigns(replied({"data": data}), WHERE)


@pytest.mark.parametrize("data", [{}, ["x"], None])
def test_templates_that_are_none_are_no_answer_of_listmonk(data: object) -> None:
    with pytest.raises(DeliveryError, match="no list of templates"):
        listmonk_api.bare_template(replied({"data": data}), WHERE)
