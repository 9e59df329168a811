"""The web edition: the issue and its articles as pages that ask no other server for anything."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from markupsafe import Markup

from digest.errors import TemplateError
from digest.model import Audience, Page
from digest.templating import cleaning
from digest.templating.addresses import address
from digest.templating.balance import unbalanced_page
from digest.templating.contents import as_context, contents
from digest.templating.environment import line_of, render

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import jinja2

    from digest.model import Issue, Look, Newsletter, Picture
    from digest.templating.contents import Contents

FEED = "feed.xml"

_PUBLIC = Audience("", "Everybody", deals=False)
_RHYTHM = {"airy": ("1.7", 46), "compact": ("1.45", 26)}  # the lines' height, and pixels between stories
_NORMAL = ("1.55", 36)
_NOT_IN_A_STYLE = re.compile(r"[^\w ,'-]")  # of a font's name: nothing ends a declaration, or the style itself
# The territory that Open Graph wants beside a language, where a newsletter names none (https://ogp.me).
_TERRITORIES = {"ar": "AR", "de": "DE", "en": "US", "es": "ES", "fr": "FR", "he": "IL", "ru": "RU", "uk": "UA"}


def pages(issue: Issue, env: jinja2.Environment) -> tuple[Page, ...]:
    """``index.html``, and a page for each story whose full text the web edition holds; here headlines are told, too.

    What is for one audience only stays out, and so does everything that belongs to one reader. Pictures of other
    servers are left to their articles: a page makes no request but for files beside it.

    Raises:
        TemplateError: When a template is refused, with its place.
    """
    shown = public(issue, beside)
    context = as_public(shown)
    index = Page("index.html", page(env, "web/index.html.j2", context))
    articles = [
        Page(entry.page, page(env, "web/article.html.j2", context | {"entry": entry}))
        for entry in shown.entries
        if entry.page
    ]
    return (index, *articles)


def page(env: jinja2.Environment, name: str, context: Mapping[str, object]) -> str:
    """A template of the web edition filled in.

    Raises:
        TemplateError: When the template is refused, or the page has a tag without its partner.
    """
    html = render(env, name, context)
    if wrong := unbalanced_page(html):
        at, what = wrong
        line = html.splitlines()[html.count("\n", 0, at)].strip()
        where, found = line_of(env, name, line), f"{what}: {line[:120]}"
        raise TemplateError("the page is not valid HTML", where=where, found=found, hint="close every tag")
    return html


def public(issue: Issue, locate: Callable[[Picture], str]) -> Contents:
    """What everybody may read of the issue.

    Args:
        issue: The week's composition.
        locate: Where a picture is found; empty to leave it out.
    """
    told = replace(issue, stories=(*issue.stories, *issue.headlines), headlines=())
    return contents(told, _PUBLIC, locate)


def as_public(shown: Contents) -> dict[str, object]:
    """The names that a public template knows."""
    return as_context(shown) | {"locked": (), "offers": False} | frame(shown.newsletter)


def frame(newsletter: Newsletter) -> dict[str, object]:
    """The names that every page of the web edition knows.

    ``issues_address`` is where the list of all issues lies and ``feed`` the feed, both empty without ``web_url``;
    ``locale`` is the language as Open Graph writes it, empty where the territory is not known.
    """
    base = address(newsletter.web_url, own=True).rstrip("/")
    return {
        "newsletter": cleaning.newsletter(newsletter),
        "issues_address": f"{base}/" if base else "",
        "feed": f"{base}/{FEED}" if base else "",
        "locale": locale(newsletter.language),
        "look": _styled(newsletter.look),
    }


def locale(language: str) -> str:
    """``en_GB`` for ``en-GB``, ``de_DE`` for ``de``; empty where no territory is known.

    Args:
        language: A tag (BCP 47).
    """
    native, *others = language.split("-")
    regions = (part.upper() for part in others if re.fullmatch(r"[A-Za-z]{2}", part))
    territory = next(regions, _TERRITORIES.get(native.lower(), ""))
    return f"{native.lower()}_{territory}" if territory else ""


def beside(picture: Picture) -> str:
    """A local picture's address relative to the issue's page."""
    return quote(picture.src) if picture.file is not None else ""


def _styled(look: Look) -> dict[str, object]:
    leading, gap = _RHYTHM.get(look.density, _NORMAL)
    fonts = {name: _font(getattr(look, name)) for name in ("headlines", "text", "labels")}
    return {**fonts, "radius": look.radius, "leading": leading, "gap": gap}


def _font(stack: str) -> Markup:
    return Markup(_NOT_IN_A_STYLE.sub("", stack))  # noqa: S704 (a style knows no references, and nothing is left)
