"""Who wrote it: bylines above an article, sign-offs and notes on the author below it."""

from __future__ import annotations

import re

from digest.intake.dates import published_date, tells_a_story, without_dates
from digest.intake.page_text.names import is_known, opening_person, people, unglued, without_role

_NOUNS = (
    "written|posted|published|reported|words|story|text|article|analysis|opinion|review|interview|reviewed|created|"
    "commentary|essay|column|report|a guest post|guest post|"
    "(?:(?:ein|eine|der|die|das|im) )?(?:(?:gast)?(?:artikel|beitrag|kommentar|bericht|essay)|text|kolumne|analyse|"
    "interview|rezension|reportage|porträt|glosse|kritik|gespräch)|"
    "erstellt|eingestellt|verfasst|geschrieben|veröffentlicht|gepostet|publiziert|aufgezeichnet|"
    "(?:(?:un|une) )?(?:article|texte|propos recueillis|écrit|rédigé|publié|chronique|entretien|reportage)|"
    "(?:(?:un|una) )?(?:publicado|escrito|redactado|artículo|texto|columna|entrevista|crónica)|"
    "(?:(?:un|una|di) )?(?:scritto|pubblicato|articolo|testo|intervista)|a cura|"
    "(?:um|uma)? ?(?:artigo|entrevista|coluna|reportagem)|geschreven|geplaatst|gepubliceerd|een artikel|"
    "skrevet|skriven"
)
_AUTHOR = (
    r"(?:post )?author\(?s?\)?|autor(?:[*:_/·]?in(?:nen)?)?|autoren|autor(?:a|es|as|ka|zy)|autor[ei]|auteurs?|"
    r"автор(?:ы)?|verfasser(?:[*:_/]?in)?|szerző|kirjoittaja|yazar|penulis|skribent|forfatter|författare"
)
_DESKS = (
    r"redakteur(?:[*:_/]?in)?|kolumnist(?:[*:_/]?in)?|journalist(?:[*:_/]?in)?|redaktion|reporter(?:[*:_/]?in)?|"
    r"(?:texte?|words|tekst|texto|testo|текст|story|bericht|report)"
    r"(?: ?(?:&|und|and|et|y|e|\+) (?:fotos?|photos?|photography|bilder|bild|images?|pictures|interview))?|"
    r"interview|entrevista|intervista|entretien|publicado|redactor|redacción"
)
_BY = re.compile(
    rf"(?:^|[|•·]\s*|\s[–—-]\s*)\W*(?:{_AUTHOR})?\s*(?:(?:{_NOUNS})\s*(?:on\b.{{0,40}}?)?)?\s*"
    rf"\b(?P<mark>by|von|vom|par|por|di|da|door|przez|ein beitrag von|geschrieben von|{_AUTHOR})"
    r"(?:(?P<colon>\s*:\s*)|\s*/\s*|\s+|(?-i:(?=[A-ZÀ-Þ][a-zß-ÿ.])))(?P<name>\S.*)",
    re.IGNORECASE,
)
_LABELLED = re.compile(rf"(?:^|[|•·]\s*|\s[–—-]\s*)\W*(?:{_DESKS})\s*:\s*(?P<name>\S.*)", re.IGNORECASE)
_BESIDE_DATE = re.compile(
    rf"(?<![^\W\d_])(?P<mark>by|von|vom|par|por|di|автор|{_AUTHOR})(?:(?P<colon>\s*:\s*)|\s+|(?-i:(?=[A-Z])))(?P<name>(?-i:[^\W\d_a-zß-ÿа-я]).*)",
    re.IGNORECASE,
)
_INTRODUCED = re.compile(r"(?:[Bb]y|BY|Von|VON|Por|Par|Di|Door) ")
_COLLECTIVE = re.compile(
    r"by (?P<name>(?:the|our) (?-i:(?:[^\W\d_a-z]\S* ){0,5})(?:desk|staff|team|editors?|newsroom))\.?", re.IGNORECASE
)
_LABEL = re.compile(
    rf"\W*(?:by|von|par|por|di|door|{_AUTHOR}|(?:written|posted|published|reported|story) by|geschrieben von|"
    r"escrito por|publicado por|écrit par|scritto da)\s*:?",
    re.IGNORECASE,
)
_OWNER = re.compile(r"(?:©|\(c\)|copyright)[\s\d©–,-]*(?:\(c\)|by|von)?[\s\d–,-]*(?P<name>[^\W\d_].*)", re.IGNORECASE)
_DESK = re.compile(
    r"(?:[A-ZÀ-Þ]\S*|[\w.-]+\.[a-z]{2,4})(?: [A-ZÀ-Þ]\S*){0,3}[ -]"
    r"(?:[Rr]edaktion|[Ss]taff|[Tt]eam|Editors|Newsroom|[Dd]esk|Bureau|Redacción|Redazione)"
    r"|(?:[A-Z]{2,4}|Fox|Sky) News"
    r"|(?:The )?Associated Press|Reuters|AFP|dpa|PTI|ANI|IANS|Bloomberg|BBC News|CNN|Agence France-Presse"
    r"|Press Association"
    r"|(?:Redaktion|Redacción|La rédaction de|Redazione)(?: [A-ZÀ-Þ]\S*){1,3}"
)
_SIGN_OFF = re.compile(r"[-–—~]{1,2}\s?(?P<name>[^\W\d_][^.!?:;@/]{1,40})")
_CUT = re.compile(
    r"\s+[|•·–—-]\s*|\s*[|•·]\s*|\s{2,}|\s*[(\[@/]|"
    r",?\s+(?:on|am|le|el|il|em|op|in|um|at|updated|published|posted|last|shared|follow|comments?|leave|veröffentlicht|"
    r"aktualisiert|vor|\d+)\b|,?\s*(?:updated|published):?|[;:]",
    re.IGNORECASE,
)
_BIO = re.compile(
    r"(?P<name>[^,.:;]{4,40}?)(?:,[^,]{1,40},)? (?:is|was|are|works|writes|covers|ist|arbeitet|schreibt|lebt|"
    r"studiert|war|est|es|è|é|jest|является) ",
)
_PROFESSIONS = re.compile(
    r"\b(?:author|writer|writes|journalist|editor|reporter|correspondent|columnist|covers|freelance|blogger|contributor|"
    r"contributing|fellow|(?:frei\w+ )?autor(?:in)?|journalist(?:in)?|redakteur(?:in)?|schriftsteller(?:in)?|"
    r"schreibt|chefredakteur(?:in)?|korrespondent(?:in)?|kolumnist(?:in)?|journaliste|auteur|autrice|rédact\w+|periodista|"
    r"escritora?|redactora?|giornalista|scrittore|scrittrice|jornalista|dziennikarz|журналист\w*|professor(?:in)?|"
    r"associate professor|lecturer|dozent(?:in)?)\b",
    re.IGNORECASE,
)
_SMALL_WORDS = "de da di do dos das del della van von der den la le el al bin ibn zu zur of the and und y et e & i и"
_SMALL = frozenset(_SMALL_WORDS.split())
_ROLE_WORDS = "editor reporter correspondent writer staff research strategy columnist desk team redaktion redakteur"
_ROLES = frozenset(_ROLE_WORDS.split())
_ACCOUNTS = frozenset({"admin", "administrator", "webmaster", "editor", "user", "root", "gast", "guest"})
_NUMBERED = re.compile(r"^\s*\d{1,2}\.\s+")
_LETTERS = re.compile(r"[^\W\d_]")
_SEGMENT = re.compile(r"\s*[|•·–—/]\s*|\s{2,}|\s-\s*|\s*-\s|,?\s*\d+\s*")
_LONGEST = 140
_MOST = 12  # words of several authors
_PLACE = 4  # words


