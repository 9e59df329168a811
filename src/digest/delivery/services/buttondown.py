"""Buttondown: an e-mail in naked mode, which takes HTML as it is.

`{{ unsubscribe_url }}` and `{{ manage_subscription_url }}` are two of its variables
(https://docs.buttondown.com/template-variables, https://docs.buttondown.com/subscriber-autonomy); its language is
Django's (https://docs.buttondown.com/using-templating), whose tags are `{{…}}`, `{%…%}` and `{#…#}`
(https://docs.djangoproject.com/en/stable/ref/templates/language/). An e-mail's fields are those of
https://docs.buttondown.com/api-emails-create, the comment that names the editor's mode among them; of the three modes
(https://docs.buttondown.com/editor-modes) that page shows two, and not the naked one. `private` keeps a letter, which
may be for members, out of the public archive.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from digest.delivery.services.service import Service, Tags, as_json, parts

if TYPE_CHECKING:
    from digest.delivery.services.service import Filled

TAGS = Tags(
    unsubscribe="{{ unsubscribe_url }}",
    manage="{{ manage_subscription_url }}",
    foreign=re.compile(r"\{\{|\{%|\{#[^\n]*?#\}"),
)
_NAKED = "<!-- buttondown-editor-mode: naked -->"


def _files(filled: Filled) -> dict[str, bytes]:
    email = {
        "subject": filled.letter.subject,
        "description": filled.letter.preheader,
        "body": f"{_NAKED}\n{filled.html}",
        "status": "draft",
        "email_type": "private",
        "metadata": {"digest": filled.name},
    }
    return parts(filled) | {"email.json": as_json(email)}


SERVICE = Service("buttondown", "Buttondown", TAGS, _files)
