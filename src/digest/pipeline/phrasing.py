"""What the templates say in every letter: no secret, though a passage for some readers has the same words."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from digest.templating.catalogues import FOLDER, PLACE, phrases
from digest.templating.environment import where

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from digest.model import Newsletter

_PHRASE = re.compile(r'^msgid (".*"(?:\n".*")*)', re.MULTILINE)
_QUOTED = re.compile(r'"(.*)"')


def fixed_phrases(newsletter: Newsletter, folder: Path | None, cache: Path | None = None) -> Iterator[str]:
    """The sentences of the templates in the newsletter's language, its name and address filled in.

    Args:
        newsletter: Whose letters they are.
        folder: Its own templates; None where it has none.
        cache: Where compiled phrases are kept.
    """
    folders = where(folder)
    known = phrases(newsletter.language, folders, cache)
    own = {"name": newsletter.name, "address": newsletter.sender.address}
    said = {
        phrase: PLACE.sub(lambda place: own.get(place[1], ""), known.gettext(phrase))
        for phrase in _sources(folders[-1] / FOLDER / "messages.pot")
    }
    yield from said.values()
    for question in (text for phrase, text in said.items() if phrase.endswith("?")):
        yield from (f"{question} {text}" for text in said.values())  # its answer stands in the same line


@lru_cache(maxsize=4)
def _sources(file: Path) -> tuple[str, ...]:
    """The phrases as the templates have them."""
    try:
        text = file.read_text("utf-8")
    except OSError:
        return ()
    found = ("".join(_QUOTED.findall(match[1])) for match in _PHRASE.finditer(text))
    return tuple(phrase.replace('\\"', '"') for phrase in found if phrase)
