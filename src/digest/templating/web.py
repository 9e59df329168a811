"""The web edition: the issue and its articles as pages that ask no other server for anything."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from digest.model import Audience, Page
from digest.templating.contents import as_context, contents
from digest.templating.environment import render

if TYPE_CHECKING:
    import jinja2

    from digest.model import Issue, Picture

_PUBLIC = Audience("", "Everybody", deals=False)


def pages(issue: Issue, env: jinja2.Environment) -> tuple[Page, ...]:
    """``index.html``, and a page for each story whose full text the web edition holds; here headlines are told, too.

    What is for one audience only stays out, and so does everything that belongs to one reader. Pictures of other
    servers are left to their articles: a page makes no request but for files beside it.

    Raises:
        TemplateError: When a template is refused, with its place.
    """
    told = replace(issue, stories=(*issue.stories, *issue.headlines), headlines=())
    shown = contents(told, _PUBLIC, _beside)
    context = as_context(shown) | {"locked": (), "offers": False}
    index = Page("index.html", render(env, "web/index.html.j2", context))
    articles = [
        Page(entry.page, render(env, "web/article.html.j2", context | {"entry": entry}))
        for entry in shown.entries
        if entry.page
    ]
    return (index, *articles)


def _beside(picture: Picture) -> str:
    return quote(picture.src) if picture.file is not None else ""
