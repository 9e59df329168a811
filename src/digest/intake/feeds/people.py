"""The names of those who wrote an entry."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from digest.intake.feeds.plain_text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

_MAIL = re.compile(r"[<(\[]?\s*(?:mailto:)?[^\s@<>()\[\]]{1,64}@[^\s@<>()\[\],;]{2,253}\s*[>)\]]?", re.IGNORECASE)
_AROUND = " \t,;:-–|\"'<>()[]"
_NOBODY = frozenset({"unknown", "anonymous", "noreply", "no author", "author", "none", "null"})
_LONGEST_NAME, _LONGEST = 120, 300  # characters
_MOST = 10


def byline(names: Iterable[object]) -> str:
    """The names as one line, ``A, B and C``, each once; an e-mail address is never shown.

    Args:
        names: As the feed has them: ``Name``, ``Name <mail>`` and ``mail (Name)`` are understood.
    """
    found: dict[str, str] = {}
    for given in names:
        if name := _name(given):
            found.setdefault(name.casefold(), name)
    people = list(found.values())[:_MOST]
    line = " and ".join((", ".join(people[:-1]), people[-1])) if len(people) > 1 else "".join(people)
    return one_line(line, _LONGEST)


def _name(given: object) -> str:
    if not isinstance(given, str):
        return ""
    text = given[:1000]
    if "@" in text:
        text = _MAIL.sub(" ", text)
    if "<" in text or "&" in text:
        text = one_line(text, _LONGEST_NAME, markup=True)
        text = _MAIL.sub(" ", text) if "@" in text else text
    name = one_line(text, _LONGEST_NAME).strip(_AROUND)
    name += ")" if name.count("(") > name.count(")") else ""
    return "" if name.casefold() in _NOBODY else name
