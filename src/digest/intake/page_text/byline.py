"""Who wrote it: bylines above an article and sign-offs below it."""

from __future__ import annotations

import re

from digest.intake.dates import published_date, without_dates

_BY = re.compile(
    r"(?:^|[|•·–—-]\s*)"
    r"(?:(?:written|posted|published|reported|words|story|text|article|analysis|opinion|review|interview|reviewed)\s*(?:on\b.{0,40}?)?)?\s*"
    r"\b(?P<mark>by|von|par|por|di|da|door|autor(?:in)?|author|auteur|автор|tekst|autorka|redakteur(?:in)?|"
    r"ein beitrag von|geschrieben von)(?:\s*:\s*|\s*/\s*|\s+|(?-i:(?=[A-ZÀ-Þ])))(?P<name>\S.*)",
    re.IGNORECASE,
)
_BESIDE_DATE = re.compile(
    r"\b(?P<mark>by|von|par|por|di|автор)(?:\s*:\s*|\s+|(?-i:(?=[A-Z])))(?P<name>(?-i:[^\W\d_a-zß-ÿа-я]).*)",
    re.IGNORECASE,
)
_SURE_MARKS = frozenset({"by", "autor", "autorin", "author", "auteur", "автор", "ein beitrag von", "geschrieben von"})
_COLLECTIVE = re.compile(
    r"by (?P<name>(?:the|our) (?-i:(?:[^\W\d_a-z]\S* ){0,5})(?:desk|staff|team|editors?|newsroom))\.?", re.IGNORECASE
)
_LABEL = re.compile(r"(?:by|von|par|por|di|door|autor(?:in)?|author|written by|автор|auteur)\s*:?", re.IGNORECASE)
_SIGN_OFF = re.compile(r"[-–—~]{1,2}\s?(?P<name>[^\W\d_][^.!?:;@/]{1,40})")
_CUT = re.compile(
    r"\s+[|•·–—-]\s*|\s*[|•·]\s*|\s{2,}|\s*[(\[@/]|"
    r",?\s+(?:on|am|le|el|il|em|op|in|um|at|updated|published|posted|last|shared|follow|comments?|leave|\d+)\b|,?\s*(?:updated|published):?|[;:]",
    re.IGNORECASE,
)
_PARTICLE_WORDS = (
    "de da di do dos das del della van von der den la le el al bin ibn zu zur of the and und y et e & i и"
)
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
_OTHER_WORDS = "just watch am pm utc gmt est the our your this a an read more all new home news posted in on share"
_NOT_NAMES = frozenset(_OTHER_WORDS.split())
_ROLE_WORDS = "editor reporter correspondent writer staff research strategy columnist desk team redaktion redakteur"
_ROLES = frozenset(_ROLE_WORDS.split())
_LETTERS = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\s,]+")
_LONGEST = 140
_LEAST = 2  # words of a whole name


def looks_like_name(text: str, *, most: int = 5) -> bool:
    """Whether two to ``most`` capitalised words stand there and nothing else."""
    tokens = _WORD.findall(text.strip(" .,"))
    if not _LEAST <= len(tokens) <= most or any(c.isdigit() for c in text):
        return False
    main = [token for token in tokens if token.casefold() not in _PARTICLES]
    capitalised = all(token[0].isupper() or not _LETTERS.match(token) for token in main)
    lettered = all(re.fullmatch(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?", token) for token in main)
    return (
        len(main) >= _LEAST
        and capitalised
        and lettered
        and not {main[0].casefold()} & _NOT_NAMES
        and main[-1].casefold() not in _ROLES
    )


def byline_name(line: str) -> str:
    """The author that a "By ..." line names, or nothing."""
    if len(line) > _LONGEST:
        return ""
    if collective := _COLLECTIVE.fullmatch(line.strip()):
        return collective["name"][0].upper() + collective["name"][1:]
    match = _BY.search(line)
    if match is None and published_date(line) is not None:
        match = _BESIDE_DATE.search(line)
    name = clean_name(match["name"]) if match else ""
    # "Von", "par", "di" open many a headline: a name must follow them.
    sure = match is not None and (match["mark"].casefold() in _SURE_MARKS or looks_like_name(name.split(",")[0]))
    return name if sure else ""


def clean_name(text: str) -> str:
    """A name without the date, role marks and handles that stand beside it."""
    text = without_dates(text).strip(" ,.|•·–—-:\u00a0")
    name = _CUT.split(text, maxsplit=1)[0].strip(" ,.|•·–—-:\u00a0")
    parts = name.split(", ")
    if (
        len(parts) > 1 and len(", ".join(parts[1:]).split()) > 4 and not looks_like_name(parts[1])
    ):  # a role, at length
        name = parts[0]
    first = _LETTERS.search(name)
    return name if first and len(name.split()) <= 12 and name[first.start()].isupper() else ""  # several authors


def is_byline(line: str) -> bool:
    """Whether a line tells the author in so many words."""
    return bool(byline_name(line))


def is_label(line: str) -> bool:
    """Whether only the "By" stands on the line and the name must follow."""
    return _LABEL.fullmatch(line.strip()) is not None


def dated_name(line: str) -> str:
    """The name in "Name - Apr 16, 2015 8:02 pm", or nothing."""
    if len(line) > _LONGEST or published_date(line) is None:
        return ""
    name = clean_name(line)
    return name if looks_like_name(name) else ""


def sign_off_name(line: str) -> str:
    """The name in a sign-off such as "-Name Surname", or nothing."""
    match = _SIGN_OFF.fullmatch(line.strip())
    if match is None:
        return ""
    name = match["name"].strip()
    tokens = name.split()
    small = _PARTICLES | _ROLES
    return (
        name if len(tokens) <= 4 and all(t[0].isupper() or t.casefold() in small for t in tokens) else ""
    )  # as long as names get
