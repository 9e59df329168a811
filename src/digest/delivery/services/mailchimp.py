"""Mailchimp: a campaign with code of one's own.

`*|UNSUB|*` must stand in every campaign (https://mailchimp.com/help/about-campaign-footers/), `*|UPDATE_PROFILE|*`
leads to a reader's own settings; both are addresses (https://mailchimp.com/help/all-the-merge-tags-cheat-sheet/). The
two requests are those of https://mailchimp.com/developer/marketing/api/campaigns/ and …/campaign-content/.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from digest.delivery.services.service import Service, Tags, as_json, parts

if TYPE_CHECKING:
    from digest.delivery.services.service import Filled

# Its template language has attributes such as mc:edit, too.
TAGS = Tags(
    unsubscribe="*|UNSUB|*",
    manage="*|UPDATE_PROFILE|*",
    foreign=re.compile(r"\*\||\|\*"),
    markup=re.compile(r"<[A-Za-z][^<>]*\smc:\w+\s*="),
)


def _files(filled: Filled) -> dict[str, bytes]:
    settings = {
        "title": filled.title,
        "subject_line": filled.letter.subject,
        "preview_text": filled.letter.preheader,
        "from_name": filled.sender[0] or filled.sender[1],
        "reply_to": filled.replies,
    }
    content = {"html": filled.html, "plain_text": filled.text}
    requests = {"campaign.json": {"type": "regular", "settings": settings}, "content.json": content}
    return parts(filled) | {name: as_json(request) for name, request in requests.items()}


SERVICE = Service("mailchimp", "Mailchimp", TAGS, _files)
