"""listmonk's HTTP interface: requests built and answers read, without asking anybody.

Paths, fields and answers are those of https://listmonk.app/docs/apis/ and of the OpenAPI description that is
published with it (https://listmonk.app/docs/swagger/). An API user's token goes into the header `Authorization: token
USER:TOKEN`. Lists of campaigns are asked for with `tags`, as it is documented, and with `tag`, which servers read;
one that knows neither answers with every campaign, so the answer is looked through once more.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from digest.delivery.services.listmonk import TEMPLATE
from digest.delivery.services.requests import Reply, Request
from digest.errors import DeliveryError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from digest.delivery.options import Listmonk

PAGE = 100  # campaigns in one answer
DRAFT = "draft"
_SHOWN = 200  # characters of what a server says
_GONE = (400, 404, 410)  # listmonk answers 400 for a number that no campaign has
_OK = range(200, 300)
_ELSEWHERE = range(300, 400)
_FAILING = 500
_BUSY = 429
_URL = "set listmonk.url to the address that its pages have in a browser, without /admin"
_TOKEN = "check listmonk.user, its token, and that its role may get and manage campaigns and get templates"  # noqa: S105 (a hint)


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign as listmonk tells of it."""

    number: int
    name: str
    status: str
    tags: tuple[str, ...]

    def has(self, tag: str) -> bool:
        """Whether it has the tag, in whatever case."""
        return tag.casefold() in map(str.casefold, self.tags)


def find_by_tag(service: Listmonk, tag: str, page: int) -> Request:
    """Campaigns with this tag, newest first; ``page`` counts from 1."""
    query = (
        ("page", str(page)),
        ("per_page", str(PAGE)),
        ("no_body", "true"),
        ("order_by", "created_at"),
        ("order", "DESC"),
        ("tags", tag),
        ("tag", tag),
    )
    return Request("GET", "/api/campaigns", query, _headers(service))


def find(service: Listmonk, number: int) -> Request:
    """One campaign, without what it says."""
    return Request("GET", f"/api/campaigns/{number}", (("no_body", "true"),), _headers(service))


def create(service: Listmonk, told: Mapping[str, Any]) -> Request:
    """A new campaign; listmonk makes every new one a draft."""
    return Request("POST", "/api/campaigns", (), _headers(service, body=True), _json(told))


def update(service: Listmonk, number: int, told: Mapping[str, Any]) -> Request:
    """What a campaign says, replaced."""
    return Request("PUT", f"/api/campaigns/{number}", (), _headers(service, body=True), _json(told))


def templates(service: Listmonk) -> Request:
    """All templates, with their bodies."""
    return Request("GET", "/api/templates", (("no_body", "false"),), _headers(service))


def campaign(reply: Reply, doing: str, where: str) -> Campaign:
    """The campaign that an answer tells of.

    Args:
        reply: The answer.
        doing: What was asked for, for errors: ``making a draft``.
        where: The server's address.

    Raises:
        DeliveryError: The answer is no campaign.
    """
    return _campaign(_data(reply, doing, where), where)


def campaign_if_there(reply: Reply, where: str) -> Campaign | None:
    """The same; None when there is none of that number any more.

    Raises:
        DeliveryError: The answer is none of listmonk's.
    """
    if reply.status in _GONE:
        return None
    return campaign(reply, "looking for a campaign", where)


def campaigns(reply: Reply, where: str) -> tuple[Campaign, ...]:
    """A page of campaigns.

    Raises:
        DeliveryError: The answer is none.
    """
    data = _data(reply, "looking for campaigns", where)
    results = data.get("results") if isinstance(data, dict) else None
    if not isinstance(results, list):
        raise _not_listmonk(where, "no list of campaigns")
    return tuple(_campaign(one, where) for one in results)


def bare_template(reply: Reply, where: str) -> int:
    """The number of the template that adds nothing to a campaign.

    Without one listmonk would put the letter, which is a whole page, inside its default template.

    Raises:
        DeliveryError: There is none, or the answer is no list of templates.
    """
    data = _data(reply, "looking for templates", where)
    if not isinstance(data, list) or not all(isinstance(one, dict) for one in data):
        raise _not_listmonk(where, "no list of templates")
    wanted = "".join(TEMPLATE.split())
    for one in data:
        number = one.get("id")
        if one.get("type") == "campaign" and "".join(str(one.get("body")).split()) == wanted and type(number) is int:
            return number
    hint = f"make a campaign template there whose whole body is {TEMPLATE}"
    raise DeliveryError("listmonk has no template that adds nothing", where=where, hint=hint)


def _data(reply: Reply, doing: str, where: str) -> Any:  # noqa: ANN401 (JSON is anything)
    """What an answer brings.

    Raises:
        DeliveryError: It is an error, or not listmonk's.
    """
    status, said = reply.status, _message(reply)
    found = f"{status}{': ' + said if said else ''}"
    if status in _ELSEWHERE:
        shown = f"{status}: {_short(reply.location)}" if reply.location else str(status)
        raise DeliveryError("listmonk sends us elsewhere", where=where, found=shown, hint=_URL)
    if status in (401, 403):
        raise DeliveryError(f"listmonk refuses the token ({doing})", where=where, found=found, hint=_TOKEN)
    if status >= _FAILING or status == _BUSY:
        hint = "try again later; its log says more"
        raise DeliveryError(f"listmonk is in trouble ({doing})", where=where, found=found, hint=hint)
    if status not in _OK and said:
        raise DeliveryError(f"listmonk refuses ({doing})", where=where, found=found, hint="mend what it says")
    if status not in _OK:
        raise _not_listmonk(where, found)
    told = _told(reply)
    if not isinstance(told, dict) or "data" not in told:
        raise _not_listmonk(where, reply.kind or "no media type")
    return told["data"]


def _campaign(data: object, where: str) -> Campaign:
    if not isinstance(data, dict) or type(data.get("id")) is not int or not isinstance(data.get("status"), str):
        raise _not_listmonk(where, "no campaign")
    tags = data.get("tags")
    listed = tuple(map(str, tags)) if isinstance(tags, list) else ()
    return Campaign(data["id"], _short(str(data.get("name", ""))), data["status"], listed)


def _not_listmonk(where: str, found: str) -> DeliveryError:
    return DeliveryError("no answer of a listmonk", where=where, found=found, hint=_URL)


def _message(reply: Reply) -> str:
    told = _told(reply)
    return _short(told["message"]) if isinstance(told, dict) and isinstance(told.get("message"), str) else ""


def _told(reply: Reply) -> Any:  # noqa: ANN401 (JSON is anything)
    """The answer's JSON; None when it is none."""
    try:
        return json.loads(reply.body)
    except (ValueError, RecursionError):
        return None


def _short(text: str) -> str:
    """One line that can be shown."""
    shown = "".join(char if char.isprintable() else " " for char in text[: 4 * _SHOWN])
    return " ".join(shown.split())[:_SHOWN]


def _headers(service: Listmonk, *, body: bool = False) -> tuple[tuple[str, str], ...]:
    own = (("Authorization", f"token {service.user}:{service.token}"), ("Accept", "application/json"))
    return (*own, ("Content-Type", "application/json")) if body else own


def _json(told: Mapping[str, Any]) -> bytes:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
