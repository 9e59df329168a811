"""What the names of people look like, alone and in a row."""

from __future__ import annotations

import re
from itertools import pairwise

from digest.intake.page_text.given_names import GIVEN_NAMES

_LEAST = 2  # words of a whole name
_CAMEL = re.compile(
    r"(?<=[^\W\d_A-ZÀ-Þ]{4})(?=[A-ZÀ-Þ][\wà-ÿ])|(?<=[^\W\d_]{3})(?=\d)"
)  # "SurnameStaff Writer", "Surname4 comments"
_AND = r"and|und|y|et|e|i|en|og|och|ve|dan|и|&|\+"
_ROW = re.compile(rf"\s*[,;/]\s*(?:(?:{_AND})\s+)?|\s+(?:{_AND})\s+|\s*&\s*")
_PARTICLES_WORDS = (
    "de da di do dos das del della van von der den dem la le el al bin ibn ben zu zur ter ten y e i af av"
)
_PARTICLES = frozenset(_PARTICLES_WORDS.split())
_BEFORE_ARTICLES = frozenset({"van", "von", "zu", "auf", "in", "de"})
_ARTICLES = frozenset({"der", "den", "dem", "zur", "la", "le"})
_ACADEMIC_WORDS = "dr prof professor mag pd ing dipl-ing dipl med phil rer nat sir dame mr mrs ms herr frau lord"
_ACADEMIC = frozenset(_ACADEMIC_WORDS.split())
_OPENERS_WORDS = """
just watch am pm utc gmt est the our your this a an read more all new home news posted in on share by from with for
about how why what when where who my his her their his is are and or to of at no top best live latest follow contact
published updated posted last first by mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday
sunday montag dienstag mittwoch donnerstag freitag samstag sonntag mo di mi do fr sa so lunes martes miércoles jueves
viernes mein meine dein ihre ihr unser unsere sponsored advertisement anzeige bild quelle stand datum
das der die den dem des ein eine einen einer im ins am vom zum zur mehr neue neuer neues alle aktuelle von für mit auf
aus nach über unter was wie wo wer warum ich wir sie er es und oder so jetzt heute auch nur nicht bei seit
le la les un une des du au aux en pour sur dans avec par plus tous toutes notre votre nos vos
el los las una unos por para con sin lo su sus más mi
il lo gli uno nel per con su più
o os as um uma no na nos nas por para com mais
"""
_OPENERS = frozenset(_OPENERS_WORDS.split())
_NO_PERSON_WORDS = """
editor editors editorial reporter correspondent writer writers staff research strategy columnist desk team redaktion
redakteur redakteurin journalist journalistin contributor contributors senior junior chief director manager professor
technologist analyst producer newsroom bureau agency agencies news times post media press magazin magazine online
university universität institut institute gmbh ag inc ltd llc company group verlag blog radio tv zeitung community
network foundation stiftung verein partner services support club center centre zentrum office company international
photography fotografie foto photo video report follow following read more articles kommentare comments comment reply
menu search login newsletter shop kontakt contact impressum datenschutz privacy policy terms home startseite archiv
kategorie kategorien category tags thema themen politik wirtschaft sport kultur wissen leben reisen gesellschaft
politics business sports culture science health travel technology opinion world life style food money
autor autorin author von by and und
"""
_NO_PERSON = frozenset(_NO_PERSON_WORDS.split())
_ROLE = re.compile(
    r"(?:autor|redakteur|reporter|korrespondent|journalist|kolumnist|expert|experte|volontär|editor|correspondent|writer|"
    r"columnist|contributor|chef)(?:[*:_]?in)?[:,]?$"
)
_WORD = re.compile(r"[^\s,]+")
_LETTERS = re.compile(r"[^\W\d_]")
_LETTERED = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]{2,}|[.-][^\W\d_])*\.?")  # no "Robin's"


def looks_like_name(text: str, *, most: int = 5) -> bool:
    """Whether two to ``most`` capitalised words stand there and nothing else."""
    tokens = _WORD.findall(text.strip(" .,"))
    if not _LEAST <= len(tokens) <= most or any(c.isdigit() for c in text):
        return False
    main = [token for token in tokens if token.casefold() not in _PARTICLES]
    folded = [token.casefold().strip(".") for token in main]
    return (
        len(main) >= _LEAST
        and all(token[0].isupper() or not _LETTERS.match(token) for token in main)
        and all(_LETTERED.fullmatch(token) for token in main)
        and not _OPENERS.intersection(folded)
        and (len(folded[-1]) > 1 or main[-1].endswith("."))
        and tokens[0].casefold() not in _BEFORE_ARTICLES
        and not _NO_PERSON.intersection(folded)
        and _articles_belong([token.casefold() for token in tokens])
    )


def _articles_belong(tokens: list[str]) -> bool:
    """Whether articles follow a preposition ("van der"): "Fragen der Zeit" is no name."""
    return all(
        after not in _ARTICLES - {"la", "le"} or before in _BEFORE_ARTICLES for before, after in pairwise(tokens)
    )


def is_known(text: str) -> bool:
    """Whether a name opens with a common given name."""
    return looks_like_name(text) and _is_given(_without_degrees(text))


def _without_degrees(text: str) -> str:
    tokens = _WORD.findall(text)
    while tokens and tokens[0].casefold().strip(".") in _ACADEMIC:
        tokens.pop(0)
    return tokens[0] if len(tokens) >= _LEAST else ""


def _is_given(token: str) -> bool:
    folded = token.casefold().strip(".,")
    return folded in GIVEN_NAMES or any(part in GIVEN_NAMES for part in folded.split("-"))


def unglued(text: str) -> str:
    """The text before a word that lost its space ("Robin ExampleStaff Writer")."""
    return _CAMEL.split(text, maxsplit=1)[0]


def people(text: str) -> str:
    """The names that open a text ("A, B and C"), in its own words, or nothing.

    What follows the last name (a role, a place, an agency) is left away.
    """
    end = start = 0
    for mark in [*_ROW.finditer(text), None]:
        part = text[start : mark.start() if mark else len(text)]
        if not looks_like_name(part):
            break
        end = start + len(part)
        if mark is None:
            break
        start = mark.end()
    return text[:end].strip()


def separate(row: str) -> tuple[str, ...]:
    """The names of a row, one by one."""
    return tuple(name for name in _ROW.split(row) if name)


def opening_person(text: str) -> str:
    """The name that opens a text of capitalised words, if its given name is a common one, or nothing.

    The given name, initials and particles are followed by one surname: "Robin Example Travel, Food" names Robin
    Example.
    """
    tokens = _WORD.findall(text)
    if len(tokens) < _LEAST or not _is_given(tokens[0]):
        return ""
    taken = 1
    while taken < len(tokens) - 1 and (_goes_on(tokens[taken]) or _is_given(tokens[taken])):
        taken += 1
    name = " ".join(tokens[: taken + 1])
    return name if looks_like_name(name) and text.startswith(name) else ""


def _goes_on(token: str) -> bool:
    """Whether a surname must still follow: a particle or an initial."""
    return token.casefold() in _PARTICLES or (len(token.strip(".")) == 1 and token[0].isupper())


def without_role(text: str) -> str:
    """A known name without the role that stands before or behind it ("Reporter Robin Example")."""
    tokens = text.split()
    first, last = 0, len(tokens)
    while first < last and _ROLE.search(tokens[first].casefold()):
        first += 1
    while last > first and _ROLE.search(tokens[last - 1].casefold()):
        last -= 1
    name = " ".join(tokens[first:last])
    return name if last - first < len(tokens) and is_known(name) else text
