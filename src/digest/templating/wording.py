"""Filters and functions that speak the newsletter's language: phrases, dates, lists, quotation marks."""

from __future__ import annotations

from functools import cache as once
from typing import TYPE_CHECKING, Any

from jinja2 import pass_context
from markupsafe import escape

from digest.templating.catalogues import PLACE, SOURCE, phrases
from digest.templating.customs import customs
from digest.templating.directions import MARKS, direction_of
from digest.templating.markup import newsletter_of
from digest.templating.plain import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from gettext import NullTranslations
    from pathlib import Path

    from jinja2 import Environment
    from jinja2.runtime import Context

_NUMBERS = {"number", "count"}
_WORDS = {"caption", "date", "place", "places", "title", "titles"}


def speak(env: Environment, folders: Sequence[Path], cache: Path | None = None) -> None:
    """Let templates speak the language of the newsletter that they are given.

    Args:
        env: What to teach ``{% trans %}``, ``gettext`` and its kin, and the filters ``date``, ``listed``, ``quoted``.
        folders: Those of the templates, which hold catalogues too.
        cache: A folder for what takes long to read.
    """
    said = once(lambda language: phrases(language, folders, cache))
    habits = once(lambda language: customs(language, cache))
    marks = once(lambda language: _marks(said(language)))

    @pass_context
    def in_words(context: Context, day: date) -> str:
        return habits(newsletter_of(context, "date").language).in_words(day)

    @pass_context
    def listed(context: Context, items: Iterable[str]) -> str:
        return habits(newsletter_of(context, "listed").language).listed(list(items))

    @pass_context
    def in_marks(context: Context, text: str) -> str:
        return quoted(text, marks(newsletter_of(context, "quoted").language))

    env.filters.update(date=in_words, listed=listed, quoted=in_marks)
    _teach(env, lambda context: said(newsletter_of(context, "trans").language))


def _apart(context: Context, said: str, *phrases: str) -> str:
    """A phrase that stayed English in a newsletter written from right to left, kept apart; its values run as before.

    In markup by elements with a direction, in plain text by direction marks around values such as a date.
    """
    newsletter = newsletter_of(context, "trans")
    if said not in phrases or newsletter.direction == "ltr" or direction_of(PLACE.sub("", said)) != "ltr":
        return said
    if not context.eval_ctx.autoescape:
        mark = MARKS[newsletter.direction]
        return PLACE.sub(lambda place: mark + place[0] + mark if place[1] in _WORDS else place[0], said)
    native = escape(newsletter.language).replace("%", "%%")
    inside = f'<span lang="{native}" dir="{newsletter.direction}">'
    words = PLACE.sub(lambda place: place[0] if place[1] in _NUMBERS else f"{inside}{place[0]}</span>", said)
    return f'<span lang="{SOURCE}" dir="ltr">{words}</span>'


def _teach(env: Environment, said: Any) -> None:  # noqa: ANN401 (a function of Jinja's context)
    @pass_context
    def gettext(context: Context, phrase: str) -> str:
        return _apart(context, str(said(context).gettext(phrase)), phrase)

    @pass_context
    def ngettext(context: Context, one: str, many: str, count: int) -> str:
        return _apart(context, str(said(context).ngettext(one, many, count)), one, many)

    @pass_context
    def pgettext(context: Context, meaning: str, phrase: str) -> str:
        return _apart(context, str(said(context).pgettext(meaning, phrase)), phrase)

    @pass_context
    def npgettext(context: Context, meaning: str, one: str, many: str, count: int) -> str:
        return _apart(context, str(said(context).npgettext(meaning, one, many, count)), one, many)

    env.add_extension("jinja2.ext.i18n")
    env.install_gettext_callables(  # type: ignore[attr-defined]  # the extension adds it
        gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )


def _marks(said: NullTranslations) -> tuple[str, str, str, str]:
    # Translators: quotation marks, then those of a quotation inside a quotation, with single blanks between the four;
    # a mark that keeps its distance from the words takes a no-break space along.
    # Translators: quotation marks, then those of a quotation inside a quotation, with single blanks between the four;
    # a mark that keeps its distance from the words takes a no-break space along.
    opening, closing, inner, end = said.pgettext("quotation marks", "“ ” ‘ ’").split(" ")
    return opening, closing, inner, end
