"""A letter's files and their manifest.json (docs/formats/manifest.schema.json)."""

from __future__ import annotations

import hashlib
import re
from dataclasses import asdict, replace
from html import escape
from typing import TYPE_CHECKING, Any

from digest.model import Audience
from digest.model.visible import inert, name
from digest.outbox.record import as_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from digest.model import CatalogueItem, Issue, Letter, Mailbox, Newsletter, Story

FORMAT = 1
_OWN = ("unsubscribe_url", "unsubscribe_mail", "manage_url", "subscribe_url", "join_url")
_IN_BRACKETS = re.compile(r"<(https?://[^>]*)>")


def letter_files(letter: Letter, issue: Issue, state: str, audience: Audience | None = None) -> dict[str, bytes]:
    """The letter's files by name, relative to the issue's folder; without an audience it is one without deals."""
    files = {
        "letter.html": letter.html.encode(),
        "letter.txt": letter.text.encode(),
        "letter.eml": letter.eml,
        "letter.mjml": letter.mjml.encode(),
    }
    files["manifest.json"] = as_json(manifest(letter, issue, files, state, audience))
    return {f"{letter.audience}/{name}": content for name, content in files.items()}


def manifest(
    letter: Letter, issue: Issue, files: dict[str, bytes], state: str, audience: Audience | None = None
) -> dict[str, Any]:
    """What a sending service, or a check of the letter, needs to know of it.

    ``placeholders`` are the addresses for which a service puts each reader's own, as they stand in the letter's text
    (and headers) and in its HTML. ``links`` are the newsletter's own addresses as its settings spell them, merge tags
    and all.
    """
    newsletter = _with_own_addresses(issue.newsletter, audience)
    stories, offers = _shown(letter, issue, audience), _offered(letter, issue, audience)
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
        "placeholders": {key: {"text": url, "html": escape(url)} for key, url in _personal(letter, newsletter)},
        "language": newsletter.language,
        "tagline": inert(newsletter.tagline),
        "links": _links(newsletter),
        "colours": {"light": asdict(newsletter.light), "dark": asdict(newsletter.dark)},
        "pictures": list(_pictures(stories, offers)),
        "offers": [{"title": inert(o.title), "price": inert(o.price), "code": inert(o.code)} for o in offers],
        "beyond": [name(source) for source in letter.beyond],
        "files": [
            {"name": file, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for file, content in sorted(files.items())
        ],
    }


def _with_own_addresses(newsletter: Newsletter, audience: Audience | None) -> Newsletter:
    """The newsletter with the addresses that are these readers' own."""
    given = {one: getattr(audience, one) for one in _OWN} if audience else {}
    return replace(newsletter, **{one: url for one, url in given.items() if url})


def _links(newsletter: Newsletter) -> dict[str, str]:
    named = {one.removesuffix("_url"): getattr(newsletter, one) for one in (*_OWN, "web_url")}
    return {**named, "home_page": newsletter.home_page}


def _shown(letter: Letter, issue: Issue, audience: Audience | None) -> list[Story]:
    """The stories of these readers that the letter has room for."""
    readers = audience or Audience(letter.audience, letter.audience, deals=False)
    stories = (story for story in issue.stories if readers.gets(story.article))
    return [story for story in stories if story.article.source not in letter.beyond]


def _offered(letter: Letter, issue: Issue, audience: Audience | None) -> list[CatalogueItem]:
    deals = audience.deals if audience else letter.audience in issue.members
    items = (*issue.deals, *issue.catalogue)
    return [item for item in items if (item.audience == letter.audience if item.audience else deals)]


def _pictures(stories: Sequence[Story], offers: Sequence[CatalogueItem]) -> Iterator[dict[str, Any]]:
    """Pictures with the title of what they belong to, and their natural size in pixels, 0 where unknown."""
    titled = [(story.article.title, story.article.picture) for story in stories]
    for title, picture in (*titled, *((item.title, item.picture) for item in offers)):
        if picture:
            size = {"width": picture.width, "height": picture.height}
            yield {"title": inert(title), "src": name(picture.src), "alt": inert(picture.alt), **size}


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
