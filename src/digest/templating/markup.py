"""Filters for markup: attribute values, the language of words in another script, the direction of other texts."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from jinja2 import TemplateRuntimeError, pass_context
from markupsafe import Markup, escape

from digest.templating.directions import direction_of, guarded, other_way, words_other_way

if TYPE_CHECKING:
    from jinja2.runtime import Context

    from digest.model import Newsletter

_MERGE_SIGNS = re.compile(r"[]{}%*|\[]")
_UNSAFE = re.compile(r"[^ !#-%(-;=?-\[\]-~]")

_SCRIPTS = {
    "ru": "\u0400-\u052f",
    "el": "\u0370-\u03ff\u1f00-\u1fff",
    "he": "\u0590-\u05ff",
    "ar": "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff",
    "hi": "\u0900-\u097f",
    "th": "\u0e00-\u0e7f",
    "ko": "\u1100-\u11ff\uac00-\ud7af",
    "zh": "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff",
}
_SCRIPT_OF = {
    **dict.fromkeys(("be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "uk"), "ru"),
    **dict.fromkeys(("ar", "fa", "ps", "ur"), "ar"),
    **dict.fromkeys(("he", "yi"), "he"),
    **dict.fromkeys(("hi", "mr", "ne"), "hi"),
    **dict.fromkeys(("ja", "zh"), "zh"),
    **{language: language for language in ("el", "th", "ko")},
}
_FIRST = "\u0370"  # of the letters of all these scripts
# What belongs to the letter before it: marks, joiners, selectors of a shape. No tag may part them.
_CLINGING = "\u0300-\u036f\u200c\u200d\u20d0-\u20ff\ufe00-\ufe0f"
# What stands between words of one passage, and beside them; filters take a tag between two such signs for a disguise.
_BETWEEN = " ,.:;!?'’‘“”„«»‹›…–—\u2010\u2011、。，：；！？「」『』《》（）【】・〜\u0964\u3000-"
_BESIDE = "’‘“”„«»‹›…–—、。，：；！？「」『』《》（）【】・〜\u0964"
_FROM_RIGHT = {"ar", "he"}  # quotation marks beside them belong to the sentence around, which runs the other way


@cache
def _run() -> re.Pattern[str]:
    """Words in one script; compiled when a letter asks for it.

    Single letters are symbols more often than words ("β-carotene"), except where one character is a word.
    """
    return re.compile("|".join(_words(language, letters) for language, letters in _SCRIPTS.items()))


def _words(language: str, letters: str) -> str:
    """A pattern for a passage in one script, with the signs that stand in it and directly beside it."""
    few = "" if language == "zh" else f"(?=[{letters}]{{2}})"
    word = f"[{letters}][{letters}{_CLINGING}]*"
    beside = "" if language in _FROM_RIGHT else f"[{_BESIDE}]{{0,4}}"
    return f"(?P<{language}>{beside}{few}{word}(?:[{_BETWEEN}]{{1,6}}{word})*{beside})"


def attribute(value: object) -> Markup:
    """A value for an attribute: printable ASCII as it is, everything else as a numeric reference.

    The reason is mrml, which prints attribute values with Rust's ``{:?}`` and so writes escapes for many characters.
    """
    return Markup(_UNSAFE.sub(lambda match: f"&#{ord(match[0])};", str(value)))  # noqa: S704 (all of it is escaped)


def literal(text: str) -> Markup:
    """Program text escaped, with braces and the like as numeric references: shown as it is, and no merge tag."""
    return Markup(_MERGE_SIGNS.sub(lambda match: f"&#{ord(match[0])};", str(escape(text))))  # noqa: S704 (escaped)


def newsletter_of(context: Context, filter_: str) -> Newsletter:
    """The newsletter that a template is given.

    Raises:
        TemplateRuntimeError: There is none, which happens in a template imported without its context.
    """
    newsletter: Newsletter | None = context.get("newsletter")
    if newsletter is None:
        raise TemplateRuntimeError(f"'{filter_}' knows no newsletter here: import this template 'with context'")
    return newsletter


@pass_context
def foreign(context: Context, text: str) -> Markup:
    """The text escaped, with words in a script foreign to the newsletter marked by ``lang`` (WCAG 2.2, 3.1.2)."""
    return in_language(text, newsletter_of(context, "foreign").language)


@pass_context
def isolated(context: Context, text: str, beside: str = "") -> str:
    """Words inside a line: ``foreign``, and kept together where they run the other way than the line.

    In markup by an element with a direction (HTML isolates those), in plain text by direction marks where needed.
    The line runs as the newsletter does, or as the text ``beside`` does.
    """
    newsletter = newsletter_of(context, "isolated")
    own = words_other_way(text, direction_of(beside) or newsletter.direction)
    if not context.eval_ctx.autoescape:
        return guarded(text, own) if own else text
    marked = in_language(text, newsletter.language)
    return Markup('<span dir="{}">{}</span>').format(own, marked) if own else marked


@pass_context
def direction(context: Context, text: str) -> Markup:
    """`` dir="rtl"`` or `` dir="ltr"`` for a text that runs against the newsletter's direction, else nothing."""
    own = other_way(text, newsletter_of(context, "direction").direction)
    return Markup(' dir="{}"').format(own) if own else Markup()


@pass_context
def aligned(context: Context, text: str) -> str:
    """The style that sets a text, which runs against the newsletter's direction, at its own side; else nothing.

    What is written from right to left is not slanted.
    """
    own = other_way(text, newsletter_of(context, "aligned").direction)
    return {"": "", "ltr": "text-align:left;", "rtl": "text-align:right;font-style:normal;"}[own]


def in_language(text: str, native: str) -> Markup:
    """The text escaped, with words in a script foreign to the language marked by ``lang``."""
    if not any(letter >= _FIRST and letter.isalpha() for letter in set(text)):
        return escape(text)
    home = _SCRIPT_OF.get(native.partition("-")[0], "")
    out, end = [], 0
    for match in _run().finditer(text):
        script = str(match.lastgroup)
        if script != home:
            out += [escape(text[end : match.start()]), _span(match[0], script)]
            end = match.end()
    return Markup("").join([*out, escape(text[end:])])


def _span(words: str, script: str) -> Markup:
    language = "ja" if script == "zh" and any("\u3040" <= letter <= "\u30ff" for letter in words) else script
    direction = Markup(' dir="rtl"') if language in {"ar", "he"} else ""
    return Markup('<span lang="{}"{}>{}</span>').format(language, direction, words)
