"""Filters for markup: attribute values, and the language of words in another script."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from jinja2 import TemplateRuntimeError, pass_context
from markupsafe import Markup, escape

if TYPE_CHECKING:
    from jinja2.runtime import Context

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


@cache
def _run() -> re.Pattern[str]:
    """Words in one script; compiled when a letter asks for it.

    Single letters are symbols more often than words ("β-carotene"), except where one character is a word.
    """
    return re.compile(
        "|".join(
            f"(?P<{language}>[{letters}]{'+' if language == 'zh' else '{2,}'}(?:[ ,.:;'’«»-]+[{letters}]+)*)"
            for language, letters in _SCRIPTS.items()
        )
    )


def attribute(value: object) -> Markup:
    """A value for an attribute: printable ASCII as it is, everything else as a numeric reference.

    The reason is mrml, which prints attribute values with Rust's ``{:?}`` and so writes escapes for many characters.
    """
    return Markup(_UNSAFE.sub(lambda match: f"&#{ord(match[0])};", str(value)))  # noqa: S704 (all of it is escaped)


def literal(text: str) -> Markup:
    """Program text escaped, with braces and the like as numeric references: shown as it is, and no merge tag."""
    return Markup(_MERGE_SIGNS.sub(lambda match: f"&#{ord(match[0])};", str(escape(text))))  # noqa: S704 (escaped)


@pass_context
def foreign(context: Context, text: str) -> Markup:
    """The text escaped, with words in a script foreign to the newsletter marked by ``lang`` (WCAG 2.2, 3.1.2)."""
    newsletter = context.get("newsletter")
    if newsletter is None:
        raise TemplateRuntimeError(
            "the filter 'foreign' knows no newsletter here: import this template 'with context'"
        )
    return in_language(text, newsletter.language)


def in_language(text: str, native: str) -> Markup:
    """The same with the reader's language given."""
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


@pass_context
def direction(context: Context, text: str) -> Markup:
    """`` dir="rtl"`` or `` dir="ltr"`` for a paragraph that runs against the newsletter's direction, else nothing.

    The first letter that has a direction decides (Unicode Standard Annex 9, P2 and P3).
    """
    newsletter = context.get("newsletter")
    if newsletter is None:
        raise TemplateRuntimeError(
            "the filter 'direction' knows no newsletter here: import this template 'with context'"
        )
    kinds = map(unicodedata.bidirectional, text)
    first = next((kind for kind in kinds if kind in {"L", "R", "AL"}), "")
    own = "ltr" if first == "L" else "rtl"
    return Markup(' dir="{}"').format(own) if first and own != newsletter.direction else Markup()


def _span(words: str, script: str) -> Markup:
    language = "ja" if script == "zh" and any("\u3040" <= letter <= "\u30ff" for letter in words) else script
    direction = Markup(' dir="rtl"') if language in {"ar", "he"} else ""
    return Markup('<span lang="{}"{}>{}</span>').format(language, direction, words)
