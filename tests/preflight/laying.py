"""Letters as they would lie in the outbox, for checks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

from digest.model import Audience, Finding, Issue, LaidIssue, Letter, SentIssue
from digest.outbox import as_json, letter_files, record
from digest.outbox.laid import as_laid
from digest.preflight import preflight
from tests.factories import a_letter

_PREHEADER = "A preheader that says what the subject does not say."
HTML = f"""\
<!doctype html><html lang="en" dir="ltr"><head><title>The Letter</title></head><body>
<div style="display:none">A preheader that says what the subject does not say.{"&#847; " * 99}</div>
<h1>The Letter</h1><h2>A title</h2><p>One thing happened. Then another did.</p><h2>A tale</h2>
<p>One thing happened. Then another did.</p><p>Some words.</p><a href="https://letter.test/unsubscribe">Unsubscribe</a>
<p>The Letter, 1 Any Street, Anytown AB1 2CD</p></body></html>
"""
TEXT = """\
The Letter

A title

One thing happened. Then another did.

A tale

One thing happened. Then another did.

Some words.

Unsubscribe: https://letter.test/unsubscribe
The Letter, 1 Any Street, Anytown AB1 2CD
"""
HEADERS = {
    "From": "The Letter <post@letter.test>",
    "To": "Readers <post@letter.test>",
    "Date": "Sun, 23 Jun 2024 07:00:00 +0000",
    "Message-ID": "<2024-W25.1@letter.test>",
    "List-Unsubscribe": "<https://letter.test/unsubscribe>",
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
}
_POLICY = SMTP.clone(max_line_length=76)
IGNORED = {"sample-links", "mixed-tags"}
"""Every host of these tests is a reserved one, and addresses have merge tags of all services at once."""


def a_good_letter(**changes: Any) -> Letter:
    """A letter with nothing wrong in it, its message made of its parts."""
    html = HTML.replace(_PREHEADER, changes.get("preheader", _PREHEADER))
    made = a_letter(**{"html": html, "text": TEXT, **changes})
    return made if "eml" in changes else replace(made, eml=a_message(made))


def a_message(letter: Letter, **headers: str) -> bytes:
    """The message that carries the letter's parts; a header that is given as empty is left out."""
    message = EmailMessage(policy=_POLICY)
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    told = HEADERS | {"Subject": letter.subject} | given
    for name, value in told.items():
        if value.strip():
            message[name] = " ".join(value.split())
    message.set_content(letter.text, cte="quoted-printable")
    message.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    message.set_boundary("=_letter")
    return message.as_bytes()


def laid(issue: Issue, letters: Sequence[Letter], audiences: Sequence[Audience | None] = ()) -> LaidIssue:
    """The issue with these letters as a build would lay it."""
    files: dict[str, Any] = {}
    for letter, audience in zip(letters, audiences or [None] * len(letters), strict=True):
        files |= letter_files(letter, issue, "ready", audience)
    told = record(issue, version="1", audiences=[letter.audience for letter in letters])
    return as_laid(issue.week, files | {"issue.json": as_json(told)})


def findings(issue: Issue, letters: Sequence[Letter], sent: Sequence[SentIssue] = ()) -> list[Finding]:
    """What preflight finds, but for what all these tests have."""
    return [one for one in preflight(laid(issue, letters), sent) if one.check not in IGNORED]
