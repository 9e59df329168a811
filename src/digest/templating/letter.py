"""A letter: the issue for one audience as MJML, HTML, plain text and the finished message."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import quote

from digest.model import Letter
from digest.model.quoted_printable import quoted_printable
from digest.model.visible import visible
from digest.templating.addresses import address
from digest.templating.contents import as_context, contents, web_address
from digest.templating.environment import line_of, render
from digest.templating.fitting import HTML_BYTES, LINKS, MESSAGE_BYTES, cut, fitted, with_few_pictures
from digest.templating.html import compiled
from digest.templating.message import message
from digest.templating.signing import signed
from digest.templating.text_part import text_part

if TYPE_CHECKING:
    from collections.abc import Callable

    import jinja2

    from digest.model import Audience, Issue, Picture
    from digest.templating.contents import Contents
    from digest.templating.fitting import Cut
    from digest.templating.signing import Signer

_MJML = "letter.mjml.j2"
_READERS = "readers.txt.j2"
_GAPS = re.compile(r"\n{3,}")
_IN_MARKUP = re.compile(r'<(?:a|img)\b[^>]*?\b(?:href|src)="https?:')
_IN_TEXT = re.compile(r"https?://")
_LINK = re.compile(r"<a\b.*?</a>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_QUOTED = 3.1  # bytes of quoted-printable, at most, for one of the text: an escape, and soft line breaks
_HEADERS = 4_000  # bytes of the message beside its parts


def letter(issue: Issue, audience: Audience, env: jinja2.Environment, *, signer: Signer | None = None) -> Letter:
    """The finished letter; the same issue gives the same bytes.

    The only input is the file of a picture that has no address in the web, which the message then carries. What has
    no room is only named, or stands in the web edition alone (`digest.templating.fitting`). A signer's signature
    heads the message.

    Raises:
        TemplateError: When a template is refused, with its place.
        SettingsError: When an address of the newsletter cannot stand in a message's header, or nothing can be signed.
    """

    @cache
    def drafted(much: Cut) -> _Draft:
        return _draft(issue, audience, env, much)

    draft = drafted(fitted(issue, audience, lambda much: _fits(drafted(much))))
    shown = draft.shown
    eml, headers = message(shown, draft.html, draft.text, readers=visible(render(env, _READERS, as_context(shown))))
    return Letter(
        audience=audience.name,
        subject=shown.subject,
        preheader=shown.preheader,
        html=draft.html,
        text=draft.text,
        mjml=draft.mjml,
        eml=signed(eml, signer) if signer else eml,
        headers=headers,
        beyond=draft.beyond,
    )


@dataclass(frozen=True, slots=True)
class _Draft:
    """The parts of a letter that shows so much of its issue, and the sources of what it does not show."""

    shown: Contents
    mjml: str
    html: str
    text: str
    beyond: tuple[str, ...]


def _draft(issue: Issue, audience: Audience, env: jinja2.Environment, much: Cut) -> _Draft:
    home = web_address(issue)
    kept, beyond = cut(issue, audience, much)
    shown = with_few_pictures(contents(kept, audience, _locating(home)))
    context = as_context(shown) | {"beyond": len(beyond)}
    mjml = _GAPS.sub("\n\n", render(env, _MJML, context)).strip() + "\n"
    html = compiled(mjml, lambda line: line_of(env, _MJML, line))
    text = text_part(env, context | {"again": ""})
    if _addresses(html, text) % 2:
        own = shown.newsletter
        text = text_part(env, context | {"again": own.home_page or home or own.unsubscribe_url})
    return _Draft(shown, mjml, html, text, tuple(story.article.source for story in beyond))


def _fits(draft: _Draft) -> bool:
    if len(draft.html.encode()) > HTML_BYTES or draft.html.count("<a ") > LINKS:
        return False
    if _QUOTED * (len(draft.html.encode()) + len(draft.text.encode())) <= MESSAGE_BYTES - _HEADERS:
        return True
    return len(quoted_printable(draft.html)) + len(quoted_printable(draft.text)) <= MESSAGE_BYTES - _HEADERS


def _addresses(html: str, text: str) -> int:
    """Web addresses over both parts; rspamd (URI_COUNT_ODD) takes an odd number for a sign of parts that differ."""
    bare = _TAG.sub(" ", _LINK.sub(" ", html.partition("<body")[2]))
    return len(_IN_MARKUP.findall(html)) + len(_IN_TEXT.findall(bare)) + len(_IN_TEXT.findall(text))


def _locating(home: str) -> Callable[[Picture], str]:
    return lambda picture: _in_mail(picture, home)


def _in_mail(picture: Picture, home: str) -> str:
    """Where a mail program finds a picture: its own https address, the web edition, or inside the message."""
    if picture.file is None:
        return address(picture.src)
    if home:
        return address(home + quote(picture.src), own=True)
    return f"cid:{sha256(picture.src.encode()).hexdigest()[:24]}@pictures"
