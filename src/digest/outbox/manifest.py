"""A letter's files and their manifest.json (docs/formats/manifest.schema.json)."""

from __future__ import annotations

import hashlib
import re
from html import escape
from typing import TYPE_CHECKING, Any

from digest.model.visible import inert
from digest.outbox.record import as_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from digest.model import Issue, Letter, Mailbox, Newsletter

FORMAT = 1
_IN_BRACKETS = re.compile(r"<(https?://[^>]*)>")


def letter_files(letter: Letter, issue: Issue, state: str) -> dict[str, bytes]:
    """The letter's files by name, relative to the issue's folder."""
    files = {
        "letter.html": letter.html.encode(),
        "letter.txt": letter.text.encode(),
        "letter.eml": letter.eml,
        "letter.mjml": letter.mjml.encode(),
    }
    files["manifest.json"] = as_json(manifest(letter, issue, files, state))
    return {f"{letter.audience}/{name}": content for name, content in files.items()}


def manifest(letter: Letter, issue: Issue, files: dict[str, bytes], state: str) -> dict[str, Any]:
    """What a sending service needs to know of a letter.

    ``placeholders`` are the addresses for which a service puts each reader's own, as they stand in the letter's text
    (and headers) and in its HTML.
    """
    newsletter = issue.newsletter
    return {
        "format": FORMAT,
        "week": str(issue.week),
        "audience": letter.audience,
        "state": state,
        "subject": inert(letter.subject),
        "preheader": inert(letter.preheader),
        "sender": _mailbox(newsletter.sender),
        "reply_to": _mailbox(newsletter.reply_to) if newsletter.reply_to else None,
        "postal_address": inert(newsletter.postal_address),
        "headers": dict(letter.headers),
        "placeholders": {name: {"text": url, "html": escape(url)} for name, url in _personal(letter, newsletter)},
        "files": [
            {"name": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for name, content in sorted(files.items())
        ],
    }


def _personal(letter: Letter, newsletter: Newsletter) -> Iterator[tuple[str, str]]:
    """The addresses that are each reader's own, spelt as in the letter's headers, which is as in its text."""
    yield "unsubscribe", _address(letter, "List-Unsubscribe") or newsletter.unsubscribe_url
    if newsletter.manage_url:
        yield "manage", _address(letter, "List-Help") or newsletter.manage_url


def _address(letter: Letter, header: str) -> str:
    match = _IN_BRACKETS.search(letter.headers.get(header, ""))
    return match[1] if match else ""


def _mailbox(mailbox: Mailbox) -> dict[str, str]:
    return {"name": inert(mailbox.name), "address": mailbox.address}
