"""Amazon SES: a stored template.

`{{amazonSESUnsubscribeUrl}}` is replaced in the HTML and the text of a message that is sent with list management, the
first two of each part; it leads to a page where readers change what they get, too
(https://docs.aws.amazon.com/ses/latest/dg/sending-email-subscription-management.html). A stored template has at most
500 KB with both its parts (…/dg/send-personalized-email-api.html) and the fields of CreateEmailTemplate
(…/APIReference-V2/API_CreateEmailTemplate.html); its language is that of Handlebars.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from digest.delivery.services.service import Service, Tags, as_json, parts
from digest.errors import DeliveryError

if TYPE_CHECKING:
    from digest.delivery.services.service import Filled

MOST = 500 * 1000  # bytes of a template
MOST_TAGS = 2  # in a part
TAGS = Tags(unsubscribe="{{amazonSESUnsubscribeUrl}}", foreign=re.compile(r"\{\{"))


def _files(filled: Filled) -> dict[str, bytes]:
    where = f"{filled.letter.manifest['week']} {filled.letter.audience}"
    for part, text in (("HTML part", filled.html), ("text part", filled.text)):
        if (count := text.count(TAGS.unsubscribe)) > MOST_TAGS:
            hint = f"show the unsubscribe address at most {MOST_TAGS} times in your templates"
            found = f"{count} times"
            raise DeliveryError("SES fills in two of them", where=f"{where} · {part}", found=found, hint=hint)
    content = {"Subject": filled.letter.subject, "Html": filled.html, "Text": filled.text}
    template = as_json({"TemplateName": _name(filled), "TemplateContent": content})
    if len(template) > MOST:
        found, hint = f"{len(template):,} bytes", f"shorten it to {MOST:,}, or send it with: digest send"
        raise DeliveryError("too long for a template of SES", where=where, found=found, hint=hint)
    return parts(filled) | {"template.json": template}


def _name(filled: Filled) -> str:
    """``weekly-letter-test-2024-W25-free``; where signs had to go, a few digits keep it apart from others."""
    told = f"{filled.newsletter} {filled.name}"
    name = re.sub(r"[^A-Za-z0-9_-]", "-", told)
    return name if told.isascii() else f"{name}-{hashlib.sha256(told.encode()).hexdigest()[:8]}"


SERVICE = Service("ses", "Amazon SES", TAGS, _files)
