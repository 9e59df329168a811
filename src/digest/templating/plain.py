"""Ready-made wording of harmless text: cut to a width, put between quotation marks."""

from __future__ import annotations

import re

from markupsafe import Markup

ENGLISH_MARKS = ("“", "”", "‘", "’")
_QUOTATION = re.compile(r"“([^“”„]*)”|„([^“”„]*)[“”]|«[ \u00a0\u202f]?([^«»]*?)[ \u00a0\u202f]?»")


def shortened(text: str, width: int) -> str:
    """At most ``width`` characters, cut after a whole word where there is one, with an ellipsis."""
    if len(text) <= width:
        return text
    head = text[: width - 1]
    return (head[: head.rfind(" ")] if " " in head[width // 2 :] else head).rstrip(" ,;:.–—-") + "…"


def quoted(text: str, marks: tuple[str, str, str, str] = ENGLISH_MARKS) -> str:
    """The text between quotation marks; quotations inside it get the inner ones.

    Args:
        text: Words, or markup, which stays markup.
        marks: The opening and closing mark, and those of a quotation inside a quotation.
    """
    opening, closing, inner, end = marks
    inside = _QUOTATION.sub(lambda found: inner + next(filter(None, found.groups()), "") + end, text)
    whole = opening + inside + closing
    return Markup(whole) if isinstance(text, Markup) else whole  # noqa: S704 (it was markup before)
