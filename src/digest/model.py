"""The nouns: what the stages hand to each other. Frozen, free of input and output, free of the clock."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from digest.errors import DigestError


class Role(StrEnum):
    """What part of a document a block is."""

    TITLE = "title"
    KICKER = "kicker"
    STANDFIRST = "standfirst"
    BYLINE = "byline"
    DATE = "date"
    PICTURE = "picture"  # the words that stand where a picture was, usually the title again
    CAPTION = "caption"
    BODY = "body"
    LEAD_IN = "lead-in"  # "Listen here:" before something a text dump has lost
    CALL_TO_ACTION = "call-to-action"
    HOUSEKEEPING = "housekeeping"
    SIGN_OFF = "sign-off"
    RELATED = "related"
    CATALOGUE = "catalogue"
    ABOUT = "about"
    CONTACT = "contact"
    SECTION = "section"  # the heading that opens related items, a catalogue, contacts …
    FURNITURE = "furniture"  # menus, cookie notices, share buttons, copyright lines


class Kind(StrEnum):
    """The shape of a block, whatever its role."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    QUOTE = "quote"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule that spoke for (or against, below zero) a decision."""

    rule: str
    points: float


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, line or item of a document, with its place in the source.

    ``line`` counts from 1. ``confidence`` (0 to 1) and ``signs`` tell how sure the reader is of ``role`` and why.
    """

    text: str
    role: Role
    line: int
    kind: Kind = Kind.PARAGRAPH
    confidence: float = 1.0
    signs: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Expected trouble: travels with the result, is shown to the editor, never costs the issue."""

    what: str
    where: str = ""
    found: str = ""
    hint: str = ""

    @classmethod
    def of(cls, error: DigestError) -> Self:
        """The same four parts as data."""
        return cls(error.what, error.where, error.found, error.hint)

    def __str__(self) -> str:
        return " · ".join(part for part in (self.what, self.where, self.found, self.hint) if part)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that goes with an article.

    ``src`` is an https address, or the file's path relative to the issue's folder once it is laid there;
    ``file`` is the local original. Width and height are pixels, 0 where unknown.
    """

    src: str
    alt: str = ""
    width: int = 0
    height: int = 0
    file: Path | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    """Who publishes an article, in its own words."""

    name: str
    home_page: str = ""
    about: str = ""
    postal_address: tuple[str, ...] = ()
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class RelatedItem:
    """Another article that a document points to ("You might also like")."""

    title: str
    teaser: str = ""
    published: date | None = None
    url: str = ""
    publication: str = ""


@dataclass(frozen=True, slots=True)
class CatalogueItem:
    """A book or another thing on offer; a price or a code makes it a deal."""

    title: str
    blurb: str = ""
    url: str = ""
    price: str = ""
    code: str = ""
    publication: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One piece as typed blocks, with what they say gathered into fields.

    ``source`` is the document's name inside its seeds folder, with forward slashes; ``published`` is None unless
    the document states a publication date; ``audience`` is empty for everybody, else the one audience it is for.
    ``publication`` is what the document itself says of its publisher, with an empty name where it names none.
    """

    source: str
    title: str
    blocks: tuple[Block, ...]
    kicker: str = ""
    standfirst: str = ""
    byline: str = ""
    published: date | None = None
    language: str = ""
    url: str = ""
    section: str = ""
    audience: str = ""
    caption: str = ""
    credit: str = ""
    picture: Picture | None = None
    call_to_action: str = ""
    related: tuple[RelatedItem, ...] = ()
    catalogue: tuple[CatalogueItem, ...] = ()
    publication: Publication = Publication("")
    problems: tuple[Problem, ...] = ()

    @property
    def body(self) -> tuple[Block, ...]:
        """The blocks of the article itself, in reading order."""
        return tuple(block for block in self.blocks if block.role is Role.BODY)

    @property
    def words(self) -> int:
        """Number of words in the body."""
        return sum(len(block.text.split()) for block in self.body)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules made of one body block.

    ``kept`` is what the story shows of it: the whole block, or, where there is no room for all of it, its first whole
    sentences; empty when it was not selected.
    """

    block: Block
    score: float
    reasons: tuple[Reason, ...] = ()
    kept: str = ""

    @property
    def selected(self) -> bool:
        """Whether the story shows it."""
        return bool(self.kept)


@dataclass(frozen=True, slots=True)
class Story:
    """An article with its key paragraphs.

    ``verdicts`` has one entry for each body block, in reading order. ``url`` is where "read on" leads (absolute, or
    empty when unknown); ``page`` is the story's file in the web edition, empty when the article has its own address.
    """

    article: Article
    verdicts: tuple[Verdict, ...]
    slug: str = ""
    url: str = ""
    page: str = ""
    score: float = 0.0
    reasons: tuple[Reason, ...] = ()

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The key paragraphs, in reading order."""
        return tuple(verdict.kept for verdict in self.verdicts if verdict.selected)


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A name and an e-mail address."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one scheme, each ``#rrggbb``."""

    paper: str
    ink: str
    quiet: str
    accent: str
    line: str


