"""A letter: the issue for one audience as MJML, HTML, plain text and the finished message."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import quote

from digest.model import Letter
from digest.model.visible import visible
from digest.templating.addresses import address
from digest.templating.contents import as_context, contents, web_address
from digest.templating.environment import line_of, render
from digest.templating.html import compiled
from digest.templating.message import message

if TYPE_CHECKING:
    import jinja2

    from digest.model import Audience, Issue, Picture

_MJML = "letter.mjml.j2"
_TEXT = "letter.txt.j2"
_READERS = "readers.txt.j2"
_GAPS = re.compile(r"\n{3,}")


def letter(issue: Issue, audience: Audience, env: jinja2.Environment) -> Letter:
    """The finished letter; the same issue gives the same bytes.

    The only input is the file of a picture that has no address in the web, which the message then carries.

    Raises:
        TemplateError: When a template is refused, with its place.
        SettingsError: When an address of the newsletter cannot stand in a message's header.
    """
    home = web_address(issue)
    shown = contents(issue, audience, lambda picture: _in_mail(picture, home))
    context = as_context(shown)
    mjml = _GAPS.sub("\n\n", render(env, _MJML, context)).strip() + "\n"
    text = _GAPS.sub("\n\n", render(env, _TEXT, context)).strip("\n") + "\n"
    html = compiled(mjml, lambda line: line_of(env, _MJML, line))
    readers = visible(render(env, _READERS, context))
    eml, headers = message(shown, html, text, readers=readers)
    return Letter(
        audience=audience.name,
        subject=shown.subject,
        preheader=shown.preheader,
        html=html,
        text=text,
        mjml=mjml,
        eml=eml,
        headers=headers,
    )


def _in_mail(picture: Picture, home: str) -> str:
    """Where a mail program finds a picture: its own https address, the web edition, or inside the message."""
    if picture.file is None:
        return address(picture.src)
    if home:
        return address(home + quote(picture.src), own=True)
    return f"cid:{sha256(picture.src.encode()).hexdigest()[:24]}@pictures"
