"""What a document or an entry of a feed becomes: typed blocks, and what they say gathered into fields."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from datetime import date
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
    ``audience`` is empty for everybody, else the one audience that may read it.
    """

    text: str
    role: Role
    line: int
    kind: Kind = Kind.PARAGRAPH
    confidence: float = 1.0
    signs: tuple[Reason, ...] = ()
    audience: str = ""


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
    """A book or another thing on offer; a price or a code makes it a deal.

    ``audience`` is who sees it: empty for the audiences with deals, else that one alone. It is offered from the day
    ``since`` to the day ``until``, both included; None leaves that end open.
    """

    title: str
    blurb: str = ""
    url: str = ""
    price: str = ""
    code: str = ""
    publication: str = ""
    picture: Picture | None = None
    audience: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One piece as typed blocks, with what they say gathered into fields.

    ``source`` is the document's name inside its seeds folder, with forward slashes; ``published`` is None unless
    the document states a publication date; ``audience`` is empty for everybody, else the one audience it is for.
    ``publication`` is what the document itself says of its publisher, with an empty name where it names none.
    ``feed`` is the url of the feed it came with, empty for a document; ``video`` marks what is watched, not read.
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
    feed: str = ""
    video: bool = False

    @property
    def body(self) -> tuple[Block, ...]:
        """The blocks of the article itself that everybody may read, in reading order."""
        return self.body_for("")

    def body_for(self, audience: str) -> tuple[Block, ...]:
        """The blocks of the article itself that these readers may read, in reading order."""
        readers = {"", audience}
        return tuple(block for block in self.blocks if block.role is Role.BODY and block.audience in readers)

    @property
    def insiders(self) -> tuple[str, ...]:
        """The audiences for which it has blocks of their own, in their order."""
        own = (block.audience for block in self.blocks if block.role is Role.BODY and block.audience)
        return tuple(dict.fromkeys(own))

    @property
    def words(self) -> int:
        """Number of words in the body."""
        return sum(len(block.text.split()) for block in self.body)
