"""listmonk: a campaign of a whole letter.

Tags, and where they work, are those of https://listmonk.app/docs/templating/: bodies, subject, sender and headers are
Go templates, and `https://…@TrackLink` is a short form. HTML and text go through Go's html/template
(https://pkg.go.dev/html/template), which drops comments, and with them what Outlook needs, and takes `<` in the text
for markup; `Safe` keeps both as they are. The fields of a campaign are those of
https://listmonk.app/docs/apis/campaigns/.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Any

from digest.delivery.services.service import Filled, Service, Tags, as_json, mailbox, parts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TAGS = Tags(
    unsubscribe="{{ UnsubscribeURL }}",
    manage="{{ UnsubscribeURL }}?manage=true",
    foreign=re.compile(r"\{\{|@TrackLink\b"),
)
TEMPLATE = '{{ template "content" . }}'
"""The whole body of a template that adds nothing to a campaign."""

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG = re.compile(rf"({re.escape(TAGS.unsubscribe)})")
_HEADERS = ("List-Id", "List-Archive", "Archived-At", "Feedback-ID", "Content-Language")
_HASH = "sha256-"
_KEY = "letter-"
_LONG = 16  # hexadecimal digits of a hash in a tag


def campaign(filled: Filled, lists: Sequence[int] = (), template: int = 0) -> dict[str, Any]:
    """The body of a request that makes or changes the letter's campaign, as a draft.

    ``List-Unsubscribe`` is left to listmonk, which makes each reader's own.

    Args:
        filled: The letter with listmonk's tags.
        lists: Numbers of the lists that get it.
        template: Number of a template that adds nothing; 0 leaves it out.
    """
    told: dict[str, Any] = {
        "name": filled.title,
        "subject": filled.letter.subject,
        "lists": list(lists),
        "from_email": mailbox(*filled.sender),
        "type": "regular",
        "content_type": "html",
        "messenger": "email",
        "body": with_comments(filled.html),
        "altbody": with_signs(filled.text),
        "headers": _headers(filled),
        **({"template_id": template} if template else {}),
    }
    week = str(filled.letter.manifest["week"])
    return told | {"tags": ["digest", week, filled.letter.audience, key_tag(filled), hash_tag(told)]}


def key_tag(filled: Filled) -> str:
    """A tag that no other letter's campaign has: of the newsletter, the week and the audience.

    It is made of small letters, digits and a hyphen, which no server writes in another way.
    """
    return _KEY + _hashed([filled.newsletter, str(filled.letter.manifest["week"]), filled.letter.audience])


def hash_tag(told: Mapping[str, Any]) -> str:
    """A tag that says what a campaign says; its tags do not count."""
    return _HASH + _hashed({name: value for name, value in told.items() if name != "tags"})


def _hashed(value: object) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:_LONG]


def with_comments(html: str) -> str:
    """The HTML with its comments in a form that Go's templates keep; a tag inside one still works."""
    return _COMMENT.sub(lambda match: "".join(map(_safe, _TAG.split(match[0]))), html)


def with_signs(text: str) -> str:
    """The plain text with each `<` in a form that Go's templates leave as it is."""
    return text.replace("<", '{{ Safe "<" }}')


def _safe(piece: str) -> str:
    return piece if not piece or _TAG.fullmatch(piece) else f"{{{{ Safe {_quoted(piece)} }}}}"


def _quoted(text: str) -> str:
    """A Go string; what JSON escapes, Go escapes in the same way."""
    return json.dumps(text, ensure_ascii=False) if "`" in text else f"`{text}`"


def _headers(filled: Filled) -> list[dict[str, str]]:
    told = {"Reply-To": filled.replies} | {name: filled.header(name) for name in _HEADERS}
    return [{name: value} for name, value in told.items() if value]


def _files(filled: Filled) -> dict[str, bytes]:
    own = Filled(filled.letter, with_comments(filled.html), with_signs(filled.text))
    return parts(own) | {"campaign.json": as_json(campaign(filled))}


SERVICE = Service("listmonk", "listmonk", TAGS, _files)
