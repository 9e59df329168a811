"""Who wrote an article, from the lines round it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.intake.page_text import byline
from digest.intake.page_text.names import is_known, people, separate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from digest.intake.page_text.facts import Facts
    from digest.intake.page_text.lines import Line

_CLOSE = 14  # lines under the headline in which a known name needs no label
_SOON = 9  # lines below an article in which a known name needs no label
_FOOT = 30  # lines
_NAMES = 5  # words
_SLOGAN = 4  # words; names that are not known are shorter


@dataclass(frozen=True, slots=True)
class Places:
    """Where the lines stand among which an author is sought.

    ``around`` are lines round the headline, best first; ``late`` lines behind the article; ``dated`` is the date
    line; ``told`` are the words of the article, which seldom name their author.
    """

    title: int
    around: Sequence[int]
    late: Sequence[int]
    dated: int | None = None
    told: frozenset[str] = frozenset()

    @property
    def beside(self) -> tuple[int, ...]:
        """The lines above and below the date."""
        return () if self.dated is None else tuple(i for i in (self.dated - 1, self.dated + 1) if i in self.around)

    @property
    def close(self) -> tuple[int, ...]:
        """The lines in which a known name needs no label, best first."""
        far = () if self.dated is None else (self.dated - 2, self.dated + 2)
        under = (self.title + 1, self.title + 2)
        places = (*self.beside, *under, *far, self.title - 1, self.title + 3, self.title - 2)
        return tuple(i for i in dict.fromkeys(places) if i in self.around)


Byline = tuple[tuple[int, ...], str]


def find_byline(lines: Sequence[Line], page: Sequence[Facts], places: Places) -> Byline:
    """The lines of the byline and the name in it, or nothing twice.

    What says "By ..." counts most, then a common given name with the date or alone near headline or date, then the
    end of the article, then what merely looks like a name beside the date, last the owner of the page.
    """
    for find in (_said_near, _known_near, _said_late, _known_farther, _described, _strange, _desk):
        if found := find(lines, page, places):
            return found
    return (), next((name for line in lines[-_FOOT:] if (name := byline.owner_name(line.text))), "")


def _said_near(lines: Sequence[Line], _: Sequence[Facts], places: Places) -> Byline | None:
    said = [found for i in places.around if (found := _said(lines, i, places.around))]
    return next((found for found in said if _known(found[1])), said[0] if said else None)


def _said_late(lines: Sequence[Line], _: Sequence[Facts], places: Places) -> Byline | None:
    return next((found for i in places.late if (found := _said(lines, i, places.late))), None)


def _known_near(lines: Sequence[Line], _: Sequence[Facts], places: Places) -> Byline | None:
    for i in places.around:
        if name := _known(byline.dated_name(lines[i].text)):
            return (i,), name
    above = frozenset(lines[places.title].text.casefold().split()) if places.title < len(lines) else frozenset()
    for i in places.close:
        if (name := _known(byline.bare_name(lines[i].text))) and not _tells(above, name):
            return (i,), name
    return None


def _known_farther(lines: Sequence[Line], page: Sequence[Facts], places: Places) -> Byline | None:
    """A known name that stands quite alone, farther under the headline or soon behind the article."""
    under = [i for i in places.around if places.title < i < places.title + _CLOSE]
    for i in (*places.late[:_SOON], *under):
        name = _known(byline.bare_name(lines[i].text))
        alone = name == lines[i].text.strip() or (i in places.late and name)
        if alone and not any(facts.commenting for facts in page[i : i + 2]) and not _tells(places.told, name):
            return (i,), name
    return None


def _described(lines: Sequence[Line], _: Sequence[Facts], places: Places) -> Byline | None:
    return next((((), name) for i in places.late if (name := byline.described_name(lines[i].text))), None)


def _strange(lines: Sequence[Line], _: Sequence[Facts], places: Places) -> Byline | None:
    """A name whose given name is not among the common ones, with the date or beside it."""
    for i in places.around:
        if (name := byline.dated_name(lines[i].text)) and not _tells(places.told, name):
            return (i,), name
    for i in (*places.beside, places.title + 1):
        if i in places.around and i > places.title:
            name = byline.bare_name(lines[i].text)
            if 0 < len(_first(name).split()) < _SLOGAN and not _tells(places.told, name):
                return (i,), name
    return None


def _desk(lines: Sequence[Line], _: Sequence[Facts], places: Places) -> Byline | None:
    near = [i for i in places.close if i > places.title]
    for i in (*near, *places.late[:_SOON]):
        if name := byline.desk_name(lines[i].text):
            return (i,), name
    return None


def _said(lines: Sequence[Line], i: int, around: Sequence[int]) -> Byline | None:
    """The byline that a line says in so many words, or with the line under it."""
    if name := byline.byline_name(lines[i].text):
        return (i,), name
    if byline.is_label(lines[i].text) and i + 1 in around and (name := _name_under_label(lines[i + 1].text)):
        return (i, i + 1), name
    return None


def _tells(told: frozenset[str], name: str) -> bool:
    """Whether a text tells of whom a name names, who is then not its author."""
    surname = _first(name).casefold().split()
    return bool(surname) and surname[-1] in told


def _first(name: str) -> str:
    """The first of several names."""
    return next(iter(separate(people(name))), "")


def _name_under_label(line: str) -> str:
    name = byline.clean_name(line)
    return name if len(name.split()) > 1 else ""


def _known(name: str) -> str:
    return name if any(is_known(one) for one in separate(people(name))) else ""


def words_told(page: Sequence[Facts], told: Iterable[int]) -> frozenset[str]:
    """The words of those lines that are no mere names."""
    return frozenset(word for i in told if page[i].words > _NAMES for word in page[i].key.split())
