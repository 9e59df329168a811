"""A part of a page, as feeds carry it: HTML without a head, plain text, or HTML that was escaped once too often."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from itertools import count
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from digest.intake.encodings import clean
from digest.intake.page_text.lines import text_lines
from digest.intake.page_text.wrapping import unwrapped
from digest.intake.reading import Reading
from digest.intake.web_page.breaks import mended
from digest.intake.web_page.page import one_title
from digest.intake.web_page.walk import Gathered, parsed, walk

if TYPE_CHECKING:
    from digest.intake.pictures import Named

_MARKUP = re.compile(r"<[a-zA-Z/!?]")
_KNOWN = r"(?:p|br|div|span|a|img|figure|ul|ol|li|h[1-6]|em|strong|b|i|blockquote|pre|table|article|section)\b[^<>]*>"
_TAG = re.compile(rf"</?{_KNOWN}", re.IGNORECASE)
_OPENS = re.compile(rf"\s*<{_KNOWN}", re.IGNORECASE)
_EVIDENT = 3  # tags of one text that quotes no tag but is made of them


def read_fragment(html: str, base: str = "") -> Reading:
    """The lines and pictures of a part of a page; what is in it bounds the article.

    Lines are numbered from 1 as they come, and ``gap`` is false for a line behind a single line break. Text without
    any tag is read as plain text. Where all of its tags are escaped (``&lt;p&gt;``), the text is what they say.

    Args:
        html: The markup.
        base: The address from which those of its pictures start; empty to leave them as they are.
    """
    html = _once(html)
    if not _MARKUP.search(html):
        return Reading(unwrapped(list(text_lines(clean(unescape(html))))), bounded=True)
    numbers = count(1)
    found = Gathered(lambda _: next(numbers), loose=False)
    if (body := parsed(html).body) is not None:
        walk(body, found)
    return Reading(
        mended(unwrapped(list(one_title(found.lines)))),
        bounded=True,
        pictures=tuple(_absolute(named, base) for named in found.pictures),
    )


def _once(html: str) -> str:
    """The markup itself where every tag of it was escaped, as double-escaped feeds have it."""
    if "&lt;" not in html or _MARKUP.search(html):
        return html
    inner = unescape(html)
    evident = _OPENS.match(inner) is not None or len(_TAG.findall(inner)) >= _EVIDENT
    return inner if evident and _TAG.search(inner) else html


def _absolute(named: Named, base: str) -> Named:
    if not base or not named.src:
        return named
    try:
        return replace(named, src=urljoin(base, named.src))
    except ValueError:  # brackets that enclose no address
        return named