def byline_name(line: str) -> str:
    """The author that a "By ..." line names, or nothing."""
    if len(line) > _LONGEST:
        return _introduced_name(line)
    if collective := _COLLECTIVE.fullmatch(line.strip()):
        return collective["name"][0].upper() + collective["name"][1:]
    match = _BY.search(line)
    if match is None and published_date(line) is not None and not tells_a_story(line):
        match = _BESIDE_DATE.search(line)
    if match is None:
        return _labelled_name(line)
    name = clean_name(match["name"])
    # "Von", "par", "di" open many a headline, "Autor" many a menu entry: a name must follow them.
    sure = match["mark"].casefold() == "by" or match["colon"] or people(name)
    return name if sure else opening_person(name) or desk_name(name)


def _introduced_name(line: str) -> str:
    """The names that open a long line ("By Robin Example, a senior writer who ..."), or nothing."""
    rest = line[: 2 * _LONGEST].removeprefix(match[0]) if (match := _INTRODUCED.match(line)) else ""
    row = people(rest)
    return row if rest[len(row) :].startswith(",") and is_known(row.split(",")[0]) else ""


def _labelled_name(line: str) -> str:
    """The name behind "Text:" and the like, which also stand before other things."""
    match = _LABELLED.search(line)
    name = clean_name(match["name"]) if match else ""
    return people(name) if name and is_known(people(name).split(",")[0]) else ""


