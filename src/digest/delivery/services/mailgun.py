"""Mailgun: a message for its batch sending.

`%unsubscribe_url%` and its two sisters are put in when unsubscribing is switched on for the domain
(https://documentation.mailgun.com/docs/mailgun/user-manual/tracking-messages); `%recipient.NAME%` is a reader's own
value, given with the request (…/sending-messages/batch-sending); a message has at most 25 MB (…/send-http). Mailgun
has no page where readers change what they get: the newsletter's own address stays.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from digest.delivery.services.service import Service, Tags, as_json, mailbox, parts

if TYPE_CHECKING:
    from digest.delivery.services.service import Filled

# Percent signs are common in addresses (%C3%A9); only the names of variables are Mailgun's.
TAGS = Tags(
    unsubscribe="%unsubscribe_url%",
    foreign=re.compile(
        r"%(?:recipient(?:[._]\w[\w.-]*)?|(?:tag_|mailing_list_)?unsubscribe_(?:url|email)|mailing_list[._]\w+)%",
        re.IGNORECASE,
    ),
)


def _files(filled: Filled) -> dict[str, bytes]:
    fields = {
        "from": mailbox(*filled.sender),
        "h:Reply-To": filled.replies,
        "subject": filled.letter.subject,
        "html": filled.html,
        "text": filled.text,
        "o:tag": [str(filled.letter.manifest["week"]), filled.letter.audience],
    }
    return parts(filled) | {"message.json": as_json(fields)}


SERVICE = Service("mailgun", "Mailgun", TAGS, _files)
