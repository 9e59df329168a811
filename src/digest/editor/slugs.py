"""File names for stories: readable, ASCII, each once in an issue."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 60

# Romanisation of Cyrillic by the usual English habit (BGN/PCGN without its apostrophes); other scripts fall back to
# a number.
_LATIN = "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya i yi ye g"
_CYRILLIC = dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґ", _LATIN.split(" "), strict=True))


def slug(title: str) -> str:
    """The title in small ASCII letters, digits and hyphens, at most 60 characters; may be empty."""
    folded = "".join(_CYRILLIC.get(char, char).strip("-") for char in unicodedata.normalize("NFC", title.casefold()))
    ascii_only = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", ascii_only))
    kept = ""
    for word in words:
        longer = f"{kept}-{word}" if kept else word
        if len(longer) > _LONGEST:
            break
        kept = longer
    return kept or "-".join(words)[:_LONGEST]


def slugs(titles: Iterable[str]) -> tuple[str, ...]:
    """One slug for each title, no two alike."""
    return unlike(map(slug, titles))


def unlike(names: Iterable[str]) -> tuple[str, ...]:
    """The slugs with a number behind one that stood before, or in the place of an empty one."""
    taken: set[str] = set()
    times: Counter[str] = Counter()
    found = []
    for number, given in enumerate(names, start=1):
        base = name = given or f"story-{number}"
        while name in taken:
            times[base] += 1
            name = f"{base}-{times[base] + 1}"
        taken.add(name)
        found.append(name)
    return tuple(found)
