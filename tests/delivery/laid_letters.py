"""Letters as they lie in the outbox, for services."""

from __future__ import annotations

from typing import Any

from digest.model import LaidLetter

UNSUBSCRIBE = "https://letter.test/leave?a=1&b=2"
MANAGE = "https://letter.test/leave/manage"
HTML = """\
<!doctype html><html><head><style>@media screen{p{color:red}}</style>
<!--[if mso]><xml><o:a>`x`</o:a></xml><![endif]--></head>
<body><!--[if mso | IE]><table><tr><td><![endif]--><p>Some words. <!-- a "note" --></p>
<a href="https://letter.test/leave?a=1&amp;b=2">Unsubscribe</a>
<a href="https://letter.test/leave/manage">What you get</a>
<a href="https://letter.test/leave/manage/help?x=%C3%A9t%C3%A9">Help</a></body></html>
"""
TEXT = """\
Some words.

Unsubscribe [1]

[1] https://letter.test/leave?a=1&b=2
[2] https://letter.test/leave/manage
[3] https://letter.test/leave/manage/help
"""


def a_laid_letter(**changes: Any) -> LaidLetter:
    """A letter with both addresses in both parts; changes of its manifest are given by their names."""
    fields = {name: changes.pop(name) for name in ("audience", "html", "text", "eml") if name in changes}
    audience = fields.get("audience", "free")
    manifest: dict[str, Any] = {
        "week": "2024-W25",
        "audience": audience,
        "subject": "A subject of a decent length",
        "preheader": "A preheader that says more.",
        "sender": {"name": "The Letter", "address": "post@letter.test"},
        "reply_to": {"name": "Desk", "address": "desk@letter.test"},
        "headers": {"List-Id": "The Letter <weekly.letter.test>", "Date": "Sun, 23 Jun 2024 07:00:00 +0000"},
        "placeholders": {
            "unsubscribe": {"text": UNSUBSCRIBE, "html": UNSUBSCRIBE.replace("&", "&amp;")},
            "manage": {"text": MANAGE, "html": MANAGE},
        },
        "pictures": [],
    }
    values: dict[str, Any] = {
        "audience": audience,
        "manifest": manifest | changes,
        "html": HTML,
        "text": TEXT,
        "mjml": "",
        "eml": b"Subject: s\r\n\r\nbody\r\nFrom here on\r\n",
    }
    return LaidLetter(**values | fields)
