"""The text part of a letter, from its own templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from digest.templating.environment import render
from digest.templating.flow import spaced
from digest.templating.references import References

if TYPE_CHECKING:
    from collections.abc import Mapping

    import jinja2

_TEMPLATE = "letter.txt.j2"


def text_part(env: jinja2.Environment, context: Mapping[str, object]) -> str:
    """The text part, whose links are numbers and whose addresses stand below each section.

    Templates are given ``link(url)``, which is the number of an address, and ``links()``, the list of those since the
    last list. What no template listed, because one of the newsletter's own is older, comes at the end: no address is
    lost.

    Raises:
        TemplateError: When a template is refused, with its place.
    """
    references = References()
    told = render(env, _TEMPLATE, {**context, "link": references.link, "links": references.links})
    return spaced(f"{told}\n\n{references.links()}")
