"""What stands below an article: related items, a catalogue, "about us", contacts, calls to action."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from digest.intake.dates import published_date
from digest.intake.page_text.byline import sign_off_name
from digest.model import CatalogueItem, Publication, RelatedItem, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from digest.intake.page_text.facts import Facts
    from digest.intake.page_text.lines import Line

_ROLES = {
    "related": Role.RELATED,
    "catalogue": Role.CATALOGUE,
    "about": Role.ABOUT,
    "contact": Role.CONTACT,
    "comments": Role.FURNITURE,
    "sharing": Role.FURNITURE,
}
_SECTIONS = frozenset({"related", "catalogue", "about", "contact"})
_PHONE = re.compile(
    r"(?:(?:tel|phone|fon|telefon|тел|fax)\w*\.?:?\s*)?(\+?\(?\d[\d\s()/.\-–]{5,18}\d)", re.IGNORECASE
)
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_PRICE = re.compile(r"(?:[$€£₽]\s?\d[\d.,]*|\d[\d.,]*\s?(?:€|₽|USD|EUR|руб\.?|zł))")
_TITLE_WORDS = 20


def tail_roles(lines: Sequence[Line], page: Sequence[Facts], start: int) -> list[tuple[Role, str]]:
    """Role of every line from ``start`` on, each with the rule that gave it."""
    found: list[tuple[Role, str]] = []
    section = Role.FURNITURE
    under = ""
    for i in range(start, len(lines)):
        line, facts = lines[i], page[i]
        if opens_section(facts):
            section, under = _ROLES[facts.opens], facts.opens
            found.append((Role.SECTION, f"heading of {facts.opens}"))
        elif facts.call and facts.words <= 40 and section is not Role.CONTACT:  # a line, no paragraph
            found.append((Role.CALL_TO_ACTION, "asks readers to act"))
        elif sign_off_name(line.text) and i == start:
            found.append((Role.SIGN_OFF, "name after a dash"))
        elif _is_heading(facts) and facts.opens:
            section, under = Role.FURNITURE, ""
            found.append((Role.FURNITURE, f"heading of {facts.opens}"))
        elif _ends_section(section, facts):
            section, under = Role.FURNITURE, ""
            found.append((Role.FURNITURE, "words of the site"))
        else:
            found.append((section, f"under a heading of {under}" if under else "below the article"))
    return found


def opens_section(facts: Facts) -> bool:
    """Whether a line is the heading of related items, a catalogue, "about us" or contacts."""
    return _is_heading(facts) and facts.opens in _SECTIONS


def _is_heading(facts: Facts) -> bool:
    return facts.words <= 9 and not facts.ends  # headings are short


def _ends_section(section: Role, facts: Facts) -> bool:
    """Copyright lines and menus close a section that no heading closes."""
    return section is not Role.FURNITURE and facts.furniture > 0 and facts.words < 12 and not facts.ends


def entries(lines: Sequence[Line]) -> Iterator[tuple[str, list[str], Line]]:
    """Titles with the lines under each, of a list of teasers.

    A title is a line that stands twice (as picture text and as headline), dates not counted between; without any
    such line, every line that ends no sentence is one.
    """
    doubled = _doubled(lines)
    title: Line | None = None
    under: list[str] = []
    for line in lines:
        if line.text in doubled or (not doubled and _title_like(line)):
            if title is not None and line.text == title.text:
                continue
            if title is not None:
                yield title.text, under, title
            title, under = line, []
        elif title is not None:
            under.append(line.text)
    if title is not None:
        yield title.text, under, title


def _doubled(lines: Sequence[Line]) -> frozenset[str]:
    undated = [line.text for line in lines if published_date(line.text) is None]
    return frozenset(a for a, b in pairwise(undated) if a == b)


def _title_like(line: Line) -> bool:
    short = len(line.text.split()) <= _TITLE_WORDS and not line.text.endswith((".", "!", "…"))
    return short and published_date(line.text) is None


def related_items(lines: Sequence[Line]) -> tuple[RelatedItem, ...]:
    """The articles that the lines under "You might also like" point to."""
    items = []
    for title, under, line in entries(lines):
        dates = [day for day in map(published_date, under) if day]
        teaser = " ".join(text for text in under if published_date(text) is None)
        items.append(RelatedItem(title, teaser, dates[0] if dates else None, line.url))
    return tuple(items)


def catalogue_items(lines: Sequence[Line]) -> tuple[CatalogueItem, ...]:
    """The things on offer that the lines under "Our books" describe."""
    items = []
    for title, under, line in entries(lines):
        prices = [match[0] for text in under if (match := _PRICE.search(text))]
        items.append(CatalogueItem(title, " ".join(under), line.url, prices[0] if prices else ""))
    return tuple(items)


def publication(contact: Sequence[Line], about: Sequence[Line]) -> Publication:
    """Who publishes, from the lines under "Our contacts" and "About us"."""
    phone = email = ""
    address: list[str] = []
    for line in contact:
        number, mail = _PHONE.fullmatch(line.text), _EMAIL.search(line.text)
        if number and not phone:
            phone = number[1]
        elif mail and not email:
            email = mail[0]
        elif len(line.text) <= 120:  # an address, no prose
            address.append(line.text)
    name = address.pop(0) if address and not any(c.isdigit() for c in address[0]) else ""
    return Publication(
        name, about=" ".join(line.text for line in about), postal_address=tuple(address), phone=phone, email=email
    )