def clean_name(text: str) -> str:
    """A name without the date, role marks and handles that stand beside it."""
    text = _NUMBERED.sub("", without_dates(text[: 2 * _LONGEST])).strip(" ,.|•·–—-:\u00a0")
    name = unglued(_CUT.split(text, maxsplit=1)[0]).strip(" ,.|•·–—-:)\u00a0")
    name = _with_place(name)
    first = _LETTERS.search(name) if name.casefold() not in _ACCOUNTS else None
    return name if first and len(name.split()) <= _MOST and name[first.start()].isupper() else ""


def _with_place(name: str) -> str:
    """The names that open a byline, with the few words that say where they work, but without a long role."""
    row = people(name)
    rest = name[len(row) :]
    return row if row and (len(rest.strip(" ,").split()) > _PLACE or not rest.lstrip().startswith(",")) else name


def is_byline(line: str) -> bool:
    """Whether a line tells the author in so many words."""
    return bool(byline_name(line))


def is_label(line: str) -> bool:
    """Whether only the "By" stands on the line and the name must follow."""
    return _LABEL.fullmatch(line.strip()) is not None


def dated_name(line: str) -> str:
    """The name in "Name - Apr 16, 2015 8:02 pm" or "Apr 16, 2015 Name 2 comments", or nothing."""
    if len(line) > _LONGEST or "(@" in line or published_date(line) is None:
        return ""
    for segment in _SEGMENT.split(without_dates(line)):
        part = unglued(segment.strip(" ,.:"))
        row = people(part)
        if name := row if row == part else opening_person(part) or row or desk_name(part):
            return name
    return ""


def bare_name(line: str) -> str:
    """The names on a line of their own, with the role behind a comma, or nothing."""
    name = clean_name(line) if len(line) < _LONGEST // 2 else ""
    name = name if "," in name else without_role(name)
    row = people(name)
    return name if row and (row == name or name[len(row) :].lstrip().startswith(",")) else ""


def desk_name(line: str) -> str:
    """The desk or staff that a short line names ("Harbour Post staff"), or nothing."""
    text = without_dates(line).strip(" |·•,–—-") if len(line) < _LONGEST // 2 else ""
    return text if _DESK.fullmatch(text) and not _LABEL.match(text) else ""


def owner_name(line: str) -> str:
    """The person who keeps all rights ("© 2020 Robin Example"), or nothing."""
    match = _OWNER.search(line) if len(line) < _LONGEST else None
    name = clean_name(match["name"].split(". ", 1)[0]) if match else ""
    return name if is_known(name) else ""


def described_name(line: str) -> str:
    """The name in "Robin Example is a writer who ...", or nothing."""
    match = _BIO.match(line)
    if match is None or not is_known(match["name"]) or not _PROFESSIONS.search(line[: 3 * _LONGEST]):
        return ""
    return match["name"].strip()


def sign_off_name(line: str) -> str:
    """The name in a sign-off such as "-Name Surname", or nothing."""
    match = _SIGN_OFF.fullmatch(line.strip())
    if match is None:
        return ""
    name = match["name"].strip()
    tokens = name.split()
    small = _SMALL | _ROLES
    return (
        name if len(tokens) <= 4 and all(t[0].isupper() or t.casefold() in small for t in tokens) else ""
    )  # as long as names get
