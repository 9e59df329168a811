"""Any other service: tags that are easy to replace by its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from digest.delivery.services.service import Service, Tags, as_json, mailbox, parts

if TYPE_CHECKING:
    from digest.delivery.services.service import Filled

TAGS = Tags(
    unsubscribe="{{unsubscribe_url}}", manage="{{preferences_url}}", foreign=re.compile(r"\{\{|\{%|\{#[^\n]*?#\}")
)


def _files(filled: Filled) -> dict[str, bytes]:
    told = {
        "subject": filled.letter.subject,
        "preheader": filled.letter.preheader,
        "from": mailbox(*filled.sender),
        "reply_to": filled.replies,
        "tags": {"unsubscribe": TAGS.unsubscribe, "manage": TAGS.manage},
    }
    return parts(filled) | {"letter.json": as_json(told)}


SERVICE = Service("generic", "the service", TAGS, _files)