@dataclass(frozen=True, slots=True)
class Newsletter:
    """What every issue of a newsletter carries."""

    name: str
    tagline: str
    language: str
    sender: Mailbox
    reply_to: Mailbox | None
    postal_address: str
    home_page: str
    web_url: str
    list_id: str
    unsubscribe_url: str
    unsubscribe_mail: str
    manage_url: str
    subscribe_url: str
    join_url: str
    logo: Picture | None
    light: Palette
    dark: Palette

    @property
    def direction(self) -> str:
        """``rtl`` for the languages written from right to left, else ``ltr``."""
        return "rtl" if self.language.partition("-")[0] in {"ar", "dv", "fa", "he", "ps", "ur", "yi"} else "ltr"


@dataclass(frozen=True, slots=True)
class Audience:
    """Who a letter is for; ``deals`` says whether it shows the members' deals and books or how to join."""

    name: str
    title: str
    deals: bool


_WEEK = re.compile(r"(\d{4})-W(\d{2})")


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """An ISO 8601 week: ``2024-W25`` runs from Monday 17 to Sunday 23 June 2024."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date, *, starts_on: int = 0) -> Self:
        """The week that contains the day.

        Args:
            day: Any day of the week.
            starts_on: The weekday on which the newsletter's weeks start, 0 for Monday (ISO 8601) to 6 for Sunday. A
                week that starts on another day has the number of the ISO week that holds most of its days.
        """
        first = day - timedelta(days=(day.weekday() - starts_on) % 7)
        year, number, _ = (first + timedelta(days=3)).isocalendar()
        return cls(year, number)

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The week that ``2024-W25`` names, or None."""
        match = _WEEK.fullmatch(text)
        if match is None:
            return None
        year, number = int(match[1]), int(match[2])
        try:
            date.fromisocalendar(year, number, 1)
        except ValueError:
            return None
        return cls(year, number)

    @property
    def monday(self) -> date:
        """Its first day."""
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def ordinal(self) -> int:
        """Weeks since the year 1, for counting and rotating."""
        return self.monday.toordinal() // 7

    def __str__(self) -> str:
        return f"{self.year:04}-W{self.number:02}"


@dataclass(frozen=True, slots=True)
class Issue:
    """One week's composition, the same truth for every format.

    ``publications`` are the publishers of its stories, each once; ``catalogue`` the items of the week, in the order
    of its rotation; ``deals`` what the editor offers members; ``members`` the names of the audiences that see both.
    """

    week: Week
    number: int
    day: date
    newsletter: Newsletter
    subject: str
    preheader: str
    stories: tuple[Story, ...]
    archive: tuple[RelatedItem, ...] = ()
    deals: tuple[CatalogueItem, ...] = ()
    catalogue: tuple[CatalogueItem, ...] = ()
    publications: tuple[Publication, ...] = ()
    members: tuple[str, ...] = ()

    @property
    def lead(self) -> Story:
        """The story that opens the issue."""
        return self.stories[0]


@dataclass(frozen=True, slots=True)
class Letter:
    """One audience's finished mail; ``eml`` is the whole message as bytes with CRLF line ends."""

    audience: str
    subject: str
    preheader: str
    html: str
    text: str
    mjml: str
    eml: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Page:
    """One file of the web edition, its name relative to the issue's folder."""

    name: str
    html: str


class Severity(StrEnum):
    """How much a preflight finding weighs: a MUST forbids sending."""

    MUST = "must"
    SHOULD = "should"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """What preflight found in one letter; ``audience`` is empty when it concerns the whole issue."""

    check: str
    severity: Severity
    audience: str
    what: str
    hint: str

    @property
    def forbids(self) -> bool:
        """Whether the letter must not be sent as it is."""
        return self.severity is Severity.MUST


@dataclass(frozen=True, slots=True)
class Input:
    """A document that was read: its name inside its seeds folder, its size in bytes and its hash."""

    name: str
    size: int
    sha256: str
